# Arrays in files: text tables and .npy.
import numpy as np

with open('points.csv', 'w') as f:
    f.write('# x, y, label\n1.5,2,0\n-3,4e-1,1\n\n 5 , 6 , 1\n')
data = np.loadtxt('points.csv', delimiter=',')
print(data, data.shape, data.dtype)
X, y = data[:, :2], data[:, 2].astype(int)
print(X, y, np.loadtxt('points.csv', delimiter=',', usecols=(0, 2)), np.loadtxt('points.csv', delimiter=',', usecols=1, skiprows=2))
a, b, c = np.loadtxt('points.csv', delimiter=',', unpack=True)
print(a, c)
with open('gaps.csv', 'w') as f:
    f.write('h1,h2\n1,\n,4\nx,6\n')
print(np.genfromtxt('gaps.csv', delimiter=',', skip_header=1), np.genfromtxt('gaps.csv', delimiter=',', skip_header=1, filling_values=0))
np.savetxt('out.txt', X, fmt='%.3f', header='x y')
print(open('out.txt').read())
np.savetxt('out.txt', [1, 2.5])
print(open('out.txt').read(), np.loadtxt('out.txt'))
np.save('a.npy', np.arange(6, dtype=np.float32).reshape(2, 3))
np.save('b', np.array([True, False]))
print(repr(np.load('a.npy')), np.load('b.npy'), np.load('a.npy').T.sum())
with open('a.npy', 'rb') as f:
    print(np.load(f))
for wrong in (lambda: np.loadtxt('none.csv'), lambda: np.load('none.npy'), lambda: np.loadtxt('gaps.csv', delimiter=',', skiprows=3)):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
try:
    np.loadtxt(['1 2', '3'])
except ValueError as error:
    print(error)
