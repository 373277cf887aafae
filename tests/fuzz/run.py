#!/usr/bin/env python3
"""Runs the fuzzers: run.py [NAME...] [--seconds N | --short BUILD]. One file NAME_fuzz.cpp, its line in CMakeLists.txt and its row below
is one fuzzer; `differential` is random_programs.py, which compares the native build with CPython on new random programs each time.

./lab fuzz builds them in build/fuzz with clang's libFuzzer and its sanitizers. Each starts from its seeds and keeps what it finds
interesting in build/fuzz/found/NAME/corpus. What makes it crash is in build/fuzz/found/NAME/crash-*: mend it and keep the input as a
case of a unit test, or as a seed. With --short the same inputs are tried every time by the NAME_replay programs of an ordinary build: the
seeds and a fixed number of changes to them (replay.cpp). Closes with "N passed, M failed".
"""
import argparse
import concurrent.futures
import glob
import os
import re
import shutil
import subprocess
import sys
import time

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
build = f'{root}/build/fuzz'

# Where each starts, its longest input in bytes, a list of words it may use, and how many inputs the short run tries: some seconds.
FUZZERS = {
    'parse': {'seeds': ['tests/golden/ast/*.py', 'tests/golden/tokens/*.py', 'tests/python/syntax/*.py'], 'max_len': 400,
              'dictionary': 'tests/fuzz/python.dict', 'short': 15000},
    'run': {'seeds': ['tests/python/*/*.py'], 'max_len': 600, 'dictionary': 'tests/fuzz/python.dict', 'short': 1500},
    'link': {'seeds': ['tests/fuzz/seeds/link/*'], 'max_len': 4096, 'short': 3000},
    'array': {'seeds': ['tests/fuzz/seeds/array/*'], 'max_len': 1024, 'short': 40000},
    'files': {'seeds': ['tests/fuzz/seeds/array/*.csv', 'tests/fuzz/seeds/json/*'], 'max_len': 600, 'short': 500},
    'index': {'seeds': ['tests/fuzz/seeds/index/*'], 'max_len': 64, 'short': 60000},
    'kernels': {'seeds': ['tests/fuzz/seeds/kernels/*'], 'max_len': 16, 'short': 3000},
    'functions': {'seeds': ['tests/fuzz/seeds/functions/*'], 'max_len': 4096, 'short': 3000},
}


def seeds_of(name):
    return sorted(path for pattern in FUZZERS[name]['seeds'] for path in glob.glob(f'{root}/{pattern}'))


def replay(name, where):
    """The short run, with the programs of the build `where`."""
    how, crash = FUZZERS[name], f'{where}/tests/fuzz/{name}-crash'
    begin = time.monotonic()
    done = subprocess.run([f'{where}/tests/fuzz/{name}_replay', str(how['short']), str(how['max_len']), crash, *seeds_of(name)],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace')
    if done.returncode:
        print(f'{done.stdout[-4000:]}\nFAILED  {name}: exit status {done.returncode}', flush=True)
        return False
    print(f'ok      {name}: {done.stdout.strip()}, {time.monotonic() - begin:.1f} s', flush=True)
    return True


def run(name, seconds):
    how, out = FUZZERS[name], f'{build}/found/{name}'
    os.makedirs(f'{out}/corpus', exist_ok=True)
    seeds = f'{out}/seeds'
    shutil.rmtree(seeds, ignore_errors=True)
    os.makedirs(seeds)
    for path in seeds_of(name):
        shutil.copy(path, os.path.join(seeds, os.path.relpath(path, root).replace(os.sep, '-')))
    dictionary = [f'-dict={root}/{how["dictionary"]}'] if 'dictionary' in how else []
    done = subprocess.run([f'{build}/tests/fuzz/{name}_fuzz', f'-max_len={how["max_len"]}', '-timeout=20', '-rss_limit_mb=2048',
                           f'-max_total_time={seconds}', f'-artifact_prefix={out}/', '-print_final_stats=1', *dictionary,
                           f'{out}/corpus', seeds],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace')
    runs = re.search(r'number_of_executed_units: (\d+)', done.stdout)
    cover = re.findall(r'cov: (\d+)', done.stdout)
    if done.returncode:
        print(f'{done.stdout[-4000:]}\nFAILED  {name}: exit status {done.returncode}; the input is in {os.path.relpath(out, root)}/', flush=True)
        return False
    print(f'ok      {name}: {runs.group(1) if runs else "?"} inputs in {seconds} s, {cover[-1] if cover else "?"} edges covered', flush=True)
    return True


def differential(seconds):
    """Batches of random programs until the time is over; the seeds go on from the clock, a failing one is named."""
    first, end, runs = int(time.time()) % 10**8 * 10, time.monotonic() + seconds, 0
    while time.monotonic() < end:
        done = subprocess.run([sys.executable, f'{root}/tests/fuzz/random_programs.py', '--first', str(first + runs), '--seeds', '40'],
                              cwd=root, stdout=subprocess.PIPE, text=True)
        runs += 40
        if done.returncode:
            print(done.stdout + 'FAILED  differential: tests/fuzz/random_programs.py --seed N --show prints the program')
            return False
    print(f'ok      differential: {runs} programs in {seconds} s', flush=True)
    return True


def main():
    all_names = [*FUZZERS, 'differential']
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument('--seconds', type=int, default=60, help='for each fuzzer')
    ap.add_argument('--short', metavar='BUILD', help='the run that is part of ./lab test, with the programs of this build')
    ap.add_argument('names', nargs='*', metavar='NAME', help='of: ' + ', '.join(all_names))
    a = ap.parse_args()
    unknown = set(a.names) - set(all_names)
    if unknown:
        ap.error('no fuzzer is called ' + ', '.join(sorted(unknown)))
    if a.short:
        # As many at once as there are processors.
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            results = list(pool.map(lambda name: replay(name, a.short), a.names or FUZZERS))
    else:
        results = [run(name, a.seconds) if name in FUZZERS else differential(a.seconds) for name in a.names or all_names]
    print(f'{sum(results)} passed, {len(results) - sum(results)} failed')
    return 0 if all(results) else 1


if __name__ == '__main__':
    sys.exit(main())
