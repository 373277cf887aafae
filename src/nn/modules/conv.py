# torch.nn.modules.conv: convolutions. The layers are complete; the arithmetic is F.conv1d and its relatives.
import math

import torch
from torch.nn import functional as F, init
from torch.nn.modules.module import Module
from torch.nn.modules.utils import _ntuple
from torch.nn.parameter import Parameter

__all__ = ['Conv1d', 'Conv2d', 'Conv3d', 'ConvTranspose1d', 'ConvTranspose2d', 'ConvTranspose3d']

_PADDING_MODES = ('zeros', 'reflect', 'replicate', 'circular')


class _ConvNd(Module):
    _dims = 0
    _transposed = False

    def _setup(self, in_channels, out_channels, kernel_size, stride, padding, dilation, output_padding, groups, bias,
               padding_mode, device, dtype):
        super().__init__()
        if groups <= 0:
            raise ValueError('groups must be a positive integer')
        if in_channels % groups != 0:
            raise ValueError('in_channels must be divisible by groups')
        if out_channels % groups != 0:
            raise ValueError('out_channels must be divisible by groups')
        size = _ntuple(self._dims)
        stride = size(stride)
        if isinstance(padding, str):
            if padding not in ('same', 'valid'):
                raise ValueError(f"Invalid padding string {padding!r}, should be one of {{'same', 'valid'}}")
            if padding == 'same' and any(s != 1 for s in stride):
                raise ValueError("padding='same' is not supported for strided convolutions")
        else:
            padding = size(padding)
        if padding_mode not in _PADDING_MODES:
            raise ValueError(f"padding_mode must be one of {set(_PADDING_MODES)}, but got padding_mode='{padding_mode}'")
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = size(kernel_size)
        self.stride = stride
        self.padding = padding
        self.dilation = size(dilation)
        self.transposed = self._transposed
        self.output_padding = size(output_padding)
        self.groups = groups
        self.padding_mode = padding_mode
        if self._transposed:
            shape = (in_channels, out_channels // groups, *self.kernel_size)
        else:
            shape = (out_channels, in_channels // groups, *self.kernel_size)
        self.weight = Parameter(torch.empty(shape, device=device, dtype=dtype))
        if bias:
            self.bias = Parameter(torch.empty(out_channels, device=device, dtype=dtype))
        else:
            self.register_parameter('bias', None)
        self.reset_parameters()

    def reset_parameters(self):
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in = self.weight[0].numel()
            if fan_in:
                bound = 1 / math.sqrt(fan_in)
                init.uniform_(self.bias, -bound, bound)

    def extra_repr(self):
        text = f'{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}'
        if self.padding != (0,) * self._dims:
            text += f', padding={self.padding}'
        if self.dilation != (1,) * self._dims:
            text += f', dilation={self.dilation}'
        if self.output_padding != (0,) * self._dims:
            text += f', output_padding={self.output_padding}'
        if self.groups != 1:
            text += f', groups={self.groups}'
        if self.bias is None:
            text += ', bias=False'
        if self.padding_mode != 'zeros':
            text += f', padding_mode={self.padding_mode}'
        return text


def _init_of(name):
    # Messages about wrong arguments name the layer itself.
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
                 padding_mode='zeros', device=None, dtype=None):
        self._setup(in_channels, out_channels, kernel_size, stride, padding, dilation, 0, groups, bias, padding_mode,
                    device, dtype)
    __init__.__qualname__ = name + '.__init__'
    return __init__


class _Conv(_ConvNd):
    def forward(self, input):
        convolve = (F.conv1d, F.conv2d, F.conv3d)[self._dims - 1]
        padding = self.padding
        if self.padding_mode != 'zeros':
            input = F.pad(input, self._both_sides(), mode=self.padding_mode)
            padding = 0
        return convolve(input, self.weight, self.bias, self.stride, padding, self.dilation, self.groups)

    def _both_sides(self):
        # What F.pad wants: the last dimension first, a size for each end.
        sides = []
        for i in reversed(range(self._dims)):
            if self.padding == 'same':
                total = self.dilation[i] * (self.kernel_size[i] - 1)
                sides += [total // 2, total - total // 2]
            else:
                size = 0 if self.padding == 'valid' else self.padding[i]
                sides += [size, size]
        return sides


class Conv1d(_Conv):
    _dims = 1
    __init__ = _init_of('Conv1d')


class Conv2d(_Conv):
    _dims = 2
    __init__ = _init_of('Conv2d')


class Conv3d(_Conv):
    _dims = 3
    __init__ = _init_of('Conv3d')


class _ConvTranspose(_ConvNd):
    _transposed = True

    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True,
                 dilation=1, padding_mode='zeros', device=None, dtype=None):
        if padding_mode != 'zeros':
            raise ValueError(f'Only "zeros" padding mode is supported for {type(self).__name__}')
        self._setup(in_channels, out_channels, kernel_size, stride, padding, dilation, output_padding, groups, bias,
                    padding_mode, device, dtype)

    def forward(self, input, output_size=None):
        output_padding = self.output_padding if output_size is None else self._output_padding(input, output_size)
        convolve = (F.conv_transpose1d, F.conv_transpose2d, F.conv_transpose3d)[self._dims - 1]
        return convolve(input, self.weight, self.bias, self.stride, self.padding, output_padding, self.groups,
                        self.dilation)

    def _output_padding(self, input, output_size):
        # What must be added at the end so that the output has the wanted size.
        dims = self._dims
        if len(output_size) == input.dim():
            output_size = output_size[input.dim() - dims:]
        if len(output_size) != dims:
            batched = input.dim() == dims + 2
            raise ValueError(f'ConvTranspose{dims}D: for {input.dim()}D input, output_size must have {dims} or '
                             f'{dims + (2 if batched else 1)} elements (got {len(output_size)})')
        least = [(input.size(d - dims) - 1) * self.stride[d] - 2 * self.padding[d]
                 + self.dilation[d] * (self.kernel_size[d] - 1) + 1 for d in range(dims)]
        most = [size + self.stride[d] - 1 for d, size in enumerate(least)]
        for size, low, high in zip(output_size, least, most):
            if size < low or size > high:
                raise ValueError(f'requested an output size of {output_size}, but valid sizes range from {least} to {most} '
                                 f'(for an input of {input.size()[2:]})')
        return tuple(size - low for size, low in zip(output_size, least))


class ConvTranspose1d(_ConvTranspose):
    _dims = 1


class ConvTranspose2d(_ConvTranspose):
    _dims = 2


class ConvTranspose3d(_ConvTranspose):
    _dims = 3
