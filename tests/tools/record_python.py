#!/usr/bin/env python3.11
"""Records what CPython 3.11 prints for scripts of tests/python.

    python3.11 tests/tools/record_python.py AREA/NAME…

Writes NAME.out (all of standard output) and, for a script that ends in an uncaught exception, NAME.err (all of standard error, the
script's name as "<script>", frames of library code left out). Every script runs under three hash seeds; one whose output hangs on the
seed is refused, and so is one that prints an address.
"""
import os
import re
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'python')


def run(path, seed):
    command = [sys.executable, '-X', 'no_debug_ranges', '-W', 'ignore', os.path.basename(path)]
    done = subprocess.run(command, cwd=os.path.dirname(path), capture_output=True, stdin=subprocess.DEVNULL, timeout=60,
                          env={**os.environ, 'PYTHONHASHSEED': seed, 'PYTHONDONTWRITEBYTECODE': '1'})
    error = done.stderr.decode().replace(f'File "{os.path.basename(path)}"', 'File "<script>"').replace(f'File "{path}"', 'File "<script>"')
    error = re.sub(r'  File "(?!<script>)[^"]*", line \d+, in .*\n(    .*\n)?', '', error)
    return done.stdout.decode(), error, done.returncode


def record(name):
    path = os.path.join(ROOT, name.removesuffix('.py') + '.py')
    out, error, status = first = run(path, '0')
    if any(run(path, seed) != first for seed in ('1', '2')):
        return 'hangs on the hash seed'
    if re.search(r' at 0x[0-9a-f]{8,}', out + error):
        return 'prints an address'
    if bool(error) != bool(status):
        return f'exit status {status} with {"some" if error else "no"} error output'
    for suffix, text in (('.out', out), ('.err', error)):
        place = path.removesuffix('.py') + suffix
        if suffix == '.out' or text:
            with open(place, 'w', encoding='utf-8', newline='') as f:
                f.write(text)
        elif os.path.exists(place):
            os.remove(place)
    return None


def main():
    if sys.version_info[:2] != (3, 11) or len(sys.argv) < 2:
        sys.exit(__doc__)
    wrong = 0
    for name in sys.argv[1:]:
        problem = record(name)
        if problem:
            print(f'{name}: {problem}')
            wrong += 1
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
