#!/usr/bin/env python3
"""Runs the programs of README.md: check_readme.py COMMAND, for instance "build/native/logit run".

A ```python block that is followed by a ``` block without a language must print exactly that block.
"""
import os
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def programs(text):
    """Pairs of (program, what it prints)."""
    blocks = re.findall(r'^```(\w*)\n(.*?)^```$', text, re.M | re.S)
    for (language, program), (next_language, output) in zip(blocks, blocks[1:]):
        if language == 'python' and not next_language:
            yield program, output


def main():
    command = shlex.split(sys.argv[1])
    with open(os.path.join(ROOT, 'README.md'), encoding='utf-8') as f:
        pairs = list(programs(f.read()))
    failed = 0
    for program, output in pairs:
        with tempfile.NamedTemporaryFile('w', suffix='.py', encoding='utf-8') as script:
            script.write(program)
            script.flush()
            p = subprocess.run(command + [script.name], stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        got = p.stdout.decode('utf-8', 'replace') + p.stderr.decode('utf-8', 'replace')
        if got != output:
            failed += 1
            print(f'FAIL\n{program}\nshould print\n{output}\nbut printed\n{got}')
    print(f'{len(pairs) - failed} passed, {failed} failed')
    return 1 if failed or not pairs else 0


sys.exit(main())
