# Solving, factoring and measuring matrices.
import torch
A = torch.tensor([[4., 1., 0.], [1., 3., 1.], [0., 1., 2.]])
b = torch.tensor([1., 2., 3.])
print(torch.linalg.solve(A, b), torch.linalg.inv(A), torch.linalg.det(A), torch.det(A * 2), torch.logdet(A), torch.linalg.slogdet(A))
L = torch.linalg.cholesky(A)
print(L, torch.allclose(L @ L.T, A), torch.cholesky_solve(b[:, None], L), torch.linalg.matrix_rank(A), torch.trace(A))
w = torch.linalg.eigvalsh(A)
vals, vecs = torch.linalg.eigh(A)
print(w, torch.allclose(vecs @ torch.diag(vals) @ vecs.T, A, atol=1e-5))
U, S, Vh = torch.linalg.svd(torch.arange(6.).reshape(3, 2))
print(S, U.shape, Vh.shape, torch.linalg.svdvals(A), torch.linalg.svd(torch.arange(6.).reshape(3, 2), full_matrices=False).U.shape)
Q, R = torch.linalg.qr(A)
print(torch.allclose(Q @ R, A, atol=1e-6), torch.allclose(Q.T @ Q, torch.eye(3), atol=1e-6), R.tril(-1).abs().max() < 1e-6)
LU, piv = torch.linalg.lu_factor(torch.tensor([[1., 2.], [3., 4.]]))
print(LU, piv, torch.linalg.lu_solve(LU, piv, torch.tensor([[5.], [6.]])), torch.linalg.lu(torch.tensor([[1., 2.], [3., 4.]])))
print(torch.linalg.norm(A), torch.linalg.norm(A, 1), torch.linalg.norm(A, float('inf')), torch.linalg.norm(A, 'fro'), torch.linalg.norm(A, 'nuc'), torch.linalg.norm(A, 2), torch.linalg.vector_norm(b, 3), torch.linalg.matrix_norm(A))
print(torch.linalg.pinv(torch.tensor([[1., 0.], [0., 2.], [0., 0.]])), torch.linalg.lstsq(A, b[:, None]).solution, torch.linalg.matrix_power(A, 3), torch.linalg.cond(A), torch.linalg.cross(b, b.flip(0)))
print(torch.linalg.matrix_exp(torch.zeros(2, 2)), torch.linalg.multi_dot([A, A, b]), torch.linalg.solve_triangular(L, b[:, None], upper=False), torch.linalg.diagonal(A), torch.tril(A), torch.triu(A, 1), torch.diag(b), torch.diag(A, 1))
print(A @ b, A.mv(b), b @ A, b.dot(b), torch.outer(b, b), A.mm(A), torch.bmm(A[None], A[None]), torch.addmm(torch.ones(3, 3), A, A, beta=0.5, alpha=2), torch.addmv(b, A, b), torch.baddbmm(torch.zeros(1, 3, 3), A[None], A[None]))
W = A.clone().requires_grad_()
torch.linalg.det(W).backward(); print([[round(v, 3) for v in row] for row in W.grad.tolist()]); W.grad = None
torch.linalg.inv(W).sum().backward(); print(W.grad); W.grad = None
torch.linalg.solve(W, b).sum().backward(); print(W.grad)
for f in (lambda: torch.linalg.inv(torch.ones(2, 2)), lambda: torch.linalg.solve(torch.ones(2, 2), torch.ones(2)), lambda: torch.linalg.cholesky(torch.tensor([[1., 2.], [2., 1.]])), lambda: torch.linalg.det(torch.ones(2, 3)), lambda: torch.linalg.eigh(torch.ones(2)), lambda: torch.linalg.inv(torch.ones(2, 2, dtype=torch.int64))):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
