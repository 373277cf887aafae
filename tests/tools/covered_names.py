# Which public names of PyTorch logit has: a script for logit itself. Prints a line per namespace with its figures, and every name
# with "+" (here) or "-" (refused by name). tests/golden/tensor/covered_names.txt is what it printed last.
import torch
import torch.nn as nn
from torch import _known



def has(owner, name):
    found = getattr(owner, name, None)
    return found is not None and not getattr(found, '_refused', False)


def report(title, owner, names):
    names = sorted(names)
    here = [name for name in names if has(owner, name)]
    print(f'{title}: {len(here)} of {len(names)}')
    for name in names:
        print(f'  {"+" if name in here else "-"} {title}.{name}')



x = torch.ones(2, 2, requires_grad=True)
y = (x * 2)
y.retain_grad()
y.sum().backward()


class _Tensor:
    def __getattr__(self, name):
        for owner in (torch.Tensor, y, x, x.detach()):
            found = getattr(owner, name, None)
            if found is not None:
                return found
        raise AttributeError(name)


report('torch', torch, _known.TORCH)
report('torch.Tensor', _Tensor(), _known.TENSOR)
report('torch.nn', nn, _known.NN)
report('torch.nn.functional', nn.functional, _known.FUNCTIONAL)
report('torch.nn.init', nn.init, _known.INIT)
report('torch.nn.utils', nn.utils, _known.NN_UTILS)
report('torch.nn.utils.rnn', nn.utils.rnn, _known.RNN)
report('torch.optim', torch.optim, _known.OPTIM)
report('torch.optim.lr_scheduler', torch.optim.lr_scheduler, _known.LR_SCHEDULER)
report('torch.linalg', torch.linalg, _known.LINALG)
report('torch.special', torch.special, _known.SPECIAL)
report('torch.utils.data', torch.utils.data, _known.DATA)
report('torch.autograd', torch.autograd, _known.AUTOGRAD)
report('torch.autograd.functional', torch.autograd.functional, _known.AUTOGRAD_FUNCTIONAL)
