# Hoa diên vĩ: có phải loài virginica không, theo cánh hoa | Iris flowers: virginica or not, by the petals
import csv
import torch

with open('iris.csv') as file:
    rows = list(csv.DictReader(file))
X = torch.tensor([[float(row['petal_length']), float(row['petal_width'])] for row in rows])
y = torch.tensor([[float(row['species'] == 'virginica')] for row in rows])
X = (X - X.mean(dim=0)) / X.std(dim=0)
