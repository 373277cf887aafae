"""Records what real PyTorch prints for the examples of the op table: record_examples.py LIST examples.txt

LIST is what the op tests write when LOGIT_DUMP_EXAMPLES names a file. Run it with a Python that has PyTorch 2.6.
"""
import sys
import warnings

import torch
import torch.nn.functional as F  # noqa: F401, used by the examples

warnings.simplefilter('ignore')
with open(sys.argv[1]) as f:
    examples = f.read().splitlines()
with open(sys.argv[2], 'w') as out:
    for example in examples:
        try:
            value = eval(example)
            if type(value) is list:
                value = tuple(value)
            text = repr(value)
        except Exception as error:
            text = f'{type(error).__name__}: {error}'
        out.write(f'>>> {example}\n{text}\n')
