# torch.accelerator: there is none here; scripts ask and take the CPU.


def is_available():
    return False


def device_count():
    return 0


def current_accelerator(check_available=False):
    return None


def current_device_index():
    raise RuntimeError('Cannot access accelerator device when none is available.')


current_device_idx = current_device_index


def synchronize(device=None):
    raise RuntimeError('Cannot access accelerator device when none is available.')
