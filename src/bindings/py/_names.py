# torch._names: how PyTorch's messages call the type of an object.
import torch


def typename(obj):
    "'torch.FloatTensor' for tensors, 'torch.nn.modules.linear.Linear' for objects of classes, 'int' for built-in types."
    if isinstance(obj, torch.Tensor):
        return obj.type()
    cls = obj if hasattr(obj, '__qualname__') and hasattr(obj, '__module__') else type(obj)
    module = getattr(cls, '__module__', None) or ''
    if module in ('', 'builtins', '__builtin__'):
        return cls.__qualname__
    return f'{module}.{cls.__qualname__}'
