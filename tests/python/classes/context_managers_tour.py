from contextlib import contextmanager, suppress, ExitStack, closing, nullcontext, redirect_stdout, ContextDecorator, AbstractContextManager
class CM:
    def __init__(s, n, sup=False): s.n = n; s.sup = sup
    def __enter__(s): print('enter', s.n); return s
    def __exit__(s, t, v, tb): print('exit', s.n, t and t.__name__, v, tb is None); return s.sup
with CM(1) as a, CM(2) as b: print(a.n, b.n)
with (CM(3) as a, CM(4)): pass
with CM(5, True): 1/0
try:
    with CM(6), CM(7): raise ValueError('v')
except ValueError as e: print('caught', e)
@contextmanager
def cm(x):
    print('in', x)
    try: yield x*2
    except KeyError as e: print('swallow', e)
    finally: print('out', x)
with cm(3) as v: print(v)
with cm(4): raise KeyError('k')
try:
    with cm(5): raise TypeError('t')
except TypeError as e: print(e)
@cm(6)
def dec(): print('decorated')
dec(); dec()
with suppress(KeyError, IndexError): {}['a']
with ExitStack() as st:
    st.enter_context(CM('a')); st.callback(print, 'cb', 1); st.push(CM('p')); print('body')
@contextmanager
def noyield():
    if 0: yield
try:
    with noyield(): pass
except RuntimeError as e: print(e)
@contextmanager
def twice(): yield 1; yield 2
try:
    with twice(): pass
except RuntimeError as e: print(e)
for bad in (3, object()):
    try:
        with bad: pass
    except TypeError as e: print(e)
    except AttributeError as e: print('AE', e)
class NoExit:
    def __enter__(s): return s
try:
    with NoExit(): pass
except TypeError as e: print(e)
def f():
    with CM('ret'): return 'value'
print(f())
for i in range(3):
    with CM(i):
        if i == 0: continue
        break
with nullcontext(5) as z: print(z)
class BadExit:
    def __enter__(s): return s
    def __exit__(s, *a): raise RuntimeError('in exit')
try:
    with BadExit(): raise ValueError('orig')
except RuntimeError as e: print(e, repr(e.__context__))
