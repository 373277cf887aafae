# Vòng tròn trong vòng tròn | A circle within a circle
import torch

y = torch.arange(200).reshape(-1, 1) % 2.0
angle = 2 * torch.pi * torch.rand(200, 1)
radius = torch.where(y == 1, 0.6, 1.5) + 0.1 * torch.randn(200, 1)
X = radius * torch.cat([torch.cos(angle), torch.sin(angle)], dim=1)
