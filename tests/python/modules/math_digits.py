# Every digit of the elementary functions, on arguments that are nothing special; the same in every build.
import math
import random

random.seed(3)
xs = [random.uniform(-3, 3) for _ in range(12)] + [27.0, 0.001, 1000.5]
for name in ['sin', 'cos', 'tan', 'atan', 'tanh', 'exp', 'cbrt']:
    f = getattr(math, name)
    print(name, *[f(x) for x in xs if name != 'exp' or x < 700])
for name in ['asin', 'acos']:
    print(name, *[getattr(math, name)(x / 3.5) for x in xs if abs(x) < 3])
print('log10', *[math.log10(abs(x)) for x in xs])
print('atan2', *[math.atan2(x, y) for x, y in zip(xs, xs[1:])])
for power in [0.5, 1.5, -2.5, 7.0, 0.1]:
    print('**', power, *[abs(x) ** power for x in xs])
total = 0.0
for i in range(1, 20000):
    total += (i * 0.37) ** 0.5 + (i * 0.11) ** -1.5
print(total)
