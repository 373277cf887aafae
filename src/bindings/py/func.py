# torch.func: functions made of functions, on top of autograd. grad, jacrev and hessian differentiate what they are given and
# may be nested; vmap calls the function once per row and stacks the results.
import torch

__all__ = ['grad', 'grad_and_value', 'vjp', 'jvp', 'jacrev', 'jacfwd', 'hessian', 'vmap', 'functional_call', 'stack_module_state']

_depth = [0]  # of nested transforms: an inner one must leave a graph for the outer one


def _fresh(x):
    # A tensor of its own in the graph, still tied to an outer transform's.
    return x.view_as(x) if x.requires_grad else x.detach().requires_grad_(True)


def _numbers(argnums):
    return (argnums,) if isinstance(argnums, int) else tuple(argnums)


def _differentiable(x):
    # A tensor, or tensors in a dict, list or tuple: the leaves, and a function that puts others in their place.
    if isinstance(x, torch.Tensor):
        return [x], lambda leaves: leaves.pop(0)
    if isinstance(x, dict):
        parts = [(key, _differentiable(value)) for key, value in x.items()]
        return ([leaf for _, (leaves, _) in parts for leaf in leaves],
                lambda leaves: type(x)((key, build(leaves)) for key, (_, build) in parts))
    if isinstance(x, (list, tuple)):
        parts = [_differentiable(value) for value in x]
        return [leaf for leaves, _ in parts for leaf in leaves], lambda leaves: type(x)([build(leaves) for _, build in parts])
    raise ValueError(f'Expected the argument to be a Tensor or a container of Tensors, got {type(x)}')


class _Differentiated:
    'One call of func with fresh tensors in the places argnums.'

    def __init__(self, func, argnums, args, kwargs):
        self.where = _numbers(argnums)
        self.lone = isinstance(argnums, int)
        self.outside = _depth[0] > 0 or _tracked(args)
        args = list(args)
        self.leaves, self.builds, self.counts = [], [], []
        for at in self.where:
            if at >= len(args):
                raise RuntimeError(f'Got argnum={at}, but only {len(args)} positional inputs')
            leaves, build = _differentiable(args[at])
            leaves = [_fresh(leaf) for leaf in leaves]
            args[at] = build(list(leaves))
            self.leaves += leaves
            self.builds.append(build)
            self.counts.append(len(leaves))
        _depth[0] += 1
        try:
            with torch.enable_grad():
                self.output = func(*args, **kwargs)
        finally:
            _depth[0] -= 1

    def gradients(self, output, cotangent=None, again=False):
        if not output.requires_grad:
            grads = [torch.zeros_like(leaf) for leaf in self.leaves]
        else:
            grads = torch.autograd.grad(output, self.leaves, cotangent, create_graph=self.outside,
                                        retain_graph=True if again else None, allow_unused=True)
            grads = [torch.zeros_like(leaf) if g is None else g for g, leaf in zip(grads, self.leaves)]
        return self.packed(grads)

    def packed(self, values):
        values = list(values)
        results = tuple(build(values) for build in self.builds)
        return results[0] if self.lone else results

    def released(self, value):
        # What leaves the outermost transform has no history.
        if self.outside:
            return value
        if isinstance(value, torch.Tensor):
            return value.detach()
        if isinstance(value, dict):
            return type(value)((key, self.released(item)) for key, item in value.items())
        if isinstance(value, (list, tuple)):
            return type(value)([self.released(item) for item in value])
        return value


def _tracked(value):
    if isinstance(value, torch.Tensor):
        return value.requires_grad
    if isinstance(value, dict):
        return any(_tracked(item) for item in value.values())
    return isinstance(value, (list, tuple)) and any(_tracked(item) for item in value)


def _value_and_gradient(func, argnums, has_aux, args, kwargs, name):
    call = _Differentiated(func, argnums, args, kwargs)
    output, aux = call.output, None
    if has_aux:
        if not (isinstance(output, tuple) and len(output) == 2):
            raise RuntimeError(f'{name}(f)(*args): output of function f should be a tuple: (output, aux) if has_aux is True')
        output, aux = output
    if not isinstance(output, torch.Tensor):
        raise RuntimeError(f'grad_and_value(f)(*args): Expected f(*args) to return a Tensor, got {type(output)}')
    if output.dim() != 0:
        raise RuntimeError(f'grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got tensor with {output.dim()} dims. '
                           'Maybe you wanted to use the vjp or jacrev APIs instead?')
    return call.released(call.gradients(output)), call.released(output), call.released(aux)


def grad(func, argnums=0, has_aux=False):
    'The function that computes the gradient of func, which returns a scalar.'
    def gradient(*args, **kwargs):
        grads, _, aux = _value_and_gradient(func, argnums, has_aux, args, kwargs, 'grad')
        return (grads, aux) if has_aux else grads
    return gradient


def grad_and_value(func, argnums=0, has_aux=False):
    'As grad, with the value beside the gradient.'
    def gradient_and_value(*args, **kwargs):
        grads, value, aux = _value_and_gradient(func, argnums, has_aux, args, kwargs, 'grad_and_value')
        return (grads, (value, aux)) if has_aux else (grads, value)
    return gradient_and_value


def vjp(func, *primals, has_aux=False):
    "func(*primals), and the function from cotangents of the output to those of the inputs."
    call = _Differentiated(func, tuple(i for i, _ in enumerate(primals)), primals, {})
    output, aux = call.output if has_aux else (call.output, None)
    leaves, _ = _differentiable(output)

    def pull_back(cotangents, retain_graph=True, create_graph=None):
        given, _ = _differentiable(cotangents)
        if len(given) != len(leaves):
            raise RuntimeError('Expected pytree structure of cotangents to be the same as pytree structure of outputs to the '
                               'function.')
        total = None
        for leaf, cotangent in zip(leaves, given):
            flat, _ = _differentiable(call.gradients(leaf, cotangent, again=True))
            total = flat if total is None else [a + b for a, b in zip(total, flat)]
        return call.released(call.packed(total))
    result = call.released(output)
    return (result, pull_back, call.released(aux)) if has_aux else (result, pull_back)


def jvp(func, primals, tangents, *, strict=False, has_aux=False):
    'func(*primals), and its derivative in the direction of the tangents.'
    if not isinstance(primals, tuple):
        raise RuntimeError(f'jvp(f, primals, tangents): Expected primals to be a tuple. E.g. it should be valid to call f(*primals).')
    call = _Differentiated(func, tuple(i for i, _ in enumerate(primals)), primals, {})
    output, aux = call.output if has_aux else (call.output, None)
    leaves, build = _differentiable(output)
    directions, _ = _differentiable(tangents)
    pushed = []
    for leaf in leaves:
        # The gradient is linear in the cotangent: differentiating it by the cotangent gives the forward derivative.
        cotangent = torch.zeros_like(leaf).requires_grad_(True)
        pulled = torch.autograd.grad(leaf, call.leaves, cotangent, create_graph=True, allow_unused=True) \
            if leaf.requires_grad else [None] * len(call.leaves)
        used = [(p, d) for p, d in zip(pulled, directions) if p is not None and p.requires_grad]
        out = torch.autograd.grad([p for p, _ in used], cotangent, [d for _, d in used], create_graph=call.outside,
                                  allow_unused=True)[0] if used else None
        pushed.append(torch.zeros_like(leaf) if out is None else out)
    result, derivative = call.released(output), call.released(build(pushed))
    return (result, derivative, call.released(aux)) if has_aux else (result, derivative)


def jacrev(func, argnums=0, *, has_aux=False, chunk_size=None, _preallocate_and_copy=False):
    'The function that computes the Jacobian of func: the shape of the output, then that of the input.'
    def jacobian(*args, **kwargs):
        call = _Differentiated(func, argnums, args, kwargs)
        output, aux = call.output if has_aux else (call.output, None)
        outputs, build = _differentiable(output)
        results = []
        for out in outputs:
            rows = []
            for i, _ in enumerate(out.flatten()):
                unit = torch.zeros_like(out).flatten()
                unit[i] = 1
                rows.append(_differentiable(call.gradients(out, unit.view_as(out), again=True))[0])
            results.append(call.packed([torch.stack(column).reshape(tuple(out.shape) + tuple(leaf.shape))
                                        for column, leaf in zip(zip(*rows), call.leaves)]))
        result = call.released(build(results))
        return (result, call.released(aux)) if has_aux else result
    return jacobian


def jacfwd(func, argnums=0, has_aux=False, *, randomness='error'):
    'The same Jacobian as jacrev computes.'
    return jacrev(func, argnums, has_aux=has_aux)


def hessian(func, argnums=0):
    'The function that computes the second derivatives of func.'
    return jacfwd(jacrev(func, argnums), argnums)


# ---------------------------------------------------------------- vmap

def _sizes(value, dims):
    if isinstance(value, torch.Tensor):
        return [] if dims is None else [value.shape[dims]]
    if isinstance(value, dict):
        return [n for key, item in value.items() for n in _sizes(item, dims[key] if isinstance(dims, dict) else dims)]
    if isinstance(value, (list, tuple)):
        return [n for i, item in enumerate(value) for n in _sizes(item, dims[i] if isinstance(dims, (list, tuple)) else dims)]
    return []


def _row(value, dims, i):
    if isinstance(value, torch.Tensor):
        return value if dims is None else value.select(dims, i)
    if isinstance(value, dict):
        return type(value)((key, _row(item, dims[key] if isinstance(dims, dict) else dims, i)) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return type(value)([_row(item, dims[k] if isinstance(dims, (list, tuple)) else dims, i) for k, item in enumerate(value)])
    return value


def _stacked(rows, dims):
    first = rows[0]
    if isinstance(first, torch.Tensor):
        return torch.stack(rows, dims)
    if isinstance(first, dict):
        return type(first)((key, _stacked([row[key] for row in rows], dims)) for key in first)
    if isinstance(first, (list, tuple)):
        return type(first)([_stacked([row[k] for row in rows], dims[k] if isinstance(dims, (list, tuple)) else dims)
                            for k, _ in enumerate(first)])
    raise ValueError(f'vmap: the function must only return Tensors, got type {type(first)} as a return.')


def vmap(func, in_dims=0, out_dims=0, randomness='error', *, chunk_size=None):
    'The function that maps func over dimension in_dims of its arguments and stacks the results in dimension out_dims.'
    def mapped(*args, **kwargs):
        name = getattr(func, '__name__', repr(func))
        dims = in_dims if isinstance(in_dims, (list, tuple)) else [in_dims] * len(args)
        for value, dim in zip(args, dims):
            if isinstance(value, torch.Tensor) and isinstance(dim, int) and not -value.dim() <= dim < value.dim():
                raise ValueError(f'vmap({name}, in_dims={in_dims}, ...)(<inputs>): Got in_dim={dim} for some input, but that input '
                                 f'is a Tensor of dimensionality {value.dim()} so expected in_dim to satisfy '
                                 f'-{value.dim()} <= in_dim < {value.dim()}.')
        sizes = _sizes(args, in_dims) + _sizes(kwargs, 0)
        if not sizes:
            raise ValueError('vmap(func, in_dims, ...)(<inputs>): got no inputs with a dimension to map over')
        if any(size != sizes[0] for size in sizes):
            raise ValueError(f'vmap: Expected all tensors to have the same size in the mapped dimension, got sizes {sizes} for the '
                             'mapped dimension')
        rows = []
        for i in range(sizes[0]):
            rows.append(func(*_row(args, in_dims, i), **_row(kwargs, 0, i)))
        return _stacked(rows, out_dims)
    return mapped


# ---------------------------------------------------------------- modules

def functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False):
    'module(*args) with other tensors in place of its parameters and buffers.'
    given = parameter_and_buffer_dicts
    if isinstance(given, (list, tuple)):
        given = {key: value for part in given for key, value in part.items()}
    args = () if args is None else args if isinstance(args, tuple) else (args,)
    changed = []
    try:
        for name, tensor in given.items():
            path, _, leaf = name.rpartition('.')
            owner = module.get_submodule(path)
            register = owner._parameters if leaf in owner._parameters else owner._buffers
            if leaf not in register:
                continue
            changed.append((register, leaf, register[leaf]))
            register[leaf] = tensor
        return module(*args, **(kwargs or {}))
    finally:
        for register, leaf, tensor in reversed(changed):
            register[leaf] = tensor


def stack_module_state(models):
    'The parameters and buffers of modules of one kind, stacked under their names.'
    if not models:
        raise RuntimeError('stack_module_state: Expected at least one model, got 0.')
    parameters = {name: torch.stack([dict(m.named_parameters())[name].detach() for m in models]).requires_grad_()
                  for name, _ in models[0].named_parameters()}
    buffers = {name: torch.stack([dict(m.named_buffers())[name] for m in models]) for name, _ in models[0].named_buffers()}
    return parameters, buffers


def __getattr__(name):
    from torch import _known
    raise _known.missing('torch.func', _known.FUNC, name)
