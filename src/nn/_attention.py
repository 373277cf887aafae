# torch.nn._attention: multi-head attention as a formula, in the order in which PyTorch evaluates it.
import math

import torch
from torch.nn import functional as F


def as_float_mask(mask, name, dtype):
    'A boolean mask as numbers to add: -inf where it is True.'
    if mask is None:
        return None
    if mask.dtype != torch.bool and not mask.is_floating_point():
        raise AssertionError(f'only bool and floating types of {name} are supported')
    if mask.is_floating_point():
        return mask
    return torch.zeros_like(mask, dtype=dtype).masked_fill_(mask, -math.inf)


def _check_ranks(query, key, value, key_padding_mask, attn_mask, num_heads):
    # True for a batch of sequences.
    if query.dim() not in (2, 3):
        raise AssertionError(f'query should be unbatched 2D or batched 3D tensor but received {query.dim()}-D query tensor')
    batched = query.dim() == 3
    kind, rank = ('batched', 3) if batched else ('unbatched', 2)
    if key.dim() != rank or value.dim() != rank:
        raise AssertionError(f'For {kind} ({rank}-D) `query`, expected `key` and `value` to be {rank}-D'
                             f' but found {key.dim()}-D and {value.dim()}-D tensors respectively')
    if key_padding_mask is not None and key_padding_mask.dim() != rank - 1:
        raise AssertionError(f'For {kind} ({rank}-D) `query`, expected `key_padding_mask` to be `None` or {rank - 1}-D'
                             f' but found {key_padding_mask.dim()}-D tensor instead')
    if attn_mask is not None:
        if attn_mask.dim() not in (2, 3):
            raise AssertionError(f'For {kind} ({rank}-D) `query`, expected `attn_mask` to be `None`, 2-D or 3-D'
                                 f' but found {attn_mask.dim()}-D tensor instead')
        if not batched and attn_mask.dim() == 3:
            expected = (num_heads, query.shape[0], key.shape[0])
            if attn_mask.shape != expected:
                raise AssertionError(f'Expected `attn_mask` shape to be {expected} but got {attn_mask.shape}')
    return batched


def _projections(q, k, v, weight, bias):
    size = q.size(-1)
    if k is v:
        if q is k:  # one product, cut into three
            y = F.linear(q, weight, bias)
            y = y.unflatten(-1, (3, size)).unsqueeze(0).transpose(0, -2).squeeze(-2).contiguous()
            return y[0], y[1], y[2]
        parts = weight.split([size, 2 * size])
        b_parts = (None, None) if bias is None else bias.split([size, 2 * size])
        first = F.linear(q, parts[0], b_parts[0])
        y = F.linear(k, parts[1], b_parts[1])
        y = y.unflatten(-1, (2, size)).unsqueeze(0).transpose(0, -2).squeeze(-2).contiguous()
        return first, y[0], y[1]
    weights = weight.chunk(3)
    biases = (None, None, None) if bias is None else bias.chunk(3)
    return F.linear(q, weights[0], biases[0]), F.linear(k, weights[1], biases[1]), F.linear(v, weights[2], biases[2])


def multi_head_attention_forward(query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v,
                                 add_zero_attn, dropout_p, out_proj_weight, out_proj_bias, training=True, key_padding_mask=None,
                                 need_weights=True, attn_mask=None, use_separate_proj_weight=False, q_proj_weight=None,
                                 k_proj_weight=None, v_proj_weight=None, static_k=None, static_v=None,
                                 average_attn_weights=True, is_causal=False):
    'query (L, N, E), key and value (S, N, …) → (L, N, E) and the weights (N, L, S), or None.'
    if static_k is not None or static_v is not None:
        raise NotImplementedError('logit does not have static_k and static_v of multi_head_attention_forward yet')
    batched = _check_ranks(query, key, value, key_padding_mask, attn_mask, num_heads)
    if not batched:
        query, key, value = query.unsqueeze(1), key.unsqueeze(1), value.unsqueeze(1)
        key_padding_mask = None if key_padding_mask is None else key_padding_mask.unsqueeze(0)
    targets, batch, embed = query.shape
    sources = key.size(0)
    key_padding_mask = as_float_mask(key_padding_mask, 'key_padding_mask', query.dtype)
    if is_causal and attn_mask is None:
        raise RuntimeError('Need attn_mask if specifying the is_causal hint. You may use the Transformer module method '
                           '`generate_square_subsequent_mask` to create this mask.')
    if is_causal and key_padding_mask is None and not need_weights:
        attn_mask = None  # the hint is enough
    else:
        attn_mask = as_float_mask(attn_mask, 'attn_mask', query.dtype)
        if key_padding_mask is not None:
            is_causal = False
    if embed != embed_dim_to_check:
        raise AssertionError(f'was expecting embedding dimension of {embed_dim_to_check}, but got {embed}')
    head = embed // num_heads
    if head * num_heads != embed:
        raise AssertionError(f'embed_dim {embed} not divisible by num_heads {num_heads}')
    if use_separate_proj_weight:
        if key.shape[:2] != value.shape[:2]:
            raise AssertionError(f"key's sequence and batch dims {key.shape[:2]} do not match value's {value.shape[:2]}")
        biases = (None, None, None) if in_proj_bias is None else in_proj_bias.chunk(3)
        q, k, v = (F.linear(query, q_proj_weight, biases[0]), F.linear(key, k_proj_weight, biases[1]),
                   F.linear(value, v_proj_weight, biases[2]))
    else:
        if key.shape != value.shape:
            raise AssertionError(f'key shape {key.shape} does not match value shape {value.shape}')
        q, k, v = _projections(query, key, value, in_proj_weight, in_proj_bias)
    if attn_mask is not None:
        if attn_mask.dim() == 2:
            if attn_mask.shape != (targets, sources):
                raise RuntimeError(f'The shape of the 2D attn_mask is {attn_mask.shape}, but should be {(targets, sources)}.')
            attn_mask = attn_mask.unsqueeze(0)
        elif attn_mask.shape != (batch * num_heads, targets, sources):
            raise RuntimeError(f'The shape of the 3D attn_mask is {attn_mask.shape}, but should be '
                               f'{(batch * num_heads, targets, sources)}.')
    if bias_k is not None:
        k = torch.cat([k, bias_k.repeat(1, batch, 1)])
        v = torch.cat([v, bias_v.repeat(1, batch, 1)])
        attn_mask = None if attn_mask is None else F.pad(attn_mask, (0, 1))
        key_padding_mask = None if key_padding_mask is None else F.pad(key_padding_mask, (0, 1))
    q = q.view(targets, batch * num_heads, head).transpose(0, 1)
    k = k.view(k.shape[0], batch * num_heads, head).transpose(0, 1)
    v = v.view(v.shape[0], batch * num_heads, head).transpose(0, 1)
    if add_zero_attn:
        zeros = torch.zeros((batch * num_heads, 1, head), dtype=k.dtype)
        k = torch.cat([k, zeros], dim=1)
        v = torch.cat([v, zeros], dim=1)
        attn_mask = None if attn_mask is None else F.pad(attn_mask, (0, 1))
        key_padding_mask = None if key_padding_mask is None else F.pad(key_padding_mask, (0, 1))
    sources = k.size(1)
    if key_padding_mask is not None:
        if key_padding_mask.shape != (batch, sources):
            raise AssertionError(f'expecting key_padding_mask shape of {(batch, sources)}, but got {key_padding_mask.shape}')
        spread = key_padding_mask.view(batch, 1, 1, sources).expand(-1, num_heads, -1, -1)
        spread = spread.reshape(batch * num_heads, 1, sources)
        attn_mask = spread if attn_mask is None else attn_mask + spread
    if not training:
        dropout_p = 0.0
    if not need_weights:
        if attn_mask is not None:
            attn_mask = (attn_mask.unsqueeze(0) if attn_mask.size(0) == 1 and attn_mask.dim() == 3
                         else attn_mask.view(batch, num_heads, -1, sources))
        q, k, v = (t.view(batch, num_heads, t.size(1), head) for t in (q, k, v))
        out = F.scaled_dot_product_attention(q, k, v, attn_mask, dropout_p, is_causal)
        out = out.permute(2, 0, 1, 3).contiguous().view(batch * targets, embed)
        out = F.linear(out, out_proj_weight, out_proj_bias).view(targets, batch, embed)
        return (out if batched else out.squeeze(1)), None
    q = q * math.sqrt(1.0 / head)
    weights = torch.bmm(q, k.transpose(-2, -1)) if attn_mask is None else torch.baddbmm(attn_mask, q, k.transpose(-2, -1))
    weights = F.softmax(weights, dim=-1)
    if dropout_p > 0.0:
        weights = F.dropout(weights, p=dropout_p)
    out = torch.bmm(weights, v).transpose(0, 1).contiguous().view(targets * batch, embed)
    out = F.linear(out, out_proj_weight, out_proj_bias).view(targets, batch, embed)
    weights = weights.view(batch, num_heads, targets, sources)
    if average_attn_weights:
        weights = weights.mean(dim=1)
    return (out, weights) if batched else (out.squeeze(1), weights.squeeze(0))
