import torch
import torch.nn.functional as F
x = torch.tensor([0.5, 1.5, 2.5], requires_grad=True)
y = torch.tensor([1.0, 2.0, 0.25], requires_grad=True)
m = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.5]], requires_grad=True)
h = torch.tensor([0, 1])
z = torch.zeros(3)
def name(r):
    for v in (r if isinstance(r, (tuple, list)) else [r]):
        if v.grad_fn is not None:
            return v.grad_fn.name()
print('F.cross_entropy(m, h, reduction="none")', name(F.cross_entropy(m, h, reduction='none')))
print('F.cross_entropy(m, torch.softmax(torch.ones(2, 3), 1))', name(F.cross_entropy(m, torch.softmax(torch.ones(2, 3), 1))))
print('F.cross_entropy(m, h, label_smoothing=0.1)', name(F.cross_entropy(m, h, label_smoothing=0.1)))
print('F.cross_entropy(x, torch.tensor(1))', name(F.cross_entropy(x, torch.tensor(1))))
print('F.nll_loss(m, h)', name(F.nll_loss(m, h)))
print('F.nll_loss(m, h, reduction="sum")', name(F.nll_loss(m, h, reduction='sum')))
print('F.kl_div(m, torch.softmax(torch.ones(2, 3), 1), reduction="batchmean")', name(F.kl_div(m, torch.softmax(torch.ones(2, 3), 1), reduction='batchmean')))
print('F.kl_div(m, torch.softmax(torch.ones(2, 3), 1), reduction="sum")', name(F.kl_div(m, torch.softmax(torch.ones(2, 3), 1), reduction='sum')))
print('F.hinge_embedding_loss(x, torch.tensor([1, -1, 1]))', name(F.hinge_embedding_loss(x, torch.tensor([1, -1, 1]))))
print('F.margin_ranking_loss(x, y, torch.tensor([1, -1, 1]))', name(F.margin_ranking_loss(x, y, torch.tensor([1, -1, 1]))))
print('F.cosine_embedding_loss(m, m + 1, torch.tensor([1, -1]))', name(F.cosine_embedding_loss(m, m + 1, torch.tensor([1, -1]))))
print('F.soft_margin_loss(x, torch.tensor([1.0, -1.0, 1.0]))', name(F.soft_margin_loss(x, torch.tensor([1.0, -1.0, 1.0]))))
print('F.multi_margin_loss(m, h)', name(F.multi_margin_loss(m, h)))
print('F.multilabel_margin_loss(x, torch.tensor([0, 2, -1]))', name(F.multilabel_margin_loss(x, torch.tensor([0, 2, -1]))))
print('F.multilabel_soft_margin_loss(m, torch.ones(2, 3))', name(F.multilabel_soft_margin_loss(m, torch.ones(2, 3))))
print('F.triplet_margin_loss(m, m + 1, m - 1)', name(F.triplet_margin_loss(m, m + 1, m - 1)))
print('F.poisson_nll_loss(x, z)', name(F.poisson_nll_loss(x, z)))
print('F.gaussian_nll_loss(x, z, torch.ones(3))', name(F.gaussian_nll_loss(x, z, torch.ones(3))))
