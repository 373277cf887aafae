from dataclasses import dataclass
from collections import namedtuple
@dataclass
class P:
    x: int
    y: int
class Q:
    __match_args__ = ('a',)
    def __init__(s, a): s.a = a
NT = namedtuple('NT', 'u v')
def m(v):
    match v:
        case 0: return 'zero'
        case 1 | 2: return '1or2'
        case -5: return 'neg5'
        case 3.5: return 'f'
        case True: return 'T'
        case None: return 'None'
        case 'a' 'b': return 'ab'
        case str(s) if len(s) > 3: return 'long ' + s
        case str(): return 'str'
        case []: return 'empty'
        case [x]: return f'one {x}'
        case [1, *rest]: return f'1+{rest}'
        case (a, b, *_): return f'{a},{b}'
        case {'k': v, **kw}: return f'k={v} {kw}'
        case {}: return 'dict'
        case P(0, y=yy): return f'P0 {yy}'
        case P(x=xx) as p: return f'P {xx} {p}'
        case Q(Q(z)): return f'QQ{z}'
        case Q(z): return f'Q{z}'
        case int(i) | float(i): return f'num {i}'
        case _: return 'other'
for v in [0, 1, 2, -5, 3.5, True, None, 'ab', 'hello', 'x', [], [9], [1, 2, 3], [5, 6], (7, 8, 9), {'k': 1, 'z': 2}, {}, {'q': 1}, P(0, 3), P(1, 2), Q(Q(5)), Q(1), 77, 1.25, {1}, range(3), range(1), NT(1, 2), object, 2**70, 0.0, False]:
    try: print(m(v))
    except Exception as e: print(type(e), e)
import math
class K: PI = math.pi; A = 'a'
def k(v):
    match v:
        case K.A: return 'A'
        case K.PI: return 'pi'
        case [K.A, (1 | 2) as n]: return n
        case {K.A: z}: return z
print(k('a'), k(math.pi), k(['a', 2]), k({'a': 5}), k(9))
match 1, 2:
    case x, y: print(x, y)
match = 5; case = 3
print(match, case, match*case)
match (1):
    case (1): print('paren')
match [1, [2, 3]]:
    case [a, [b, c]]: print(a, b, c)
def t(v):
    match v:
        case P(1, 2, 3): pass
try: t(P(1, 2))
except TypeError as e: print(e)
def t(v):
    match v:
        case int(1, 2): pass
try: t(1)
except TypeError as e: print(e)
class NoArgs: pass
def t(v):
    match v:
        case NoArgs(1): pass
try: t(NoArgs())
except TypeError as e: print(e)
def t(v):
    match v:
        case P(1, x=1): pass
try: t(P(1, 2))
except TypeError as e: print(e)
x = 3
def t(v):
    match v:
        case x(): pass
try: t(P(1, 2))
except TypeError as e: print(e)
