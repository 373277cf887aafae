# torch.nn.utils.rnn: sequences of different lengths as one tensor, padded or packed.
from collections import namedtuple

import torch

__all__ = ['PackedSequence', 'invert_permutation', 'pack_padded_sequence', 'pad_packed_sequence', 'pad_sequence', 'unpad_sequence',
           'pack_sequence', 'unpack_sequence']


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


class PackedSequence(namedtuple('PackedSequence', ['data', 'batch_sizes', 'sorted_indices', 'unsorted_indices'])):
    'The steps of sequences of different lengths, one step of all of them after the other; batch_sizes says how many each has.'

    def __new__(cls, data, batch_sizes=None, sorted_indices=None, unsorted_indices=None):
        if unsorted_indices is None:
            unsorted_indices = invert_permutation(sorted_indices)
        return super().__new__(cls, data, batch_sizes, sorted_indices, unsorted_indices)

    def to(self, *args, **kwargs):
        data = self.data.to(*args, **kwargs)
        return self if data is self.data else type(self)(data, self.batch_sizes, self.sorted_indices, self.unsorted_indices)

    def cpu(self, *args, **kwargs):
        return self

    def double(self):
        return self.to(dtype=torch.double)

    def float(self):
        return self.to(dtype=torch.float)

    def half(self):
        return self.to(dtype=torch.half)

    def long(self):
        return self.to(dtype=torch.long)

    def int(self):
        return self.to(dtype=torch.int)

    @property
    def is_cuda(self):
        return False

    def is_pinned(self):
        return False


PackedSequence.__module__ = 'torch.nn.utils.rnn'


def invert_permutation(permutation):
    if permutation is None:
        return None
    inverse = torch.empty_like(permutation)
    inverse.scatter_(0, permutation, torch.arange(0, permutation.numel()))
    return inverse


def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    'Leaves out the padding of (longest, batch, …), or of (batch, longest, …).'
    lengths = torch.as_tensor(lengths, dtype=torch.int64)
    sorted_indices = None
    if not enforce_sorted:
        lengths, sorted_indices = torch.sort(lengths, descending=True)
        input = input.index_select(0 if batch_first else 1, sorted_indices)
    if batch_first:
        input = input.transpose(0, 1)
    sizes = lengths.tolist()
    if input.numel() == 0:
        raise RuntimeError('Cannot pack empty tensors.')
    if len(sizes) != input.size(1):
        raise RuntimeError(f'Expected `len(lengths)` to be equal to batch_size, but got {len(sizes)} (batch_size={input.size(1)})')
    if sizes[-1] <= 0:
        raise RuntimeError('Length of all samples has to be greater than 0, but found an element in \'lengths\' that is <= 0')
    if [1 for longer, next_one in zip(sizes, sizes[1:]) if longer < next_one]:
        raise RuntimeError('`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass '
                           '`enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this requirement '
                           'if you do not need ONNX exportability.')
    batch_sizes = [len([1 for size in sizes if size > step]) for step in range(sizes[0])]
    if sizes[0] > input.size(0):
        raise RuntimeError(f'Expected sequence length to be larger than or equal to the longest length, but got {input.size(0)} '
                           f'and {sizes[0]}')
    data = torch.cat([input[step, :count] for step, count in enumerate(batch_sizes)])
    return PackedSequence(torch._C._rename_node(data, 'PackPaddedSequenceBackward0'), torch.tensor(batch_sizes), sorted_indices,
                          None)


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    'The padded tensor of a PackedSequence, and the lengths.'
    batch_sizes = sequence.batch_sizes.tolist()
    longest = len(batch_sizes)
    if total_length is not None:
        if total_length < longest:
            raise ValueError('Expected total_length to be at least the length of the longest sequence in input, but got '
                             f'total_length={total_length} and max sequence length being {longest}')
        longest = total_length
    count = batch_sizes[0]
    rows = []
    for part in sequence.data.split(batch_sizes):
        missing = count - part.size(0)
        rows.append(torch.cat([part, part.new_full((missing, *part.shape[1:]), padding_value)]) if missing else part)
    for _ in range(longest - len(batch_sizes)):
        rows.append(sequence.data.new_full((count, *sequence.data.shape[1:]), padding_value))
    out = torch._C._rename_node(torch.stack(rows), 'PadPackedSequenceBackward0')
    lengths = torch.tensor([len([1 for size in batch_sizes if size > row]) for row in range(count)])
    if batch_first:
        out = out.transpose(0, 1)
    if sequence.unsorted_indices is not None:
        return out.index_select(0 if batch_first else 1, sequence.unsorted_indices), lengths[sequence.unsorted_indices]
    return out, lengths


def pack_sequence(sequences, enforce_sorted=True):
    lengths = torch.as_tensor([s.size(0) for s in sequences])
    return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)


def unpack_sequence(packed_sequences):
    'The inverse of pack_sequence.'
    return unpad_sequence(*pad_packed_sequence(packed_sequences, batch_first=True), batch_first=True)


def __getattr__(name):
    from torch import _known
    raise _known.missing('torch.nn.utils.rnn', _known.RNN, name)
