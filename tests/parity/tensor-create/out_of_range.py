import torch


def attempt(make):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)


def assign(value):
    t = torch.zeros(2, dtype=torch.uint8)
    t.fill_(value)
    return t


for dtype in (torch.uint8, torch.int8, torch.int16, torch.int32):
    for value in (-1, 200, 70000, 2 ** 31, -2 ** 31 - 1, 1e10, float('nan')):
        attempt(lambda: torch.tensor([value], dtype=dtype))
        attempt(lambda: torch.full((1,), value, dtype=dtype))
attempt(lambda: assign(256))
attempt(lambda: assign(255) + 300)
attempt(lambda: torch.tensor([1, 2], dtype=torch.int64) ** -1)
attempt(lambda: torch.tensor([1, 2]) ** torch.tensor(-1))
