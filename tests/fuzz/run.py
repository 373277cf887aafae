#!/usr/bin/env python3
"""Builds and runs the fuzzers: run.py [NAME...] [--seconds N] [--corpus FOLDER]. One file NAME_fuzz.cpp is one fuzzer.

Each is compiled by clang with libFuzzer, AddressSanitizer and UndefinedBehaviorSanitizer from the sources named below, starts
from its seeds, and keeps what it finds interesting in build/fuzz/NAME/corpus. What makes it crash is in build/fuzz/NAME/crash-*:
mend it and keep the input as a case of a unit test. Closes with "N passed, M failed".
"""
import argparse
import glob
import os
import re
import shutil
import subprocess
import sys

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
cache = os.path.join(os.environ.get('XDG_CACHE_HOME', os.path.expanduser('~/.cache')), 'logit', 'sources')

# What each is linked from: folders of src/, libraries of the cache (their C or C++ files and include folders), seeds.
FUZZERS = {
    'parse': {'src': ['script/tokens', 'script/ast', 'base'],
              'seeds': ['tests/golden/ast/*.py', 'tests/golden/tokens/*.py', 'tests/python/syntax/*.py'], 'max_len': 400},
    'link': {'src': ['share', 'base'], 'libraries': ['zlib', 'json', 'qrcodegen'], 'seeds': ['tests/fuzz/seeds/link/*'], 'max_len': 4096},
}
LIBRARIES = {
    'zlib': (['adler32.c', 'crc32.c', 'deflate.c', 'inffast.c', 'inflate.c', 'inftrees.c', 'trees.c', 'zutil.c'], '.'),
    'json': ([], 'single_include'),
    'qrcodegen': (['cpp/qrcodegen.cpp'], 'cpp'),
}
FLAGS = ['-g', '-O1', '-fsanitize=fuzzer,address,undefined', '-fno-sanitize-recover=undefined', '-fno-omit-frame-pointer']


def compile_fuzzer(name, clang, out):
    how = FUZZERS[name]
    sources = [f'{root}/tests/fuzz/{name}_fuzz.cpp']
    for folder in how['src']:
        sources += sorted(glob.glob(f'{root}/src/{folder}/*.cpp'))
    includes = [f'-I{root}/src']
    for library in how.get('libraries', ()):
        folder = sorted(glob.glob(f'{cache}/{library}-*'))[-1]
        files, include = LIBRARIES[library]
        sources += [f'{folder}/{file}' for file in files]
        includes.append(f'-isystem{folder}/{include}')
    objects = []
    for source in sources:
        obj = os.path.join(out, re.sub(r'\W', '_', os.path.relpath(source, '/')) + '.o')
        objects.append(obj)
        if os.path.exists(obj) and os.path.getmtime(obj) > newest_header(source):
            continue
        is_c = source.endswith('.c')
        # Other people's arithmetic is theirs; only our own is held to the letter.
        flags = [f.replace(',undefined', '') if source.startswith(cache) else f for f in FLAGS]
        command = [clang, '-x', 'c'] if is_c else [clang + '++', '-std=c++20']
        subprocess.run(command + flags + includes + ['-c', source, '-o', obj], check=True)
    binary = os.path.join(out, name)
    subprocess.run([clang + '++', *FLAGS, *objects, '-o', binary], check=True)
    return binary


def newest_header(source):
    headers = glob.glob(f'{root}/src/**/*.h', recursive=True) + glob.glob(f'{root}/src/**/*.def', recursive=True)
    return max(map(os.path.getmtime, [source, *headers]))


def run(name, clang, seconds):
    out = f'{root}/build/fuzz/{name}'
    corpus = f'{out}/corpus'
    os.makedirs(corpus, exist_ok=True)
    seeds = f'{out}/seeds'
    shutil.rmtree(seeds, ignore_errors=True)
    os.makedirs(seeds)
    for pattern in FUZZERS[name]['seeds']:
        for path in glob.glob(f'{root}/{pattern}'):
            shutil.copy(path, seeds)
    binary = compile_fuzzer(name, clang, out)
    done = subprocess.run([binary, f'-max_len={FUZZERS[name]["max_len"]}', '-timeout=5', '-rss_limit_mb=1024',
                           f'-max_total_time={seconds}', f'-artifact_prefix={out}/', '-print_final_stats=1', corpus, seeds],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace')
    runs = re.search(r'number_of_executed_units: (\d+)', done.stdout)
    cover = re.findall(r'cov: (\d+)', done.stdout)
    if done.returncode:
        print(done.stdout[-4000:])
        print(f'FAILED  {name}: exit status {done.returncode}; the input is in {os.path.relpath(out, root)}/')
        return False
    print(f'ok      {name}: {runs.group(1) if runs else "?"} inputs in {seconds} s, {cover[-1] if cover else "?"} edges covered', flush=True)
    return True


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument('--seconds', type=int, default=60, help='for each fuzzer')
    ap.add_argument('names', nargs='*', metavar='NAME', help='of: ' + ', '.join(FUZZERS))
    a = ap.parse_args()
    unknown = set(a.names) - set(FUZZERS)
    if unknown:
        ap.error('no fuzzer is called ' + ', '.join(sorted(unknown)))
    clang = shutil.which('clang')
    if not clang:
        print('skipped: no clang with libFuzzer')
        print('0 passed, 0 failed')
        return 0
    results = [run(name, clang, a.seconds) for name in a.names or FUZZERS]
    print(f'{sum(results)} passed, {len(results) - sum(results)} failed')
    return 0 if all(results) else 1


if __name__ == '__main__':
    sys.exit(main())
