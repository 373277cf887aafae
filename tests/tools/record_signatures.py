"""Records how PyTorch lists the overloads of its functions when no arguments fit: record_signatures.py OUT [OTHER]

Run it with a Python that has PyTorch; OTHER is what another version recorded, of which only what agrees is kept. The result is
src/bindings/signatures.txt. Functions with one signature word their errors otherwise and are not in it.
"""
import sys
import warnings

import torch
import torch.nn.functional as F

TAIL = ('Tensor out = None, torch.dtype dtype = None, torch.layout layout = None, torch.device device = None, '
        'bool pin_memory = False, bool requires_grad = False')


def overloads(function):
    """The lines of the message, for a call that no overload can mean: too many arguments, of a type that none takes."""
    try:
        function(*[object] * 40)
    except TypeError as error:
        text = str(error)
    except Exception:
        return []
    else:
        return []
    if 'but expected one of:' in text:
        return [line[3:] for line in text.split('\n') if line.startswith(' * ')]
    if 'but expected (' in text:
        return [text[text.index('but expected (') + len('but expected '):]]
    return []


def main():
    warnings.simplefilter('ignore')
    found = {}
    for prefix, owner in (('torch.', torch), ('Tensor.', torch.ones(2, 2)), ('F.', torch._C._nn),
                          ('torch.linalg.', torch._C._linalg)):
        for name in sorted(dir(owner)):
            if name.startswith('_') or name in ('numpy', 'apply_', 'map_', 'map2_'):
                continue
            try:
                function = getattr(owner, name)
            except Exception:
                continue
            if type(function).__name__ == 'builtin_function_or_method':
                lines = overloads(function)
                if lines:
                    key = name[len('linalg_'):] if prefix == 'torch.linalg.' else name
                    found[prefix + key] = [line.replace(TAIL, '@') for line in lines]
    if len(sys.argv) > 2:
        other = read(sys.argv[2])
        found = {key: lines for key, lines in found.items() if other.get(key) == lines}
    with open(sys.argv[1], 'w') as out:
        for key, lines in sorted(found.items()):
            out.write(key + '\n' + ''.join(f' {line}\n' for line in lines))


def read(path):
    found, key = {}, None
    for line in open(path):
        if line.startswith(' '):
            found[key].append(line[1:].rstrip('\n'))
        else:
            key = line.strip()
            found[key] = []
    return found


if __name__ == '__main__':
    main()
