# torch.nn._reduction: the names of reductions, and the two old flags that used to say the same.
import warnings as _warnings


def get_enum(reduction):
    number = {'none': 0, 'mean': 1, 'elementwise_mean': 1, 'sum': 2}.get(reduction)
    if number is None:
        raise ValueError(f'{reduction} is not a valid value for reduction')
    return number


def legacy_get_string(size_average, reduce, emit_warning=True):
    size_average = True if size_average is None else size_average
    reduce = True if reduce is None else reduce
    reduction = 'none' if not reduce else 'mean' if size_average else 'sum'
    if emit_warning:
        _warnings.warn(f"size_average and reduce args will be deprecated, please use reduction='{reduction}' instead.")
    return reduction
