# Reshaping, joining, splitting, repeating, flipping, padding.
import torch
import torch.nn.functional as F
t = torch.arange(12)
m = t.reshape(3, 4)
c = torch.arange(24).view(2, 3, 4)
print(t.view(2, -1), t.reshape(2, 2, 3)[1], m.t(), m.T.shape, c.permute(2, 0, 1).shape, c.transpose(0, 2).shape, c.mT.shape, c.movedim(0, -1).shape, c.swapaxes(0, 1).shape)
print(m.unsqueeze(0).shape, m[None, :, None].shape, torch.zeros(1, 3, 1).squeeze().shape, torch.zeros(1, 3, 1).squeeze(0).shape, torch.zeros(1, 2, 1).squeeze((0, 2)).shape, c.flatten().shape, c.flatten(1).shape, c.flatten(0, 1).shape, t.unflatten(0, (3, -1)).shape)
print(torch.cat([m, m]), torch.cat((m, m), dim=1).shape, torch.stack([t[:3], t[3:6]]), torch.stack([t[:2], t[2:4]], dim=1), torch.hstack([t[:2], t[2:4]]), torch.vstack([t[:2], t[2:4]]), torch.dstack([t[:2], t[2:4]]), torch.column_stack([t[:2], t[2:4]]))
print(t.split(5), t.split([2, 4, 6]), t.chunk(5), torch.tensor_split(t, 5), torch.tensor_split(t, (3, 7)), m.unbind(), m.unbind(1), torch.hsplit(m, 2), torch.vsplit(m, 3))
print(t[:3].repeat(2), t[:3].repeat(2, 2), t[:3].repeat_interleave(2), t[:3].repeat_interleave(torch.tensor([0, 1, 3])), m[:2].repeat_interleave(2, dim=0), torch.tile(t[:2], (2, 2)), t[:3].expand(2, 3), t[:3, None].expand(-1, 2), t[:3].broadcast_to(2, 3))
print(m.flip(0), m.flip([0, 1]), m.fliplr(), m.flipud(), m.rot90(), m.roll(1), m.roll(1, 0), m.roll((1, 2), (0, 1)), t.unfold(0, 4, 4), torch.rot90(m, 2)[0])
print(torch.meshgrid(t[:2], t[:3], indexing='ij'), torch.meshgrid(t[:2], t[:3], indexing='xy')[0], torch.cartesian_prod(t[:2], t[:2]), torch.combinations(t[:3]), torch.broadcast_tensors(t[:2], t[:3, None])[0], torch.atleast_2d(t[:2]), torch.block_diag(m[:1, :2], m[:1, :1]))
print(torch.tril(m), torch.triu(m, diagonal=1), torch.diag(t[:3]), torch.diag(m), m.diagonal(1), torch.diag_embed(t[:2]), torch.tril_indices(2, 3), torch.triu_indices(2, 2), torch.narrow(m, 1, 1, 2), m.select(1, 0), m.index_select(1, torch.tensor([0, 2])))
print(F.pad(m, (1, 1)), F.pad(m, (0, 1, 2, 0), value=9), F.pad(m[None].float(), (1, 1), mode='reflect'), F.pad(m[None].float(), (2, 0), mode='replicate'), F.pad(m[None].float(), (1, 1), mode='circular'))
print(m.size(), m.size(0), m.shape[-1], m.dim(), m.numel(), m.nelement(), len(m), m.ndim, list(m.shape), m.shape == (3, 4), torch.Size([2, 3]).numel(), m.shape[1:], torch.Size([1]) + (2,), c.stride(), m.is_contiguous(), m.T.is_contiguous())
for f in (lambda: t.view(5, 2), lambda: torch.cat([m, t]), lambda: torch.stack([m, t]), lambda: m.split([1, 1]), lambda: m.repeat(2), lambda: m.expand(2, 4), lambda: torch.hstack([m, c]), lambda: F.pad(m, (1,)), lambda: m.unflatten(0, (2, 2)), lambda: torch.meshgrid(m), lambda: t.unfold(0, 13, 1), lambda: m.transpose(0, 5), lambda: t.reshape(-1, -1), lambda: torch.zeros(2, 0).view(-1), lambda: m.narrow(0, 2, 2)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
