# torch.backends: the switches that scripts set for reproducible results. Nothing depends on them here.
class _Backend:
    def __init__(self):
        self.deterministic = True
        self.benchmark = False
        self.enabled = False

    def is_available(self):
        return False

    def is_built(self):
        return False


cudnn = _Backend()
cuda = _Backend()
mps = _Backend()
mkl = _Backend()
