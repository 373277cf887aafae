import torch
import torch.nn as nn
import torch.nn.functional as F

x = torch.arange(1., 5.).view(1, 1, 2, 2)
print(nn.Upsample(scale_factor=2)(x), nn.Upsample(scale_factor=2, mode='nearest'), nn.Upsample(size=(3, 3)))
print(nn.Upsample(scale_factor=2, mode='bilinear')(x))
print(nn.UpsamplingBilinear2d(scale_factor=2)(x), nn.UpsamplingNearest2d(scale_factor=2)(x))
c = torch.arange(8.).view(1, 4, 1, 2)
print(nn.ChannelShuffle(2)(c), nn.ChannelShuffle(2))
q = torch.arange(6.).view(1, 2, 3) / 6
print(F.scaled_dot_product_attention(q, q, q))
print(F.scaled_dot_product_attention(q, q, q, is_causal=True))
print(F.rrelu(torch.tensor([-1., 2.])), nn.RReLU().eval()(torch.tensor([-4., 2.])))
print(nn.LocalResponseNorm(2)(torch.ones(1, 3, 2)))
