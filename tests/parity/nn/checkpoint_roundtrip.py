# state_dict, save and load, partial loading with its messages, buffers, prefixes.
import torch
from torch import nn
torch.manual_seed(0)
class TheModelClass(nn.Module):
    def __init__(self, hidden=3):
        super().__init__()
        self.fc = nn.Linear(2, hidden)
        self.bn = nn.BatchNorm1d(hidden)
        self.register_buffer('steps', torch.zeros(1))
        self.register_buffer('tmp', torch.ones(1), persistent=False)
        self.scale = nn.Parameter(torch.ones(1))
    def forward(self, x):
        return self.bn(self.fc(x)) * self.scale
model = TheModelClass()
optimizer = torch.optim.SGD(model.parameters(), lr=0.001, momentum=0.9)
print("Model's state_dict:")
for param_tensor in model.state_dict():
    print(param_tensor, "\t", model.state_dict()[param_tensor].size())
print("Optimizer's state_dict:")
for var_name in optimizer.state_dict():
    print(var_name, "\t", optimizer.state_dict()[var_name])
torch.save(model.state_dict(), 'model.pt')
fresh = TheModelClass()
print(fresh.load_state_dict(torch.load('model.pt', weights_only=True)))
fresh.eval()
print(torch.equal(fresh.fc.weight, model.fc.weight), fresh.training, fresh.bn.training)
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
attempt(lambda: TheModelClass(4).load_state_dict(torch.load('model.pt')))
sd = model.state_dict()
del sd['fc.bias']
sd['extra'] = torch.zeros(1)
attempt(lambda: fresh.load_state_dict(sd))
print(fresh.load_state_dict(sd, strict=False))
attempt(lambda: torch.load('nothing.pt'))
print({k: v.shape for k, v in model.state_dict(prefix='net.').items() if 'bn' not in k})
model.fc.weight.data.zero_()
print(sd['fc.weight'].abs().sum())
dp = {f'module.{k}': v for k, v in fresh.state_dict().items()}
print(model.load_state_dict({k.removeprefix('module.'): v for k, v in dp.items()}))
torch.save([torch.tensor([1, 2]), {'a': 1.5, 'b': (1, 'x')}], 'stuff.pt')
print(torch.load('stuff.pt'))
print(model.state_dict()['bn.num_batches_tracked'], type(model.state_dict()).__name__, list(model.buffers())[0].shape)
torch.save(torch.nn.Linear(1, 1).state_dict(), 'lin.pth')
print(list(torch.load('lin.pth', map_location=torch.device('cpu'))))
