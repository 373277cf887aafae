# The sets of sklearn.datasets, from the same seeds.
import numpy as np
from sklearn.datasets import make_blobs, make_circles, make_moons, make_regression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, StandardScaler

for X, y in (make_moons(6, random_state=0), make_moons(n_samples=5, noise=0.2, random_state=1), make_moons(4, shuffle=False),
             make_circles(6, noise=0.1, factor=0.5, random_state=2), make_blobs(7, random_state=3),
             make_blobs(n_samples=6, centers=[[0, 0], [5, 5]], cluster_std=[0.5, 1], random_state=4),
             make_blobs(5, 3, centers=2, shuffle=False, random_state=5)):
    print(np.round(X, 6), y, X.shape, y.dtype)
np.random.seed(6)
print(make_moons(4, noise=0.1)[0].round(6))
X, y = make_regression(5, 2, n_informative=1, noise=1.0, random_state=7)
print(X.round(6), y.round(4))
X_train, X_test, y_train, y_test = train_test_split(np.arange(20).reshape(10, 2), np.arange(10), test_size=0.3, random_state=8)
print(X_train, X_test, y_train, y_test)
print(train_test_split(np.arange(5), random_state=9), train_test_split([1, 2, 3, 4], test_size=2, shuffle=False))
scaler = StandardScaler()
print(scaler.fit_transform(X_train.astype(float)).round(6), scaler.transform(X_test).round(6), scaler.mean_)
print(MinMaxScaler().fit_transform([[1., 5.], [2, 7], [3, 6]]))
