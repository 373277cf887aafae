# torch.distributions.utils: numbers beside tensors, probabilities and logits, values computed when they are first asked for.
import torch
from torch.nn import functional as F


def broadcast_all(*values):
    for v in values:
        if not isinstance(v, torch.Tensor) and (not isinstance(v, (int, float)) or isinstance(v, bool)):
            raise ValueError('Input arguments must all be instances of numbers.Number, torch.Tensor or objects implementing '
                             '__torch_function__.')
    dtype = torch.get_default_dtype()
    for v in values:
        if isinstance(v, torch.Tensor):
            dtype = v.dtype
            break
    return torch.broadcast_tensors(*[v if isinstance(v, torch.Tensor) else torch.tensor(v, dtype=dtype) for v in values])


def logits_to_probs(logits, is_binary=False):
    return torch.sigmoid(logits) if is_binary else F.softmax(logits, dim=-1)


def clamp_probs(probs):
    eps = torch.finfo(probs.dtype).eps
    return probs.clamp(min=eps, max=1 - eps)


def probs_to_logits(probs, is_binary=False):
    ps = clamp_probs(probs)
    return torch.log(ps) - torch.log1p(-ps) if is_binary else torch.log(ps)


class lazy_property:
    'Computed at the first look, then an attribute like any other.'

    def __init__(self, function):
        self.function = function
        self.name = function.__name__

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        with torch.enable_grad():
            value = self.function(instance)
        setattr(instance, self.name, value)
        return value
