# torch.nn.modules.lazy: layers that learn their input size from the first input. Until then their parameters have no shape; then
# they are drawn as the ordinary layer draws them, and the layer becomes one.
import torch
from torch.nn.modules.batchnorm import BatchNorm1d, BatchNorm2d, BatchNorm3d
from torch.nn.modules.conv import Conv1d, Conv2d, Conv3d
from torch.nn.modules.linear import Linear
from torch.nn.parameter import Parameter, UninitializedBuffer, UninitializedParameter, is_lazy

__all__ = ['LazyLinear', 'LazyConv1d', 'LazyConv2d', 'LazyConv3d', 'LazyBatchNorm1d', 'LazyBatchNorm2d', 'LazyBatchNorm3d']


class _LazyLayer:
    'Mixed into a layer: _shapes(input) sets the sizes and gives a shape for each lazy parameter or buffer.'
    _becomes = None

    def reset_parameters(self):
        if not self.has_uninitialized_params():
            super().reset_parameters()

    def has_uninitialized_params(self):
        return any(is_lazy(t) for t in list(self._parameters.values()) + list(self._buffers.values()))

    def initialize_parameters(self, input):
        if not self.has_uninitialized_params():
            return
        with torch.no_grad():
            for name, shape in self._shapes(input).items():
                tensor = getattr(self, name, None)
                if isinstance(tensor, UninitializedBuffer):  # a plain tensor takes its place
                    setattr(self, name, torch.empty(shape, dtype=tensor._kept_dtype or torch.get_default_dtype()))
                elif is_lazy(tensor):
                    tensor.materialize(shape)
            self.reset_parameters()

    def __call__(self, *args, **kwargs):
        self.initialize_parameters(*args, **kwargs)
        self.__class__ = self._becomes
        return self(*args, **kwargs)


class LazyLinear(_LazyLayer, Linear):
    _becomes = Linear

    def __init__(self, out_features, bias=True, device=None, dtype=None):
        super().__init__(0, 0, False)
        self.weight = UninitializedParameter(device=device, dtype=dtype)
        self.out_features = out_features
        if bias:
            self.bias = UninitializedParameter(device=device, dtype=dtype)

    def _shapes(self, input):
        self.in_features = input.shape[-1]
        return {'weight': (self.out_features, self.in_features), 'bias': (self.out_features,)}


class _LazyConv(_LazyLayer):
    def __init__(self, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros',
                 device=None, dtype=None):
        super().__init__(0, 0, kernel_size, stride, padding, dilation, groups, False, padding_mode)
        self.weight = UninitializedParameter(device=device, dtype=dtype)
        self.out_channels = out_channels
        if bias:
            self.bias = UninitializedParameter(device=device, dtype=dtype)

    def _shapes(self, input):
        dims = self._dims
        if input.dim() not in (dims + 1, dims + 2):
            raise RuntimeError(f'Expected {dims + 1}D (unbatched) or {dims + 2}D (batched) input to {type(self).__name__}, but '
                               f'got input of size: {input.shape}')
        self.in_channels = input.shape[1] if input.dim() == dims + 2 else input.shape[0]
        if self.in_channels % self.groups != 0:
            raise ValueError('in_channels must be divisible by groups')
        return {'weight': (self.out_channels, self.in_channels // self.groups, *self.kernel_size), 'bias': (self.out_channels,)}


class LazyConv1d(_LazyConv, Conv1d):
    _becomes = Conv1d


class LazyConv2d(_LazyConv, Conv2d):
    _becomes = Conv2d


class LazyConv3d(_LazyConv, Conv3d):
    _becomes = Conv3d


class _LazyBatchNorm(_LazyLayer):
    def __init__(self, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None):
        super().__init__(0, eps, momentum, False, False)
        self.affine = affine
        self.track_running_stats = track_running_stats
        if affine:
            self.weight = UninitializedParameter(device=device, dtype=dtype)
            self.bias = UninitializedParameter(device=device, dtype=dtype)
        if track_running_stats:
            self.running_mean = UninitializedBuffer(device=device, dtype=dtype)
            self.running_var = UninitializedBuffer(device=device, dtype=dtype)
            self.num_batches_tracked = torch.tensor(0, dtype=torch.long)

    def _shapes(self, input):
        self.num_features = input.shape[1]
        return {name: (self.num_features,) for name in ('weight', 'bias', 'running_mean', 'running_var')}


class LazyBatchNorm1d(_LazyBatchNorm, BatchNorm1d):
    _becomes = BatchNorm1d


class LazyBatchNorm2d(_LazyBatchNorm, BatchNorm2d):
    _becomes = BatchNorm2d


class LazyBatchNorm3d(_LazyBatchNorm, BatchNorm3d):
    _becomes = BatchNorm3d
