import torch
x = torch.tensor([[1, 2], [3, 4]])
print(torch.gather(x, 1, torch.tensor([[0, 0], [1, 0]])), x.gather(0, torch.tensor([[1, 0]])))
src = torch.arange(1., 11.).reshape(2, 5)
index = torch.tensor([[0, 1, 2, 0]])
print(torch.zeros(3, 5).scatter_(0, index, src))
print(torch.zeros(2, 4).scatter(1, torch.tensor([[2], [3]]), 1.23), torch.zeros(3, 5).scatter_add(0, index, src))
print(torch.full((2, 4), 2.).scatter_(1, torch.tensor([[2], [3]]), 1.25, reduce='multiply'))
print(torch.zeros(3).scatter_reduce(0, torch.tensor([0, 1, 0, 1, 2]), torch.tensor([1., 2., 3., 4., 5.]), reduce='sum'))
print(torch.ones(3).scatter_reduce(0, torch.tensor([0, 1, 0]), torch.tensor([5., 2., 3.]), reduce='amax', include_self=False))
labels = torch.tensor([2, 0, 1])
print(torch.zeros(3, 3).scatter_(1, labels.unsqueeze(1), 1.), torch.nn.functional.one_hot(labels, 4))
logits = torch.tensor([[0.1, 0.7, 0.2], [0.5, 0.3, 0.2]])
print(logits.gather(1, torch.tensor([[1], [0]])).squeeze(1), logits[torch.arange(2), torch.tensor([1, 0])])
w = torch.tensor([1., 2., 3.], requires_grad=True)
w.gather(0, torch.tensor([0, 0, 2])).sum().backward()
print(w.grad)
for bad in [lambda: x.gather(1, torch.tensor([[5, 0], [0, 0]])), lambda: x.gather(2, torch.tensor([[0]])), lambda: torch.zeros(2).scatter_(0, torch.tensor([3]), 1.)]:
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
