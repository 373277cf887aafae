# Hai đám mây điểm chồng lên nhau | Two clouds of points that overlap
import torch

y = torch.arange(200).reshape(-1, 1) % 2.0
X = torch.randn(200, 2) + torch.where(y == 1, 1.2, -1.2)
