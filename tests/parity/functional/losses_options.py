import torch
import torch.nn.functional as F
x = torch.tensor([0.5, -1.0, 2.0])
y = torch.tensor([1., 0., 1.5])
for r in ['none', 'mean', 'sum']:
    print(F.mse_loss(x, y, reduction=r), F.l1_loss(x, y, reduction=r), F.smooth_l1_loss(x, y, reduction=r, beta=0.5), F.huber_loss(x, y, reduction=r, delta=0.8))
p, t = torch.sigmoid(x), torch.tensor([1., 0., 1.])
for r in ['none', 'mean', 'sum']:
    print(F.binary_cross_entropy(p, t, reduction=r), F.binary_cross_entropy_with_logits(x, t, reduction=r))
print(F.binary_cross_entropy(p, t, weight=torch.tensor([1., 2., 3.])), F.binary_cross_entropy_with_logits(x, t, weight=torch.tensor([1., 2., 3.]), pos_weight=torch.tensor([2.])))
z, c = torch.tensor([[1., 2., 0.5], [0.1, 0.2, 0.3]]), torch.tensor([1, 2])
for r in ['none', 'mean', 'sum']:
    print(F.cross_entropy(z, c, reduction=r), F.nll_loss(F.log_softmax(z, 1), c, reduction=r))
print(F.cross_entropy(z, c, weight=torch.tensor([1., 2., 3.])), F.cross_entropy(z, c, ignore_index=1), F.cross_entropy(z, c, label_smoothing=0.1))
print(F.cross_entropy(z, torch.tensor([[0.2, 0.5, 0.3], [1., 0., 0.]])), F.cross_entropy(z[0], c[0]), F.cross_entropy(torch.stack([z, z], 2), torch.tensor([[0, 1], [2, 2]])))
q = torch.tensor([[0.2, 0.5, 0.3], [0.1, 0.1, 0.8]])
print(F.kl_div(F.log_softmax(z, 1), q, reduction='batchmean'), F.kl_div(F.log_softmax(z, 1), q.log(), reduction='sum', log_target=True))
print(F.mse_loss(torch.tensor([1., 2.]), torch.tensor([1., 4.]), size_average=False), F.l1_loss(x, y, reduce=False))
