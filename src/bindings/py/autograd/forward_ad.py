# torch.autograd.forward_ad: forward-mode differentiation, which logit does not have.

def _refuse(name):
    def refuse(*args, **kwargs):
        raise NotImplementedError(f'logit does not have torch.autograd.forward_ad.{name} yet')
    return refuse


dual_level = _refuse('dual_level')
make_dual = _refuse('make_dual')
unpack_dual = _refuse('unpack_dual')
