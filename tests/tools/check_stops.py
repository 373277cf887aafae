#!/usr/bin/env python3
"""Stops the machine while it runs every recorded program: what is printed must be what an unbroken run prints.

    tests/tools/check_stops.py build/native/logit [--jobs N] [WORD...]

Programs of tests/python stop after every single instruction, and all recorded programs at random places, where the session hands
control back as it does between two frames of the lab. Programs of the benchmarks are left out: they are long on purpose.
Closes with "N passed, M failed".
"""
import argparse
import concurrent.futures
import os
import sys

import check

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SLOWEST = 120  # seconds


def rounds(words):
    """(how often to stop, case) of every run."""
    for root in ('python', 'parity'):
        for rel, path in check.find_cases(os.path.join(TESTS, root), [], words):
            if rel.startswith('bench/'):
                continue
            for every in ('1', 'random') if root == 'python' else ('random',):
                yield every, (f'{root}/{rel}', path)


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument('program', help='the native program')
    ap.add_argument('words', nargs='*', help='only programs whose area/name contains one of these words')
    ap.add_argument('--jobs', type=int, default=os.cpu_count() or 1)
    ap.add_argument('--expected', help='list of programs that fail in any case: they are left out')
    a = ap.parse_args()
    known = set()
    if a.expected:
        with open(a.expected, encoding='utf-8') as f:
            known = {line.split()[1] for line in f if line.startswith('native ')}

    def run(job):
        every, case = job
        _, good, note = check.run_case(case, [a.program, 'run', '--stop-every', every], SLOWEST, 16, False)
        return f'{case[0]} stopped every {every}', good, note

    jobs = [job for job in rounds(a.words) if job[1][0] not in known]
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(a.jobs) as pool:
        for name, good, note in pool.map(run, jobs):
            passed, failed = passed + good, failed + (not good)
            if not good:
                print('FAILED ', name)
                print('\n'.join('    ' + line for line in note), flush=True)
    print(f'{passed} passed, {failed} failed')
    sys.exit(failed > 0)


if __name__ == '__main__':
    main()
