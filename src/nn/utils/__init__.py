# torch.nn.utils: what is done to all parameters of a model at once.
from torch.nn.utils.clip_grad import clip_grad_norm, clip_grad_norm_, clip_grad_value_, clip_grads_with_norm_, get_total_norm
from torch.nn.utils.convert_parameters import parameters_to_vector, vector_to_parameters
from torch.nn.utils import rnn


def __getattr__(name):
    from torch import _known
    raise _known.missing('torch.nn.utils', _known.NN_UTILS, name)
