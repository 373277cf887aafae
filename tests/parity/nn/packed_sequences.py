import torch
import torch.nn as nn
from torch.nn.utils.rnn import pack_padded_sequence, pack_sequence, pad_packed_sequence, pad_sequence, unpack_sequence

padded = torch.tensor([[1, 2, 0], [3, 0, 0], [4, 5, 6]])
packed = pack_padded_sequence(padded, [2, 1, 3], batch_first=True, enforce_sorted=False)
print(packed)
print(pad_packed_sequence(packed, batch_first=True), pad_packed_sequence(packed, total_length=4, padding_value=-1))
a, b, c = torch.tensor([1, 2, 3]), torch.tensor([4, 5]), torch.tensor([6])
print(pack_sequence([a, b, c]), unpack_sequence(pack_sequence([a, b])), pad_sequence([a, c], batch_first=True))
torch.manual_seed(0)
x = torch.randn(4, 3, 2)
for rnn in (nn.RNN(2, 3), nn.LSTM(2, 3), nn.GRU(2, 3, bidirectional=True), nn.LSTM(2, 2, num_layers=2, bidirectional=True)):
    out, h = rnn(pack_padded_sequence(x, [4, 2, 1]))
    print(out.data.detach(), out.batch_sizes, (h[0] if isinstance(h, tuple) else h).detach())
torch.manual_seed(1)
rnn = nn.GRU(2, 3)
out, h = rnn(pack_padded_sequence(x, [1, 4, 2], enforce_sorted=False), torch.ones(1, 3, 3))
print(h.detach(), pad_packed_sequence(out)[1])
out.data.sum().backward()
print(rnn.weight_hh_l0.grad.shape)
for lengths in ([2, 1, 3], [3, 2, 0], [3, 2]):
    try:
        pack_padded_sequence(padded, lengths, batch_first=True)
    except RuntimeError as error:
        print(error)
