from torch import nn
for layer in [nn.Linear(3, 4, bias=False), nn.Bilinear(2, 3, 4), nn.Identity(), nn.Flatten(), nn.Unflatten(1, (2, 2)),
              nn.Dropout(), nn.Dropout(0.2, inplace=True), nn.Dropout2d(), nn.AlphaDropout(), nn.Embedding(10, 3),
              nn.Embedding(10, 3, padding_idx=0), nn.Embedding(10, 3, max_norm=1.0),
              nn.Conv1d(1, 2, 3), nn.Conv2d(3, 6, 5), nn.Conv2d(3, 6, (3, 5), stride=2, padding=1),
              nn.Conv2d(4, 4, 3, padding='same', groups=2, bias=False), nn.ConvTranspose2d(3, 6, 2, stride=2),
              nn.MaxPool2d(2), nn.MaxPool2d(3, stride=2, padding=1), nn.AvgPool2d(2), nn.AvgPool1d(2), nn.MaxPool1d(2),
              nn.AdaptiveAvgPool2d((1, 1)), nn.AdaptiveAvgPool2d(7), nn.ZeroPad2d(1), nn.ReflectionPad2d(1), nn.ConstantPad1d(2, 0.5),
              nn.RNN(3, 4), nn.RNN(3, 4, 2, nonlinearity='relu', batch_first=True), nn.LSTM(3, 4, 2, bidirectional=True, dropout=0.5),
              nn.GRU(3, 4, bias=False), nn.LSTMCell(2, 3), nn.RNNCell(2, 3), nn.GRUCell(2, 3), nn.CosineSimilarity(), nn.PairwiseDistance(),
              nn.PixelShuffle(2)]:
    print(layer)
