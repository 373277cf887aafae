import torch
import torch.nn.functional as F
x = torch.tensor([0.5, 1.5, 2.5], requires_grad=True)
m = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.5]], requires_grad=True)
n = torch.tensor([[1.0, 0.5], [2.0, -1.0], [0.0, 3.0]], requires_grad=True)
b = torch.arange(12.0).reshape(2, 2, 3).requires_grad_()
h = torch.tensor([0, 1])
def name(r):
    for v in (r if isinstance(r, (tuple, list)) else [r]):
        if v.grad_fn is not None:
            return v.grad_fn.name()
print('F.cosine_similarity(m, m + 1)', name(F.cosine_similarity(m, m + 1)))
print('F.pairwise_distance(m, m + 1)', name(F.pairwise_distance(m, m + 1)))
print('F.embedding(h, n)', name(F.embedding(h, n)))
print('F.layer_norm(m, (3,))', name(F.layer_norm(m, (3,))))
print('F.batch_norm(m, None, None, training=True)', name(F.batch_norm(m, None, None, training=True)))
print('F.group_norm(b, 1)', name(F.group_norm(b, 1)))
print('F.instance_norm(b)', name(F.instance_norm(b)))
print('F.pad(x, (1, 1))', name(F.pad(x, (1, 1))))
print('F.pad(b, (1, 1), mode="reflect")', name(F.pad(b, (1, 1), mode='reflect')))
print('F.pad(b, (1, 1), mode="replicate")', name(F.pad(b, (1, 1), mode='replicate')))
print('F.pad(b, (1, 1), mode="circular")', name(F.pad(b, (1, 1), mode='circular')))
print('F.conv1d(b, torch.ones(1, 2, 2))', name(F.conv1d(b, torch.ones(1, 2, 2))))
print('F.max_pool1d(b, 2)', name(F.max_pool1d(b, 2)))
print('F.avg_pool1d(b, 2)', name(F.avg_pool1d(b, 2)))
print('F.adaptive_avg_pool1d(b, 1)', name(F.adaptive_avg_pool1d(b, 1)))
print('F.interpolate(b, scale_factor=2)', name(F.interpolate(b, scale_factor=2)))
print('F.pdist(m)', name(F.pdist(m)))
print('torch.nn.Linear(3, 2)(m)', name(torch.nn.Linear(3, 2)(m)))
