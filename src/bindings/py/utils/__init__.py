# torch.utils: home of data and hooks.
