# XOR: mỗi lớp nằm ở hai góc đối nhau | XOR: each class lies in two opposite corners
import torch

X = 4 * torch.rand(200, 2) - 2
y = (X[:, :1] * X[:, 1:] < 0).float()
