# torch.autograd.gradcheck: compares the gradients of a function with differences of its values.
import torch
from torch.autograd import grad as _grad

__all__ = ['gradcheck', 'gradgradcheck', 'GradcheckError']


class GradcheckError(RuntimeError):
    'Numerical and analytical gradients differ.'


def _tensors(values):
    values = values if isinstance(values, (tuple, list)) else (values,)
    return tuple(v for v in values if isinstance(v, torch.Tensor))


def _checked_inputs(inputs):
    watched = [t for t in inputs if isinstance(t, torch.Tensor) and t.requires_grad]
    if not watched:
        raise ValueError('gradcheck expects at least one input tensor to require gradient, but none of them have '
                         'requires_grad=True.')
    return watched


def _numerical(fn, inputs, x, eps):
    # One column of values per element of x: (numel of x, numel of each output).
    columns = []
    flat = x.data.view(-1)
    for i in range(flat.numel()):
        before = flat[i].item()
        with torch.no_grad():
            flat[i] = before - eps
            low = [o.detach().clone() for o in _tensors(fn(*inputs))]
            flat[i] = before + eps
            high = [o.detach().clone() for o in _tensors(fn(*inputs))]
            flat[i] = before
        columns.append([(h - l).reshape(-1) / (2 * eps) for h, l in zip(high, low)])
    return columns


def gradcheck(func, inputs, *, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True, nondet_tol=0.0,
              check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False, check_batched_forward_grad=False,
              check_forward_ad=False, check_backward_ad=True, fast_mode=False, masked=None):
    'True when all derivatives agree; otherwise GradcheckError, or False.'
    inputs = tuple(inputs) if isinstance(inputs, (tuple, list)) else (inputs,)
    try:
        watched = _checked_inputs(inputs)
        outputs = [o for o in _tensors(func(*inputs)) if o.requires_grad]
        for position, x in enumerate(inputs):
            if not (isinstance(x, torch.Tensor) and x.requires_grad):
                continue
            columns = _numerical(func, inputs, x, eps)
            for o, out in enumerate(outputs):
                flat = out.reshape(-1)
                rows = []
                for j in range(flat.numel()):
                    g = _grad(flat[j], x, retain_graph=True, allow_unused=True)[0]
                    rows.append(torch.zeros_like(x).reshape(-1) if g is None else g.detach().reshape(-1))
                if not rows or not columns:
                    continue
                analytical = torch.stack(rows).t()
                numerical = torch.stack([column[o] for column in columns])
                if not torch.allclose(analytical, numerical, rtol=rtol, atol=atol):
                    raise GradcheckError(f'Jacobian mismatch for output {o} with respect to input {position},\n'
                                         f'numerical:{numerical}\nanalytical:{analytical}\n')
    except (GradcheckError, ValueError):
        if raise_exception:
            raise
        return False
    return True


def gradgradcheck(func, inputs, grad_outputs=None, *, eps=1e-6, atol=1e-5, rtol=1e-3, gen_non_contig_grad_outputs=False,
                  raise_exception=True, nondet_tol=0.0, check_undefined_grad=True, check_grad_dtypes=False,
                  check_batched_grad=False, check_fwd_over_rev=False, check_rev_over_rev=True, fast_mode=False, masked=False):
    'gradcheck of the gradient itself.'
    inputs = tuple(inputs) if isinstance(inputs, (tuple, list)) else (inputs,)
    if grad_outputs is None:
        outputs = _tensors(func(*inputs))
        weights = tuple(torch.ones_like(o).requires_grad_() if o.dim() == 0 else torch.randn_like(o).requires_grad_()
                        for o in outputs)
    else:
        weights = _tensors(grad_outputs)
    count = len(inputs)

    def gradient(*args):
        xs, ws = args[:count], args[count:]
        watched = tuple(t for t in xs if isinstance(t, torch.Tensor) and t.requires_grad)
        with torch.enable_grad():
            grads = _grad(_tensors(func(*xs)), watched, ws, create_graph=True, allow_unused=True)
        return tuple(g for g in grads if g is not None)

    return gradcheck(gradient, inputs + weights, eps=eps, atol=atol, rtol=rtol, raise_exception=raise_exception,
                     nondet_tol=nondet_tol)
