# sklearn.utils: random states and shuffling.
import numpy as np


def check_random_state(seed):
    'The generator of a seed; None is numpy.random itself.'
    if seed is None or seed is np.random:
        return np.random._hidden
    if isinstance(seed, (int, np.integer)):
        return np.random.RandomState(seed)
    if isinstance(seed, np.random.RandomState):
        return seed
    raise ValueError(f'{seed!r} cannot be used to seed a numpy.random.RandomState instance')


def shuffle(*arrays, random_state=None, n_samples=None):
    'The arrays in one new order.'
    order = np.arange(len(arrays[0]))
    check_random_state(random_state).shuffle(order)
    order = order[:n_samples]
    found = [np.asarray(array)[order] for array in arrays]
    return found[0] if len(found) == 1 else found
