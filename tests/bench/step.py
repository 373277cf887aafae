"""One training step of logistic regression, as a script writes it, beside PyTorch and the JavaScript libraries.

Every contender is a process of its own that warms up, then times its steps. Each one's parameters after a few steps are
compared with a float64 computation.
"""
import math

import peers

QUESTION = 'what does one training step cost, in microseconds (median of rounds), and how many times ours is that?'

ROUNDS = 3
WARM_UP = 2.0  # seconds: WebAssembly and JavaScript are compiled in two tiers, the second while they run
CHECKED = 20  # steps after which parameters are compared
# Workload: steps to time.
WORKLOADS = {'10x4': 2000, '256x30': 1000, '8192x100': 100, 'scalar': 2000, 'loader': 1000}


def run(command, workload, warm_up, steps):
    """The contender's JSON; None if it cannot do this workload."""
    if command[-1] in peers.LIBRARIES and 'x' not in workload:
        return None
    return peers.answer(command, workload, warm_up, steps)


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def reference(workload, steps):
    """The parameters after `steps` steps, in float64."""
    if workload == 'scalar':
        a = sigmoid(1.1 * 0.5)
        return [(a - 1) * 1.1, a - 1]
    loader = workload == 'loader'
    rows, features = (1000, 2) if loader else map(int, workload.split('x'))
    x = [[math.sin(0.7 * (r * features + c)) for c in range(features)] for r in range(rows)]
    y = [1.0 if r * 7 % 3 == 0 else 0.0 for r in range(rows)]
    w, b = [0.0] * features, 0.0
    batches = [range(i, i + 10) for i in range(0, rows, 10)] if loader else [range(rows)]
    for step in range(steps):
        for batch in batches if loader else [batches[0]]:
            error = [sigmoid(sum(a * c for a, c in zip(x[r], w)) + b) - y[r] for r in batch]
            for j in range(features):
                w[j] -= 0.1 * sum(e * x[r][j] for e, r in zip(error, batch)) / len(batch)
            b -= 0.1 * sum(error) / len(batch)
    return w + [b]


def agrees(got, expected):
    # float32 over a few dozen steps: rounding stays below 1e-5 of the largest parameter.
    size = max(abs(e) for e in expected)
    return len(got) == len(expected) and all(abs(g - e) <= 2e-5 * size for g, e in zip(got, expected))


def checked_steps(workload):
    """Of the checking run; epochs for the loader, which makes at least one."""
    return {'loader': 1, '8192x100': 4}.get(workload, CHECKED)


def measure():
    everyone = list(peers.contenders('step'))
    for workload, steps in WORKLOADS.items():
        count = checked_steps(workload)
        expected = reference(workload, count)
        right, wrong = [], {}
        for name, command in everyone:
            result = run(command, workload, 0, count)
            if result is None:
                continue
            if agrees(result['parameters'], expected):
                right.append((name, command))
            else:
                wrong[name] = 'wrong'
        medians = peers.in_turns(right, ROUNDS, lambda command: run(command, workload, WARM_UP, steps)['us'])
        yield peers.with_ratios({'workload': workload}, medians, wrong, [name for name, _ in everyone])
