"""The batched linear layer, Y = X·Wᵀ + b with W stored (out, in): forward, and forward with all three gradients.

Every contender is a process of its own that warms up, then repeats for about a second. A few elements of each result are
compared with their float64 values. The columns "webgpu" are Chromium's software adapter (scripts/linear_webgpu.mjs), with
results read back from the device after each call: they are to be compared with each other alone.
"""
import math

import peers

QUESTION = 'how many GFLOP/s does a linear layer reach (median of rounds; microseconds for the small one)?'

ROUNDS = 5
SHAPES = ('256x784x128', '1024x1024x1024', '4096x64x16', '64x2x1')
SECONDS = 0.7


def x_at(i, j, k):
    return math.sin(0.37 * (i * k + j))


def w_at(o, j, k):
    return math.cos(0.11 * (o * k + j))


def dy_at(i, o, n):
    return math.sin(0.05 * (i * n + o) + 1)


def reference(m, k, n, both):
    """Elements of Y and, with `both`, of dX, dW and db, as scripts/linear.py picks them."""
    places = [(0, 0), (1, 1), (2, 3)]
    bias = [0.5 - 0.01 * o for o in range(n)]
    values = [sum(x_at(i % m, j, k) * w_at(o % n, j, k) for j in range(k)) + bias[o % n] for i, o in places]
    if both:
        values += [sum(dy_at(i % m, o, n) * w_at(o, j % k, k) for o in range(n)) for i, j in places]
        values += [sum(dy_at(i, o % n, n) * x_at(i, j % k, k) for i in range(m)) for o, j in places]
        values += [sum(dy_at(i, o % n, n) for i in range(m)) for o in (0, 1, 2)]
    return values


def agrees(got, expected, length):
    # The usual bound for a sum of `length` products below 1 in float32, any order.
    return len(got) == len(expected) and all(abs(g - e) <= 6e-8 * length + 1e-6 for g, e in zip(got, expected))


def measure():
    everyone = [*peers.contenders('linear'), *peers.webgpu_contenders('linear')]
    for both in (False, True):
        for shape in SHAPES:
            m, k, n = map(int, shape.split('x'))
            mode = 'both' if both else 'forward'
            expected = reference(m, k, n, both)
            right, wrong = [], {}
            for name, command in everyone:
                result = peers.answer(command, shape, mode, 0)
                if result is None:
                    continue
                if agrees(result['checked'], expected, max(m, k, n)):
                    right.append((name, command))
                else:
                    wrong[name] = 'wrong'
            us = peers.in_turns(right, ROUNDS, lambda command: peers.answer(command, shape, mode, SECONDS)['us'])
            row = peers.with_ratios({'layer': f'{shape} {mode}', 'unit': 'µs'}, us, wrong, [name for name, _ in everyone])
            if m * k * n > 10000:  # as a rate
                row['unit'] = 'GFLOP/s'
                work = 2e-3 * m * k * n * (3 if both else 1)
                row.update({name: work / t for name, t in us.items()})
            yield row
