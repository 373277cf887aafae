import torch
import torch.nn.functional as F
x = torch.tensor([[1., 2., 3.], [4., 5., 9.]])
w, b = torch.tensor([[1., 0., 1.], [0., 2., 0.]]), torch.tensor([0.5, -0.5])
print(F.linear(x, w), F.linear(x, w, b), F.linear(x[0], w, b), F.bilinear(x, x, torch.ones(1, 3, 3), torch.tensor([1.])))
print(F.one_hot(torch.tensor([0, 2, 1])), F.one_hot(torch.tensor([[0], [1]]), 3), F.embedding(torch.tensor([0, 1, 0]), w))
print(F.pad(x, (1, 0)), F.pad(x, (0, 1, 1, 0), value=9.), F.pad(torch.arange(4.).reshape(1, 4), (1, 2), mode='reflect'), F.pad(torch.arange(3.).reshape(1, 3), (1, 1), mode='replicate'), F.pad(torch.arange(3.).reshape(1, 3), (1, 1), mode='circular'), F.pad(x, (-1, 0)))
print(F.layer_norm(x, (3,)), F.layer_norm(x, (3,), torch.tensor([1., 2., 3.]), torch.ones(3)))
print(F.normalize(x), F.cosine_similarity(x, x.flip(1)), F.pairwise_distance(x, x + 1), F.cosine_similarity(x[0], x[1], dim=0))
print(F.dropout(x, 0.5, training=False), F.dropout(x, 0.0), F.dropout(x, 1.0), F.softmax(x, dim=0), F.softmin(x, dim=1), F.log_softmax(x, -1))
print(F.batch_norm(x, torch.zeros(3), torch.ones(3)), F.batch_norm(x, torch.ones(3), torch.full((3,), 4.), torch.ones(3), torch.ones(3)))
print(F.mse_loss(F.linear(x, w), torch.zeros(2, 2)), F.pdist(x), F.softmax(x, 1, dtype=torch.float64).dtype)
print(F.pixel_shuffle(torch.arange(4.).reshape(1, 4, 1, 1), 2), F.threshold(x, 2.5, 0.))
