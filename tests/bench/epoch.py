"""Growth: does an epoch cost the same per row, in time and memory, whatever the number of rows?

Memory is the whole process's at its largest. PyTorch goes first in each row, for its loss says whether ours learnt the same.
"""
import json
import os
import subprocess

import peers

QUESTION = 'what does a row of a training epoch cost, in nanoseconds, and how large does the process grow (MB)?'

ROWS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)


def run(command, rows):
    """(answer, megabytes); no answer if the contender gave none, for it ran out of memory."""
    p = subprocess.Popen(command + [str(rows)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    out = p.stdout.read()
    _, _, usage = os.wait4(p.pid, 0)
    try:
        return json.loads(out.strip().split('\n')[-1]), usage.ru_maxrss / 1024
    except json.JSONDecodeError:
        return None, usage.ru_maxrss / 1024


def measure():
    everyone = [c for c in peers.contenders('epoch') if c[0] not in peers.LIBRARIES]
    everyone.sort(key=lambda c: c[0] != 'PyTorch')
    for rows in ROWS:
        row, loss = {'rows': rows}, None
        for name, command in everyone:
            answer, megabytes = run(command, rows)
            if answer is None:
                row[f'{name} ns'], row[f'{name} MB'] = '-', round(megabytes)
                continue
            loss = answer['loss'] if loss is None else loss
            right = abs(answer['loss'] - loss) <= 1e-4
            row[f'{name} ns'] = round(answer['seconds'] / rows * 1e9, 1) if right else 'wrong'
            row[f'{name} MB'] = round(megabytes)
        yield row
