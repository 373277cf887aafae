# torch.cuda: there is none here. Scripts that ask first (`"cuda" if torch.cuda.is_available() else "cpu"`) run on the CPU.
def is_available():
    return False


def device_count():
    return 0


def manual_seed(seed):
    pass


def manual_seed_all(seed):
    pass


def synchronize(device=None):
    pass


def empty_cache():
    pass


def current_device():
    raise AssertionError('Torch not compiled with CUDA enabled')


def get_device_name(device=None):
    raise AssertionError('Torch not compiled with CUDA enabled')
