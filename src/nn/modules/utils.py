# torch.nn.modules.utils: sizes that may be given once or per dimension.

def _ntuple(n):
    def parse(value):
        if isinstance(value, (tuple, list)):
            return tuple(value)
        return (value,) * n
    return parse


_single = _ntuple(1)
_pair = _ntuple(2)
_triple = _ntuple(3)


def _reverse_repeat_tuple(values, times):
    'F.pad wants the last dimension first, each size once for every end.'
    return tuple(value for value in reversed(values) for _ in range(times))
