# torch.utils.checkpoint: a trade of time for memory that changes no number. Here nothing is forgotten, so nothing is computed twice.

__all__ = ['checkpoint', 'checkpoint_sequential']


def checkpoint(function, *args, use_reentrant=None, context_fn=None, determinism_check='default', debug=False,
               preserve_rng_state=True, **kwargs):
    return function(*args, **kwargs)


def checkpoint_sequential(functions, segments, input, use_reentrant=None, **kwargs):
    for function in functions:
        input = function(input)
    return input
