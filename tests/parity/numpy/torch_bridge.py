import numpy as np
import torch

a = np.arange(3.)
t = torch.from_numpy(a)
t[0] = 10
a[1] = 20
print(a, t, t.dtype, t.numpy() is a)
n = torch.ones(2, 2).numpy()
print(n, repr(n), n.dtype, torch.tensor([1, 2]).numpy(), torch.tensor(3.5).numpy(), torch.tensor([True]).numpy())
w = torch.ones(3, requires_grad=True)
print(w.detach().numpy(), (w * 2).detach().numpy().sum(), w.detach().cpu().numpy().shape)
print(torch.tensor(np.ones(2)), torch.tensor(np.float32(2)), torch.tensor(np.float64(2)), torch.tensor([np.float32(2)]), torch.tensor([np.int64(2), np.int64(3)]))
print(torch.from_numpy(np.float32([1, 2])), torch.tensor(np.array([[1, 2], [3, 4]])).float(), torch.Tensor(np.ones(2)), torch.FloatTensor(np.ones(2)))
print(torch.ones(2) * np.float32(2), torch.ones(2) * np.float64(2), torch.ones(2) + np.ones(2), torch.as_tensor(np.ones(2)), torch.zeros(np.int64(2)))
for wrong in (lambda: torch.from_numpy(np.arange(3)[::-1]), lambda: w.numpy(), lambda: torch.from_numpy([1])):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
X = torch.from_numpy(np.random.RandomState(0).randn(4, 2)).float()
print(X, np.array(X), np.asarray(torch.tensor([1, 2])), np.mean(X.numpy(), axis=0), list(X.numpy()[0]))
