# sklearn.model_selection: one split.
import math
import numpy as np
from sklearn.utils import check_random_state


def train_test_split(*arrays, test_size=None, train_size=None, random_state=None, shuffle=True, stratify=None):
    'Each array in two parts, of the same rows.'
    if stratify is not None:
        raise NotImplementedError('train_test_split(stratify=) is not a part of logit')
    if not arrays:
        raise ValueError('At least one array required as input')
    n = len(arrays[0])
    for array in arrays:
        if len(array) != n:
            raise ValueError('Found input variables with inconsistent numbers of samples: ' + str([len(a) for a in arrays]))
    test_size = 0.25 if test_size is None and train_size is None else test_size
    if test_size is None:
        n_train = math.floor(train_size * n) if isinstance(train_size, float) else train_size
        n_test = n - n_train
    else:
        n_test = math.ceil(test_size * n) if isinstance(test_size, float) else test_size
        n_train = n - n_test if train_size is None else math.floor(train_size * n) if isinstance(train_size, float) else train_size
    order = check_random_state(random_state).permutation(n) if shuffle else np.arange(n_train + n_test)
    train, test = (order[n_test:n_test + n_train], order[:n_test]) if shuffle else (order[:n_train], order[n_train:])
    found = []
    for array in arrays:
        for rows in (train, test):
            found.append([array[i] for i in rows.tolist()] if isinstance(array, list) else array[rows if isinstance(array, np.ndarray) else rows.tolist()])
    return found
