# torch.nn.modules.data_parallel: without graphics cards there is nothing to spread; the wrapper calls its module.
from torch.nn.modules.module import Module

__all__ = ['DataParallel']


class DataParallel(Module):
    'model = nn.DataParallel(model): the model itself is model.module.'

    def __init__(self, module, device_ids=None, output_device=None, dim=0):
        super().__init__()
        self.module = module
        self.device_ids = []

    def forward(self, *inputs, **kwargs):
        return self.module(*inputs, **kwargs)
