import torch
print(torch.tensor([250], dtype=torch.uint8) + 10, torch.tensor([127], dtype=torch.int8) + 1, torch.tensor([2**31 - 1], dtype=torch.int32) + 1)
print(torch.tensor([7, -7]) // torch.tensor([2, 2]), torch.tensor([7, -7]) % torch.tensor([3, 3]), torch.tensor([7, -7]).fmod(3))
print(torch.tensor([2]) ** torch.tensor([10]), torch.tensor([2, 3]) ** 0, torch.tensor([2.]) ** -1)
print(torch.tensor([1, 2]) / torch.tensor([2, 2]), torch.tensor([5]) / 2, (torch.tensor([5]) / 2).dtype)
print(torch.tensor([1, 2]) * 1.5, torch.tensor([1, 2]) + True, torch.tensor([1], dtype=torch.int16) + torch.tensor([1], dtype=torch.int32))
print(torch.tensor(1, dtype=torch.int64) + torch.tensor([1], dtype=torch.int8), torch.tensor(1.5) + torch.tensor([1, 2]))
print(torch.tensor([3.0], dtype=torch.float64) * torch.tensor(2.0), torch.tensor([3.0]) * torch.tensor(2.0, dtype=torch.float64))
print(-torch.tensor([3], dtype=torch.uint8), torch.tensor([True]) + torch.tensor([True]), torch.tensor([True]).sum())
for f in [lambda: torch.tensor([2]) ** -1, lambda: torch.tensor([1]) // 0, lambda: torch.tensor([True]) - torch.tensor([True]), lambda: -torch.tensor([True])]:
    try:
        print(f())
    except Exception as e:
        print(e)
print(torch.tensor([1.]) / 0, torch.tensor([0.]) / 0, torch.tensor([1.]) // 0, torch.tensor([5.]) % 0)
