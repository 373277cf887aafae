# torch.serialization: save and load. Scripts have no files: a name stands for an entry of the session's own store, which
# keeps copies of what it was given. File-like objects are handed the value itself.
import torch
from torch import _C

__all__ = ['save', 'load']


def _copied(value, memo):
    # A copy that shares nothing with the script: tensors get storage of their own, equal objects stay equal.
    key = id(value)
    if key in memo:
        return memo[key][0]
    if isinstance(value, torch.nn.Parameter):
        copied = torch.nn.Parameter(value.detach().clone(), requires_grad=value.requires_grad)
    elif isinstance(value, torch.Tensor):
        copied = value.detach().clone().requires_grad_(value.requires_grad)
    elif isinstance(value, dict):
        copied = value.copy()
        memo[key] = (copied, value)
        for k in copied:
            copied[k] = _copied(value[k], memo)
    elif type(value) is list:
        copied = []
        memo[key] = (copied, value)
        copied.extend(_copied(item, memo) for item in value)
    elif type(value) is tuple:
        copied = tuple(_copied(item, memo) for item in value)
    elif isinstance(value, torch.nn.Module):
        import copy
        copied = copy.deepcopy(value)
    elif value is None or isinstance(value, (bool, int, float, str, range, torch.Size, torch.dtype)):
        copied = value
    else:
        import copy
        copied = copy.deepcopy(value)
    memo[key] = (copied, value)
    return copied


def save(obj, f, pickle_module=None, pickle_protocol=2, _use_new_zipfile_serialization=True):
    'Keeps a copy of obj under a name.'
    copied = _copied(obj, {})
    if isinstance(f, str):
        _C._store(f, copied)
    elif hasattr(f, 'write'):
        f.saved_by_torch = copied
    else:
        raise AttributeError(f"expected 'f' to be string, path, or a file-like object with a 'write' attribute")


def load(f, map_location=None, pickle_module=None, *, weights_only=None, mmap=None, **pickle_load_args):
    'A copy of what was saved under a name.'
    if isinstance(f, str):
        return _copied(_C._fetch(f), {})
    if hasattr(f, 'saved_by_torch'):
        return _copied(f.saved_by_torch, {})
    raise AttributeError("'load' needs a name that something was saved under")
