import torch
from torch import nn
class Norm(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer('mean', torch.tensor([1., 2.]))
        self.register_buffer('scratch', torch.zeros(2), persistent=False)
        self.register_buffer('nothing', None)

    def forward(self, x):
        return x - self.mean

n = Norm()
print(n.state_dict())
print(list(n.named_buffers()))
print([b.shape for b in n.buffers()], n.nothing)
n.mean = torch.tensor([5., 5.])
print(n(torch.zeros(1, 2)))
print(n.load_state_dict({'mean': torch.tensor([0., 1.])}), n.mean)
print(list(n.parameters()))
