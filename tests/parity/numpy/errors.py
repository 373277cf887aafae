import numpy as np


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


def assign(target, key, value):
    target[key] = value


show(lambda: np.array([1, 2]) + np.array([1, 2, 3]))
show(lambda: np.array([1, 2]) @ np.array([1, 2, 3]))
show(lambda: np.zeros((2, 3)) @ np.zeros((2, 3)))
show(lambda: np.zeros((2, 3)).dot(np.zeros((2, 3))))
show(lambda: np.array([1, 2])[5])
show(lambda: np.arange(6).reshape(2, 3)[:, 5])
show(lambda: np.eye(3)[0, 1, 2])
show(lambda: np.array([1, 2]).reshape(3, 5))
show(lambda: np.array([[1, 2], [3]]))
show(lambda: np.array([[1, 2], 3]))
show(lambda: bool(np.array([1, 2])))
show(lambda: assign(np.array([1, 2]), slice(None), [1, 2, 3]))
show(lambda: np.array([1, 2]).foo)
show(lambda: np.foo)
show(lambda: np.array([1, 2])[[True]])
show(lambda: np.array([1, 2])[1.0])
show(lambda: np.concatenate([np.zeros((2, 2)), np.zeros((3, 3))]))
show(lambda: np.concatenate([np.zeros((2, 2)), np.zeros(3)]))
show(lambda: np.zeros(3).mean(axis=1))
show(lambda: float(np.zeros(3)))
show(lambda: np.array([1, 2]) ** -1)
show(lambda: hash(np.array([1, 2])))
show(lambda: np.linalg.inv(np.zeros((2, 2))))
show(lambda: len(np.array(3)))
show(lambda: np.stack([np.zeros(2), np.zeros(3)]))
show(lambda: (np.argmax([]), np.max([])))
show(lambda: np.max([]))
show(lambda: np.random.seed(-1))
show(lambda: np.random.choice(3, 5, replace=False))
