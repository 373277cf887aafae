# torch.nn.functional. Nearly all of it is native: torch._C._nn holds an operation for every name "F.…" of the op table, and
# takes its place here unchanged. Written out are only the functions that choose between an operation and its in-place
# form, or that complete their arguments; losses and distances that are formulas stand in _formulas.py and are used where
# there is no native operation. What neither has refuses by name.
import warnings as _warnings

import torch
from torch._C import _nn
from torch.nn import _formulas


def _refusing(name):
    def refuse(*args, **kwargs):
        raise NotImplementedError(f'logit does not have torch.nn.functional.{name} yet')
    refuse.__name__ = refuse.__qualname__ = name
    refuse._refused = True
    return refuse


def _find(name):
    function = getattr(_nn, name, None)
    if function is None:
        function = getattr(_formulas, name, None)
    if function is None:
        function = _refusing(name)
    return function


def _inplace(name):
    # The in-place form of an activation; where there is none, the result is written back.
    function = getattr(_nn, name + '_', None) or getattr(torch, name + '_', None)
    if function is not None:
        return function
    plain = _find(name)

    def write_back(input, *args):
        return input.copy_(plain(input, *args))
    return write_back


def _keeping_sizes(name, dims):
    # An adaptive pool: None among the output sizes means the size of the input.
    pool = _find(name)

    def adaptive_pool(input, output_size, *args, **kwargs):
        if isinstance(output_size, (list, tuple)) and None in output_size:
            output_size = [input.shape[i - dims] if size is None else size for i, size in enumerate(output_size)]
        return pool(input, output_size, *args, **kwargs)
    adaptive_pool.__name__ = adaptive_pool.__qualname__ = name
    return adaptive_pool


# ---------------------------------------------------------------- layers

linear = _find('linear')
bilinear = _find('bilinear')
embedding = _find('embedding')
embedding_bag = _find('embedding_bag')
one_hot = _find('one_hot')
pad = _find('pad')
normalize = _find('normalize')
cosine_similarity = _find('cosine_similarity')
pairwise_distance = _find('pairwise_distance')
pdist = _find('pdist')
batch_norm = _find('batch_norm')
instance_norm = _find('instance_norm')
layer_norm = _find('layer_norm')
group_norm = _find('group_norm')
rms_norm = _find('rms_norm')
local_response_norm = _find('local_response_norm')
dropout = _find('dropout')
dropout1d = _find('dropout1d')
dropout2d = _find('dropout2d')
dropout3d = _find('dropout3d')
alpha_dropout = _find('alpha_dropout')
feature_alpha_dropout = _find('feature_alpha_dropout')
conv1d = _find('conv1d')
conv2d = _find('conv2d')
conv3d = _find('conv3d')
conv_transpose1d = _find('conv_transpose1d')
conv_transpose2d = _find('conv_transpose2d')
conv_transpose3d = _find('conv_transpose3d')
max_pool1d = _find('max_pool1d')
max_pool2d = _find('max_pool2d')
max_pool3d = _find('max_pool3d')
avg_pool1d = _find('avg_pool1d')
avg_pool2d = _find('avg_pool2d')
avg_pool3d = _find('avg_pool3d')
adaptive_max_pool1d = _find('adaptive_max_pool1d')
adaptive_max_pool2d = _keeping_sizes('adaptive_max_pool2d', 2)
adaptive_max_pool3d = _keeping_sizes('adaptive_max_pool3d', 3)
adaptive_avg_pool1d = _find('adaptive_avg_pool1d')
adaptive_avg_pool2d = _keeping_sizes('adaptive_avg_pool2d', 2)
adaptive_avg_pool3d = _keeping_sizes('adaptive_avg_pool3d', 3)
lp_pool1d = _find('lp_pool1d')
lp_pool2d = _find('lp_pool2d')
lp_pool3d = _find('lp_pool3d')
_max_unpool = _find('_max_unpool')
max_unpool1d = _find('max_unpool1d')
max_unpool2d = _find('max_unpool2d')
max_unpool3d = _find('max_unpool3d')
unfold = _find('unfold')
fold = _find('fold')
interpolate = _find('interpolate')
upsample = _find('upsample')
grid_sample = _find('grid_sample')
affine_grid = _find('affine_grid')
pixel_shuffle = _find('pixel_shuffle')
pixel_unshuffle = _find('pixel_unshuffle')
channel_shuffle = _find('channel_shuffle')
scaled_dot_product_attention = _find('scaled_dot_product_attention')


def multi_head_attention_forward(*args, **kwargs):
    from torch.nn import _attention
    return _attention.multi_head_attention_forward(*args, **kwargs)



# ---------------------------------------------------------------- losses

binary_cross_entropy = _find('binary_cross_entropy')
binary_cross_entropy_with_logits = _find('binary_cross_entropy_with_logits')
cross_entropy = _find('cross_entropy')
nll_loss = _find('nll_loss')
mse_loss = _find('mse_loss')
l1_loss = _find('l1_loss')
smooth_l1_loss = _find('smooth_l1_loss')
huber_loss = _find('huber_loss')
kl_div = _find('kl_div')
hinge_embedding_loss = _find('hinge_embedding_loss')
margin_ranking_loss = _find('margin_ranking_loss')
cosine_embedding_loss = _find('cosine_embedding_loss')
soft_margin_loss = _find('soft_margin_loss')
multi_margin_loss = _find('multi_margin_loss')
multilabel_margin_loss = _find('multilabel_margin_loss')
multilabel_soft_margin_loss = _find('multilabel_soft_margin_loss')
triplet_margin_loss = _find('triplet_margin_loss')
triplet_margin_with_distance_loss = _find('triplet_margin_with_distance_loss')
poisson_nll_loss = _find('poisson_nll_loss')
gaussian_nll_loss = _find('gaussian_nll_loss')


def ctc_loss(*args, **kwargs):
    from torch.nn._ctc import ctc_loss
    return ctc_loss(*args, **kwargs)



# ---------------------------------------------------------------- activations

sigmoid = torch.sigmoid
tanh = torch.tanh
logsigmoid = _find('logsigmoid')
softplus = _find('softplus')
gelu = _find('gelu')
glu = _find('glu')
hardshrink = _find('hardshrink')
softshrink = _find('softshrink')
prelu = _find('prelu')
softsign = _find('softsign')
tanhshrink = _find('tanhshrink')
gumbel_softmax = _find('gumbel_softmax')

_relu, relu_ = torch.relu, torch.relu_
_relu6, _relu6_ = _find('relu6'), _inplace('relu6')
_hardtanh, hardtanh_ = _find('hardtanh'), _inplace('hardtanh')
_elu, elu_ = _find('elu'), _inplace('elu')
_selu, selu_ = _find('selu'), _inplace('selu')
_celu, celu_ = _find('celu'), _inplace('celu')
_leaky_relu, leaky_relu_ = _find('leaky_relu'), _inplace('leaky_relu')
_rrelu, rrelu_ = _find('rrelu'), _inplace('rrelu')
_silu, _silu_ = _find('silu'), _inplace('silu')
_mish, _mish_ = _find('mish'), _inplace('mish')
_hardsigmoid, _hardsigmoid_ = _find('hardsigmoid'), _inplace('hardsigmoid')
_hardswish, _hardswish_ = _find('hardswish'), _inplace('hardswish')
_threshold, threshold_ = _find('threshold'), _inplace('threshold')


def relu(input, inplace=False):
    return relu_(input) if inplace else _relu(input)


def relu6(input, inplace=False):
    return _relu6_(input) if inplace else _relu6(input)


def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False):
    if min_val > max_val:
        raise ValueError('min_val cannot be greater than max_val')
    return hardtanh_(input, min_val, max_val) if inplace else _hardtanh(input, min_val, max_val)


def elu(input, alpha=1.0, inplace=False):
    return elu_(input, alpha) if inplace else _elu(input, alpha)


def selu(input, inplace=False):
    return selu_(input) if inplace else _selu(input)


def celu(input, alpha=1.0, inplace=False):
    return celu_(input, alpha) if inplace else _celu(input, alpha)


def leaky_relu(input, negative_slope=0.01, inplace=False):
    return leaky_relu_(input, negative_slope) if inplace else _leaky_relu(input, negative_slope)


def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False, inplace=False):
    return rrelu_(input, lower, upper, training) if inplace else _rrelu(input, lower, upper, training)


def silu(input, inplace=False):
    return _silu_(input) if inplace else _silu(input)


def mish(input, inplace=False):
    return _mish_(input) if inplace else _mish(input)


def hardsigmoid(input, inplace=False):
    return _hardsigmoid_(input) if inplace else _hardsigmoid(input)


def hardswish(input, inplace=False):
    return _hardswish_(input) if inplace else _hardswish(input)


def threshold(input, threshold, value, inplace=False):
    return threshold_(input, threshold, value) if inplace else _threshold(input, threshold, value)


def _guessed_dim(name, ndim, stacklevel):
    # Calls without dim are still around in old scripts.
    _warnings.warn(f'Implicit dimension choice for {name} has been deprecated. Change the call to include dim=X as an '
                   'argument.', stacklevel=stacklevel)
    return 0 if ndim in (0, 1, 3) else 1


def softmax(input, dim=None, _stacklevel=3, dtype=None):
    if dim is None:
        dim = _guessed_dim('softmax', input.dim(), _stacklevel)
    return torch.softmax(input, dim) if dtype is None else torch.softmax(input, dim, dtype=dtype)


def log_softmax(input, dim=None, _stacklevel=3, dtype=None):
    if dim is None:
        dim = _guessed_dim('log_softmax', input.dim(), _stacklevel)
    return torch.log_softmax(input, dim) if dtype is None else torch.log_softmax(input, dim, dtype=dtype)


def softmin(input, dim=None, _stacklevel=3, dtype=None):
    if dim is None:
        dim = _guessed_dim('softmin', input.dim(), _stacklevel)
    return softmax(-input, dim, dtype=dtype)


def __getattr__(name):
    from torch import _known
    raise _known.missing('torch.nn.functional', _known.FUNCTIONAL, name)
