import torch
from torch import nn
m = nn.Linear(2, 1)
def attempt(f, *args):
    try:
        f(*args)
    except Exception as e:
        print(type(e).__name__, e)
attempt(m.register_parameter, 'a.b', None)
attempt(m.register_parameter, '', None)
attempt(m.register_parameter, 3, None)
attempt(m.register_parameter, 'training', None)
attempt(m.register_parameter, 'x', torch.ones(1))
attempt(m.register_buffer, 'weight', None)
attempt(m.register_buffer, 'b.c', None)
attempt(m.register_buffer, 'x', [1])
attempt(m.add_module, 'weight', nn.ReLU())
attempt(m.add_module, 'x', 'relu')
attempt(m.add_module, '', nn.ReLU())
attempt(m.add_module, 'a.b', nn.ReLU())
attempt(m.register_parameter, 'x', nn.Parameter(torch.ones(1)))
print(m.x)
attempt(m.get_submodule, 'missing')
attempt(m.get_parameter, 'missing')
attempt(m.get_buffer, 'weight')
attempt(m.train, 'yes')
attempt(nn.Sequential, 3)
attempt(nn.ModuleList, [1])
attempt(m.load_state_dict, 'file')
