#!/usr/bin/env python3
"""Which lines of src/ have run: coverage.py BUILD_DIR [--files] [--missing FILE], after a run of programs built with -DLOGIT_COVERAGE=ON.

Reads gcov's counts of every object in BUILD_DIR and prints a table by folder; --files adds every file, --missing the lines of a file
(a part of its path is enough) that never ran. A line counts once, wherever it was compiled into: a template's or a header's line has
run if it ran for one of them. `./lab test --coverage` does the whole; the engine's folders must stay at MINIMUM percent or above.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MINIMUM = 90
# What a script's line goes through; the window and the command line are shown too.
NOT_ENGINE = {'lab', 'shell', 'cli'}
BATCH = 24


def objects(build):
    """The .gcda of each object that has run, else its .gcno."""
    for folder, _, names in os.walk(build):
        here = set(names)
        for name in sorted(names):
            if name.endswith('.gcno'):
                ran = name[:-4] + 'gcda'
                yield os.path.join(folder, ran if ran in here else name)


def counts_of(paths):
    """[(source, line, count)] of the lines of src/ in these objects."""
    done = subprocess.run(['gcov', '--json-format', '--stdout', *paths], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    found = []
    for text in done.stdout.splitlines():
        if not text.startswith(b'{'):
            continue
        document = json.loads(text)
        for file in document['files']:
            path = os.path.relpath(os.path.join(document['current_working_directory'], file['file']), ROOT)
            if path.startswith('src' + os.sep) and path.endswith(('.cpp', '.h')):
                found += [(path, line['line_number'], line['count']) for line in file['lines']]
    return found


def folder_of(path):
    parts = path.split(os.sep)[1:-1]
    # The script machine's folders are its stages; those of the lab belong together.
    return '/'.join(parts[:2] if parts[0] == 'script' else parts[:1])


def ranges(lines):
    """[3, 4, 5, 9] as "3-5 9"."""
    out, start, before = [], None, None
    for line in [*sorted(lines), None]:
        if start is not None and line != before + 1:
            out.append(str(start) if start == before else f'{start}-{before}')
            start = None
        if start is None:
            start = line
        before = line
    return ' '.join(out)


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument('build')
    ap.add_argument('--files', action='store_true')
    ap.add_argument('--missing', metavar='FILE')
    a = ap.parse_args()
    paths = list(objects(a.build))
    batches = [paths[i:i + BATCH] for i in range(0, len(paths), BATCH)]
    lines = collections.defaultdict(dict)  # source: {line: count}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for found in pool.map(counts_of, batches):
            for path, line, count in found:
                lines[path][line] = lines[path].get(line, 0) + count
    if not lines:
        print(f'{a.build} holds no counts')
        return 1

    folders = collections.defaultdict(lambda: [0, 0])
    for path, counts in lines.items():
        total = folders[folder_of(path)]
        total[0] += sum(count > 0 for count in counts.values())
        total[1] += len(counts)
    if a.missing:
        for path in sorted(lines):
            if a.missing in path:
                print(f'{path}: {ranges(line for line, count in lines[path].items() if count == 0)}')
        return 0
    if a.files:
        for path, counts in sorted(lines.items()):
            ran = sum(count > 0 for count in counts.values())
            print(f'{path:52} {ran:6} of {len(counts):6}  {100 * ran / len(counts):5.1f} %')
        print()
    print(f'{"folder":20} {"lines run":>10} {"of":>8} {"":>8}')
    low, engine = [], [0, 0]
    for folder, (ran, of) in sorted(folders.items()):
        share = 100 * ran / of
        is_engine = folder not in NOT_ENGINE
        if is_engine:
            engine[0] += ran
            engine[1] += of
            if share < MINIMUM:
                low.append(folder)
        print(f'{folder:20} {ran:10} {of:8} {share:6.1f} %' + ('' if is_engine else '  (not the engine)'))
    print(f'{"engine":20} {engine[0]:10} {engine[1]:8} {100 * engine[0] / engine[1]:6.1f} %')
    if low:
        print(f'below {MINIMUM} %: {", ".join(low)}')
    return 1 if low else 0


if __name__ == '__main__':
    sys.exit(main())
