# torch.nn.utils.rnn: sequences of different lengths as one padded tensor.
import torch

__all__ = ['pad_sequence', 'unpad_sequence', 'pack_padded_sequence', 'pad_packed_sequence', 'pack_sequence']


def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side='right'):
    'Stacks tensors of shape (length, …) to (longest, batch, …), or (batch, longest, …).'
    if isinstance(sequences, torch.Tensor):
        sequences = sequences.unbind(0)
    elif not hasattr(sequences, '__iter__'):
        raise RuntimeError('pad_sequence: Expected iterable for input sequences, but got arg of type: '
                           f'{type(sequences)}')
    sequences = list(sequences)
    if padding_side not in ('left', 'right'):
        raise RuntimeError(f'Expected padding_side to be one of left or right, but got {padding_side}.')
    if not sequences:
        raise RuntimeError('received an empty list of sequences')
    longest = max(s.size(0) for s in sequences)
    rows = []
    for s in sequences:
        missing = s.new_full((longest - s.size(0), *s.shape[1:]), padding_value)
        rows.append(torch.cat([s, missing] if padding_side == 'right' else [missing, s]))
    return torch.stack(rows, 0 if batch_first else 1)


def unpad_sequence(padded_sequences, lengths, batch_first=False):
    'The inverse of pad_sequence.'
    if not batch_first:
        padded_sequences = padded_sequences.transpose(0, 1)
    return [row[:int(length)] for row, length in zip(padded_sequences, lengths)]


def _refuse(name):
    def refuse(*args, **kwargs):
        raise NotImplementedError(f'logit does not have torch.nn.utils.rnn.{name} yet')
    refuse._refused = True
    return refuse


pack_padded_sequence = _refuse('pack_padded_sequence')
pad_packed_sequence = _refuse('pad_packed_sequence')
pack_sequence = _refuse('pack_sequence')


def __getattr__(name):
    from torch import _known
    raise _known.missing('torch.nn.utils.rnn', _known.RNN, name)
