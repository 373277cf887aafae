# torch.nn: layers, losses, containers and their functions.
from torch.nn.parameter import Buffer, Parameter, UninitializedBuffer, UninitializedParameter
from torch.nn.modules import *
from torch.nn.modules import Module, module as _module
from torch.nn import functional, init, modules, parameter, utils


def _refused(name):
    # A layer that PyTorch has and logit has not: it can be named, and says so when it is made.
    def __init__(self, *args, **kwargs):
        raise NotImplementedError(f'logit does not have torch.nn.{name} yet')
    return type(name, (Module,), {'__init__': __init__, '__module__': 'torch.nn', '_refused': True})


AdaptiveLogSoftmaxWithLoss = _refused('AdaptiveLogSoftmaxWithLoss')
CrossMapLRN2d = _refused('CrossMapLRN2d')
FractionalMaxPool2d = _refused('FractionalMaxPool2d')
FractionalMaxPool3d = _refused('FractionalMaxPool3d')
SyncBatchNorm = _refused('SyncBatchNorm')


def __getattr__(name):
    from torch import _known
    raise _known.missing('torch.nn', _known.NN, name)
