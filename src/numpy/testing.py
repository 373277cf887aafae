# numpy.testing: assertions about arrays.
import _numpy as _n
import numpy._functions as _functions


def _fail(title, actual, desired, message):
    raise AssertionError(f'\n{title}\n{message}\n ACTUAL: {actual!r}\n DESIRED: {desired!r}')


def assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg='', verbose=True):
    if not _functions.allclose(actual, desired, rtol, atol, equal_nan):
        _fail(f'Not equal to tolerance rtol={rtol:g}, atol={atol:g}', actual, desired, err_msg)


def assert_array_equal(actual, desired, err_msg='', verbose=True):
    if not _functions.array_equal(actual, desired):
        _fail('Arrays are not equal', actual, desired, err_msg)


assert_equal = assert_array_equal


def assert_almost_equal(actual, desired, decimal=7, err_msg='', verbose=True):
    if not bool(_functions.absolute(_n.array(actual) - _n.array(desired)).max() < 1.5 * 10.0 ** -decimal):
        _fail(f'Arrays are not almost equal to {decimal} decimals', actual, desired, err_msg)


assert_array_almost_equal = assert_almost_equal
