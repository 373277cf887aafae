#!/usr/bin/env python3
"""Runs every doctest program that ctest knows of and adds up their test cases: run_unit_tests.py BUILD_DIR."""
import concurrent.futures
import json
import os
import re
import subprocess
import sys

TIMEOUT = 300  # seconds for one program


def run(test):
    try:
        p = subprocess.run(test['command'], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                           timeout=TIMEOUT, text=True, errors='replace')
    except (subprocess.TimeoutExpired, OSError) as e:
        return 0, 1, str(e)
    m = re.search(r'test cases:\s*\d+ \|\s*(\d+) passed \|\s*(\d+) failed', re.sub(r'\x1b\[[0-9;]*m', '', p.stdout))
    if not m:  # crashed before its summary
        return 0, 1, p.stdout + f'\nexit status {p.returncode}'
    passed, failed = map(int, m.groups())
    return passed, max(failed, int(p.returncode != 0)), p.stdout


def main():
    listing = subprocess.run(['ctest', '--test-dir', sys.argv[1], '--show-only=json-v1'], check=True,
                             stdout=subprocess.PIPE).stdout
    tests = [t for t in json.loads(listing)['tests'] if 'command' in t]
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for test, (good, bad, output) in zip(tests, pool.map(run, tests)):
            print(f'{test["name"]:24} {good:4} passed' + (f', {bad} failed' if bad else ''))
            if bad:
                print(output)
            passed += good
            failed += bad
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


sys.exit(main())
