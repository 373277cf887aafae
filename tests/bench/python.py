"""The programs of tests/python/bench, checked and timed: whole processes, as `logit run` starts them."""
import glob
import os
import shutil
import statistics
import subprocess
import time

QUESTION = 'how long do plain Python programs take, in seconds (median of 3)?'

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RUNS = 3


def commands():
    yield 'native', [os.path.join(ROOT, 'build/native/logit'), 'run']
    module = os.path.join(ROOT, 'build/web/logit-run.js')
    if os.path.exists(module) and shutil.which('node'):
        yield 'wasm in Node', ['node', module, 'run']
    yield 'CPython', ['python3']


def seconds(command, script, expected):
    """Median wall time; nothing if the output is wrong, for then the time says nothing."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        p = subprocess.run(command + [script], stdin=subprocess.DEVNULL, capture_output=True)
        times.append(time.perf_counter() - start)
        if p.stdout != expected:
            return 'wrong output'
    return statistics.median(times)


def measure():
    ratios = []
    for script in sorted(glob.glob(os.path.join(ROOT, 'tests/python/bench/*.py'))):
        with open(script[:-3] + '.out', 'rb') as f:
            expected = f.read()
        row = {'program': os.path.basename(script)[:-3]}
        for name, command in commands():
            row[name] = seconds(command, script, expected)
        timed = [row[name] for name in ('CPython', 'native')]
        row['CPython / native'] = timed[0] / timed[1] if all(isinstance(t, float) for t in timed) else '-'
        ratios.append(row['CPython / native'])
        yield row
    if all(isinstance(r, float) for r in ratios):
        yield {**dict.fromkeys(row, ''), 'program': 'geometric mean', 'CPython / native': statistics.geometric_mean(ratios)}
