import torch
a = torch.arange(6)
b = a.view(2, 3)
c = a.clone()
b[0, 0] = 100
print(a, c, b.storage_offset(), b.stride(), a.data_ptr() == b.data_ptr())
d = a[2:]
d += 1
print(a, d.storage_offset(), d.is_contiguous(), b.t().is_contiguous(), b.t().contiguous().stride())
print(a.element_size(), a.numel(), a.nelement(), len(b), b.dim(), b.ndim, b.ndimension(), b.size(), b.size(1), b.shape[0])
e = torch.tensor(a)
f = a.detach()
f[1] = -5
print(a[1], e[1])
print(torch.equal(a, a.clone()), a.is_set_to(a), a.untyped_storage().nbytes() if hasattr(a, 'untyped_storage') else 48)
g = torch.zeros(2, 2)
g.copy_(torch.tensor([5., 6.]))
print(g, g.fill_(1), g.zero_())
print(a.device, a.is_cuda, a.layout, a.requires_grad, a.grad, a.is_leaf)
