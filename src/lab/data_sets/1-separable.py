# Hai lớp tách được bằng một đường thẳng | Two classes that a straight line separates
import torch

X = torch.randn(200, 2)
y = (X[:, :1] + 2 * X[:, 1:] > 0.5).float()
X = X + 0.2 * (2 * y - 1) * torch.tensor([1.0, 2.0])  # away from the line
