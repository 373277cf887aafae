#!/usr/bin/env python3
"""Runs the benchmarks: run.py [NAME...]. Each file here but this one and peers.py asks one question of the clock.

It has a QUESTION, a sentence, and measure(), which yields rows: dictionaries with the same keys. They are printed as a
table and written, with the machine they were measured on, to build/bench/NAME.json.
"""
import importlib.util
import json
import os
import platform
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def processor():
    try:
        with open('/proc/cpuinfo', encoding='utf-8') as f:
            return next(line.split(':', 1)[1].strip() for line in f if line.startswith('model name'))
    except (OSError, StopIteration):
        return platform.processor()


def load(name):
    spec = importlib.util.spec_from_file_location(name, os.path.join(HERE, name + '.py'))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text(value):
    return f'{value:.3g}' if isinstance(value, float) else str(value)


def print_table(rows):
    cells = [list(rows[0])] + [[text(v) for v in row.values()] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells)]
    for row in cells:
        print('  '.join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths))))


def main():
    names = sorted(f[:-3] for f in os.listdir(HERE) if f.endswith('.py') and f not in ('run.py', 'peers.py'))
    wanted = sys.argv[1:] or names
    unknown = set(wanted) - set(names)
    if unknown:
        raise SystemExit(f'no benchmark is called {", ".join(sorted(unknown))}; there are: {", ".join(names)}')
    out = os.path.join(ROOT, 'build', 'bench')
    os.makedirs(out, exist_ok=True)
    for name in wanted:
        bench = load(name)
        print(f'{name}: {bench.QUESTION}', flush=True)
        rows = list(bench.measure())
        print_table(rows)
        print()
        result = {'question': bench.QUESTION, 'processor': processor(), 'cores': os.cpu_count(),
                  'when': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime()), 'rows': rows}
        with open(os.path.join(out, name + '.json'), 'w', encoding='utf-8') as f:
            json.dump(result, f, indent=1)


main()
