"""Records what real PyTorch prints for the scripts of tests/parity.

    python3 record.py run FOLDER [SCRIPT...]    runs the scripts (default: all) and keeps what they print in FOLDER
    python3 record.py keep FOLDER...            writes NAME.out or NAME.err beside each script whose recordings all agree

`run` needs a Python that has PyTorch: do it once for each version and instruction level that shall agree
(ATEN_CPU_CAPABILITY=default|avx2), each into a folder of its own. Every script runs in a process of its own, forked after PyTorch
was loaded. NAME.out is the standard output; of a script that ends in an uncaught exception only the last line of the error
output is kept, as NAME.err. See tests/README.md.
"""
import os
import sys

PARITY = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'parity')


def all_scripts():
    for area in sorted(os.listdir(PARITY)):
        folder = os.path.join(PARITY, area)
        if os.path.isdir(folder):
            for name in sorted(os.listdir(folder)):
                if name.endswith('.py'):
                    yield f'{area}/{name[:-3]}'


def run_one(path, base):
    'Runs a script in a child process; returns its exit status.'
    child = os.fork()
    if child == 0:
        for descriptor, suffix in ((1, '.stdout'), (2, '.stderr')):
            os.dup2(os.open(base + suffix, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descriptor)
        import runpy
        status = 0
        try:
            sys.argv = [path]
            runpy.run_path(path, run_name='__main__')
        except BaseException:
            import traceback
            traceback.print_exc()
            status = 1
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def run(folder, names):
    import torch  # noqa: F401, loaded once for all children
    import torch.utils.data  # noqa: F401
    for name in names or all_scripts():
        name = name.removesuffix('.py')
        base = os.path.join(folder, name)
        os.makedirs(os.path.dirname(base), exist_ok=True)
        status = run_one(os.path.join(PARITY, name + '.py'), base)
        with open(base + '.status', 'w') as out:
            out.write(str(status))


def read(path):
    with open(path) as text:
        return text.read()


def result(folder, name):
    'What counts of a recording: (suffix, text), or None if the script was not run.'
    base = os.path.join(folder, name)
    if not os.path.exists(base + '.status'):
        return None
    if read(base + '.status') == '0':
        return '.out', read(base + '.stdout')
    lines = read(base + '.stderr').rstrip('\n').split('\n')
    return '.err', lines[-1] + '\n'


def keep(folders):
    kept = differing = 0
    for name in all_scripts():
        results = [result(folder, name) for folder in folders]
        if None in results:
            continue
        if any(other != results[0] for other in results):
            differing += 1
            print('differs:', name)
            for folder, found in zip(folders, results):
                print('  ', folder, found[0])
                if found != results[0]:
                    for a, b in zip(results[0][1].split('\n'), found[1].split('\n')):
                        if a != b:
                            print('    -', a)
                            print('    +', b)
            continue
        suffix, text = results[0]
        base = os.path.join(PARITY, name)
        other = base + ('.err' if suffix == '.out' else '.out')
        if os.path.exists(other):
            os.remove(other)
        with open(base + suffix, 'w') as out:
            out.write(text)
        kept += 1
    print(f'{kept} recorded, {differing} differ')


if __name__ == '__main__':
    if sys.argv[1] == 'run':
        run(sys.argv[2], sys.argv[3:])
    elif sys.argv[1] == 'keep':
        keep(sys.argv[2:])
    else:
        print(__doc__)
