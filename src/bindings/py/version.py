# torch.version: which PyTorch a script finds here, and that there is no accelerator.
__version__ = '2.14.1'
debug = False
cuda = None
git_version = None
hip = None
xpu = None
