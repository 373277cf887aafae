"""Who is timed beside logit: real PyTorch and the JavaScript libraries of package.json, each as a command that runs a script.

PyTorch is asked where LOGIT_TORCH names a Python that has it (default: python3). The libraries are installed here at the
first run; what is missing is left out of the tables.
"""
import glob
import json
import os
import shutil
import statistics
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
LIBRARIES = ('tfjs-cpu', 'tfjs-wasm', 'jax-jit')


def has_torch(command):
    try:
        return subprocess.run(command + ['-c', 'import torch'], capture_output=True, timeout=120).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def install_peers():
    """True when the npm libraries are there; what is missing is left out of the table."""
    if not shutil.which('node'):
        return False
    if not os.path.isdir(os.path.join(HERE, 'node_modules')) and shutil.which('npm'):
        subprocess.run(['npm', 'ci', '--prefix', HERE, '--no-audit', '--no-fund', '--ignore-scripts'], capture_output=True)
    return os.path.isdir(os.path.join(HERE, 'node_modules'))


def contenders(name):
    """(who, command) for scripts/NAME.py and, for the JavaScript libraries, scripts/NAME.mjs."""
    script = os.path.join(HERE, 'scripts', name + '.py')
    native = os.path.join(ROOT, 'build/native/logit')
    yield 'logit native', [native, 'run', script]
    module = os.path.join(ROOT, 'build/web/logit-run.js')
    if os.path.exists(module) and shutil.which('node'):
        yield 'logit wasm', ['node', module, 'run', script]
    torch = os.environ.get('LOGIT_TORCH', 'python3').split()
    if has_torch(torch):
        yield 'PyTorch', torch + [script]
    if install_peers():
        for library in LIBRARIES:
            yield library, ['node', os.path.join(HERE, 'scripts', name + '.mjs'), library]


def webgpu_contenders(name):
    """(who, command) for scripts/NAME_webgpu.mjs in Chromium; none without the page, playwright-core or the peers."""
    if not glob.glob(os.path.join(ROOT, 'build/web/site/gpu.*.js')) or not shutil.which('node') or \
            not os.path.isdir(os.path.join(ROOT, 'tests/browser/node_modules/playwright-core')):
        return
    script = os.path.join(HERE, 'scripts', name + '_webgpu.mjs')
    yield 'logit webgpu', ['node', script, 'logit']
    if install_peers():
        yield 'jax webgpu', ['node', script, 'jax']


def answer(command, *arguments):
    """The JSON in a contender's last line; None if there is none, for then it cannot do this."""
    p = subprocess.run(command + [str(a) for a in arguments], capture_output=True, text=True, timeout=900)
    try:
        return json.loads(p.stdout.strip().split('\n')[-1])
    except json.JSONDecodeError:
        return None


def in_turns(everyone, rounds, time_once):
    """{who: median of time_once(command)}, the contenders taking turns, so that what else the machine does falls on all alike."""
    times = {name: [] for name, _ in everyone}
    for _ in range(rounds):
        for name, command in everyone:
            times[name].append(time_once(command))
    return {name: statistics.median(t) for name, t in times.items()}


def with_ratios(row, medians, wrong, order):
    """Adds each contender's figure to the row and how many times logit native's that is."""
    for name in order:
        row[name] = medians.get(name, wrong.get(name, '-'))
        if name != 'logit native' and name in medians and 'logit native' in medians:
            row[name + ' ×'] = round(medians[name] / medians['logit native'], 1)
    return row
