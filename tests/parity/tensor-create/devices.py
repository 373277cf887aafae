import torch
import torch.nn as nn

device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
x = torch.ones(2)
print(device, x.to(device), x.to(device) is x)
print(x.to('cpu', torch.float64), x.to(device, dtype=torch.int64), x.to(device=device), x.to(torch.ones(1, dtype=torch.float64)))
model = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid()).to(device)
print(next(model.parameters()).device, model.to('cpu') is model)
for move in (lambda: x.to('cuda'), lambda: x.cuda(), lambda: x.to(torch.device('cuda:0')), lambda: model.to('cuda')):
    try:
        move()
    except Exception as error:
        print(type(error).__name__, error)
print(model.state_dict().keys())
