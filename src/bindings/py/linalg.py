# torch.linalg: the native operations stand here already; what follows are formulas over them.
import torch


LinAlgError = torch._C._LinAlgError


class _Result(tuple):
    'A named result: a tuple that prints as torch.return_types does.'

    def __new__(cls, name, **fields):
        self = tuple.__new__(cls, tuple(fields.values()))
        self._name = name
        self._fields = tuple(fields)
        for key, value in fields.items():
            setattr(self, key, value)
        return self

    def __repr__(self):
        lines = ',\n'.join(f'{key}={value!r}' for key, value in zip(self._fields, self))
        return f'torch.return_types.{self._name}(\n{lines})'


def eigvalsh(A, UPLO='L'):
    return torch.linalg.eigh(A, UPLO)[0]


def eig(A):
    raise NotImplementedError('logit does not have torch.linalg.eig yet: its results are complex. '
                              'For symmetric matrices there is torch.linalg.eigh')


def eigvals(A):
    raise NotImplementedError('logit does not have torch.linalg.eigvals yet: its results are complex. '
                              'For symmetric matrices there is torch.linalg.eigvalsh')


def vecdot(x, y, *, dim=-1):
    return (x * y).sum(dim)


def diagonal(A, *, offset=0, dim1=-2, dim2=-1):
    return torch.diagonal(A, offset, dim1, dim2)


def vander(x, N=None):
    return torch.vander(x, N, increasing=True)


def cond(A, p=None):
    if p is None or p == 2 or p == -2:
        s = svdvals(A)
        return s[..., -1] / s[..., 0] if p == -2 else s[..., 0] / s[..., -1]
    return matrix_norm(A, p, (-2, -1)) * matrix_norm(inv(A), p, (-2, -1))


def lstsq(A, B, rcond=None, *, driver=None):
    if A.dim() < 2:
        raise RuntimeError('torch.linalg.lstsq: input must have at least 2 dimensions.')
    vector = B.dim() == 1 or (B.dim() == A.dim() - 1 and B.shape == A.shape[:-1])
    if A.shape[-2] != B.shape[-1 if vector else -2]:
        raise RuntimeError('torch.linalg.lstsq: input.size(-2) should match other.size(-' + ('1)' if vector else '2)'))
    right = B.unsqueeze(-1) if vector else B
    solution = pinv(A) @ right
    empty = torch.empty(0, dtype=A.dtype)
    residuals = empty
    if driver is not None and driver != 'gelsy' and A.shape[-2] > A.shape[-1]:
        residuals = ((A @ solution - right) ** 2).sum(-2)
    return _Result('linalg_lstsq', solution=solution.squeeze(-1) if vector else solution, residuals=residuals,
                   rank=matrix_rank(A) if driver != 'gels' else torch.empty(0, dtype=torch.int64),
                   singular_values=svdvals(A) if driver in ('gelsd', 'gelss') else empty)


def solve_triangular(A, B, *, upper, left=True, unitriangular=False):
    A = torch.triu(A) if upper else torch.tril(A)
    if unitriangular:
        A = A - torch.diag_embed(torch.diagonal(A, 0, -2, -1)) + torch.eye(A.shape[-1], dtype=A.dtype)
    return solve(A, B) if left else solve(A.mT, B.mT).mT


def matrix_exp(A):
    'Scaling and squaring with a Taylor series.'
    size = float(torch.linalg.matrix_norm(A.detach(), 1, (-2, -1)).max()) if A.numel() else 0.
    squarings = 0
    while size > 0.25:
        size /= 2
        squarings += 1
    wide = A.double() / 2. ** squarings
    term = total = torch.eye(A.shape[-1], dtype=torch.float64).expand(A.shape)
    for i in range(1, 16):
        term = term @ wide / i
        total = total + term
    for _ in range(squarings):
        total = total @ total
    return total.to(A.dtype)


def cholesky_ex(A, *, upper=False, check_errors=False):
    return _Result('linalg_cholesky_ex', L=cholesky(A, upper=upper), info=torch.zeros(A.shape[:-2], dtype=torch.int32))


def inv_ex(A, *, check_errors=False):
    return _Result('linalg_inv_ex', inverse=inv(A), info=torch.zeros(A.shape[:-2], dtype=torch.int32))


def solve_ex(A, B, *, left=True, check_errors=False):
    return _Result('linalg_solve_ex', result=solve(A, B, left=left), info=torch.zeros(A.shape[:-2], dtype=torch.int32))


def lu(A, *, pivot=True):
    'P, L, U with A = P L U, by elimination with row exchanges.'
    if not pivot:
        raise RuntimeError('linalg.lu_factor: LU without pivoting is not implemented on the CPU')
    if A.dim() > 2:
        parts = [lu(matrix) for matrix in A.reshape(-1, *A.shape[-2:])]
        P, L, U = [torch.stack(part).reshape(*A.shape[:-2], *part[0].shape) for part in zip(*parts)]
        return _Result('linalg_lu', P=P, L=L, U=U)
    m, n = A.shape
    rows = A.detach().double().tolist()
    order = list(range(m))
    k = min(m, n)
    for c in range(k):
        best = max(range(c, m), key=lambda r: abs(rows[r][c])) if pivot else c
        rows[c], rows[best] = rows[best], rows[c]
        order[c], order[best] = order[best], order[c]
        for r in range(c + 1, m):
            if rows[c][c] != 0:
                rows[r][c] /= rows[c][c]
            for j in range(c + 1, n):
                rows[r][j] -= rows[r][c] * rows[c][j]
    packed = torch.tensor(rows, dtype=A.dtype).reshape(m, n)
    P = torch.zeros(m, m, dtype=A.dtype)
    for i, source in enumerate(order):
        P[source, i] = 1
    L = torch.tril(packed[:, :k], -1) + torch.eye(m, k, dtype=A.dtype)
    return _Result('linalg_lu', P=P, L=L, U=torch.triu(packed[:k]))


def lu_factor(A, *, pivot=True):
    return torch._C._import('torch._more_functions').lu_factor(A, pivot=pivot)


def lu_factor_ex(A, *, pivot=True, check_errors=False):
    LU, pivots = lu_factor(A, pivot=pivot)
    return _Result('linalg_lu_factor_ex', LU=LU, pivots=pivots, info=torch.zeros(A.shape[:-2], dtype=torch.int32))


def lu_solve(LU, pivots, B, *, left=True, adjoint=False):
    if adjoint or not left:
        raise NotImplementedError('logit does not have torch.linalg.lu_solve with adjoint or left=False yet')
    return torch._C._import('torch._more_functions').lu_solve_factored(LU, pivots, B)


def tensorsolve(A, B, dims=None):
    if dims is not None:
        A = A.movedim(dims, list(range(A.dim() - len(dims), A.dim())))
    shape = A.shape[B.dim():]
    return solve(A.reshape(-1, shape.numel()), B.flatten()).reshape(shape)


def tensorinv(A, ind=2):
    left = A.shape[:ind]
    return inv(A.reshape(left.numel(), -1)).reshape(A.shape[ind:] + left)


def __getattr__(name):
    from torch import _known
    raise _known.missing('torch.linalg', _known.LINALG, name)
