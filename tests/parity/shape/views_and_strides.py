# What shares memory with what, strides, contiguity, as_strided.
import torch
t = torch.arange(12)
m = t.view(3, 4)
for name, v in [('T', m.T), ('col', m[:, 1]), ('step', m[::2, ::3]), ('expand', t[:3].expand(2, 3)), ('permute', m.view(3, 2, 2).permute(2, 0, 1)),
                ('narrow', m.narrow(1, 1, 2)), ('diag', m.diagonal()), ('unfold', t.unfold(0, 4, 3)), ('squeeze', m.unsqueeze(1)), ('flip', m.flip(0)),
                ('reshape', m.T.reshape(-1)), ('select', m.select(0, 2)), ('as_strided', t.as_strided((2, 2), (1, 2), 3)), ('chunk', m.chunk(2, 1)[1])]:
    print(name, tuple(v.shape), v.stride(), v.storage_offset(), v.is_contiguous(), v._is_view(), v.data_ptr() == t.data_ptr() + 8 * v.storage_offset())
m[0, 0] = 100
print(t[0], m.T[0, 0], m.contiguous().data_ptr() == m.data_ptr(), m.T.contiguous().data_ptr() == m.data_ptr())
try:
    m.T.view(12)
except RuntimeError as e:
    print(e)
a = torch.zeros(2, 3)
b = a.expand(4, 2, 3)
print(b.stride(), b.clone().stride(), b.contiguous().stride())
r = a.T
r.zero_().add_(torch.arange(6.).reshape(3, 2))
print(a, r)
x = torch.rand(2, 3, 4).transpose(1, 2)
print(x.stride(), x.clone().stride(), x.contiguous().stride(), (x + 1).stride(), torch.empty_like(x).stride(), x.reshape(2, 12).stride())
print(torch.zeros(2, 3).T.flatten().is_contiguous(), torch.ones(1, 3).T.is_contiguous(), torch.ones(3, 1, 2).transpose(0, 1).is_contiguous())
base = torch.arange(4.)
view = base[1:3]
view *= 10
print(base, view._base is base, base._base is None)
y = base.view(2, 2)
y.t_()
print(y, y.stride())
y.resize_(3, 1)
print(y.shape, base.untyped_storage().nbytes(), base.element_size(), base.nbytes)
print(torch.arange(6).view(2, 3).movedim(0, 1).stride(), torch.arange(8).view(2, 2, 2).swapdims(0, 2).stride(), m.unflatten(1, (2, -1)).shape)
print(t.view(torch.int32).shape, torch.tensor([1.0]).view(torch.int32), torch.tensor([1, 0], dtype=torch.uint8).view(torch.bool), m.mT.shape, m.T.stride())
s = torch.arange(6.).reshape(2, 3)
c = s.clone(); d = s.detach(); e = s.data
d[0, 0] = -1; e[0, 1] = -2; c[0, 2] = -3
print(s, s.is_set_to(s), torch.ones(2).share_memory_().sum())
print(s.reshape(3, 2).data_ptr() == s.data_ptr(), s.flatten().data_ptr() == s.data_ptr(), s.ravel() is s, s.contiguous() is s, s.float() is s, s.to(torch.float64) is s)
