import torch
from torch import nn
for loss in [nn.L1Loss(), nn.MSELoss(), nn.MSELoss(reduction='sum'), nn.BCELoss(), nn.BCEWithLogitsLoss(), nn.CrossEntropyLoss(),
             nn.NLLLoss(), nn.KLDivLoss(reduction='batchmean'), nn.SmoothL1Loss(), nn.HuberLoss(delta=2.0), nn.HingeEmbeddingLoss(),
             nn.MarginRankingLoss(), nn.CosineEmbeddingLoss(), nn.SoftMarginLoss(), nn.MultiMarginLoss(), nn.MultiLabelMarginLoss(),
             nn.MultiLabelSoftMarginLoss(), nn.TripletMarginLoss(), nn.PoissonNLLLoss(), nn.GaussianNLLLoss()]:
    print(loss, loss.reduction)
c = nn.CrossEntropyLoss(weight=torch.tensor([1., 2.]), ignore_index=0, label_smoothing=0.1)
print(c.weight, c.ignore_index, c.label_smoothing, list(c.state_dict()), list(c.parameters()))
print(nn.Sequential(nn.Linear(1, 1), nn.MSELoss()))
