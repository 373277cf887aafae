# sklearn.metrics: what a classifier got right.
import numpy as np


def accuracy_score(y_true, y_pred, *, normalize=True):
    right = np.asarray(y_true) == np.asarray(y_pred)
    return float(right.mean()) if normalize else int(right.sum())


def confusion_matrix(y_true, y_pred, *, labels=None):
    true, predicted = np.asarray(y_true), np.asarray(y_pred)
    labels = np.union1d(true, predicted) if labels is None else np.asarray(labels)
    return np.array([[int(((true == a) & (predicted == b)).sum()) for b in labels] for a in labels])


def mean_squared_error(y_true, y_pred):
    off = np.asarray(y_true) - np.asarray(y_pred)
    return float((off * off).mean())
