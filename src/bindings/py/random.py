# torch.random: the default generator's functions, and fork_rng, which puts its state back afterwards.
import torch
from torch import default_generator, get_rng_state, initial_seed, manual_seed, seed, set_rng_state


class fork_rng:
    def __init__(self, devices=None, enabled=True, **options):
        self.enabled = enabled

    def __enter__(self):
        if self.enabled:
            self.state = torch.get_rng_state()

    def __exit__(self, *details):
        if self.enabled:
            torch.set_rng_state(self.state)
