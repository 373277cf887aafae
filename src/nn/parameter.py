# torch.nn.parameter: tensors that a module counts among its own. A Parameter is a Tensor in every respect; the type only
# tells Module.__setattr__ to register it, and the printed text begins with "Parameter containing:".
import torch

__all__ = ['Parameter', 'Buffer', 'UninitializedParameter', 'UninitializedBuffer', 'is_lazy']


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


def is_lazy(tensor):
    'True for a parameter or buffer whose shape is not known yet.'
    return isinstance(tensor, (UninitializedParameter, UninitializedBuffer))


class UninitializedParameter(Parameter):
    'The parameter of a lazy layer before the first input.'

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        self = torch.Tensor._make_subclass(cls, torch.empty(0), requires_grad)
        self._kept_dtype = dtype
        return self

    def materialize(self, shape, device=None, dtype=None):
        self.data = torch.empty(shape, dtype=dtype or self._kept_dtype or torch.get_default_dtype())
        self.__class__ = Parameter

    @property
    def shape(self):
        raise RuntimeError("Can't access the shape of an uninitialized parameter or buffer. This error usually happens in "
                           '`load_state_dict` when trying to load an uninitialized parameter into an initialized one. Call '
                           '`forward` to initialize the parameters before accessing their attributes.')

    def __repr__(self):
        return '<UninitializedParameter>'


class UninitializedBuffer(torch.Tensor):
    'The buffer of a lazy layer before the first input.'

    def __new__(cls, requires_grad=False, device=None, dtype=None, persistent=True):
        self = torch.Tensor._make_subclass(cls, torch.empty(0), requires_grad)
        self._kept_dtype = dtype
        return self

    def __repr__(self):
        return '<UninitializedBuffer>'
