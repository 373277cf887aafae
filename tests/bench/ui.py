"""The lab's frames beside a script that trains: frame.cpp draws them without a window and without a rasteriser."""
import json
import os
import subprocess

QUESTION = "what does a frame cost in processor time (median), and what share of the main thread does a training script get at 30 frames a second?"

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, 'build', 'native')


def measure():
    subprocess.run(['cmake', '--build', BUILD, '--target', 'logit_bench_frame'], check=True, stdout=subprocess.DEVNULL)
    program = subprocess.run([os.path.join(BUILD, 'tests', 'bench', 'logit_bench_frame')], check=True, capture_output=True, text=True)
    for line in program.stdout.splitlines():
        yield json.loads(line)
