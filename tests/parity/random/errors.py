import torch
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split('\n')[0])
attempt(lambda: torch.randint(5, 5, (1,)))
attempt(lambda: torch.randint(5, 2, (1,)))
attempt(lambda: torch.randn(-1))
attempt(lambda: torch.bernoulli(torch.tensor([1.5])))
attempt(lambda: torch.multinomial(torch.tensor([1., 2.]), 3))
attempt(lambda: torch.multinomial(torch.tensor([-1., 2.]), 1))
attempt(lambda: torch.multinomial(torch.tensor([0., 0.]), 1))
attempt(lambda: torch.normal(0.0, -1.0, (2,)))
attempt(lambda: torch.randperm(-1))
attempt(lambda: torch.empty(2).uniform_(3, 1))
attempt(lambda: torch.empty(2).normal_(0, -1))
