# sklearn.datasets: sets that are drawn. Every draw stands in the order in which scikit-learn makes it, so that a seed gives its points.
import numpy as np
from sklearn.utils import check_random_state, shuffle as _shuffle

__all__ = ['make_blobs', 'make_circles', 'make_moons', 'make_regression']


def _halves(n_samples):
    if isinstance(n_samples, (int, np.integer)):
        return n_samples // 2, n_samples - n_samples // 2
    try:
        outer, inner = n_samples
    except (TypeError, ValueError):
        raise ValueError('`n_samples` can be either an int or a two-element tuple.') from None
    return outer, inner


def _two_curves(outer, inner, shuffle, noise, random_state):
    generator = check_random_state(random_state)
    X = np.vstack([np.append(outer[0], inner[0]), np.append(outer[1], inner[1])]).T
    y = np.hstack([np.zeros(len(outer[0]), dtype=np.intp), np.ones(len(inner[0]), dtype=np.intp)])
    if shuffle:
        X, y = _shuffle(X, y, random_state=generator)
    if noise is not None:
        X = X + generator.normal(scale=noise, size=X.shape)
    return X, y


def make_moons(n_samples=100, *, shuffle=True, noise=None, random_state=None):
    'Two half circles that reach into each other.'
    n_outer, n_inner = _halves(n_samples)
    outer, inner = np.linspace(0, np.pi, n_outer), np.linspace(0, np.pi, n_inner)
    return _two_curves((np.cos(outer), np.sin(outer)), (1 - np.cos(inner), 1 - np.sin(inner) - 0.5), shuffle, noise, random_state)


def make_circles(n_samples=100, *, shuffle=True, noise=None, random_state=None, factor=0.8):
    'A circle within a circle.'
    n_outer, n_inner = _halves(n_samples)
    outer, inner = np.linspace(0, 2 * np.pi, n_outer, endpoint=False), np.linspace(0, 2 * np.pi, n_inner, endpoint=False)
    return _two_curves((np.cos(outer), np.sin(outer)), (np.cos(inner) * factor, np.sin(inner) * factor), shuffle, noise, random_state)


def make_blobs(n_samples=100, n_features=2, *, centers=None, cluster_std=1.0, center_box=(-10.0, 10.0), shuffle=True,
               random_state=None, return_centers=False):
    'Clouds of normally distributed points.'
    generator = check_random_state(random_state)
    if isinstance(n_samples, (int, np.integer)):
        centers = 3 if centers is None else centers
    else:
        centers = len(n_samples) if centers is None else centers
    if isinstance(centers, (int, np.integer)):
        centers = generator.uniform(center_box[0], center_box[1], size=(centers, n_features))
    centers = np.asarray(centers, dtype=float)
    n_centers, n_features = centers.shape
    spreads = list(cluster_std) if hasattr(cluster_std, '__len__') else [cluster_std] * n_centers
    if len(spreads) != n_centers:
        raise ValueError('Length of `clusters_std` not consistent with number of centers. '
                         f'Got centers = {centers} and cluster_std = {cluster_std}')
    if isinstance(n_samples, (int, np.integer)):
        counts = [n_samples // n_centers + (i < n_samples % n_centers) for i in range(n_centers)]
    else:
        counts = list(n_samples)
    X = np.vstack([generator.normal(loc=centers[i], scale=spreads[i], size=(n, n_features)) for i, n in enumerate(counts)])
    y = np.hstack([np.full(n, i) for i, n in enumerate(counts)])
    if shuffle:
        X, y = _shuffle(X, y, random_state=generator)
    return (X, y, centers) if return_centers else (X, y)


def make_regression(n_samples=100, n_features=100, *, n_informative=10, n_targets=1, bias=0.0, effective_rank=None,
                    tail_strength=0.5, noise=0.0, shuffle=True, coef=False, random_state=None):
    'A linear function of some of the features, and noise.'
    if effective_rank is not None:
        raise NotImplementedError('make_regression(effective_rank=) is not a part of logit')
    generator = check_random_state(random_state)
    n_informative = min(n_features, n_informative)
    X = generator.normal(size=(n_samples, n_features))
    truth = np.zeros((n_features, n_targets))
    truth[:n_informative, :] = 100 * generator.uniform(size=(n_informative, n_targets))
    y = np.dot(X, truth) + bias
    if noise > 0.0:
        y = y + generator.normal(scale=noise, size=y.shape)
    if shuffle:
        X, y = _shuffle(X, y, random_state=generator)
        order = np.arange(n_features)
        generator.shuffle(order)
        X, truth = X[:, order], truth[order]
    y = np.squeeze(y)
    return (X, y, np.squeeze(truth)) if coef else (X, y)
