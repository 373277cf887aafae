# torch.nn._ctc: connectionist temporal classification. Forward and backward variables as in Graves et al., "Connectionist
# Temporal Classification" (2006), in logarithms, for all sequences of the batch at once: one step per point of time.
import torch
from torch.autograd import Function

_NEVER = float('-inf')


def _logsumexp3(a, b, c):
    top = torch.maximum(torch.maximum(a, b), c)
    safe = torch.where(top == _NEVER, torch.zeros_like(top), top)
    return safe + ((a - safe).exp() + (b - safe).exp() + (c - safe).exp()).log()


def _moved(x, by):
    # Columns moved to the right (to the left if by < 0), with "never" in the places that come free.
    free = torch.full((x.shape[0], abs(by)), _NEVER, dtype=x.dtype)
    return torch.cat([free, x[:, :-by]], 1) if by > 0 else torch.cat([x[:, -by:], free], 1)


class _CtcLoss(Function):
    _node_name = 'CtcLossBackward0'

    @staticmethod
    def forward(ctx, log_probs, labels, input_lengths, target_lengths, blank):
        # labels: (batch, 2 S + 1), the targets with blanks between and around them.
        steps, batch, classes = log_probs.shape
        length = labels.shape[1]
        places = torch.arange(length)
        rows = torch.arange(batch)
        skips = torch.zeros(batch, length, dtype=torch.bool)
        if length > 2:
            skips[:, 2:] = (labels[:, 2:] != blank) & (labels[:, 2:] != labels[:, :-2])
        never = torch.full((batch, length), _NEVER, dtype=log_probs.dtype)
        spoken = log_probs.gather(2, labels.expand(steps, batch, length)) if steps else log_probs.new_zeros(0, batch, length)
        last = 2 * target_lengths
        begins = (places == 0) | ((places == 1) & (target_lengths > 0).unsqueeze(1))
        alphas = []
        for t in range(steps):
            if t == 0:
                alpha = torch.where(begins, spoken[0], never)
            else:
                alpha = spoken[t] + _logsumexp3(alpha, _moved(alpha, 1), torch.where(skips, _moved(alpha, 2), never))
            alphas.append(alpha)
        at_end = torch.where((input_lengths == 0).unsqueeze(1), torch.where(places == 0, torch.zeros_like(never), never),
                             torch.stack(alphas)[(input_lengths - 1).clamp_min(0), rows] if steps else never)
        second = torch.where(target_lengths > 0, at_end[rows, (last - 1).clamp_min(0)], never[:, 0])
        loss = -torch.logaddexp(at_end[rows, last], second)
        ctx.save_for_backward(log_probs, labels, input_lengths, target_lengths, loss)
        ctx.alphas, ctx.spoken, ctx.skips = alphas, spoken, skips
        return loss

    @staticmethod
    def backward(ctx, grad):
        log_probs, labels, input_lengths, target_lengths, loss = ctx.saved_tensors
        steps, batch, classes = log_probs.shape
        length = labels.shape[1]
        places = torch.arange(length)
        last = (2 * target_lengths).unsqueeze(1)
        ends = (places == last) | ((places == last - 1) & (target_lengths > 0).unsqueeze(1))
        never = torch.full((batch, length), _NEVER, dtype=log_probs.dtype)
        may_skip_from = torch.cat([ctx.skips[:, 2:], torch.zeros(batch, min(2, length), dtype=torch.bool)], 1)[:, :length]
        result = torch.zeros_like(log_probs)
        beta = never
        for t in reversed(range(steps)):
            follow = ctx.spoken[t] + _logsumexp3(beta, _moved(beta, -1), torch.where(may_skip_from, _moved(beta, -2), never))
            starts = (input_lengths - 1 == t).unsqueeze(1)
            beta = torch.where(starts, torch.where(ends, ctx.spoken[t], never), follow)
            inside = (t < input_lengths).unsqueeze(1)
            paths = (ctx.alphas[t] + beta - ctx.spoken[t] + loss.unsqueeze(1)).exp()
            share = torch.zeros(batch, classes, dtype=log_probs.dtype).scatter_add_(1, labels, paths)
            result[t] = torch.where(inside, (log_probs[t].exp() - share) * grad.unsqueeze(1), torch.zeros_like(share))
        return result, None, None, None, None


def _lengths(lengths, name, batch):
    lengths = torch.as_tensor(lengths, dtype=torch.long).reshape(-1)
    if len(lengths) != batch:
        raise RuntimeError(f'{name} must be of size batch_size')
    return lengths


def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction='mean', zero_infinity=False):
    if reduction not in ('none', 'mean', 'sum'):
        raise ValueError(f'{reduction} is not a valid value for reduction')
    lone = log_probs.dim() == 2
    if lone:
        log_probs = log_probs.unsqueeze(1)
        targets = targets.unsqueeze(0)
    steps, batch, classes = log_probs.shape
    if not 0 <= blank < classes:
        raise RuntimeError('blank must be in label range')
    input_lengths = _lengths(input_lengths, 'input_lengths', batch)
    target_lengths = _lengths(target_lengths, 'target_lengths', batch)
    longest = int(target_lengths.max()) if batch else 0
    targets = targets.long()
    if targets.dim() == 1:
        padded = torch.full((batch, longest), blank)
        at = 0
        for row, count in enumerate(target_lengths.tolist()):
            padded[row, :count] = targets[at:at + count]
            at += count
    else:
        if targets.shape[1] < longest:
            raise RuntimeError(f'Expected tensor to have size at least {longest} at dimension 1, but got size '
                               f"{targets.shape[1]} for argument #2 'targets' (while checking arguments for "
                               'ctc_loss_allocate_outputs)')
        padded = targets[:, :longest]
    for value in input_lengths.tolist():
        if value < 0:
            raise RuntimeError(f'Expected input_lengths to have value at least 0, but got value {value} (while checking '
                               'arguments for ctc_loss_allocate_outputs)')
        if value > steps:
            raise RuntimeError(f'Expected input_lengths to have value at most {steps}, but got value {value} (while checking '
                               'arguments for ctc_loss_allocate_outputs)')
    labels = torch.full((batch, 2 * longest + 1), blank)
    inside = torch.arange(longest) < target_lengths.unsqueeze(1)  # what stands in the padding is never spoken
    labels[:, 1::2] = torch.where(inside, padded, torch.full_like(padded, blank))
    loss = _CtcLoss.apply(log_probs, labels, input_lengths, target_lengths, blank)
    if zero_infinity:
        loss = torch.where(loss == float('inf'), torch.zeros_like(loss), loss)
    if reduction == 'mean':
        return (loss / target_lengths.clamp_min(1).to(loss.dtype)).mean()
    if reduction == 'sum':
        return loss.sum()
    return loss[0] if lone else loss
