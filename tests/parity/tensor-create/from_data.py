import torch
print(torch.tensor([1, 2]), torch.tensor([1, 2.0]), torch.tensor([True, False]), torch.tensor([True, 2]))
print(torch.tensor([[1, 2], [3, 4]]).dtype, torch.tensor(3.5).dtype, torch.tensor(2).dtype, torch.tensor(True).dtype)
print(torch.tensor([1, 2], dtype=torch.float32), torch.tensor([1.9, -1.9], dtype=torch.int64), torch.tensor([0, 2], dtype=torch.bool))
print(torch.tensor([torch.tensor(1.), torch.tensor(2.)]), torch.tensor(((1, 2), (3, 4))), torch.tensor(range(3)))
a = torch.tensor([1., 2.])
print(torch.as_tensor(a) is a, torch.as_tensor([1, 2]), torch.as_tensor(a, dtype=torch.float64))
print(torch.tensor([[1.5, 2], [3, 4]], requires_grad=True))
print(torch.tensor([]), torch.tensor([[]]).shape, torch.tensor([[], []]).shape)
print(torch.FloatTensor([1, 2]), torch.LongTensor([1, 2]), torch.Tensor([1, 2]), torch.Tensor(2, 3).shape)
print(torch.scalar_tensor(2.5), torch.is_tensor(a), torch.is_tensor([1]))
for bad in [[[1, 2], [3]], ['a'], [[1], 2], None]:
    try:
        torch.tensor(bad)
    except Exception as e:
        print(type(e).__name__, e)
