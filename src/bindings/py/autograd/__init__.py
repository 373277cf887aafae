# torch.autograd: gradients. The reverse walk itself is native (_C._run_backward); around it stand the two ways to start it,
# the gradient modes, custom functions, Jacobians and the numerical check.
import warnings as _warnings

import torch
from torch import _C


def _listed(value):
    return (value,) if isinstance(value, torch.Tensor) else tuple(value)


def _grads_for(tensors, grads):
    if grads is None:
        return (None,) * len(tensors)
    grads = _listed(grads)
    if len(grads) != len(tensors):
        raise RuntimeError(f'got {len(tensors)} tensors and {len(grads)} gradients')
    for g in grads:
        if g is not None and not isinstance(g, torch.Tensor):
            raise TypeError(f'gradients can be either Tensors or None, but got {type(g).__name__}')
    return grads


def backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None):
    'Adds the gradients of the tensors to .grad of the leaves (or of `inputs`).'
    if grad_variables is not None:
        _warnings.warn('`grad_variables` is deprecated. Use `grad_tensors` instead.', FutureWarning, stacklevel=2)
        if grad_tensors is not None:
            raise RuntimeError('`grad_tensors` and `grad_variables` (deprecated) arguments both passed to `backward()`. '
                               'Please only use `grad_tensors`.')
        grad_tensors = grad_variables
    tensors = _listed(tensors)
    if inputs is not None:
        inputs = _listed(inputs)
        if not inputs:
            raise RuntimeError('`inputs` argument to `backward()` cannot be empty.')
    if retain_graph is None:
        retain_graph = create_graph
    _C._run_backward(tensors, _grads_for(tensors, grad_tensors), retain_graph, create_graph, inputs, True, True)


def grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, allow_unused=None,
         is_grads_batched=False, materialize_grads=False):
    'The gradients of the outputs (their sum, weighted by grad_outputs) with respect to the inputs, as a tuple.'
    if is_grads_batched:
        raise NotImplementedError('logit does not have is_grads_batched of torch.autograd.grad yet')
    if materialize_grads and allow_unused is False:
        raise ValueError('Expected allow_unused to be True or not passed when materialize_grads=True, but got: '
                         'allow_unused=False.')
    if allow_unused is None:
        allow_unused = materialize_grads
    for names, given in (('inputs', inputs), ('outputs', outputs)):
        for item in given if isinstance(given, (list, tuple)) else (given,):
            if not isinstance(item, torch.Tensor):
                raise RuntimeError(f'all {names} have to be Tensors or GradientEdges, but got {type(item).__name__}')
    outputs, inputs = _listed(outputs), _listed(inputs)
    if not inputs:
        raise RuntimeError('`inputs` argument to `grad()` cannot be empty.')
    if retain_graph is None:
        retain_graph = create_graph
    result = _C._run_backward(outputs, _grads_for(outputs, grad_outputs), retain_graph, create_graph, inputs, allow_unused,
                              False)
    if materialize_grads:
        result = tuple(torch.zeros_like(t) if g is None else g for g, t in zip(result, inputs))
    return result


from torch.autograd.grad_mode import enable_grad, inference_mode, no_grad, set_grad_enabled
from torch.autograd.function import Function
from torch.autograd.gradcheck import gradcheck, gradgradcheck
from torch.autograd import forward_ad, function, functional, grad_mode

__all__ = ['Function', 'backward', 'grad', 'gradcheck', 'gradgradcheck', 'enable_grad', 'inference_mode', 'no_grad',
           'set_grad_enabled', 'Variable', 'set_detect_anomaly', 'detect_anomaly', 'functional']


def Variable(data, requires_grad=False, volatile=None):
    'The old name of a tensor that takes part in autograd.'
    return data.detach().requires_grad_(requires_grad) if requires_grad else data


class set_detect_anomaly:
    'Switches at once, as a function, or for a with block: a backward that returns nan becomes an error.'

    def __init__(self, mode, check_nan=True):
        self.before = _C._set_detect_anomaly(bool(mode and check_nan))

    def __enter__(self):
        pass

    def __exit__(self, *details):
        _C._set_detect_anomaly(self.before)


class detect_anomaly(set_detect_anomaly):
    'Anomaly mode for a with block.'

    def __init__(self, check_nan=True):
        _warnings.warn('Anomaly Detection has been enabled. This mode will increase the runtime and should only be enabled for '
                       'debugging.', stacklevel=2)
        self.check_nan = check_nan

    def __enter__(self):
        super().__init__(True, self.check_nan)



def __getattr__(name):
    from torch import _known
    raise _known.missing('torch.autograd', _known.AUTOGRAD, name)
