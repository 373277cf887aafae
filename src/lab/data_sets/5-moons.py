# Hai vầng trăng khuyết | Two half moons
import torch

y = torch.arange(200).reshape(-1, 1) % 2.0
angle = torch.pi * torch.rand(200, 1)
moon = torch.cat([torch.cos(angle), torch.sin(angle)], dim=1)
X = torch.where(y == 1, torch.tensor([1.0, 0.5]) - moon, moon) + 0.1 * torch.randn(200, 2)
