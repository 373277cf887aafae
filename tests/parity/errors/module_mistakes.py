import torch
from torch import nn
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split('\n')[0])
attempt(lambda: nn.Linear(2, 1)(torch.ones(3)))
attempt(lambda: nn.Linear(2, 1)(torch.ones(4, 3)))
attempt(lambda: nn.Linear(2, 1)(torch.ones(2, 2, 3)))
attempt(lambda: nn.Linear(2, 1)(torch.ones(2, dtype=torch.int64)))
attempt(lambda: nn.Linear(2))
attempt(lambda: nn.Linear(2, 1, foo=3))
attempt(lambda: nn.Sequential(nn.Linear(2, 3), nn.Linear(2, 1))(torch.ones(1, 2)))
attempt(lambda: nn.MSELoss()(torch.ones(2)))
attempt(lambda: nn.CrossEntropyLoss()(torch.ones(2, 3), torch.tensor([0])))
attempt(lambda: nn.BCELoss()(torch.tensor([2.0]), torch.tensor([1.0])))
attempt(lambda: nn.Dropout(1.5))
attempt(lambda: nn.Embedding(2, 2)(torch.tensor([5])))
attempt(lambda: nn.Embedding(2, 2)(torch.tensor([0.5])))
attempt(lambda: nn.Module()(1))
attempt(lambda: nn.ReLU()(torch.ones(1), torch.ones(1)))
attempt(lambda: nn.Linear(2, 1).weights)
attempt(lambda: torch.optim.SGD(nn.Linear(2, 1), lr=0.1))
attempt(lambda: torch.optim.SGD(nn.ReLU().parameters(), lr=0.1))
attempt(lambda: nn.Sequential(nn.ReLU, nn.Tanh))
attempt(lambda: nn.ModuleList([nn.ReLU()])[3])
attempt(lambda: nn.Linear(2, 1).load_state_dict(nn.Linear(3, 1).state_dict()))
attempt(lambda: torch.optim.Adam(nn.Linear(1, 1).parameters(), learning_rate=0.1))
