import sys
try: sys.exit(3)
except SystemExit as e: print(e.code, repr(e))
try:
    raise ValueError('a', 'b')
except (KeyError, ValueError) as e:
    print(e, e.args, repr(e), str(KeyError('k')), str(KeyError('a','b')), repr(KeyError()))
try: 'e' + 1
except: print('bare')
def f():
    try: return 1
    finally: return 2
print(f())
def g():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
        finally: print('fin', i)
    else: print('else')
    return i
print(g())
try:
    pass
except ValueError: print('no')
else: print('else')
finally: print('finally')
def h():
    try:
        raise ValueError
    except ValueError as e:
        pass
    return e
try: h()
except UnboundLocalError as x: print(x)
e1 = ValueError('1'); e2 = TypeError('2')
try:
    try: raise e1
    except ValueError: raise e2
except TypeError as e: print(e.__context__ is e1, e.__cause__, e.__suppress_context__)
try:
    try: raise e1
    except ValueError as z: raise e2 from z
except TypeError as e: print(e.__context__ is e1, e.__cause__ is e1, e.__suppress_context__)
print(isinstance(e1, Exception), issubclass(KeyError, LookupError), ValueError.__name__, e1 == ValueError('1'))
try: raise OSError(2, 'No such file')
except OSError as e: print(e, e.errno, e.strerror, repr(e))
try: raise FileNotFoundError(2, 'nope', 'f.txt')
except OSError as e: print(e, e.filename)
try: raise StopIteration(3)
except StopIteration as e: print(e.value)
print(repr(Exception()), str(Exception()), repr(Exception('a',)), Exception('a') )
try:
    class A(Exception): pass
    raise A('x') from KeyError('y')
except A as e: print(repr(e.__cause__))
try: raise (ValueError)
except ValueError as e: print(repr(e))
try:
    try: 1/0
    except (ValueError, 3): pass
except TypeError as e: print(e)
