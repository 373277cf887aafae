import csv

with open('data/train.csv') as f:
    rows = list(csv.reader(f))
