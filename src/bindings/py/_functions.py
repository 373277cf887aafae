# torch._functions: operations of torch and of tensors that are formulas over others. torch.__init__ finds them here when a
# script first names them, and makes methods of tensors of some.
import torch

def promote_types(type1, type2):
    return (torch.empty(1, dtype=type1) + torch.empty(1, dtype=type2)).dtype if type1 != type2 else type1


def result_type(tensor1, tensor2):
    if not isinstance(tensor1, torch.Tensor) and not isinstance(tensor2, torch.Tensor):
        tensor1 = torch.tensor(tensor1)
    total = torch.where(torch.tensor(True), tensor1, tensor2)
    return total.dtype


def _category(dtype):
    return 2 if dtype.is_floating_point else 0 if dtype == torch.bool else 1


def can_cast(from_, to):
    return _category(from_) <= _category(to)


def is_same_size(input, other):
    return input.shape == other.shape


def is_signed(input):
    return input.is_signed()


def is_inference(input):
    return input.is_inference()


def is_conj(input):
    return False


def is_neg(input):
    return False


def is_set_to(input, tensor):
    'The same window on the same memory.'
    return (input.data_ptr() == tensor.data_ptr() and input.shape == tensor.shape and input.stride() == tensor.stride()
            and input.dtype == tensor.dtype)


def conj(input):
    return input


conj_physical = resolve_conj = resolve_neg = conj


def real(input):
    return input


def imag(input):
    raise RuntimeError('imag is not implemented for tensors with non-complex dtypes.')


def angle(input):
    return torch.where(input < 0, torch.pi, torch.where(torch.isnan(input), torch.nan, 0.))


class _Complex:
    'What torch.complex gives: the two parts, and nothing that computes with them.'

    def __init__(self, real, imag):
        self.real = real
        self.imag = imag
        self.shape = torch.broadcast_shapes(real.shape, imag.shape)

    def abs(self):
        return torch.hypot(self.real, self.imag)

    def angle(self):
        return torch.atan2(self.imag, self.real)

    __abs__ = abs

    def __getattr__(self, name):
        raise NotImplementedError('logit does not have complex tensors yet: only .real, .imag, .abs() and .angle() of '
                                  'torch.complex')


def complex(real, imag):
    if real.dtype != imag.dtype:
        raise RuntimeError(f'Expected object of scalar type {_scalar_name(real)} but got scalar type {_scalar_name(imag)} '
                           "for second argument")
    if not real.is_floating_point():
        raise RuntimeError('Expected both inputs to be Half, Float or Double tensors but got '
                           f'{_scalar_name(real)} and {_scalar_name(imag)}')
    return _Complex(real, imag)


def polar(abs, angle):
    return _Complex(abs * torch.cos(angle), abs * torch.sin(angle))


def _scalar_name(tensor):
    return tensor.type()[6:-6]


def chain_matmul(*matrices):
    return torch.linalg.multi_dot(matrices)


def vander(x, N=None, increasing=False):
    if x.dim() != 1:
        raise RuntimeError('x must be a one-dimensional tensor.')
    count = x.shape[0] if N is None else N
    if count < 0:
        raise RuntimeError('N must be non-negative.')
    if x.dtype == torch.bool or not x.is_floating_point():
        x = x.long()
    columns = [torch.ones_like(x)]
    for _ in _range(count - 1):
        columns.append(columns[-1] * x)
    powers = torch.stack(columns, 1)[:, :count]
    return powers if increasing else powers.flip([1])


def cumulative_trapezoid(y, x=None, *, dx=None, dim=-1):
    n = y.shape[dim]
    left, right = y.narrow(dim, 0, n - 1), y.narrow(dim, 1, n - 1)
    if x is None:
        return ((1 if dx is None else dx) / 2. * (left + right)).cumsum(dim)
    if x.dim() == 1:
        shape = [1] * y.dim()
        shape[dim] = n
        x = x.view(shape)
    width = x.narrow(dim, 1, n - 1) - x.narrow(dim, 0, n - 1)
    return (width * (left + right)).cumsum(dim) / 2.


def renorm(input, p, dim, maxnorm):
    if input.dim() < 2:
        raise RuntimeError(f'renorm: input needs at least 2 dimensions, got {input.dim()} dimensions')
    if p <= 0:
        raise RuntimeError('renorm: non-positive-norm not supported')
    others = [d for d in _range(input.dim()) if d != dim % input.dim()]
    norm = torch.linalg.vector_norm(input, p, others, keepdim=True)
    return input * torch.where(norm > maxnorm, maxnorm / (norm + 1e-7), 1.0)


def fill(input, value):
    return input.clone().fill_(value)


def range(start, end=None, step=1, *, dtype=None, requires_grad=False):
    if end is None:
        start, end = 0, start
    count = int((end - start) / step) + 1
    return torch.tensor([start + i * step for i in _range(count)], dtype=dtype or torch.get_default_dtype(),
                        requires_grad=requires_grad)


def _range(count):
    i = 0
    while i < count:
        yield i
        i += 1


def split_with_sizes(input, split_sizes, dim=0):
    return torch.split(input, split_sizes, dim)


unsafe_split_with_sizes = split_with_sizes


def unsafe_split(input, split_size, dim=0):
    return torch.split(input, split_size, dim)


def unsafe_chunk(input, chunks, dim=0):
    return torch.chunk(input, chunks, dim)


def select_scatter(input, src, dim, index):
    out = input.clone()
    out.select(dim, index).copy_(src)
    return out


def diagonal_scatter(input, src, offset=0, dim1=0, dim2=1):
    out = input.clone()
    out.diagonal(offset, dim1, dim2).copy_(src)
    return out


def slice_scatter(input, src, dim=0, start=None, end=None, step=1):
    out = input.clone()
    where = [slice(None)] * out.dim()
    where[dim] = slice(start, end, step)
    out[tuple(where)] = src
    return out


def _window(window_length, periodic, dtype, requires_grad, formula):
    dtype = dtype or torch.get_default_dtype()
    if window_length == 0:
        return torch.empty(0, dtype=dtype)
    if window_length == 1:
        return torch.ones(1, dtype=dtype, requires_grad=requires_grad)
    n = window_length if periodic else window_length - 1
    out = formula(torch.arange(window_length, dtype=dtype), n)
    return out.requires_grad_(requires_grad)


def hann_window(window_length, periodic=True, *, dtype=None, requires_grad=False):
    return hamming_window(window_length, periodic, 0.5, 0.5, dtype=dtype, requires_grad=requires_grad)


def hamming_window(window_length, periodic=True, alpha=0.54, beta=0.46, *, dtype=None, requires_grad=False):
    return _window(window_length, periodic, dtype, requires_grad,
                   lambda i, n: (i * (torch.pi * 2 / n)).cos() * -beta + alpha)


def blackman_window(window_length, periodic=True, *, dtype=None, requires_grad=False):
    return _window(window_length, periodic, dtype, requires_grad, lambda i, n:
                   (i * (torch.pi * 4 / n)).cos() * 0.08 - (i * (torch.pi * 2 / n)).cos() * 0.5 + 0.42)


def bartlett_window(window_length, periodic=True, *, dtype=None, requires_grad=False):
    return _window(window_length, periodic, dtype, requires_grad,
                   lambda i, n: torch.where(i <= n / 2, i * (2 / n), 2 - i * (2 / n)))


def unravel_index(indices, shape):
    if isinstance(shape, int):
        shape = (shape,)
    out = []
    for size in reversed(shape):
        out.append(indices % size)
        indices = indices // size
    return tuple(reversed(out))


def gradient(input, *, spacing=1, dim=None, edge_order=1):
    if edge_order != 1:
        raise NotImplementedError('logit does not have torch.gradient with edge_order=2 yet')
    dims = [d for d, _ in enumerate(input.shape)] if dim is None else [dim] if isinstance(dim, int) else list(dim)
    many = isinstance(spacing, (list, tuple))
    out = []
    for i, d in enumerate(dims):
        n = input.shape[d]
        step = spacing[i] if many else spacing
        rows = [input.select(d, k) for k in _range(n)]
        if isinstance(step, torch.Tensor):
            at = [step[k] for k in _range(n)]
            inner = []
            for k in _range(n - 2):
                left, right = at[k + 1] - at[k], at[k + 2] - at[k + 1]
                inner.append(rows[k] * (-right / (left * (left + right))) + rows[k + 1] * ((right - left) / (left * right))
                             + rows[k + 2] * (left / (right * (left + right))))
            first, last = (rows[1] - rows[0]) / (at[1] - at[0]), (rows[-1] - rows[-2]) / (at[-1] - at[-2])
        else:
            inner = [(rows[k + 2] - rows[k]) / (2 * step) for k in _range(n - 2)]
            first, last = (rows[1] - rows[0]) / step, (rows[-1] - rows[-2]) / step
        out.append(torch.stack([first] + inner + [last], d))
    return tuple(out)


def poisson(input, generator=None):
    raise NotImplementedError('logit does not have torch.poisson yet')


def cholesky_solve(B, L, upper=False):
    A = L.mT @ L if upper else L @ L.mT
    return torch.linalg.solve(A, B)


def cholesky_inverse(L, upper=False):
    return torch.linalg.inv(L.mT @ L if upper else L @ L.mT)


def qr(input, some=True):
    return torch.linalg.qr(input, 'reduced' if some else 'complete')


def svd(input, some=True, compute_uv=True):
    U, S, Vh = torch.linalg.svd(input, full_matrices=not some)
    return U, S, Vh.mT


def matrix_exp(input):
    return torch.linalg.matrix_exp(input)


def lu_solve(b, LU_data, LU_pivots):
    return lu_solve_factored(LU_data, LU_pivots, b)


def mvlgamma(input, p):
    return torch.special.multigammaln(input, p)


def sum_to_size(input, *size):
    if len(size) == 1 and not isinstance(size[0], int):
        size = tuple(size[0])
    lead = input.dim() - len(size)
    dims = [d for d, n in enumerate(input.shape) if d < lead or (size[d - lead] == 1 and n != 1)]
    out = input.sum(dims, keepdim=True) if dims else input
    return out.reshape(size)


def fill_diagonal_(input, fill_value, wrap=False):
    if input.dim() < 2:
        raise RuntimeError('dimensions must larger than 1')
    with torch.no_grad():
        flat = input
        if input.dim() == 2:
            n = min(input.shape)
            input.diagonal().fill_(fill_value)
            if wrap:
                rows, columns = input.shape
                start = (columns + 1) * columns
                while start < rows * columns:
                    input[start // columns, start % columns] = fill_value
                    start += columns + 1
        else:
            for i in _range(input.shape[0]):
                input[(i,) * input.dim()] = fill_value
    return input


def apply_(input, callable):
    values = [callable(v) for v in input.flatten().tolist()]
    return input.copy_(torch.tensor(values, dtype=input.dtype).reshape(input.shape))


def map_(input, tensor, callable):
    pairs = zip(input.flatten().tolist(), tensor.expand_as(input).flatten().tolist())
    return input.copy_(torch.tensor([callable(a, b) for a, b in pairs], dtype=input.dtype).reshape(input.shape))


def resize_(input, *sizes, memory_format=None):
    if len(sizes) == 1 and not isinstance(sizes[0], int):
        sizes = tuple(sizes[0])
    count = 1
    for size in sizes:
        count *= size
    flat = input.data.flatten()
    if count > flat.numel():
        flat = torch.cat([flat, torch.zeros(count - flat.numel(), dtype=input.dtype)])
    input.data = flat[:count].view(sizes)
    return input


def resize_as_(input, other):
    return resize_(input, other.shape)


def new(input, *args):
    return torch.empty(*args, dtype=input.dtype) if args else torch.empty(0, dtype=input.dtype)


def is_nonzero(input):
    return torch.is_nonzero(input)


def is_pinned(input):
    return False


def pin_memory(input):
    return input


def share_memory_(input):
    return input


def to_dense(input, dtype=None):
    return input if dtype is None else input.to(dtype)


def polygamma(n, input):
    if isinstance(n, torch.Tensor):
        n, input = input, n
    return torch.special.polygamma(n, input)


class _Storage:
    'The memory behind a tensor, as x.untyped_storage() and x.storage() show it.'

    def __init__(self, tensor):
        self._tensor = tensor
        self._itemsize = tensor.element_size()

    def data_ptr(self):
        return self._tensor.data_ptr() - self._tensor.storage_offset() * self._itemsize

    def nbytes(self):
        last = sum((n - 1) * s for n, s in zip(self._tensor.shape, self._tensor.stride()))
        base = self._tensor._base
        if base is not None:
            return base.numel() * self._itemsize
        return (self._tensor.storage_offset() + (last + 1 if self._tensor.numel() else 0)) * self._itemsize

    def size(self):
        return self.nbytes()

    def __len__(self):
        return self.nbytes()


class _TypedStorage(_Storage):

    def _values(self):
        base = self._tensor if self._tensor._base is None else self._tensor._base
        count = self.nbytes() // self._itemsize
        return torch.as_strided(base.detach(), (count,), (1,), 0)

    def size(self):
        return self.nbytes() // self._itemsize

    __len__ = size

    def __getitem__(self, i):
        return self._values()[i].item()

    def __iter__(self):
        return iter(self._values().tolist())

    def tolist(self):
        return self._values().tolist()

    def __repr__(self):
        lines = ''.join(f' {value}\n' for value in self.tolist())
        return (f'{lines}[torch.storage.TypedStorage(dtype={self._tensor.dtype}, device=cpu) of size {self.size()}]')


def storage(input):
    return _TypedStorage(input)


def untyped_storage(input):
    return _Storage(input)


from torch._more_functions import *

# Not functions of torch: helpers, and what are methods of tensors only.
_HIDDEN = frozenset('torch apply_ map_ resize_ new is_set_to pin_memory share_memory_ to_dense storage untyped_storage '
                    'fill_diagonal_ sum_to_size is_pinned dim_order new_empty_strided index_reduce_ lu_factor lu_solve_factored'.split())
