# sklearn.preprocessing: columns of mean 0 and deviation 1, columns from 0 to 1.
import numpy as np


class StandardScaler:
    'Takes each column\'s mean away and divides by its standard deviation.'

    def __init__(self, *, copy=True, with_mean=True, with_std=True):
        self.with_mean, self.with_std = with_mean, with_std

    def fit(self, X, y=None):
        X = np.asarray(X, dtype=float)
        self.mean_, self.var_ = X.mean(axis=0), X.var(axis=0)
        self.scale_ = np.where(self.var_ == 0, 1.0, np.sqrt(self.var_))
        self.n_features_in_, self.n_samples_seen_ = X.shape[1], X.shape[0]
        return self

    def transform(self, X):
        X = np.asarray(X, dtype=float)
        X = X - self.mean_ if self.with_mean else X
        return X / self.scale_ if self.with_std else X

    def fit_transform(self, X, y=None):
        return self.fit(X).transform(X)

    def inverse_transform(self, X):
        return np.asarray(X, dtype=float) * self.scale_ + self.mean_


class MinMaxScaler:
    'Brings each column into a range.'

    def __init__(self, feature_range=(0, 1), *, copy=True, clip=False):
        self.feature_range = feature_range

    def fit(self, X, y=None):
        X = np.asarray(X, dtype=float)
        low, high = self.feature_range
        self.data_min_, self.data_max_ = X.min(axis=0), X.max(axis=0)
        span = self.data_max_ - self.data_min_
        self.scale_ = (high - low) / np.where(span == 0, 1.0, span)
        self.min_ = low - self.data_min_ * self.scale_
        return self

    def transform(self, X):
        return np.asarray(X, dtype=float) * self.scale_ + self.min_

    def fit_transform(self, X, y=None):
        return self.fit(X).transform(X)
