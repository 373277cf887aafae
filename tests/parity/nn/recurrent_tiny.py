# RNN, LSTM and GRU on tiny data with constant weights: shapes, values, gradients, packed sequences, cells.
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence, pack_sequence
def const(m, v=0.1):
    for i, p in enumerate(m.parameters()): nn.init.constant_(p, v * (i + 1) / 2)
    return m
x = torch.arange(12.).reshape(3, 2, 2) / 10
rnn = const(nn.RNN(2, 3))
out, h = rnn(x)
print(rnn, out.shape, h.shape)
print(out[-1], h)
lstm = const(nn.LSTM(input_size=2, hidden_size=2, num_layers=2, batch_first=True))
out, (h, c) = lstm(x)
print(lstm, out.shape, h.shape, c.shape)
print(out[:, -1], c)
gru = const(nn.GRU(2, 2, bidirectional=True))
out, h = gru(x, torch.zeros(2, 2, 2))
print(gru, out.shape, h)
print([n for n, _ in gru.named_parameters()], gru.weight_ih_l0.shape)
out.sum().backward()
print(gru.bias_hh_l0.grad)
seqs = [torch.ones(3, 2), torch.ones(1, 2) * 2, torch.ones(2, 2) * 3]
padded = pad_sequence(seqs, batch_first=True)
print(padded.shape, padded[1])
packed = pack_padded_sequence(padded, torch.tensor([3, 1, 2]), batch_first=True, enforce_sorted=False)
print(packed.data.shape, packed.batch_sizes, packed.sorted_indices)
rnn2 = const(nn.RNN(2, 2, batch_first=True))
po, ph = rnn2(packed)
un, lens = pad_packed_sequence(po, batch_first=True)
print(un, lens, ph)
cell = const(nn.LSTMCell(2, 2))
hx, cx = cell(torch.ones(1, 2))
print(hx, cx)
print(const(nn.GRUCell(2, 2))(torch.ones(1, 2), torch.zeros(1, 2)), const(nn.RNNCell(2, 2, nonlinearity='relu'))(torch.ones(1, 2)))
print(const(nn.RNN(2, 2, nonlinearity='relu'))(torch.ones(3, 2))[0])
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
attempt(lambda: rnn(torch.ones(3, 2, 5)))
attempt(lambda: rnn(torch.ones(3, 2, 2), torch.zeros(1, 5, 3)))
attempt(lambda: lstm(torch.ones(2)))
attempt(lambda: lstm(x, torch.zeros(2, 3, 2)))
attempt(lambda: pack_padded_sequence(padded, [1, 2, 3], batch_first=True))
attempt(lambda: nn.RNN(2, 2, nonlinearity='gelu'))
