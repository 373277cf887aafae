try:
    try:
        raise ValueError(1)
    except ValueError:
        raise TypeError(2)
except TypeError:
    raise KeyError(3)
