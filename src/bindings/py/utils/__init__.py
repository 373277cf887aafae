# torch.utils: home of data and hooks, which are loaded when they are first named.
from torch import _C


def __getattr__(name):
    if name in ('data', 'hooks', 'checkpoint'):
        return _C._import('torch.utils.' + name)
    from torch import _known
    raise _known.missing('torch.utils', _known.UTILS, name)
