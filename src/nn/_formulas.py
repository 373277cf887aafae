# torch.nn._formulas: functions of torch.nn.functional that are formulas over ordinary tensor operations, in the order in
# which PyTorch evaluates them (so that the digits agree). functional.py takes one of these where no native operation exists.
import math

import torch
from torch.nn import _reduction

_LOG_2PI = math.log(2 * math.pi)


def _reduce(loss, reduction):
    if reduction == 'mean':
        return loss.mean()
    if reduction == 'sum':
        return loss.sum()
    if reduction == 'none':
        return loss
    raise ValueError(f'{reduction} is not a valid value for reduction')


def _chosen(size_average, reduce, reduction):
    if size_average is None and reduce is None:
        return reduction
    return _reduction.legacy_get_string(size_average, reduce)


# ---------------------------------------------------------------- losses

def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction='mean'):
    zero = torch.zeros_like(input)
    apart = torch.where(target != 1, (margin - input).clamp_min(0), zero)
    together = torch.where(target != -1, input, zero)
    return _reduce(apart + together, _chosen(size_average, reduce, reduction))


def margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction='mean'):
    if not input1.dim() == input2.dim() == target.dim():
        raise RuntimeError('margin_ranking_loss : All input tensors should have same dimension but got sizes: '
                           f'input1: {input1.size()}, input2: {input2.size()}, target: {target.size()} ')
    loss = (-target * (input1 - input2) + margin).clamp_min(0)
    return _reduce(loss, _chosen(size_average, reduce, reduction))


def cosine_embedding_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction='mean'):
    tiny = 1e-12
    dim = target.dim()
    product = (input1 * input2).sum(dim)
    size1 = (input1 * input1).sum(dim) + tiny
    size2 = (input2 * input2).sum(dim) + tiny
    cosine = product / (size1 * size2).sqrt()
    zero = torch.zeros_like(cosine)
    alike = torch.where(target == 1, 1 - cosine, zero)
    unlike = torch.where(target == -1, (cosine - margin).clamp_min(0), zero)
    return _reduce(alike + unlike, _chosen(size_average, reduce, reduction))


def soft_margin_loss(input, target, size_average=None, reduce=None, reduction='mean'):
    return _reduce(torch.log1p(torch.exp(-target * input)), _chosen(size_average, reduce, reduction))


def multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction='mean'):
    rows = input if input.dim() > 1 else input.unsqueeze(0)
    index = target.reshape(-1, 1)
    loss = (margin - rows.gather(1, index) + rows).clamp_min(0)
    if p == 2:
        loss = loss * loss
    if weight is not None:
        loss = loss * weight[index]
    loss = loss.scatter(1, index, 0.0).sum(1) / rows.size(1)
    return _reduce(loss if input.dim() > 1 else loss[0], _chosen(size_average, reduce, reduction))


def multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction='mean'):
    rows = input if input.dim() > 1 else input.unsqueeze(0)
    losses = []
    for row, labels in zip(rows, target.reshape(rows.shape).tolist()):
        chosen = labels[:labels.index(-1)] if -1 in labels else labels
        others = [j for j in range(len(labels)) if j not in chosen]
        terms = [(1 - row[y] + row[others]).clamp_min(0).sum() for y in chosen]
        losses.append(sum(terms[1:], terms[0]) / rows.size(1) if terms else row.sum() * 0)
    losses = torch.stack(losses)
    return _reduce(losses if input.dim() > 1 else losses[0], _chosen(size_average, reduce, reduction))


def multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, reduction='mean'):
    logsigmoid = torch.nn.functional.logsigmoid
    loss = -(target * logsigmoid(input) + (1 - target) * logsigmoid(-input))
    if weight is not None:
        loss = loss * weight
    class_dim = input.dim() - 1
    loss = loss.sum(dim=class_dim) / input.size(class_dim)
    return _reduce(loss, _chosen(size_average, reduce, reduction))


def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, size_average=None, reduce=None,
                        reduction='mean'):
    if margin <= 0:
        raise ValueError(f'margin must be greater than 0, got {margin}')
    near = pairwise_distance(anchor, positive, p, eps)
    far = pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = torch.minimum(far, pairwise_distance(positive, negative, p, eps))
    loss = (margin + near - far).clamp_min(0)
    return _reduce(loss, _chosen(size_average, reduce, reduction))


def triplet_margin_with_distance_loss(anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False,
                                      reduction='mean'):
    if reduction not in ('mean', 'sum', 'none'):
        raise ValueError(f'{reduction} is not a valid value for reduction')
    if margin <= 0:
        raise ValueError(f'margin must be greater than 0, got {margin}')
    distance = torch.nn.functional.pairwise_distance if distance_function is None else distance_function
    if not anchor.ndim == positive.ndim == negative.ndim:
        raise RuntimeError('The anchor, positive, and negative tensors are expected to have the same number of dimensions, '
                           f'but got: anchor {anchor.ndim}D, positive {positive.ndim}D, and negative {negative.ndim}D inputs')
    near = distance(anchor, positive)
    far = distance(anchor, negative)
    if swap:
        far = torch.minimum(far, distance(positive, negative))
    return _reduce(torch.clamp_min(margin + near - far, 0), reduction)


def poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None,
                     reduction='mean'):
    reduction = _chosen(size_average, reduce, reduction)
    if reduction not in ('mean', 'sum', 'none'):
        raise ValueError(reduction + ' is not a valid value for reduction')
    if log_input:
        loss = torch.exp(input) - target * input
    else:
        loss = input - target * torch.log(input + eps)
    if full:  # Stirling's formula for the factorial, where it means something
        stirling = target * torch.log(target) - target + 0.5 * torch.log(2 * math.pi * target)
        loss = loss + stirling.masked_fill(target <= 1, 0)
    return _reduce(loss, reduction)


def gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction='mean'):
    if isinstance(var, float):
        if var < 0:
            raise ValueError('var has negative entry/entries')
        var = var * torch.ones_like(input)
    elif (var < 0).any():
        raise ValueError('var has negative entry/entries')
    if var.size() != input.size():
        if input.size()[:-1] == var.size():  # one variance per sample
            var = torch.unsqueeze(var, -1)
        elif not (input.size()[:-1] == var.size()[:-1] and var.size(-1) == 1):
            raise ValueError('var is of incorrect size')
    if reduction not in ('mean', 'sum', 'none'):
        raise ValueError(reduction + ' is not valid')
    var = var.clone()
    with torch.no_grad():
        var.clamp_(min=eps)
    loss = 0.5 * (torch.log(var) + (input - target) ** 2 / var)
    if full:
        loss = loss + 0.5 * _LOG_2PI
    return _reduce(loss, reduction)


# ---------------------------------------------------------------- distances and norms

def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False):
    return torch.norm(x1 - x2 + eps, p, dim=-1, keepdim=keepdim)


def cosine_similarity(x1, x2, dim=1, eps=1e-8):
    x1, x2 = torch.broadcast_tensors(x1, x2)
    size1 = torch.norm(x1, 2, dim=dim, keepdim=True).clamp_min(eps)
    size2 = torch.norm(x2, 2, dim=dim, keepdim=True).clamp_min(eps)
    return ((x1 / size1) * (x2 / size2)).sum(dim)


def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    size = torch.norm(input, p, dim, keepdim=True).clamp_min(eps).expand_as(input)
    return input / size


def bilinear(input1, input2, weight, bias=None):
    out = torch.einsum('...i,oij,...j->...o', input1, weight, input2)
    return out if bias is None else out + bias


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5):
    if input.dim() < 2:
        raise RuntimeError(f'Expected at least 2 dimensions for input tensor but received {input.dim()}')
    grouped = input.reshape(input.size(0), num_groups, -1)
    mean = grouped.mean(-1, keepdim=True)
    var = grouped.var(-1, unbiased=False, keepdim=True)
    out = ((grouped - mean) / torch.sqrt(var + eps)).reshape(input.shape)
    shape = (1, -1) + (1,) * (input.dim() - 2)
    if weight is not None:
        out = out * weight.reshape(shape)
    if bias is not None:
        out = out + bias.reshape(shape)
    return out


def instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1,
                  eps=1e-5):
    shape = (1, -1) + (1,) * (input.dim() - 2)
    dims = tuple(range(2, input.dim()))
    if use_input_stats:
        count = input[0, 0].numel()
        if count == 1:
            raise ValueError('Expected more than 1 spatial element when training, got input size '
                             f'{input.size()}')
        mean = input.mean(dims, keepdim=True)
        var = input.var(dims, unbiased=False, keepdim=True)
        if running_mean is not None:
            with torch.no_grad():
                running_mean.mul_(1 - momentum).add_(mean.mean(0).reshape(-1), alpha=momentum)
                unbiased = var.mean(0).reshape(-1) * (count / (count - 1))
                running_var.mul_(1 - momentum).add_(unbiased, alpha=momentum)
    else:
        mean, var = running_mean.reshape(shape), running_var.reshape(shape)
    out = (input - mean) / torch.sqrt(var + eps)
    if weight is not None:
        out = out * weight.reshape(shape)
    if bias is not None:
        out = out + bias.reshape(shape)
    return torch._C._rename_node(out, 'ViewBackward0')  # of PyTorch's detour through batch_norm


def rms_norm(input, normalized_shape, weight=None, eps=None):
    if eps is None:
        eps = torch.finfo(input.dtype).eps
    dims = tuple(range(input.dim() - len(normalized_shape), input.dim()))
    out = input * torch.rsqrt((input * input).mean(dims, keepdim=True) + eps)
    return out if weight is None else out * weight


# ---------------------------------------------------------------- activations

def softsign(input):
    return input / (input.abs() + 1)


def tanhshrink(input):
    return input - input.tanh()


def relu6(input):
    return torch.nn.functional.hardtanh(input, 0.0, 6.0)


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    noise = -torch.empty_like(logits).exponential_().log()
    soft = ((logits + noise) / tau).softmax(dim)
    if not hard:
        return soft
    index = soft.max(dim, keepdim=True)[1]
    picked = torch.zeros_like(logits).scatter_(dim, index, 1.0)
    return picked - soft.detach() + soft  # the value of one, the gradient of the other


# ---------------------------------------------------------------- rearranging

def pixel_shuffle(input, upscale_factor):
    *batch, channels, height, width = input.shape
    r = upscale_factor
    out = input.reshape(*batch, channels // (r * r), r, r, height, width)
    n = len(batch)
    order = list(range(n)) + [n, n + 3, n + 1, n + 4, n + 2]
    return out.permute(order).reshape(*batch, channels // (r * r), height * r, width * r)


def pixel_unshuffle(input, downscale_factor):
    *batch, channels, height, width = input.shape
    r = downscale_factor
    out = input.reshape(*batch, channels, height // r, r, width // r, r)
    n = len(batch)
    order = list(range(n)) + [n, n + 2, n + 4, n + 1, n + 3]
    return out.permute(order).reshape(*batch, channels * r * r, height // r, width // r)


# ---------------------------------------------------------------- distances and sizes

def pdist(input, p=2.0):
    if input.dim() != 2:
        raise RuntimeError(f'pdist only supports 2D tensors, got: {input.dim()}D')
    n = input.shape[0]
    rows, columns = torch.triu_indices(n, n, 1)
    apart = input[rows] - input[columns]
    return torch._C._rename_node(torch.linalg.vector_norm(apart, p, dim=1), 'PdistBackward0')


def _nearest(size, out, scale):
    step = 1 / scale if scale is not None else size / out
    return [min(int(i * step), size - 1) for i in range(out)]


def _linear_weights(size, out, scale, align_corners, dtype):
    # One row per output: how much it takes from each input.
    weights = torch.zeros(out, size, dtype=dtype)
    for i in range(out):
        if align_corners:
            at = i * (size - 1) / (out - 1) if out > 1 else 0.
        else:
            step = 1 / scale if scale is not None else size / out
            at = max((i + 0.5) * step - 0.5, 0.)
        low = min(int(at), size - 1)
        part = at - low
        weights[i, low] += 1 - part
        weights[i, min(low + 1, size - 1)] += part
    return weights


def interpolate(input, size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None,
                antialias=False):
    dims = input.dim() - 2
    if size is None and scale_factor is None:
        raise ValueError('either size or scale_factor should be defined')
    if size is not None and scale_factor is not None:
        raise ValueError('only one of size or scale_factor should be defined')
    if align_corners is not None and mode in ('nearest', 'area', 'nearest-exact'):
        raise ValueError('align_corners option can only be set with the interpolating modes: '
                         'linear | bilinear | bicubic | trilinear')
    scales = [None] * dims
    if size is not None:
        sizes = [size] * dims if isinstance(size, int) else list(size)
    else:
        factors = list(scale_factor) if isinstance(scale_factor, (list, tuple)) else [scale_factor] * dims
        sizes = [int(math.floor(n * f)) for n, f in zip(input.shape[2:], factors)]
        scales = [None] * dims if recompute_scale_factor else [float(f) for f in factors]
    if mode == 'nearest':
        out = input
        for d in range(dims):
            out = out.index_select(d + 2, torch.tensor(_nearest(input.shape[d + 2], sizes[d], scales[d])))
        return torch._C._rename_node(out, f'UpsampleNearest{dims}DBackward0')
    if mode in ('linear', 'bilinear', 'trilinear'):
        if {'linear': 1, 'bilinear': 2, 'trilinear': 3}[mode] != dims:
            raise NotImplementedError(
                f'Input Error: Only 3D, 4D and 5D input Tensors supported (got {input.dim()}D) for the modes: nearest | linear '
                f'| bilinear | bicubic | trilinear | area | nearest-exact (got {mode})')
        out = input
        for d in range(dims):
            weights = _linear_weights(input.shape[d + 2], sizes[d], scales[d], bool(align_corners), input.dtype)
            out = (out.movedim(d + 2, -1) @ weights.T).movedim(-1, d + 2)
        name = {'linear': 'Linear1D', 'bilinear': 'Bilinear2D', 'trilinear': 'Trilinear3D'}[mode]
        return torch._C._rename_node(out.contiguous(), f'Upsample{name}Backward0')
    if mode == 'area':
        from torch.nn import functional as F
        return (F.adaptive_avg_pool1d, F.adaptive_avg_pool2d, F.adaptive_avg_pool3d)[dims - 1](input, sizes)
    raise NotImplementedError(f"logit does not have torch.nn.functional.interpolate(mode='{mode}') yet")


def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False):
    if training:
        slope = torch.empty_like(input).uniform_(lower, upper)
        return torch.where(input <= 0, input * slope, input)
    return torch.nn.functional.leaky_relu(input, (lower + upper) / 2)


def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None,
                                 enable_gqa=False):
    weights = query @ key.mT * (1 / math.sqrt(query.size(-1)) if scale is None else scale)
    if is_causal:
        if attn_mask is not None:
            raise RuntimeError('_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True')
        attn_mask = torch.ones(query.size(-2), key.size(-2), dtype=torch.bool).tril()
    if attn_mask is not None:
        weights = weights.masked_fill(~attn_mask, -math.inf) if attn_mask.dtype == torch.bool else weights + attn_mask
    weights = torch.softmax(weights, -1)
    if dropout_p:
        weights = torch.nn.functional.dropout(weights, dropout_p)
    return weights @ value


def channel_shuffle(input, groups):
    n, channels = input.shape[:2]
    if channels % groups:
        raise RuntimeError(f'Number of channels must be divisible by groups. Got {channels} channels and {groups} groups.')
    rest = input.shape[2:]
    return input.view(n, groups, channels // groups, *rest).transpose(1, 2).reshape(input.shape)


def local_response_norm(input, size, alpha=0.0001, beta=0.75, k=1.0):
    channels = input.size(1)
    square = input * input
    before = size // 2
    sums = []
    for c in range(channels):
        sums.append(square[:, max(c - before, 0):c - before + size].sum(1))
    return input / (torch.stack(sums, 1) * (alpha / size) + k).pow(beta)


# ---------------------------------------------------------------- pooling

def _lp_pool(dims, input, norm_type, kernel_size, stride, ceil_mode):
    F = torch.nn.functional
    pool = (F.avg_pool1d, F.avg_pool2d, F.avg_pool3d)[dims - 1]
    mean = pool(input.pow(norm_type), kernel_size, stride, 0, ceil_mode)
    count = kernel_size ** dims if isinstance(kernel_size, int) else math.prod(kernel_size)
    return (torch.sign(mean) * torch.relu(torch.abs(mean))).mul(count).pow(1.0 / norm_type)


def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    return _lp_pool(1, input, norm_type, kernel_size, stride, ceil_mode)


def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    return _lp_pool(2, input, norm_type, kernel_size, stride, ceil_mode)


def lp_pool3d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    return _lp_pool(3, input, norm_type, kernel_size, stride, ceil_mode)


def _unpool_size(input, dims, kernel_size, stride, padding, output_size):
    default = [(input.size(d - dims) - 1) * stride[d] + kernel_size[d] - 2 * padding[d] for d in range(dims)]
    if output_size is None:
        return default
    wanted = list(output_size)
    if len(wanted) == dims + 2:
        wanted = wanted[2:]
    if len(wanted) != dims:
        raise ValueError(f'output_size should be a sequence containing {dims} or {dims + 2} elements, '
                         f"but it has a length of '{len(wanted)}'")
    for d in range(dims):
        low, high = default[d] - stride[d], default[d] + stride[d]
        if not low < wanted[d] < high:
            raise ValueError(f'invalid output_size "{wanted}" (dim {d} must be between {low} and {high})')
    return wanted


def _max_unpool(dims, input, indices, kernel_size, stride=None, padding=0, output_size=None):
    def spread(value):
        return (value,) * dims if isinstance(value, int) else tuple(value)
    kernel_size = spread(kernel_size)
    stride = kernel_size if stride is None else spread(stride)
    if indices.shape != input.shape:
        raise RuntimeError(f'Expected shape of indices to be same as that of the input tensor ({list(input.shape)}) but got '
                           f'indices tensor with shape: {list(indices.shape)}')
    sizes = _unpool_size(input, dims, kernel_size, stride, spread(padding), output_size)
    lead, room = input.shape[:-dims], math.prod(sizes)
    flat = indices.reshape(*lead, -1)
    wrong = flat[(flat < 0) | (flat >= room)]
    if wrong.numel():
        shown = ([1] if dims == 1 else []) + sizes
        raise RuntimeError(f'Found an invalid max index: {wrong[0].item()} (output volumes are of size '
                           + 'x'.join([str(n) for n in shown]) + ')')
    empty = torch.zeros(*lead, room, dtype=input.dtype)
    return empty.scatter(-1, flat, input.reshape(*lead, -1)).reshape(*lead, *sizes)


def max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    return _max_unpool(1, input, indices, kernel_size, stride, padding, output_size)


def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    return _max_unpool(2, input, indices, kernel_size, stride, padding, output_size)


def max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    return _max_unpool(3, input, indices, kernel_size, stride, padding, output_size)


# ---------------------------------------------------------------- bags of embeddings

def embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode='mean', sparse=False,
                  per_sample_weights=None, include_last_offset=False, padding_idx=None):
    'One sum, mean or maximum of rows of weight per bag.'
    if max_norm is not None or scale_grad_by_freq or sparse:
        raise NotImplementedError('logit does not have max_norm, scale_grad_by_freq and sparse of '
                                  'torch.nn.functional.embedding_bag yet')
    if per_sample_weights is not None and input.size() != per_sample_weights.size():
        raise ValueError(f'embedding_bag: If per_sample_weights ({per_sample_weights.shape}) is not None, then it must have the '
                         f'same shape as the input ({input.shape})')
    if weight.dim() != 2:
        raise ValueError(f'weight has to be a 2D Tensor, but got Tensor of dimension {weight.dim()}')
    if input.dim() == 2:
        if offsets is not None:
            raise ValueError('if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length '
                             f'sequences. However, found offsets of type {type(offsets)}')
        starts = [row * input.size(1) for row in range(input.size(0))]
        input = input.reshape(-1)
        if per_sample_weights is not None:
            per_sample_weights = per_sample_weights.reshape(-1)
    elif input.dim() == 1:
        if offsets is None:
            raise ValueError('offsets has to be a 1D Tensor but got None')
        if offsets.dim() != 1:
            raise ValueError('offsets has to be a 1D Tensor')
        starts = offsets.tolist()
        if starts and starts[0] != 0:
            raise RuntimeError(f'offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from position 0. '
                               f'However, got {starts[0]}')
        if starts and starts[-1] > input.size(0):
            raise RuntimeError(f'offsets[-1] can not be greater than input\'s length({input.size(0)}) but got offsets[-1] of '
                               f'{starts[-1]}')
    else:
        raise ValueError(f'input has to be 1D or 2D Tensor, but got Tensor of dimension {input.dim()}')
    if mode not in ('sum', 'mean', 'max'):
        raise ValueError("mode has to be one of sum, mean or max")
    if per_sample_weights is not None and mode != 'sum':
        raise NotImplementedError('embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for '
                                  f"mode='sum' (got mode='{mode}'). Please open a feature request on GitHub.")
    if padding_idx is not None and padding_idx < 0:
        padding_idx += weight.size(0)
    ends = starts[1:] + [input.size(0)]
    if include_last_offset:
        starts, ends = starts[:-1], ends[:-1]
    bags = []
    for start, end in zip(starts, ends):
        index = input[start:end]
        factor = None if per_sample_weights is None else per_sample_weights[start:end]
        if padding_idx is not None:
            kept = index != padding_idx
            index, factor = index[kept], None if factor is None else factor[kept]
        rows = torch.nn.functional.embedding(index, weight)
        if factor is not None:
            rows = rows * factor.unsqueeze(1)
        if not index.numel():
            bags.append(rows.sum(0))
        elif mode == 'max':
            bags.append(rows.max(0)[0])
        else:
            bags.append(rows.sum(0) if mode == 'sum' else rows.mean(0))
    bags = torch.stack(bags) if bags else weight.new_zeros(0, weight.size(1))
    return torch._C._rename_node(bags, 'EmbeddingBagBackward0')


# ---------------------------------------------------------------- dropout that keeps mean and variance (for SELU)

def _alpha_noise(input, noise, p):
    if p < 0.0 or p > 1.0:
        raise ValueError(f'dropout probability has to be between 0 and 1, but got {p}')
    if p == 1:
        return input * torch.zeros_like(input)
    alpha = 1.7580993408473766
    a = 1.0 / math.sqrt((alpha * alpha * p + 1) * (1 - p))
    noise = noise.bernoulli_(1 - p)
    shift = noise.add(-1).mul_(alpha * a).add_(alpha * a * p)
    return input * noise.mul_(a) + shift


def alpha_dropout(input, p=0.5, training=False, inplace=False):
    if p == 0 or not training or input.numel() == 0:
        return input
    result = _alpha_noise(input, torch.empty_like(input), p)
    return input.copy_(result) if inplace else result


def feature_alpha_dropout(input, p=0.5, training=False, inplace=False):
    if p == 0 or not training or input.numel() == 0:
        return input
    shape = list(input.shape[:2]) + [1] * (input.dim() - 2)
    result = _alpha_noise(input, torch.empty(shape, dtype=input.dtype), p)
    return input.copy_(result) if inplace else result
