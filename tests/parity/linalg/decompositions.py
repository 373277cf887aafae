import torch
A = torch.tensor([[4., 1.], [2., 3.]])
print(torch.det(A), torch.linalg.det(A), A.logdet(), torch.inverse(A), torch.linalg.inv(A), A.inverse() @ A)
print(torch.linalg.solve(A, torch.tensor([1., 2.])), torch.linalg.solve(A, torch.eye(2)), torch.linalg.slogdet(A))
print(torch.linalg.norm(A), torch.linalg.norm(A, 1), torch.linalg.norm(A, float('inf')), torch.linalg.norm(A, dim=1), torch.linalg.vector_norm(A, 3), torch.linalg.matrix_norm(A, 'fro'))
S = torch.tensor([[2., 1.], [1., 2.]])
print(torch.linalg.cholesky(S), torch.linalg.eigvalsh(S), torch.linalg.matrix_rank(S), torch.linalg.cond(torch.eye(2)))
q, r = torch.linalg.qr(S)
print((q @ r).round(decimals=4), (q.T @ q).round(decimals=4).abs())
u, s, vh = torch.linalg.svd(A)
print(s, (u @ torch.diag(s) @ vh).round(decimals=3))
print(torch.linalg.lstsq(torch.tensor([[1., 1.], [1., 2.], [1., 3.]]), torch.tensor([[1.], [2.], [2.]])).solution, torch.linalg.pinv(torch.tensor([[1., 0.], [0., 2.], [0., 0.]])))
print(torch.cdist(torch.zeros(1, 2), torch.tensor([[3., 4.], [1., 0.]])), torch.dist(torch.zeros(2), torch.ones(2)))
for bad in [lambda: torch.inverse(torch.ones(2, 3)), lambda: torch.linalg.inv(torch.ones(2, 2)), lambda: torch.linalg.solve(torch.zeros(2, 2), torch.ones(2))]:
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, str(e)[:80])
