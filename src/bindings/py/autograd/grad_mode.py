# torch.autograd.grad_mode: switching recording on and off, as with blocks and as decorators (with and without parentheses,
# for functions and for generators).
from functools import wraps as _wraps

import torch
from torch import _C

__all__ = ['no_grad', 'enable_grad', 'set_grad_enabled', 'inference_mode']


def _is_generator_function(function):
    code = getattr(function, '__code__', None)
    return code is not None and code.co_flags & 0x20 != 0


def _decorate(function, fresh):
    'A function that runs inside a fresh context each time it is called.'
    if _is_generator_function(function):
        # Between two values the caller's mode holds: the context is entered for each step.
        @_wraps(function)
        def steps(*args, **kwargs):
            generator = function(*args, **kwargs)
            try:
                with fresh():
                    value = generator.send(None)
                while True:
                    try:
                        sent = yield value
                    except GeneratorExit:
                        with fresh():
                            generator.close()
                        raise
                    except BaseException as error:
                        with fresh():
                            value = generator.throw(error)
                    else:
                        with fresh():
                            value = generator.send(sent)
            except StopIteration as stop:
                return stop.value
        return steps

    @_wraps(function)
    def call(*args, **kwargs):
        with fresh():
            return function(*args, **kwargs)
    return call


class _Mode:
    'A context manager that can also be called with a function to decorate.'

    def __call__(self, function):
        return _decorate(function, self.clone)

    def clone(self):
        return self.__class__()

    def __exit__(self, exc_type, exc_value, traceback):
        _C._set_grad_enabled(self.prev)


class no_grad(_Mode):
    'Nothing is recorded: results do not require gradients.'

    def __new__(cls, orig_func=None):
        self = object.__new__(cls)
        return self if orig_func is None else self(orig_func)

    def __enter__(self):
        self.prev = torch.is_grad_enabled()
        _C._set_grad_enabled(False)


class enable_grad(_Mode):
    'Recording again, inside no_grad.'

    def __new__(cls, orig_func=None):
        self = object.__new__(cls)
        return self if orig_func is None else self(orig_func)

    def __enter__(self):
        self.prev = torch.is_grad_enabled()
        _C._set_grad_enabled(True)


class set_grad_enabled(_Mode):
    'Recording on or off, from the call on; as a with block until its end.'

    def __init__(self, mode):
        self.prev = torch.is_grad_enabled()
        self.mode = mode
        _C._set_grad_enabled(mode)

    def __call__(self, function):
        _C._set_grad_enabled(self.prev)
        return super().__call__(function)

    def clone(self):
        return self.__class__(self.mode)

    def __enter__(self):
        _C._set_grad_enabled(self.mode)

    def __str__(self):
        return f'{torch.typename(self)}(mode={self.mode})'

    def __repr__(self):
        return str(self)


class inference_mode(_Mode):
    'As no_grad; its tensors can never take part in recording afterwards.'

    def __new__(cls, mode=True):
        self = object.__new__(cls)
        if isinstance(mode, bool):
            self.mode = mode
            return self
        self.mode = True
        return self(mode)

    def clone(self):
        return self.__class__(self.mode)

    def __enter__(self):
        self.prev = (torch.is_inference_mode_enabled(), torch.is_grad_enabled())
        _C._set_inference_mode(self.mode)
        _C._set_grad_enabled(not self.mode)

    def __exit__(self, exc_type, exc_value, traceback):
        _C._set_inference_mode(self.prev[0])
        _C._set_grad_enabled(self.prev[1])
