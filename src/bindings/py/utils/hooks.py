# torch.utils.hooks: the handle that takes a hook away again, and the two gates around a module's forward through which
# register_full_backward_hook sees the gradients.
from itertools import count as _count

import torch
from torch.autograd.function import Function

__all__ = ['RemovableHandle', 'BackwardHook']

_next_id = _count()


class RemovableHandle:
    'Returned by every register_…_hook; remove() undoes it, leaving a with block does too.'

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.id = next(_next_id)
        self._hooks = hooks_dict
        self._extra = extra_dict

    def remove(self):
        self._hooks.pop(self.id, None)
        if self._extra is not None:
            self._extra.pop(self.id, None)

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.remove()


class BackwardHookFunction(Function):
    'Passes tensors through; on the way back it hands their gradients to `arrived`, which may replace them.'

    @staticmethod
    def forward(ctx, arrived, *tensors):
        ctx.arrived = arrived
        ctx.mark_non_differentiable(*[t for t in tensors if not t.requires_grad])
        return tuple(t.view_as(t) for t in tensors)

    @staticmethod
    def backward(ctx, *grads):
        return (None, *ctx.arrived(grads))


class BackwardHook:
    'One call of one module: knows its hooks and what has come back so far.'

    def __init__(self, module, hooks, pre_hooks):
        self.module = module
        self.hooks = hooks
        self.pre_hooks = pre_hooks
        self.grad_outputs = None
        self.inputs_watched = False
        self.input_count = 0

    def watch_inputs(self, args):
        tensors = [a for a in args if isinstance(a, torch.Tensor)]
        self.input_count = len(tensors)
        if not torch.is_grad_enabled() or not any(t.requires_grad for t in tensors):
            return args
        self.inputs_watched = True
        passed = iter(BackwardHookFunction.apply(self._inputs_arrived, *tensors))
        return tuple(next(passed) if isinstance(a, torch.Tensor) else a for a in args)

    def watch_outputs(self, result):
        outputs = result if isinstance(result, tuple) else (result,)
        tensors = [o for o in outputs if isinstance(o, torch.Tensor)]
        if not torch.is_grad_enabled() or not any(t.requires_grad for t in tensors):
            return result
        passed = iter(BackwardHookFunction.apply(self._outputs_arrived, *tensors))
        outputs = tuple(next(passed) if isinstance(o, torch.Tensor) else o for o in outputs)
        return outputs if isinstance(result, tuple) else outputs[0]

    def _outputs_arrived(self, grads):
        for hook in self.pre_hooks:
            grads = self._replaced('pre hook', 'grad_output', hook(self.module, grads), grads)
        self.grad_outputs = grads
        if not self.inputs_watched:
            # no gradient will come to the inputs: the hooks run now, with nothing to show for them
            for hook in self.hooks:
                changed = hook(self.module, (None,) * self.input_count, grads)
                if changed is not None and any(g is not None for g in changed):
                    raise RuntimeError('Backward hook for Modules where no input requires gradient should always return '
                                       'None or None for all gradients.')
        return grads

    def _inputs_arrived(self, grads):
        for hook in self.hooks:
            grads = self._replaced('hook', 'grad_input', hook(self.module, grads, self.grad_outputs), grads)
        self.grad_outputs = None
        return grads

    def _replaced(self, what, name, changed, grads):
        if changed is None:
            return grads
        if not isinstance(changed, tuple):
            changed = (changed,)
        if len(changed) != len(grads):
            raise RuntimeError(f'Backward {what} returned an invalid number of {name}, got {len(changed)}, '
                               f'but expected {len(grads)}')
        return changed


class _NativeHandle:
    'Handle of a hook that the engine keeps under a number.'

    def __init__(self, remove, id):
        self.id = id
        self._remove = remove

    def remove(self):
        if self._remove is not None:
            self._remove(self.id)
            self._remove = None

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.remove()


_NativeHandle.__name__ = _NativeHandle.__qualname__ = 'RemovableHandle'


def register_tensor_hook(self, hook):
    'hook(grad) runs when the gradient of this tensor is known, and may return another.'
    if not self.requires_grad:
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    return _NativeHandle(lambda id: torch._C._remove_hook(self, id), torch._C._register_hook(self, hook))


def register_accumulate_hook(self, hook):
    'hook(tensor) runs after the gradient was added to .grad.'
    if not self.requires_grad:
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    if self.grad_fn is not None:
        raise RuntimeError('post accumulate grad hooks cannot be registered on non-leaf tensors')
    return _NativeHandle(lambda id: torch._C._remove_hook(self, id), torch._C._register_accumulate_hook(self, hook))


def register_node_hook(self, hook):
    'hook(grad_inputs, grad_outputs) runs after a node of the graph.'
    return _NativeHandle(self._remove_hook, self._register_hook(hook))


def register_node_prehook(self, hook):
    'hook(grad_outputs) runs before a node of the graph.'
    return _NativeHandle(self._remove_hook, self._register_prehook(hook))
