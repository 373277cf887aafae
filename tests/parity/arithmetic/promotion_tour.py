# Type promotion: tensors, 0-dim tensors, Python numbers, in-place, reductions, comparison, casting.
import torch
ts = [torch.ones(2, dtype=d) for d in (torch.bool, torch.uint8, torch.int8, torch.int32, torch.int64, torch.float16, torch.bfloat16, torch.float32, torch.float64)]
for a in ts:
    print(a.dtype, [str((a + b).dtype)[6:] for b in ts])
    print('   scalars', [str((a + s).dtype)[6:] for s in (True, 1, 1.5)], [str((a * torch.tensor(s)).dtype)[6:] for s in (True, 1, 1.5)], str((a / 2).dtype)[6:], str((a ** 2).dtype)[6:])
    print('   unary', [str(f(a).dtype)[6:] for f in (torch.sum, torch.exp, torch.sqrt, torch.cumsum if False else torch.sin)], str(a.sum().dtype), str((a == 1).dtype))
print((torch.tensor(5.0, dtype=torch.float64) + torch.ones(1)).dtype, (torch.tensor([5.0], dtype=torch.float64) + torch.ones(1)).dtype)
print((torch.tensor(5) + torch.ones(1, dtype=torch.int32)).dtype, (torch.tensor(5.0) + torch.ones(1, dtype=torch.int64)).dtype)
print(torch.result_type(torch.tensor([1, 2], dtype=torch.int), 1.0), torch.promote_types(torch.int32, torch.float32), torch.can_cast(torch.double, torch.int), torch.can_cast(torch.double, torch.float))
i = torch.tensor([1, 2, 3])
for f in (lambda: i.add_(1.5), lambda: i.mul_(2.0), lambda: i.div_(2), lambda: i.__iadd__(torch.ones(3)), lambda: i.float().add_(i), lambda: i.sub_(True), lambda: i.bool().add_(1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(torch.tensor([1, 2.5]).dtype, torch.tensor([True, 2]).dtype, torch.tensor([1, 2]).dtype, torch.tensor(3.0).dtype, torch.tensor([]).dtype, torch.arange(3.).dtype)
print(torch.tensor([1.9, -1.9]).int(), torch.tensor([300, -1]).to(torch.uint8), torch.tensor([0.0, 0.5]).bool(), torch.tensor([True]).float(), torch.tensor([200]).to(torch.int8))
print(torch.where(torch.tensor([True, False]), 1.0, torch.tensor([1, 2])).dtype, torch.cat([torch.ones(1), torch.ones(1, dtype=torch.int64)]).dtype, torch.stack([torch.ones(1), torch.ones(1).double()]).dtype)
print((torch.tensor([7]) // 2, torch.tensor([-7]) // 2, torch.tensor([-7]) % 3, torch.tensor([7.5]) // 2, torch.tensor([7]) / 2))
print(torch.tensor([1, 2]).mean(dtype=torch.float32), torch.tensor([True, True]).sum(), torch.tensor([1, 2], dtype=torch.int8).prod().dtype, torch.tensor([1, 2]).cumsum(0).dtype, torch.tensor([1.5]).sum(dtype=torch.int64))
torch.set_default_dtype(torch.float64)
print(torch.tensor(1.5).dtype, torch.ones(1).dtype, (torch.tensor([1]) / 2).dtype, torch.tensor([1.5]))
torch.set_default_dtype(torch.float32)
print(torch.finfo(torch.float32), torch.finfo(torch.float64).eps, torch.iinfo(torch.int32), torch.iinfo(torch.uint8).max, torch.finfo(torch.float16).max)
print(torch.float32.is_floating_point, torch.int64.itemsize, torch.is_floating_point(torch.ones(1)), torch.tensor(1).is_complex(), torch.get_default_dtype(), torch.bool.is_signed, torch.uint8.is_signed)
