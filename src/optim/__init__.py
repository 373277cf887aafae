# torch.optim: optimizers and learning rate schedulers.
from torch.optim.optimizer import Optimizer
from torch.optim.adadelta import Adadelta
from torch.optim.adagrad import Adagrad
from torch.optim.adam import Adam
from torch.optim.adamax import Adamax
from torch.optim.adamw import AdamW
from torch.optim.asgd import ASGD
from torch.optim.lbfgs import LBFGS
from torch.optim.nadam import NAdam
from torch.optim.radam import RAdam
from torch.optim.rmsprop import RMSprop
from torch.optim.rprop import Rprop
from torch.optim.sgd import SGD
from torch.optim import lr_scheduler, swa_utils


def _refused(name):
    def __init__(self, *args, **kwargs):
        raise NotImplementedError(f'logit does not have torch.optim.{name} yet')
    return type(name, (Optimizer,), {'__init__': __init__, '__module__': 'torch.optim', '_refused': True})


Adafactor = _refused('Adafactor')
Muon = _refused('Muon')
SparseAdam = _refused('SparseAdam')


def __getattr__(name):
    from torch import _known
    raise _known.missing('torch.optim', _known.OPTIM, name)
