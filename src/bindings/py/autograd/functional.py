# torch.autograd.functional: Jacobians, Hessians and their products with vectors, by reverse walks over a user's function.
import torch
from torch.autograd import grad as _grad

__all__ = ['vjp', 'jvp', 'vhp', 'hvp', 'jacobian', 'hessian']


def _as_tuple(value, what, function):
    single = not isinstance(value, tuple)
    values = (value,) if single else value
    for i, item in enumerate(values):
        if not isinstance(item, torch.Tensor):
            if single:
                raise TypeError(f'The {what} given to {function} must be either a Tensor or a tuple of Tensors but the given '
                                f'{what} has type {type(item)}.')
            raise TypeError(f'The {what} given to {function} must be either a Tensor or a tuple of Tensors but the value at '
                            f'index {i} has type {type(item)}.')
    return single, values


def _prepared(inputs, create_graph):
    # Inside, the inputs are leaves of their own; with create_graph they stay connected to what the caller has.
    if create_graph:
        return tuple(t.view_as(t) if t.requires_grad else t.detach().requires_grad_() for t in inputs)
    return tuple(t.detach().requires_grad_() for t in inputs)


def _finished(values, create_graph):
    return values if create_graph else tuple(v.detach() for v in values)


def _unpack(single, values):
    return values[0] if single else tuple(values)


def _gradients(outputs, inputs, grad_outputs=None, create_graph=False):
    if not any(o.requires_grad for o in outputs):
        return (None,) * len(inputs)
    kept = [(o, g) for o, g in zip(outputs, grad_outputs or (None,) * len(outputs)) if o.requires_grad]
    return _grad([o for o, _ in kept], inputs, [g for _, g in kept] if grad_outputs else None, allow_unused=True,
                 create_graph=create_graph, retain_graph=True)


def _filled(grads, inputs):
    return tuple(torch.zeros_like(t) if g is None else g for g, t in zip(grads, inputs))


def _checked_strict(strict, outputs, function):
    if strict:
        for i, out in enumerate(outputs):
            if not out.requires_grad:
                raise RuntimeError(f'Output {i} of the user-provided function does not require gradients. The outputs must '
                                   f'be computed in a differentiable manner from the input when running in strict mode.')


def _validate_v(v, other, single):
    if len(v) != len(other):
        if single:
            raise RuntimeError(f'The given v is a tuple of invalid length: should be {len(other)} but got {len(v)}.')
        raise RuntimeError(f'v is a tuple of invalid length: should be {len(other)} but got {len(v)}.')
    for i, (a, b) in enumerate(zip(v, other)):
        if a.size() != b.size():
            prefix = '' if single else f'Entry {i} in '
            raise RuntimeError(f'{prefix}v has invalid size: should be {b.size()} but got {a.size()}.')


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy='reverse-mode'):
    'All partial derivatives: shape (*output, *input) for each pair of an output and an input.'
    with torch.enable_grad():
        single_in, inputs = _as_tuple(inputs, 'inputs', 'jacobian')
        inputs = _prepared(inputs, create_graph)
        single_out, outputs = _as_tuple(func(*inputs), 'outputs of the user-provided function', 'jacobian')
        _checked_strict(strict, outputs, 'jacobian')
        result = []
        for out in outputs:
            rows = [[] for _ in inputs]
            flat = out.reshape(-1)
            for j in range(flat.numel()):
                grads = _gradients((flat[j],), inputs, create_graph=create_graph)
                for row, g, t in zip(rows, grads, inputs):
                    row.append(torch.zeros_like(t) if g is None else g)
            result.append(tuple(
                torch.stack(row).reshape(out.shape + t.shape) if row else t.new_zeros(out.shape + t.shape)
                for row, t in zip(rows, inputs)))
        result = [_finished(row, create_graph) for row in result]
    result = [_unpack(single_in, row) for row in result]
    return _unpack(single_out, result)


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy='reverse-mode'):
    'All second derivatives of a function with one number as its value.'
    single, inputs = _as_tuple(inputs, 'inputs', 'hessian')

    def gradient(*xs):
        value = func(*xs)
        _scalar(value, 'hessian')
        grads = _gradients((value,), xs, create_graph=True)
        return tuple(_filled(grads, xs))

    with torch.enable_grad():
        rows = jacobian(gradient, inputs, create_graph=create_graph, strict=strict)
    return rows[0][0] if single else rows


def _scalar(value, function):
    if not isinstance(value, torch.Tensor):
        raise RuntimeError(f'The function given to {function} should return a single Tensor')
    if value.numel() != 1:
        raise RuntimeError('The Tensor returned by the function given to ' + function + ' should contain a single element')


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    'The value of func, and v times its Jacobian.'
    with torch.enable_grad():
        single_in, inputs = _as_tuple(inputs, 'inputs', 'vjp')
        inputs = _prepared(inputs, create_graph)
        single_out, outputs = _as_tuple(func(*inputs), 'outputs of the user-provided function', 'vjp')
        _checked_strict(strict, outputs, 'vjp')
        if v is not None:
            single_v, v = _as_tuple(v, 'v', 'vjp')
            v = _prepared(v, create_graph)
            _validate_v(v, outputs, single_out)
        elif len(outputs) != 1 or outputs[0].numel() != 1:
            raise RuntimeError('The vector v can only be None if the user-provided function returns a single Tensor with a '
                               'single element.')
        grads = _filled(_gradients(outputs, inputs, v, create_graph), inputs)
    return (_unpack(single_out, _finished(outputs, create_graph)), _unpack(single_in, _finished(grads, create_graph)))


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    'The value of func, and its Jacobian times v: the derivative of u -> u·J in the direction v.'
    with torch.enable_grad():
        single_in, inputs = _as_tuple(inputs, 'inputs', 'jvp')
        inputs = _prepared(inputs, create_graph)
        if v is not None:
            _, v = _as_tuple(v, 'v', 'jvp')
            v = _prepared(v, create_graph)
            _validate_v(v, inputs, single_in)
        elif len(inputs) != 1 or inputs[0].numel() != 1:
            raise RuntimeError('The vector v can only be None if the input to the user-provided function is a single Tensor '
                               'with a single element.')
        single_out, outputs = _as_tuple(func(*inputs), 'outputs of the user-provided function', 'jvp')
        _checked_strict(strict, outputs, 'jvp')
        weights = tuple(torch.zeros_like(o, requires_grad=True) for o in outputs)
        pulled = _filled(_gradients(outputs, inputs, weights, create_graph=True), inputs)
        directions = v if v is not None else tuple(torch.ones_like(t) for t in pulled)
        products = _filled(_gradients(pulled, weights, directions, create_graph), outputs)
    return (_unpack(single_out, _finished(outputs, create_graph)), _unpack(single_out, _finished(products, create_graph)))


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    'The value of func, and its Hessian times v.'
    return _hessian_product(func, inputs, v, create_graph, 'hvp')


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    'The value of func, and v times its Hessian (the same, the Hessian being symmetric).'
    return _hessian_product(func, inputs, v, create_graph, 'vhp')


def _hessian_product(func, inputs, v, create_graph, function):
    with torch.enable_grad():
        single_in, inputs = _as_tuple(inputs, 'inputs', function)
        inputs = _prepared(inputs, create_graph)
        if v is not None:
            _, v = _as_tuple(v, 'v', function)
            v = _prepared(v, create_graph)
            _validate_v(v, inputs, single_in)
        elif len(inputs) != 1 or inputs[0].numel() != 1:
            raise RuntimeError('The vector v can only be None if the input to the user-provided function is a single Tensor '
                               'with a single element.')
        value = func(*inputs)
        _scalar(value, function)
        first = _filled(_gradients((value,), inputs, create_graph=True), inputs)
        directions = v if v is not None else tuple(torch.ones_like(t) for t in inputs)
        products = _filled(_gradients(first, inputs, directions, create_graph), inputs)
    return (value if create_graph else value.detach()), _unpack(single_in, _finished(products, create_graph))


def __getattr__(name):
    from torch import _known
    raise _known.missing('torch.autograd.functional', _known.AUTOGRAD_FUNCTIONAL, name)
