# numpy.exceptions.


class AxisError(ValueError, IndexError):
    'An axis that the array does not have.'

    def __init__(self, axis, ndim=None, msg_prefix=None):
        if ndim is None:
            super().__init__(axis)
        else:
            super().__init__(f'axis {axis} is out of bounds for array of dimension {ndim}')
