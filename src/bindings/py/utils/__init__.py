# torch.utils: home of data and hooks, which are loaded when they are first named.
from torch import _C


def __getattr__(name):
    if name in ('data', 'hooks'):
        return _C._import('torch.utils.' + name)
    raise AttributeError(f"module 'torch.utils' has no attribute '{name}'")
