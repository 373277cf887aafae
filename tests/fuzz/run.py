#!/usr/bin/env python3
"""Builds and runs the fuzzers: run.py [NAME...] [--seconds N]. One file NAME_fuzz.cpp and its line in CMakeLists.txt is one fuzzer;
`differential` is random_programs.py, which compares the native build with CPython on new random programs each time.

They are built in build/fuzz by clang with libFuzzer, AddressSanitizer and UndefinedBehaviorSanitizer. Each starts from its seeds and
keeps what it finds interesting in build/fuzz/found/NAME/corpus. What makes it crash is in build/fuzz/found/NAME/crash-*: mend it
and keep the input as a case of a unit test. Closes with "N passed, M failed".
"""
import argparse
import glob
import os
import re
import shutil
import subprocess
import sys
import time

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
build = f'{root}/build/fuzz'

# Where each starts, its longest input in bytes, and a list of words it may use.
FUZZERS = {
    'parse': {'seeds': ['tests/golden/ast/*.py', 'tests/golden/tokens/*.py', 'tests/python/syntax/*.py'], 'max_len': 400,
              'dictionary': 'tests/fuzz/python.dict'},
    'run': {'seeds': ['tests/python/*/*.py'], 'max_len': 600, 'dictionary': 'tests/fuzz/python.dict'},
    'link': {'seeds': ['tests/fuzz/seeds/link/*'], 'max_len': 4096},
    'array': {'seeds': ['tests/fuzz/seeds/array/*'], 'max_len': 1024},
    'functions': {'seeds': [], 'max_len': 4096},
    'files': {'seeds': ['tests/fuzz/seeds/array/*.csv', 'tests/fuzz/seeds/json/*'], 'max_len': 600},
}


def build_fuzzers(names, clang):
    subprocess.run(['cmake', '-S', root, '-B', build, '-G', 'Ninja', '-DCMAKE_BUILD_TYPE=RelWithDebInfo',
                    f'-DCMAKE_C_COMPILER={clang}', f'-DCMAKE_CXX_COMPILER={clang}++',
                    '-DLOGIT_SANITIZE=fuzzer-no-link,address,undefined', '-DLOGIT_BUILD_LAB=OFF', '-DLOGIT_BUILD_TESTS=OFF',
                    '-DLOGIT_FUZZ=ON'], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(['cmake', '--build', build, '--parallel', str(os.cpu_count() or 1), '--target', *(f'{n}_fuzz' for n in names)],
                   check=True)


def run(name, seconds):
    how, out = FUZZERS[name], f'{build}/found/{name}'
    os.makedirs(f'{out}/corpus', exist_ok=True)
    seeds = f'{out}/seeds'
    shutil.rmtree(seeds, ignore_errors=True)
    os.makedirs(seeds)
    for pattern in how['seeds']:
        for path in glob.glob(f'{root}/{pattern}'):
            shutil.copy(path, os.path.join(seeds, os.path.relpath(path, root).replace(os.sep, '-')))
    dictionary = [f'-dict={root}/{how["dictionary"]}'] if 'dictionary' in how else []
    done = subprocess.run([f'{build}/tests/fuzz/{name}_fuzz', f'-max_len={how["max_len"]}', '-timeout=5', '-rss_limit_mb=1024',
                           f'-max_total_time={seconds}', f'-artifact_prefix={out}/', '-print_final_stats=1', *dictionary,
                           f'{out}/corpus', seeds],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace')
    runs = re.search(r'number_of_executed_units: (\d+)', done.stdout)
    cover = re.findall(r'cov: (\d+)', done.stdout)
    if done.returncode:
        print(done.stdout[-4000:])
        print(f'FAILED  {name}: exit status {done.returncode}; the input is in {os.path.relpath(out, root)}/')
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
    ap.add_argument('names', nargs='*', metavar='NAME', help='of: ' + ', '.join(all_names))
    a = ap.parse_args()
    unknown = set(a.names) - set(all_names)
    if unknown:
        ap.error('no fuzzer is called ' + ', '.join(sorted(unknown)))
    names = a.names or all_names
    built = [name for name in names if name in FUZZERS]
    clang = shutil.which('clang')
    if built and not clang:
        print('the fuzzers need clang with libFuzzer (Debian: clang)')
        return 1
    if built:
        build_fuzzers(built, clang)
    results = [run(name, a.seconds) if name in FUZZERS else differential(a.seconds) for name in names]
    print(f'{sum(results)} passed, {len(results) - sum(results)} failed')
    return 0 if all(results) else 1


if __name__ == '__main__':
    sys.exit(main())
