# torch.nn.parameter: tensors that a module counts among its own. A Parameter is a Tensor in every respect; the type only
# tells Module.__setattr__ to register it, and the printed text begins with "Parameter containing:".
import torch

__all__ = ['Parameter', 'Buffer']


class Parameter(torch.Tensor):
    'A tensor that is trained: assigned to a module it appears in parameters().'

    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        elif not isinstance(data, torch.Tensor):
            data.detach()  # a number or a list has none: the AttributeError that PyTorch shows
        if requires_grad and not data.is_floating_point():
            raise RuntimeError('Only Tensors of floating point and complex dtype can require gradients')
        return torch.Tensor._make_subclass(cls, data, requires_grad)

    def __deepcopy__(self, memo):
        known = memo.get(id(self))
        if known is not None:
            return known
        copied = type(self)(self.data.clone(), self.requires_grad)
        memo[id(self)] = copied
        return copied

    def __repr__(self):
        return 'Parameter containing:\n' + super().__repr__()


def Buffer(data=None, *, persistent=True):
    'A tensor that a module keeps and saves but does not train: `self.mean = nn.Buffer(...)`.'
    if data is None:
        data = torch.empty(0)
    buffer = data.detach().requires_grad_(data.requires_grad)
    buffer.persistent = persistent
    buffer._is_buffer = True
    return buffer
