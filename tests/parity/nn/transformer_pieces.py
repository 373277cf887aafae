# Attention and a transformer layer with constant weights; masks; positional encodings.
import torch, math
from torch import nn
import torch.nn.functional as F
torch.manual_seed(0)
q = torch.arange(12.).reshape(1, 3, 4) / 10
print(F.scaled_dot_product_attention(q, q, q), F.scaled_dot_product_attention(q, q, q, is_causal=True)[0, 0])
mask = nn.Transformer.generate_square_subsequent_mask(3)
print(mask, F.scaled_dot_product_attention(q, q, q, attn_mask=mask)[0, 1])
def attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    if mask is not None: scores = scores.masked_fill(mask == 0, -1e9)
    p = scores.softmax(-1)
    return p @ v, p
out, p = attention(q, q, q, torch.tril(torch.ones(3, 3)))
print(out, p)
mha = nn.MultiheadAttention(4, 2, batch_first=True)
for i, w in enumerate(mha.parameters()): nn.init.constant_(w, 0.1 * (i + 1))
a, w = mha(q, q, q)
print(mha, a, w)
print(mha(q, q, q, need_weights=False)[1], mha(q, q, q, average_attn_weights=False)[1].shape, mha(q, q, q, key_padding_mask=torch.tensor([[False, False, True]]))[1])
layer = nn.TransformerEncoderLayer(4, 2, dim_feedforward=8, dropout=0.0, batch_first=True)
print(layer, [n for n, _ in layer.named_parameters()])
enc = nn.TransformerEncoder(layer, num_layers=2)
print(enc(q).shape, sum(p.numel() for p in enc.parameters()))
class PositionalEncoding(nn.Module):
    def __init__(self, d_model, max_len=6):
        super().__init__()
        position = torch.arange(max_len).unsqueeze(1)
        div_term = torch.exp(torch.arange(0, d_model, 2) * (-math.log(1000.0) / d_model))
        pe = torch.zeros(max_len, 1, d_model)
        pe[:, 0, 0::2] = torch.sin(position * div_term)
        pe[:, 0, 1::2] = torch.cos(position * div_term)
        self.register_buffer('pe', pe)
    def forward(self, x):
        return x + self.pe[:x.size(0)]
print(PositionalEncoding(4)(torch.zeros(3, 1, 4)))
print(nn.LayerNorm(4)(q)[0, 0], nn.RMSNorm(4)(q)[0, 2], nn.GELU()(q[0, 0]), nn.Embedding(3, 4).weight.shape)
