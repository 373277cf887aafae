# Hai đường xoắn ốc | Two spirals
import torch

y = torch.arange(200).reshape(-1, 1) % 2.0
way = torch.rand(200, 1)  # from the centre to the end
angle = 3 * torch.pi * way + torch.pi * y
X = 2 * way * torch.cat([torch.cos(angle), torch.sin(angle)], dim=1) + 0.05 * torch.randn(200, 2)
