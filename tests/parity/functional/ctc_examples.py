# CTC: padded and concatenated targets, its gradient, impossible alignments.
import torch
from torch import nn
import torch.nn.functional as F
torch.manual_seed(0)
T, N, C = 6, 2, 4
logits = ((torch.arange(T * N * C).reshape(T, N, C) * 7) % 11 / 5.0).requires_grad_()
lp = logits.log_softmax(2)
targets = torch.tensor([[1, 2, 3], [2, 2, 0]])
loss = nn.CTCLoss()(lp, targets, torch.tensor([6, 5]), torch.tensor([3, 2]))
print(loss, nn.CTCLoss())
loss.backward()
print(logits.grad)
print(F.ctc_loss(lp, targets, (6, 5), (3, 2), reduction='none'))
print(F.ctc_loss(lp[:, 0], torch.tensor([1, 1]), torch.tensor(6), torch.tensor(2)))
print(F.ctc_loss(lp[:3], torch.tensor([[1, 1, 1], [2, 3, 1]]), (3, 3), (3, 3), reduction='none'))
print(F.ctc_loss(lp[:3], torch.tensor([[1, 1, 1], [2, 3, 1]]), (3, 3), (3, 3), reduction='none', zero_infinity=True))
print(F.ctc_loss(lp.double(), targets, (6, 5), (3, 2), reduction='sum'))
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
attempt(lambda: F.ctc_loss(lp, targets, (7, 5), (3, 2)))
attempt(lambda: F.ctc_loss(lp, targets, (6, 5), (4, 2)))
attempt(lambda: F.ctc_loss(lp, targets, (6,), (3, 2)))
attempt(lambda: F.ctc_loss(lp, targets.float(), (6, 5), (3, 2)))
attempt(lambda: F.ctc_loss(lp, targets, (6, 5), (3, 2), blank=4))
