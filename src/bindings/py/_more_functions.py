# torch._more_functions: operations of torch that few scripts use, as formulas over others; torch._functions hands them on.
import torch


def vmap(func, in_dims=0, out_dims=0, randomness='error', *, chunk_size=None):
    return torch.func.vmap(func, in_dims, out_dims, randomness, chunk_size=chunk_size)


def is_anomaly_enabled():
    return torch._C._anomaly_enabled()


def is_anomaly_check_nan_enabled():
    return torch._C._anomaly_enabled()


def sym_int(a):
    return int(a)


# ---------------------------------------------------------------- copies instead of views

def view_copy(input, size):
    return input.view(size).clone()


def unsqueeze_copy(input, dim):
    return input.unsqueeze(dim).clone()


def squeeze_copy(input, *dim):
    return input.squeeze(*dim).clone()


def narrow_copy(input, dim, start, length):
    return input.narrow(dim, start, length).clone()


def expand_copy(input, size, *, implicit=False):
    return input.expand(size).clone()


def permute_copy(input, dims):
    return input.permute(dims).clone()


def transpose_copy(input, dim0, dim1):
    return input.transpose(dim0, dim1).clone()


def t_copy(input):
    return input.t().clone()


def select_copy(input, dim, index):
    return input.select(dim, index).clone()


def slice_copy(input, dim=0, start=None, end=None, step=1):
    where = [slice(None)] * input.dim()
    where[dim] = slice(start, end, step)
    return input[tuple(where)].clone()


def diagonal_copy(input, offset=0, dim1=0, dim2=1):
    return input.diagonal(offset, dim1, dim2).clone()


def alias_copy(input):
    return input.clone()


def constant_pad_nd(input, pad, value=0):
    return torch.nn.functional.pad(input, pad, 'constant', value)


def empty_permuted(size, physical_layout, *, dtype=None, requires_grad=False, **options):
    'An empty tensor whose dimensions lie in memory in the order physical_layout.'
    order = list(physical_layout)
    back = [order.index(dim) for dim, _ in enumerate(order)]
    return torch.empty([size[dim] for dim in order], dtype=dtype, requires_grad=requires_grad).permute(back)


def dim_order(input, ambiguity_check=False):
    'The dimensions from the one with the largest step in memory to the one with the smallest.'
    strides = input.stride()
    return tuple(sorted(range(input.dim()), key=lambda dim: -strides[dim]))


def new_empty_strided(input, size, stride, dtype=None, **options):
    return torch.empty_strided(size, stride, dtype=dtype or input.dtype)


# ---------------------------------------------------------------- numbers

def frexp(input):
    'mantissa and exponent with input = mantissa · 2^exponent and 0.5 <= |mantissa| < 1.'
    if not input.is_floating_point():
        raise RuntimeError('torch.frexp() only supports floating-point dtypes')
    size = input.abs()
    usual = (size > 0) & torch.isfinite(input)
    exponent = torch.where(usual, torch.floor(torch.log2(torch.where(usual, size, 0.5).double())) + 1, 0.)
    mantissa = torch.where(usual, input.double() / 2. ** exponent, input.double())
    # The logarithm of a number next to a power of two may be rounded across it.
    over, under = usual & (mantissa.abs() >= 1), usual & (mantissa.abs() < 0.5)
    exponent = exponent + over.double() - under.double()
    mantissa = torch.where(usual, input.double() / 2. ** exponent, input.double())
    return torch.linalg._Result('frexp', mantissa=mantissa.to(input.dtype), exponent=exponent.to(torch.int32))


def nextafter(input, other):
    'The next number after input in the direction of other.'
    input, other = torch.broadcast_tensors(input, other)
    whole = torch.int64 if input.dtype == torch.float64 else torch.int32
    start = input.contiguous()
    bits = start.view(whole)
    up = torch.where(input < other, 1, -1)
    step = torch.where(input > 0, up, -up).to(whole)
    tiny = torch.ones_like(bits).view(input.dtype)
    result = torch.where(input == 0, torch.where(other > 0, tiny, -tiny), (bits + step).view(input.dtype))
    return torch.where(torch.isnan(input) | torch.isnan(other), torch.nan, torch.where(input == other, other, result))


def nonzero_static(input, *, size, fill_value=-1):
    found = torch.nonzero(input)[:size]
    rest = torch.full((size - len(found), input.dim()), fill_value, dtype=torch.int64)
    return torch.cat([found, rest])


def histogram(input, bins, *, range=None, weight=None, density=False):
    'Counts per bin and the edges of the bins, the last of which belongs to its bin.'
    values = input.detach().flatten()
    if isinstance(bins, torch.Tensor):
        edges = bins
    else:
        low, high = range if range is not None else (values.min().item(), values.max().item()) if values.numel() else (0., 1.)
        if low > high:
            raise RuntimeError('torch.histogram: min should not exceed max')
        if low == high:
            low, high = low - 0.5 if range is None else low - 1, high + 0.5 if range is None else high + 1
        edges = torch.linspace(low, high, bins + 1, dtype=input.dtype)
    count = len(edges) - 1
    place = torch.searchsorted(edges, values, right=True) - 1
    place = torch.where(values == edges[-1], count - 1, place)
    inside = (place >= 0) & (place < count)
    ones = torch.ones_like(values) if weight is None else weight.flatten()
    hist = torch.zeros(count, dtype=input.dtype).index_add_(0, place[inside], ones[inside])
    if density:
        hist = hist / hist.sum() / edges.diff()
    return torch.linalg._Result('histogram', hist=hist, bin_edges=edges)


def index_reduce(input, dim, index, source, reduce, *, include_self=True):
    'Rows of source combined into the rows index of input by prod, mean, amax or amin.'
    if reduce not in ('prod', 'mean', 'amax', 'amin'):
        raise RuntimeError(f'index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got {reduce}.')
    shape = [1] * input.dim()
    shape[dim] = -1
    return input.scatter_reduce(dim, index.reshape(shape).expand_as(source), source, reduce, include_self=include_self)


def index_reduce_(input, dim, index, source, reduce, *, include_self=True):
    return input.copy_(index_reduce(input, dim, index, source, reduce, include_self=include_self))


# ---------------------------------------------------------------- LU

def lu_factor(A, *, pivot=True):
    'L and U in one matrix, and the rows exchanged, counted from 1.'
    if not pivot:
        raise RuntimeError('linalg.lu_factor: LU without pivoting is not implemented on the CPU')
    if A.dim() > 2:
        parts = [lu_factor(matrix) for matrix in A.reshape(-1, *A.shape[-2:])]
        return torch.linalg._Result('linalg_lu_factor', LU=torch.stack([LU for LU, _ in parts]).reshape(A.shape),
                                    pivots=torch.stack([p for _, p in parts]).reshape(*A.shape[:-2], -1))
    P, L, U = torch.linalg.lu(A)
    # Which row of A stands in each row of L U; then the exchanges that bring it there.
    order = P.argmax(0).tolist()
    rows = list(range(A.shape[0]))
    pivots = []
    for i in range(min(A.shape)):
        at = rows.index(order[i])
        rows[i], rows[at] = rows[at], rows[i]
        pivots.append(at + 1)
    m, n = A.shape
    k = min(m, n)
    packed = torch.zeros_like(A)
    packed[:, :k] += torch.tril(L, -1)
    packed[:k] += U
    return torch.linalg._Result('linalg_lu_factor', LU=packed, pivots=torch.tensor(pivots, dtype=torch.int32))


def _permuted(B, pivots):
    rows = list(range(B.shape[-2]))
    for i, at in enumerate(pivots.tolist()):
        rows[i], rows[at - 1] = rows[at - 1], rows[i]
    return B[..., rows, :]


def lu_solve_factored(LU, pivots, B):
    if LU.dim() > 2:
        flat = [lu_solve_factored(a, p, b) for a, p, b in zip(LU.reshape(-1, *LU.shape[-2:]), pivots.reshape(-1, pivots.shape[-1]),
                                                              B.expand(*LU.shape[:-2], *B.shape[-2:]).reshape(-1, *B.shape[-2:]))]
        return torch.stack(flat).reshape(*LU.shape[:-2], *B.shape[-2:])
    lower = torch.tril(LU, -1) + torch.eye(LU.shape[-1], dtype=LU.dtype)
    return torch.linalg.solve(torch.triu(LU), torch.linalg.solve(lower, _permuted(B, pivots)))
