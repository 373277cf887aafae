"""Records tables of what real PyTorch does, for the unit tests of tensors and operations.

    python3 record_tables.py FOLDER [TABLE...]      (a Python that has PyTorch; see tests/README.md)
    python3 record_tables.py merge ONE OTHER TARGET keeps what two recordings agree on

Tables: promotion (result dtypes), printing (text of random tensors), grad_fn (names of graph nodes). Each is a text file whose
first lines say how to read it.
"""
import random
import struct
import sys
import warnings

import torch

warnings.simplefilter('ignore')

DTYPES = ['float32', 'float64', 'int64', 'int32', 'int16', 'int8', 'uint8', 'bool']


def dtype_of(name):
    return getattr(torch, name)


def short(dtype):
    return str(dtype).replace('torch.', '')


# ---------------------------------------------------------------- promotion

BINARY = ['add', 'sub', 'mul', 'div', 'true_divide', 'floor_divide', 'remainder', 'fmod', 'pow', 'float_power', 'atan2',
          'maximum', 'minimum', 'fmax', 'fmin', 'hypot', 'copysign', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'logical_and',
          'logical_or', 'logical_xor', 'bitwise_and', 'bitwise_or', 'bitwise_xor', 'bitwise_left_shift',
          'bitwise_right_shift', 'where', 'lerp', 'cat', 'xlogy', 'isclose']
UNARY = ['neg', 'abs', 'sign', 'square', 'sqrt', 'rsqrt', 'exp', 'exp2', 'expm1', 'log', 'log2', 'log10', 'log1p', 'sin',
         'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh', 'sigmoid', 'relu', 'erf',
         'erfc', 'lgamma', 'digamma', 'floor', 'ceil', 'round', 'trunc', 'frac', 'reciprocal', 'logical_not',
         'bitwise_not', 'isnan', 'isinf', 'isfinite', 'signbit', 'positive', 'nan_to_num', 'deg2rad', 'sgn', 'softmax0',
         'clamp01', 'clamp_half', 'angle', 'logit']
REDUCTIONS = ['sum', 'prod', 'mean', 'std', 'var', 'max', 'min', 'amax', 'amin', 'argmax', 'argmin', 'any', 'all',
              'logsumexp0', 'norm', 'median', 'mode0', 'nansum', 'nanmean', 'cumsum0', 'cumprod0', 'count_nonzero', 'unique',
              'sort', 'argsort', 'topk1', 'quantile_half', 'diff', 'bincount', 'histc', 'logcumsumexp0', 'aminmax']


def call_named(name, x):
    'Names with a suffix stand for calls with an argument.'
    if name == 'softmax0':
        return torch.softmax(x, 0)
    if name == 'clamp01':
        return torch.clamp(x, 0, 1)
    if name == 'clamp_half':
        return torch.clamp(x, 0.5)
    if name == 'topk1':
        return torch.topk(x, 1)
    if name == 'quantile_half':
        return torch.quantile(x, 0.5)
    if name.endswith('0') and hasattr(torch, name[:-1]):
        return getattr(torch, name[:-1])(x, 0)
    return getattr(torch, name)(x)


def outcome(function):
    try:
        result = function()
    except Exception as error:
        return f'{type(error).__name__}: ' + str(error).split('\n')[0]
    if isinstance(result, torch.Tensor):
        return short(result.dtype)
    if isinstance(result, tuple):
        return ' '.join(short(r.dtype) for r in result)
    return repr(result)


def operand(kind, position):
    'kind: a dtype name, with "()" for a 0-dim tensor, or a Python type.'
    value = (2, 3)[position]
    if kind == 'pbool':
        return True
    if kind == 'pint':
        return value
    if kind == 'pfloat':
        return value + 0.5
    dims = kind.endswith('()')
    dtype = dtype_of(kind.removesuffix('()'))
    return torch.tensor(value, dtype=dtype) if dims else torch.tensor([value, value], dtype=dtype)


CODES = {'float32': 'f4', 'float64': 'f8', 'int64': 'i8', 'int32': 'i4', 'int16': 'i2', 'int8': 'i1', 'uint8': 'u1',
         'bool': 'b1'}


def code(text):
    'A cell of a table: the dtype in short, "!" for an error.'
    if ': ' in text:
        return '!'
    return ','.join(CODES[part] for part in text.split())


def table(out, title, lefts, rights, result):
    out.write(f'{title}\n{"":8}' + ' '.join(f'{right:>6}' for right in rights) + '\n')
    for left in lefts:
        out.write(f'{left:8}' + ' '.join(f'{result(left, right):>6}' for right in rights) + '\n')


def promotion(out):
    out.write('# Result dtypes, in tables: f4 float32, f8 float64, i8 int64, i4 int32, i2 int16, i1 int8, u1 uint8, b1 bool;\n'
              '# ! an error, ? differs between versions of PyTorch. Rows are left operands, columns right ones; "()" marks a\n'
              '# 0-dim tensor, the others have one dimension; pbool, pint, pfloat are Python numbers. inplace: row op= column. The columns of\n'
              '# unary and reduction are dtypes; names with a digit or a word at the end: see tests/tools/record_tables.py.\n')
    names = {c: n for n, c in CODES.items()}
    tensors = list(names) + [c + '()' for c in names]
    numbers = ['pbool', 'pint', 'pfloat']

    def make(kind, position):
        return operand(kind if kind in numbers else names[kind.removesuffix('()')] + kind[2:], position)

    def special(op, a, b):
        if op == 'where':
            return torch.where(torch.tensor(True), a, b)
        if op == 'lerp':
            return torch.lerp(a, b, 0.5)
        return torch.cat([a, b]) if op == 'cat' else getattr(torch, op)(a, b)

    for op in BINARY:
        kinds = list(names) if op == 'cat' else tensors
        table(out, f'binary {op}', kinds, kinds if op == 'cat' else tensors + numbers,
              lambda left, right: code(outcome(lambda: special(op, make(left, 0), make(right, 1)))))
    operators = {'sub': lambda a, b: a - b, 'div': lambda a, b: a / b, 'floor_divide': lambda a, b: a // b,
                 'pow': lambda a, b: a ** b, 'remainder': lambda a, b: a % b}
    for op, function in operators.items():
        table(out, f'reflected {op}', numbers, tensors,
              lambda left, right: code(outcome(lambda: function(make(left, 0), make(right, 1)))))
    for op in ['add_', 'sub_', 'mul_', 'div_', 'pow_', 'remainder_', 'floor_divide_', 'copy_', 'eq_', 'bitwise_and_']:
        table(out, f'inplace {op}', list(names), tensors + ([] if op == 'copy_' else numbers),
              lambda left, right: code(outcome(lambda: getattr(make(left, 0), op)(make(right, 1)))))
    for title, ops in (('unary', UNARY), ('reduction', REDUCTIONS)):
        out.write(f'{title}\n{"":16}' + ' '.join(f'{c:>6}' for c in names) + '\n')
        for op in ops:
            cells = [code(outcome(lambda: call_named(op, make(c, 0)))) for c in names]
            out.write(f'{op:16}' + ' '.join(f'{cell:>6}' for cell in cells) + '\n')
    table(out, 'promote_types', list(names), list(names),
          lambda left, right: CODES[short(torch.promote_types(dtype_of(names[left]), dtype_of(names[right])))])
    table(out, 'can_cast', list(names), list(names),
          lambda left, right: int(torch.can_cast(dtype_of(names[left]), dtype_of(names[right]))))


# ---------------------------------------------------------------- printing

def bits(value, dtype):
    if dtype == 'float32':
        return '%08x' % struct.unpack('<I', struct.pack('<f', value))[0]
    if dtype == 'float64':
        return '%016x' % struct.unpack('<Q', struct.pack('<d', value))[0]
    return str(int(value))


def random_values(rng, dtype, count):
    if dtype == 'bool':
        return [rng.random() < 0.5 for _ in range(count)]
    if dtype in ('uint8', 'int8', 'int16', 'int32', 'int64'):
        low, high = {'uint8': (0, 255), 'int8': (-128, 127), 'int16': (-32768, 32767), 'int32': (-2 ** 31, 2 ** 31 - 1),
                     'int64': (-2 ** 63, 2 ** 63 - 1)}[dtype]
        span = rng.choice([3, 12, 150, high])
        return [rng.randint(max(low, -span), min(high, span)) for _ in range(count)]
    style = rng.randrange(9)
    values = []
    for _ in range(count):
        if style == 0:
            v = rng.gauss(0, 1)
        elif style == 1:
            v = float(rng.randint(-20, 20))
        elif style == 2:
            v = rng.gauss(0, 1) * 10 ** rng.uniform(-8, 8)
        elif style == 3:
            v = rng.choice([0.0, -0.0, 1.0, float('inf'), float('-inf'), float('nan'), 2.5])
        elif style == 4:
            v = float(rng.randint(0, 10 ** rng.randint(0, 10)))
        elif style == 5:
            v = rng.random() * 1e-4
        elif style == 6:
            v = round(rng.uniform(-1000, 1000), 2)
        elif style == 7:
            v = rng.choice([999.5, 1000.0, 1.0, 1e8, 99999999.0, 1e-4, 0.00010001])
        else:
            v = rng.random()
        values.append(v)
    return values


def printing(out):
    out.write('# Printed tensors. case DTYPE SHAPE(x-separated, "scalar" for 0-dim) NOTE; then the values (bits of floats in\n'
              '# hexadecimal, row by row) or "linear A B" for A*i+B computed in float64 and rounded; then the text between\n'
              '# lines "<" and ">". NOTE: plain, leaf (requires_grad=True) or node (a result named NegBackward0; the values are\n'
              '# those printed).\n')
    rng = random.Random(7)
    shapes = [(), (0,), (1,), (2,), (3,), (5,), (9,), (17,), (40,), (2, 3), (3, 2), (1, 1), (2, 0), (0, 3), (4, 4), (2, 12),
              (3, 1), (2, 2, 2), (1, 3, 2), (2, 1, 9), (2, 2, 2, 2), (1, 1, 1, 3)]
    for number in range(900):
        dtype = rng.choice(['float32', 'float32', 'float32', 'float64', 'float64', 'int64', 'int32', 'uint8', 'int16', 'int8',
                            'bool'])
        shape = rng.choice(shapes)
        count = 1
        for size in shape:
            count *= size
        values = random_values(rng, dtype, count)
        tensor = torch.tensor(values, dtype=dtype_of(dtype)).reshape(shape)
        note = 'plain'
        if dtype.startswith('float') and rng.random() < 0.3:
            note = rng.choice(['leaf', 'node'])
        shown = tensor
        if note == 'leaf':
            shown = tensor.requires_grad_()
        elif note == 'node':
            shown = -((-tensor).detach().requires_grad_())
        write_case(out, dtype, shape, note, ' '.join(bits(v, dtype) for v in tensor.detach().reshape(-1).tolist()), shown)
    for dtype, shape, a, b in [('float32', (1000,), 1, 0), ('float32', (1001,), 1, 0), ('float32', (1001,), 0.1, -3),
                               ('int64', (1001,), 1, -500), ('float32', (50, 40), 0.5, 0), ('float32', (7, 200), 1e-3, 0),
                               ('int64', (6, 200), 3, 0), ('float32', (10, 11, 12), 0.25, -7), ('float64', (2000,), 1e3, 0.5),
                               ('float32', (2, 600), 1000, 0), ('int32', (12, 12, 12), 1, 0), ('float32', (2000, 1), 1, 0),
                               ('float32', (1, 2000), 1, 0.5), ('float32', (8, 8, 8, 8), 1, 0), ('float32', (30, 35), -1, 3)]:
        count = 1
        for size in shape:
            count *= size
        tensor = (torch.arange(count, dtype=torch.float64) * a + b).to(dtype_of(dtype)).reshape(shape)
        write_case(out, dtype, shape, 'plain', f'linear {a} {b}', tensor)


def write_case(out, dtype, shape, note, values, tensor):
    name = 'x'.join(str(size) for size in shape) if shape else 'scalar'
    out.write(f'case {dtype} {name} {note}\n{values}\n<\n{tensor}\n>\n')


# ---------------------------------------------------------------- names of graph nodes

GRAD_FN = __file__.replace('record_tables.py', 'grad_fn_expressions.txt')


def grad_fn(out):
    import torch.nn.functional as F
    with open(GRAD_FN) as source:
        lines = source.read().split('\n')
    prelude = [line[1:].strip() for line in lines if line.startswith('>')]
    out.write('# EXPRESSION | its grad_fn.name() | names one step further, in order (None: no gradient needed there).\n'
              '# The names in the expressions come from these lines:\n')
    for line in prelude:
        out.write(f'# {line}\n')
    for line in lines:
        if not line.strip() or line[0] in '#>':
            continue
        names = {'torch': torch, 'F': F}
        for statement in prelude:
            exec(statement, names)
        try:
            value = eval(line, names)
        except Exception as error:
            out.write(f'{line} | {type(error).__name__}: {str(error).split(chr(10))[0]}\n')
            continue
        if isinstance(value, (tuple, list)):
            value = next(v for v in value if isinstance(v, torch.Tensor) and (v.grad_fn is not None or v is value[-1]))
        node = value.grad_fn
        if node is None:
            out.write(f'{line} | None\n')
            continue
        further = ' '.join('None' if f is None else f.name() for f, _ in node.next_functions)
        out.write(f'{line} | {node.name()} | {further}\n')


TABLES = {'promotion': promotion, 'printing': printing, 'grad_fn': grad_fn}


def merge(first, second, target):
    'Keeps what two versions agree on: differing cells become "?", other differing lines go.'
    with open(first) as a, open(second) as b, open(target, 'w') as out:
        for one, other in zip(a.read().split('\n'), b.read().split('\n'), strict=True):
            if one != other:
                cells = list(zip(one.split(), other.split()))
                if '|' in one or len(one.split()) != len(other.split()):
                    continue
                one = f'{cells[0][0]:16}' if len(cells) == 9 else f'{cells[0][0]:8}'
                one += ' '.join(f'{x if x == y else "?":>6}' for x, y in cells[1:])
            out.write(one + '\n')
        out.truncate(out.tell() - 1)


def main():
    if sys.argv[1] == 'merge':
        merge(*sys.argv[2:])
        return
    folder, chosen = sys.argv[1], sys.argv[2:] or list(TABLES)
    for name in chosen:
        with open(f'{folder}/{name}.txt', 'w') as out:
            TABLES[name](out)


main()
