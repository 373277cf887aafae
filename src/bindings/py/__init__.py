# torch: the package itself. Its tensors and operations are native and stand here already when this text runs; what follows are
# constants, the small functions that are easier to read as Python, and the submodules, which are loaded when they are first
# named, so that a script that needs no torch.nn does not wait for it. Mind that float, int, bool and abs mean torch's own here.
from math import e, inf, nan, pi

from torch import _C
from torch.autograd import enable_grad, inference_mode, no_grad, set_grad_enabled
from torch._names import typename

__version__ = '2.14.1'

newaxis = None


class _Named(str):
    'A constant that prints as its name; native operations take it as a string.'

    def __repr__(self):
        return str(self)


class layout(_Named):
    pass


class memory_format(_Named):
    pass


strided = layout('torch.strided')
sparse_coo = layout('torch.sparse_coo')
contiguous_format = memory_format('torch.contiguous_format')
preserve_format = memory_format('torch.preserve_format')
channels_last = memory_format('torch.channels_last')
channels_last_3d = memory_format('torch.channels_last_3d')


class finfo:
    'The range and the precision of a floating dtype.'

    def __init__(self, dtype=None):
        dtype = dtype or get_default_dtype()
        if not dtype.is_floating_point:
            raise TypeError(f'torch.finfo() requires a floating point input type. Use torch.iinfo to handle '
                            f"'torch.finfo'")
        fraction, exponent, self.bits, self.resolution = {
            'float64': (52, 1023, 64, 1e-15), 'float32': (23, 127, 32, 1e-06),
            'float16': (10, 15, 16, 0.001), 'bfloat16': (7, 127, 16, 0.01)}[str(dtype)[6:]]
        self.dtype = str(dtype)[6:]
        self.eps = 2.0 ** -fraction
        self.max = (2.0 - self.eps) * 2.0 ** exponent
        self.min = -self.max
        self.tiny = self.smallest_normal = 2.0 ** (1 - exponent)

    def __repr__(self):
        return (f'finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, eps={self.eps:g}, '
                f'smallest_normal={self.smallest_normal:g}, tiny={self.tiny:g}, dtype={self.dtype})')


class iinfo:
    'The range of an integer dtype.'

    def __init__(self, dtype):
        if dtype.is_floating_point or dtype == bool:
            raise TypeError('torch.iinfo() requires an integer input type. Use torch.finfo to handle '
                            "'torch.iinfo'")
        self.dtype = str(dtype)[6:]
        self.bits = dtype.itemsize * 8
        if dtype == uint8:
            self.min, self.max = 0, 255
        else:
            self.min, self.max = -2 ** (self.bits - 1), 2 ** (self.bits - 1) - 1

    def __repr__(self):
        return f'iinfo(min={self.min:g}, max={self.max:g}, dtype={self.dtype})'


def set_rng_state(new_state):
    _set_rng_state(new_state)


def get_num_threads():
    return 1


def set_num_threads(threads):
    pass


def get_num_interop_threads():
    return 1


def set_num_interop_threads(threads):
    pass


def use_deterministic_algorithms(mode, *, warn_only=False):
    pass


def are_deterministic_algorithms_enabled():
    return True


def set_float32_matmul_precision(precision):
    pass


def set_default_device(device):
    if str(device) != 'cpu':
        raise RuntimeError(f"logit does not have the device '{device}': tensors live on the CPU")


def get_default_device():
    return device('cpu')


def set_default_tensor_type(t):
    set_default_dtype(t.dtype if hasattr(t, 'dtype') else t)


def compile(model=None, **options):
    'logit has nothing to compile: the model comes back as it is.'
    if model is None:
        return lambda model: model
    return model


def is_storage(obj):
    return False


def is_nonzero(input):
    if input.numel() != 1:
        raise RuntimeError('Boolean value of Tensor with more than one value is ambiguous' if input.numel()
                           else 'Boolean value of Tensor with no values is ambiguous')
    return input.item() != 0


class _LegacyType(type):
    'The types of old: what they make are plain tensors, and a tensor is an instance of the one of its dtype.'

    def __call__(self, *args):
        if len(args) == 1 and not isinstance(args[0], type(0)):
            return tensor(args[0], dtype=self.dtype)
        return empty(*args, dtype=self.dtype) if args else empty(0, dtype=self.dtype)

    def __instancecheck__(self, instance):
        return isinstance(instance, Tensor) and instance.dtype == self.dtype


def _legacy(name, dtype_):
    # torch.FloatTensor(2, 3), torch.LongTensor([1, 2]), isinstance(x, torch.FloatTensor)
    return _LegacyType(name, (), {'dtype': dtype_, '__module__': 'torch'})



FloatTensor = _legacy('FloatTensor', float32)
DoubleTensor = _legacy('DoubleTensor', float64)
HalfTensor = _legacy('HalfTensor', float16)
BFloat16Tensor = _legacy('BFloat16Tensor', bfloat16)
LongTensor = _legacy('LongTensor', int64)
IntTensor = _legacy('IntTensor', int32)
ShortTensor = _legacy('ShortTensor', int16)
CharTensor = _legacy('CharTensor', int8)
ByteTensor = _legacy('ByteTensor', uint8)
BoolTensor = _legacy('BoolTensor', bool)

def broadcast_shapes(*shapes):
    'The shape that tensors of these shapes have together.'
    shapes = [(shape,) if isinstance(shape, type(0)) else shape for shape in shapes]
    longest = 0
    for shape in shapes:
        longest = len(shape) if len(shape) > longest else longest
    result = [1] * longest
    for number, shape in enumerate(shapes):
        for i, size in enumerate(shape):
            at = i - len(shape)
            if size != 1 and result[at] not in (1, size):
                raise RuntimeError(f'Attempting to broadcast a dimension of length {size} at {at}! Mismatching argument at index '
                                   f'{number} had {shape}; but expected shape should be broadcastable to {result}')
            if size != 1:
                result[at] = size
    return Size(result)


# Methods of tensors that are written here.

def _register_hook(self, hook):
    from torch.utils.hooks import register_tensor_hook
    return register_tensor_hook(self, hook)


def _register_post_accumulate_grad_hook(self, hook):
    from torch.utils.hooks import register_accumulate_hook
    return register_accumulate_hook(self, hook)


def _numpy(self, *, force=False):
    if self.requires_grad and not force:
        raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
    return _C._import('numpy')._n.wrap_array(self.detach())


def from_numpy(ndarray):
    np = _C._import('numpy')
    if not isinstance(ndarray, np.ndarray):
        kind = type(ndarray)
        raise TypeError(f"expected np.ndarray (got {'numpy.' if kind.__module__ == 'numpy' else ''}{kind.__name__})")
    if [stride for stride in ndarray.strides if stride < 0]:
        raise ValueError('At least one stride in the given numpy array is negative, and tensors with negative strides are not '
                         'currently supported. (You can probably work around this by making a copy of your array  with '
                         'array.copy().) ')
    return np._n.tensor(ndarray)


for _name, _function in (('register_hook', _register_hook), ('numpy', _numpy),
                         ('register_post_accumulate_grad_hook', _register_post_accumulate_grad_hook)):
    _C._add_tensor_method(_name, _function)
del _name, _function

_manual_seed = manual_seed


def manual_seed(seed):
    'Starts the random stream of this seed.'
    return _manual_seed(type(0)(seed))


_einsum = einsum


def einsum(*args):
    'Sums of products in index notation: einsum(text, *tensors), or einsum(tensor, indices, …, result indices).'
    if not isinstance(args[0], Tensor):
        return _einsum(args[0], *args[1]) if len(args) == 2 and isinstance(args[1], (list, tuple)) else _einsum(*args)

    def text(indices):
        letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
        return ''.join(['...' if i is Ellipsis else letters[i] for i in indices])
    equation = ','.join([text(indices) for indices in args[1::2]])
    if len(args) % 2:
        equation = ','.join([text(indices) for indices in args[1:-1:2]]) + '->' + text(args[-1])
    return _einsum(equation, *args[:len(args) - len(args) % 2:2])


_tensordot = tensordot


def tensordot(a, b, dims=2, out=None):
    'Products summed over the last dims dimensions of a and the first of b, or over two lists of them.'
    if isinstance(dims, (list, tuple)):
        first, second = dims
        return _tensordot(a, b, first if isinstance(first, (list, tuple)) else [first],
                          second if isinstance(second, (list, tuple)) else [second])
    return _tensordot(a, b, dims)


def _late(name):
    # A method whose text is loaded when it is first called.
    def method(self, *args, **kwargs):
        return getattr(_C._import('torch._functions'), name)(self, *args, **kwargs)
    method.__name__ = method.__qualname__ = name
    return method


for _name in ('''is_same_size is_conj is_neg is_set_to conj conj_physical resolve_conj resolve_neg angle renorm
        split_with_sizes unsafe_split_with_sizes unsafe_split unsafe_chunk select_scatter diagonal_scatter slice_scatter
        cholesky_solve cholesky_inverse qr svd matrix_exp mvlgamma sum_to_size fill_diagonal_ apply_ map_ resize_
        resize_as_ new is_nonzero is_pinned pin_memory share_memory_ to_dense polygamma storage
        untyped_storage dim_order new_empty_strided index_reduce index_reduce_ frexp nextafter nonzero_static histogram
        narrow_copy'''.split()):
    _C._add_tensor_method(_name, _late(_name))
del _name


def _renorm_(self, *args):
    return self.copy_(renorm(self, *args))


_C._add_tensor_method('renorm_', _renorm_)
_C._add_tensor_method('layout', property(lambda self: strided))
_C._add_tensor_method('real', property(lambda self: self))
_C._add_tensor_method('imag', property(lambda self: _C._import('torch._functions').imag(self)))

_submodules = ('accelerator', 'nn', 'optim', 'utils', 'linalg', 'special', 'cuda', 'backends', 'random', 'serialization', 'func', 'version', 'distributions')
_elsewhere = {'save': 'serialization', 'load': 'serialization'}
_of_functional = frozenset('''adaptive_avg_pool1d adaptive_max_pool1d alpha_dropout avg_pool1d batch_norm channel_shuffle
ctc_loss dropout feature_alpha_dropout kl_div layer_norm max_pool1d max_pool2d max_pool3d pdist pixel_shuffle
pixel_unshuffle rrelu'''.split())


def __getattr__(name):
    if name in _submodules:
        return _C._import('torch.' + name)
    if name in _elsewhere:
        return getattr(_C._import('torch.' + _elsewhere[name]), name)
    functions = _C._import('torch._functions')
    if name[0] != '_' and name not in functions._HIDDEN and hasattr(functions, name):
        return getattr(functions, name)
    if name in _of_functional:
        return getattr(_C._import('torch.nn.functional'), name)
    from torch._known import MODULES, TORCH
    if name in TORCH or name in MODULES:
        if name[-1] == '_' and hasattr(Tensor, name):  # torch.exp_(x) is x.exp_()
            return lambda input, *args, **kwargs: getattr(input, name)(*args, **kwargs)
        raise AttributeError(f'logit does not have torch.{name} yet')
    raise AttributeError(f"module 'torch' has no attribute '{name}'")
