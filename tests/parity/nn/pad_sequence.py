import torch
from torch.nn.utils.rnn import pad_sequence
a, b, c = torch.tensor([1, 2, 3]), torch.tensor([4]), torch.tensor([5, 6])
print(pad_sequence([a, b, c]))
print(pad_sequence([a, b, c], batch_first=True))
print(pad_sequence([a, b, c], batch_first=True, padding_value=-1))
print(pad_sequence([torch.ones(2, 2), torch.zeros(1, 2)], batch_first=True))
