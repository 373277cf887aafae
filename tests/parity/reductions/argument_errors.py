import torch
x = torch.ones(2, 3)
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split('\n')[0])
attempt(lambda: x.sum(2))
attempt(lambda: x.sum((0, 0)))
attempt(lambda: x.max(5))
attempt(lambda: torch.zeros(0).max())
attempt(lambda: torch.zeros(0).argmax())
attempt(lambda: torch.zeros(2, 0).max(1))
attempt(lambda: torch.tensor([1, 2]).mean())
attempt(lambda: torch.tensor([1, 2]).std())
attempt(lambda: torch.topk(x, 5))
attempt(lambda: torch.kthvalue(x, 9))
attempt(lambda: torch.quantile(x, 2.0))
attempt(lambda: torch.bincount(torch.tensor([-1])))
attempt(lambda: torch.cumsum(x, 3))
attempt(lambda: torch.tensor([1, 2]).norm())
attempt(lambda: x.argmax(dim=4))
attempt(lambda: torch.logsumexp(x, 3))
attempt(lambda: torch.sort(x, dim=2))
