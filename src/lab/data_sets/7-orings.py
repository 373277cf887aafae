# Vòng đệm tàu con thoi: có hỏng ở nhiệt độ (°F) ấy không | Space shuttle O-rings: any damaged at that temperature (°F)
import csv
import torch

with open('orings.csv') as file:
    rows = list(csv.DictReader(file))
X = torch.tensor([[float(row['temperature'])] for row in rows])
y = torch.tensor([[float(row['damaged'])] for row in rows])
X = (X - X.mean(dim=0)) / X.std(dim=0)
