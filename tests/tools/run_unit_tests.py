#!/usr/bin/env python3
"""Runs every doctest program that ctest knows of and adds up their test cases: run_unit_tests.py BUILD_DIR [SECONDS].

SECONDS is what one program may take.

Cases listed in tests/expected_failures.txt ("unit PROGRAM/case name") may fail: they are counted and shown; one that
passes is pointed out, because the list may only shrink."""
import concurrent.futures
import json
import os
import re
import subprocess
import sys

TIMEOUT = float(sys.argv[2]) if len(sys.argv) > 2 else 300


EXPECTED = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'expected_failures.txt')


def expected_failures():
    """{program: {case names}} of the lines that begin with "unit "."""
    found = {}
    with open(EXPECTED, encoding='utf-8') as f:
        for line in f:
            if line.startswith('unit '):
                program, case = line[5:].strip().split('/', 1)
                found.setdefault(program, set()).add(case)
    return found


def failing_cases(output):
    """Names of the cases that report at least one error."""
    names, current = set(), None
    for line in output.splitlines():
        if line.startswith('TEST CASE:'):
            current = line[len('TEST CASE:'):].strip()
        elif re.search(r': (FATAL )?ERROR: ', line) and current:
            names.add(current)
    return names


def run(test):
    """Passed, failed, output, names of failing cases."""
    try:
        p = subprocess.run(test['command'], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                           timeout=TIMEOUT, text=True, errors='replace')
    except (subprocess.TimeoutExpired, OSError) as e:
        return 0, 1, str(e), set()
    plain = re.sub(r'\x1b\[[0-9;]*m', '', p.stdout)
    m = re.search(r'test cases:\s*\d+ \|\s*(\d+) passed \|\s*(\d+) failed', plain)
    if not m:  # crashed before its summary
        return 0, 1, p.stdout + f'\nexit status {p.returncode}', set()
    passed, failed = map(int, m.groups())
    return passed, max(failed, int(p.returncode != 0)), plain, failing_cases(plain)


def main():
    listing = subprocess.run(['ctest', '--test-dir', sys.argv[1], '--show-only=json-v1'], check=True,
                             stdout=subprocess.PIPE).stdout
    tests = [t for t in json.loads(listing)['tests'] if 'command' in t]
    expected = expected_failures()
    passed = failed = known = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for test, (good, bad, output, names) in zip(tests, pool.map(run, tests)):
            listed = expected.get(test['name'], set())
            known_here = names & listed
            bad -= len(known_here)
            for case in sorted(listed - names):
                print(f'{test["name"]}/{case} passes now: take its line from tests/expected_failures.txt')
            print(f'{test["name"]:24} {good:4} passed' + (f', {bad} failed' if bad else '') +
                  (f', {len(known_here)} known to fail' if known_here else ''))
            if bad:
                print(output)
            passed += good
            failed += bad
            known += len(known_here)
    if known:
        print(f'{known} cases are known to fail (tests/expected_failures.txt)')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


sys.exit(main())
