import torch
a = torch.zeros(1, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
print(torch.optim.SGD([{'params': [a], 'lr': 0.5}, {'params': [b], 'momentum': 0.9}], lr=0.1))
print(torch.optim.RMSprop([a], lr=0.01))
opt = torch.optim.Adadelta([a])
torch.optim.lr_scheduler.StepLR(opt, 1)
print(opt)
print(torch.optim.Rprop([a]), torch.optim.Adamax([a]), sep='\n')
