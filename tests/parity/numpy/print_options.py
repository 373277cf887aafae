import numpy as np

a = np.array([1e-5, 1.123456, 1000])
print(a)
np.set_printoptions(precision=3, suppress=True)
print(a, np.arange(5) / 3)
with np.printoptions(precision=2, suppress=False):
    print(a)
print(a)
np.set_printoptions(threshold=5, edgeitems=2)
print(np.arange(10))
print(np.arange(36.).reshape(6, 6))
np.set_printoptions(threshold=1000, linewidth=30, edgeitems=3)
print(np.arange(20))
np.set_printoptions(linewidth=75, precision=4, floatmode='fixed')
print(np.array([1, 0.5, 2 / 3]))
print(np.get_printoptions()['precision'])
print(np.array2string(np.array([1.5, 2.25]), separator=', '))
