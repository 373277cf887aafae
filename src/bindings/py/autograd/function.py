# torch.autograd.function: operations with a backward of one's own. forward runs with recording off; afterwards one native call
# makes a node out of it, which keeps the saved tensors (so that they are checked and freed like those of built-in
# operations) and calls _Backward when the reverse walk arrives.
from functools import wraps as _wraps

import torch
from torch import _C

__all__ = ['FunctionCtx', 'Function', 'once_differentiable', 'InplaceFunction', 'NestedIOFunction']


class FunctionCtx:
    'What forward leaves for backward.'

    def __init__(self, needs_input_grad):
        self.needs_input_grad = needs_input_grad
        self.materialize_grads = True
        self._to_save = ()
        self._dirty = ()
        self._non_differentiable = ()
        self._node = None

    def save_for_backward(self, *tensors):
        for t in tensors:
            if t is not None and not isinstance(t, torch.Tensor):
                raise TypeError(f'save_for_backward can only save variables, but argument {tensors.index(t)} is of type '
                                f'{type(t).__name__}')
        self._to_save = tensors

    def save_for_forward(self, *tensors):
        pass

    def mark_dirty(self, *args):
        self._dirty = args

    def mark_non_differentiable(self, *args):
        self._non_differentiable = args

    def set_materialize_grads(self, value):
        self.materialize_grads = value

    @property
    def saved_tensors(self):
        if self._node is None:
            return self._to_save
        return _C._saved_tensors(self._node)


class _Backward:
    'What the reverse walk calls: backward of one function with one context.'

    def __init__(self, cls, ctx, name, tensor_flags, constant_outputs):
        self.cls = cls
        self.ctx = ctx
        self.name = name
        self.tensor_flags = tensor_flags  # which arguments of forward were tensors
        # for each output None, or shape and dtype of one that is not differentiable: its gradient is zero
        self.constant_outputs = constant_outputs

    def __call__(self, node, *grads):
        ctx = self.ctx
        if len(grads) < len(self.constant_outputs):
            arrived = iter(grads)
            grads = [next(arrived) if like is None else torch.zeros(like[0], dtype=like[1]) if ctx.materialize_grads else None
                     for like in self.constant_outputs]
        ctx._node = node  # only meanwhile: the node owns the context
        try:
            result = self.cls._backward_function()(ctx, *grads)
        finally:
            ctx._node = None
        if not isinstance(result, tuple):
            result = (result,)
        count = len(self.tensor_flags)
        if len(result) > count and all(g is None for g in result[count:]):
            result = result[:count]
        if len(result) != count:
            raise RuntimeError(f'function {self.name} returned an incorrect number of gradients (expected {count}, '
                               f'got {len(result)})')
        for position, (g, is_tensor) in enumerate(zip(result, self.tensor_flags)):
            if g is None:
                continue
            if not is_tensor:
                raise RuntimeError(f'function {self.name} returned a gradient different from None at position '
                                   f'{position + 1}, but the corresponding forward input was not a Variable')
            if not isinstance(g, torch.Tensor):
                raise TypeError(f'expected Variable or None (got {type(g).__name__})')
        return result


class Function:
    'Base class: subclasses define the static methods forward(ctx, …) and backward(ctx, …) and are used through apply.'
    _node_name = None  # for functions of the library itself, whose nodes are called otherwise

    def __init__(self, *args, **kwargs):
        raise RuntimeError(f"{type(self)} should not be instantiated. Methods on autograd functions are all static, so you "
                           'should invoke them on the class itself. Instantiating an autograd function will raise an error '
                           'in a future version of PyTorch.')

    @staticmethod
    def forward(*args, **kwargs):
        raise NotImplementedError('You must implement the forward function for custom autograd.Function.')

    @staticmethod
    def setup_context(ctx, inputs, output):
        raise NotImplementedError('setup_context is not implemented.')

    @staticmethod
    def backward(ctx, *grad_outputs):
        raise NotImplementedError('You must implement either the backward or vjp method for your custom autograd.Function '
                                  'to use it with backward mode AD.')

    vjp = backward

    @staticmethod
    def jvp(ctx, *grad_inputs):
        raise NotImplementedError('You must implement the jvp function for custom autograd.Function to use it with forward '
                                  'mode AD.')

    @classmethod
    def _backward_function(cls):
        return cls.vjp if cls.vjp is not Function.vjp else cls.backward

    @classmethod
    def apply(cls, *args, **kwargs):
        tensor_flags = [isinstance(a, torch.Tensor) for a in args]
        needs = tuple([is_tensor and a.requires_grad for a, is_tensor in zip(args, tensor_flags)])
        recording = torch.is_grad_enabled()
        ctx = FunctionCtx(needs)
        with torch.no_grad():
            if cls.setup_context is not Function.setup_context:
                output = cls.forward(*args, **kwargs)
                cls.setup_context(ctx, args, output)
            else:
                output = cls.forward(ctx, *args, **kwargs)
        outputs = output if isinstance(output, tuple) else (output,)
        if recording and True in needs:
            name = cls._node_name or cls.__name__ + 'Backward'
            inputs = tuple([a if is_tensor else None for a, is_tensor in zip(args, tensor_flags)])
            constant = [id(t) for t in ctx._non_differentiable]
            likes = [(o.shape, o.dtype) if id(o) in constant else None for o in outputs]
            backward = _Backward(cls, ctx, name, tensor_flags, likes)
            outputs, _ = _C._function_outputs(name, backward, inputs, outputs, ctx.materialize_grads, ctx._to_save, ctx._dirty,
                                              ctx._non_differentiable)
            # From here on the node keeps the tensors: the context must not, or they would keep each other.
            ctx._to_save = ctx._dirty = ctx._non_differentiable = ()
        return tuple(outputs) if isinstance(output, tuple) else outputs[0]


def once_differentiable(fn):
    'Marks a backward whose result cannot be differentiated again.'
    @_wraps(fn)
    def wrapper(ctx, *args):
        with torch.no_grad():
            outputs = fn(ctx, *args)
        if not torch.is_grad_enabled() or not any(isinstance(a, torch.Tensor) and a.requires_grad for a in args):
            return outputs
        results = outputs if isinstance(outputs, tuple) else (outputs,)
        results = _OnceDifferentiable.apply(len(results), *results, *[a for a in args if isinstance(a, torch.Tensor)])
        return results if isinstance(outputs, tuple) else results[0]
    return wrapper


class _OnceDifferentiable(Function):
    @staticmethod
    def forward(ctx, count, *tensors):
        return tuple(t.view_as(t) if isinstance(t, torch.Tensor) else t for t in tensors[:count])

    @staticmethod
    def backward(ctx, *grads):
        raise RuntimeError('trying to differentiate twice a function that was marked with @once_differentiable')


class InplaceFunction(Function):
    pass


class NestedIOFunction(Function):
    pass
