"""Runs scripts with logit's own torch.nn, torch.optim, torch.utils.data and torch.autograd on top of real PyTorch's tensors.

    python3 over_torch.py SCRIPT...        (a Python that has PyTorch; see tests/README.md)

The Python layer of logit is ordinary Python. Here its modules take the place of PyTorch's, and the few functions that they
need from logit's C++ are imitated with PyTorch's means, so that the layer can be developed and compared without the engine.
"""
import importlib.abc
import importlib.util
import os
import sys
import types

import torch
import torch.nn.functional as real_functional
import torch.utils.data
import torch.utils.hooks

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'src')
FOLDERS = {'torch.nn': 'nn', 'torch.optim': 'optim', 'torch.utils.data': 'data', 'torch.autograd': 'bindings/py/autograd',
           'torch.utils.hooks': 'bindings/py/utils/hooks', 'torch._names': 'bindings/py/_names', 'torch._known': 'bindings/py/_known',
           'torch.serialization': 'bindings/py/serialization'}
RealFunction = torch.autograd.Function
real_grad, real_backward = torch.autograd.grad, torch.autograd.backward
real_forward_ad = torch.autograd.forward_ad
real_autograd, real_function_module = torch.autograd, sys.modules['torch.autograd.function']

# Written in Python in logit, so not looked up among the native functions.
OURS = {'relu6', 'softsign', 'tanhshrink', 'bilinear', 'normalize', 'pairwise_distance', 'cosine_similarity', 'group_norm',
        'instance_norm', 'rms_norm', 'gumbel_softmax', 'pixel_shuffle', 'pixel_unshuffle', 'hinge_embedding_loss',
        'margin_ranking_loss', 'cosine_embedding_loss', 'soft_margin_loss', 'multi_margin_loss', 'multilabel_margin_loss',
        'multilabel_soft_margin_loss', 'triplet_margin_loss', 'triplet_margin_with_distance_loss', 'poisson_nll_loss',
        'gaussian_nll_loss'}


class NativeC(types.ModuleType):
    'torch._C as logit has it; what it lacks is found in the real one.'

    def __getattr__(self, name):
        return getattr(real_c, name)


def run_backward(tensors, grad_tensors, retain_graph, create_graph, inputs, allow_unused, accumulate):
    if accumulate:
        return real_backward(tensors, grad_tensors, retain_graph, create_graph, inputs=inputs)
    return real_grad(tensors, inputs, grad_tensors, retain_graph, create_graph, allow_unused=allow_unused)


def function_outputs(name, backward, inputs, outputs, materialize_grads, saved, dirty, non_differentiable):
    def forward(ctx, *args):
        ctx.save_for_backward(*saved)
        ctx.mark_dirty(*dirty)
        ctx.mark_non_differentiable(*non_differentiable)
        ctx.set_materialize_grads(materialize_grads)
        return tuple(outputs)

    def run(ctx, *grads):
        return tuple(backward(ctx, *grads))

    cls = type(name[:-len('Backward')], (RealFunction,), {'forward': staticmethod(forward), 'backward': staticmethod(run)})
    ours, sys.modules['torch.autograd.function'] = sys.modules['torch.autograd.function'], real_function_module
    our_package, torch.autograd = torch.autograd, real_autograd  # PyTorch looks names up there
    try:
        return cls.apply(*inputs), None
    finally:
        sys.modules['torch.autograd.function'] = ours
        torch.autograd = our_package


def install():
    global real_c
    real_c = torch._C
    native = NativeC('torch._C')
    native.__path__ = []
    native._nn = types.SimpleNamespace(**{name: getattr(real_functional, name) for name in dir(real_functional)
                                          if not name.startswith('__') and name not in OURS})
    native._run_backward = run_backward
    native._function_outputs = function_outputs
    native._saved_tensors = lambda node: node.saved_tensors
    native._set_inference_mode = lambda mode: None
    store = {}
    native._store = store.__setitem__
    native._fetch = store.__getitem__
    for name in list(sys.modules):
        if any(name == package or name.startswith(package + '.') for package in FOLDERS):
            del sys.modules[name]
    sys.modules['torch._C'] = native
    sys.meta_path.insert(0, Finder())
    torch._C = native  # only while logit's modules are imported: PyTorch's own look functions up there at every call
    for name in ('torch.autograd', 'torch.utils.hooks', 'torch._names', 'torch.nn', 'torch.optim', 'torch.utils.data',
                 'torch.serialization'):
        parent, _, leaf = name.rpartition('.')
        setattr(sys.modules[parent], leaf, __import__(name, fromlist=['*']))
    torch._C = real_c
    torch.autograd.forward_ad = real_forward_ad  # printing a tensor asks it
    torch.nn.Parameter.__torch_function__ = real_c._disabled_torch_function_impl
    for name in ('no_grad', 'enable_grad', 'set_grad_enabled', 'inference_mode'):
        setattr(torch, name, getattr(torch.autograd, name))
    torch.save, torch.load = torch.serialization.save, torch.serialization.load


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, fullname, path, target=None):
        for package, folder in FOLDERS.items():
            if fullname == package or fullname.startswith(package + '.'):
                base = os.path.join(SOURCE, folder, *fullname[len(package) + 1:].split('.')).rstrip('/')
                for file, locations in ((os.path.join(base, '__init__.py'), [base]), (base + '.py', None)):
                    if os.path.exists(file):
                        return importlib.util.spec_from_file_location(fullname, file, submodule_search_locations=locations)
        return None


def main():
    install()
    import runpy
    script = sys.argv[1]
    sys.argv = sys.argv[1:]
    runpy.run_path(script, run_name='__main__')


if __name__ == '__main__':
    main()
