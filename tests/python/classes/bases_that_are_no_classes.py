import random, math
def fn(): pass
class P: pass
p = P()
class M:
    def __init__(self, a, b, c): print('instance called', a, len(b), sorted(c))
for base in (random, 3, 'abc', [], {}, None, fn, p, len, 1.5, M(0, (), {}), (1,), {1}):
    try:
        class D(base): x = 1
        print(type(D))
    except TypeError as e: print(e)
for f in (lambda: sorted(), lambda: sorted([1], [2]), lambda: sorted([1], foo=1), lambda: sorted(key=3), lambda: sorted([2, 1], key=None)):
    try: print(f())
    except TypeError as e: print(e)
for a in ((1, 'x'), (2, 'x'), (17, 'z'), (5, 'q'), ('a',), (2,), ()):
    e = OSError(*a); print(type(e).__name__, e, e.errno, e.args)
from types import MappingProxyType
m = MappingProxyType({'a': 1}); print(m, repr(m), str(m), f'{m}')
