import torch

x = torch.ones(2, 3)
t = torch.arange(24).reshape(2, 3, 4)


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, str(error).split('\n')[0])


attempt(lambda: torch.tensor([torch.tensor([1, 2]), torch.tensor([3, 4])]))
attempt(lambda: torch.tensor([torch.tensor([1., 2.]), torch.tensor([3., 4.])]))
attempt(lambda: torch.tensor([torch.tensor(1.), torch.tensor(2.)]))
attempt(lambda: torch.full(2, 3))
attempt(lambda: torch.sum([1, 2]))
attempt(lambda: torch.max([1, 2]))
attempt(lambda: torch.cat([x, 1]))
attempt(lambda: x.split(split_size=1)[1])
attempt(lambda: torch.atleast_1d([torch.tensor(1), torch.tensor(2)]))
attempt(lambda: torch.repeat_interleave(torch.tensor([1, 2, 0])))
attempt(lambda: t[0, 3])
attempt(lambda: t[..., 4])
attempt(lambda: t[:, 1, 9])
attempt(lambda: x.repeat())
attempt(lambda: x.copy_(torch.ones(2)))
attempt(lambda: 'a' in x)
attempt(lambda: round(torch.tensor(2.5)))
attempt(lambda: torch.linspace(-1, 1, 25)[12:14] > 0)


def assign(value):
    x[0] = value


attempt(lambda: assign([1, 2, 3]))
attempt(lambda: assign('a'))
attempt(lambda: assign(torch.ones(2)))
