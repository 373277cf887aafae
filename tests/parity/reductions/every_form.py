# Reductions with dim, keepdim, tuples, dtype, and their named results.
import torch
m = torch.tensor([[3., 1., 2.], [6., 5., 4.]])
t = torch.arange(24.).reshape(2, 3, 4)
for f in (torch.sum, torch.mean, torch.prod, torch.std, torch.var, torch.amax, torch.amin, torch.argmax, torch.argmin, torch.logsumexp, torch.all, torch.any, torch.nansum, torch.nanmean, torch.count_nonzero):
    name = f.__name__
    if name not in ('logsumexp',): print(name, f(m))
    print(name, f(m, 1), f(m, 0) if name != 'x' else '')
    if name not in ('argmax', 'argmin', 'prod', 'count_nonzero'): print(name, f(t, (0, 2)), f(m, dim=-1, keepdim=True))
for f in (torch.max, torch.min, torch.median, torch.mode, torch.sort, torch.cummax, torch.cummin, torch.nanmedian):
    r = f(m, 1) if f not in (torch.cummax, torch.cummin) else f(m, dim=1)
    print(r, r.indices, r[0])
print(torch.max(m), m.max(dim=0, keepdim=True), m.median(), torch.topk(m, 2), m.topk(1, largest=False), torch.kthvalue(m, 2), torch.aminmax(m), torch.aminmax(m, dim=0))
print(m.std(unbiased=False), m.var(0, unbiased=False), torch.var_mean(m, dim=1), torch.std_mean(m), m.std(correction=0), m.norm(), m.norm(1), m.norm(dim=1), torch.norm(m, float('inf')))
print(torch.quantile(m, 0.5), torch.quantile(m, torch.tensor([0.25, 0.75]), dim=1), torch.cumsum(m, 1), torch.cumprod(m, 0), torch.logcumsumexp(m, 1), torch.diff(m), torch.trapezoid(m))
print(torch.unique(torch.tensor([3, 1, 1])), torch.unique(torch.tensor([3, 1, 1]), return_counts=True, return_inverse=True), torch.unique_consecutive(torch.tensor([1, 1, 2, 1])), torch.bincount(torch.tensor([0, 2, 2])))
print(torch.histc(m, 3), torch.histogram(m, bins=3), torch.bincount(torch.tensor([0, 1]), weights=torch.tensor([0.5, 2.])), torch.bincount(torch.tensor([1]), minlength=4))
print(m.sum(dtype=torch.float64), m.int().sum(), torch.tensor([True, False]).sum(), torch.tensor([]).sum(), torch.tensor([]).prod(), torch.zeros(0, 3).sum(0), torch.zeros(0).mean())
for f in (lambda: torch.zeros(0).max(), lambda: torch.zeros(0).argmax(), lambda: torch.zeros(2, 0).max(1), lambda: torch.tensor([1, 2]).mean(), lambda: torch.tensor([1, 2]).std(), lambda: m.sum(axis=1), lambda: m.mean(axis=0, keepdims=True), lambda: m.sum(2), lambda: m.sum((0, 0)), lambda: torch.tensor([1.]).std(), lambda: torch.median(torch.tensor([])), lambda: m.quantile(2.0)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
v, i = m.max(1)
vals, idx = torch.sort(m, descending=True, stable=True)
print(v, i, vals, idx, m.argsort(1), torch.max(m, torch.tensor(3.)), m.isnan().any().item(), (m > 2).all(1), m.flatten().unique().tolist())
