"""A session that is used all day: tests/session/load_test.cpp, made long. 10,000 recorded programs in random order, then a million training
steps: eight hours of a training that is watched at 35 steps a second."""
import os
import re
import subprocess
import time

QUESTION = 'do 10,000 programs and a million training steps leave the memory where it was?'
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def measure():
    for what, cases, setting in (('programs', '*day of programs*', {'LOGIT_LOAD_RUNS': os.environ.get('LOGIT_LOAD_RUNS', '10000')}),
                                 ('training steps', '*day of training*', {'LOGIT_LOAD_STEPS': os.environ.get('LOGIT_LOAD_STEPS', '1000000')})):
        begin = time.monotonic()
        done = subprocess.run([f'{ROOT}/build/native/tests/session/logit_test_session', f'-tc={cases}'], env={**os.environ, **setting},
                              stdout=subprocess.PIPE, text=True)
        said = re.search(r'load: (\d+) .*?([\d.]+) MB after a fifth, ([\d.]+) MB', done.stdout)
        if done.returncode or not said:
            raise SystemExit(done.stdout)
        yield {'what': what, 'count': int(said[1]), 'MB after a fifth': float(said[2]), 'MB at the end': float(said[3]),
               'seconds': round(time.monotonic() - begin, 1)}
