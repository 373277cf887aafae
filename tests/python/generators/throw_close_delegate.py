def g():
    try:
        x = yield 1
        print('got', x)
        yield 2
    except ValueError as e:
        print('caught', e)
        yield 99
    finally:
        print('fin')
it = g()
print(next(it)); print(it.send('a'))
print(it.throw(ValueError('boo')))
try:
    it.throw(KeyError('k'))
except KeyError as e:
    print(repr(e))
print(list(it))
it = g(); next(it); it.close(); it.close()
def h():
    try:
        yield 1
    except GeneratorExit:
        print('ge'); yield 2
it = h(); next(it)
try: it.close()
except RuntimeError as e: print(e)
def k():
    r = yield from inner()
    print('r', r)
    return r
def inner():
    a = yield 'i1'
    print('a', a)
    try:
        yield 'i2'
    except ValueError:
        print('inner ve')
        return 'ret'
it = k(); print(next(it)); print(it.send(5))
try: it.throw(ValueError)
except StopIteration as e: print('stop', e.value, e.args)
def bad():
    yield 1
    raise StopIteration('x')
try: list(bad())
except RuntimeError as e: print(e, repr(e.__cause__), repr(e.__context__))
def rec():
    yield next(me)
me = rec()
try: next(me)
except ValueError as e: print(e)
g2 = (x for x in range(3))
print(g2.__name__, type(g2), g2.gi_frame is None)
try: g2.send(1)
except TypeError as e: print(e)
def thrower():
    yield
t = thrower()
try: t.throw(TypeError, 'msg')
except TypeError as e: print(e, e.args)
try: next(t)
except StopIteration: print('done')
t = thrower()
try: t.throw(3)
except TypeError as e: print(e)
class It:
    def __iter__(self): return self
    def __next__(self): raise StopIteration(7)
    def throw(self, *a): print('throw'); raise StopIteration('tt')
    def close(self): print('closed')
def d():
    r = yield from It()
    print('r', r)
    yield 1
print(list(d()))
class It2(It):
    def __next__(self): return 5
    def send(self, v): print('send', v); return v
def d2():
    r = yield from It2()
    print('res', r)
    yield 'end'
x = d2(); print(next(x)); print(x.send(3)); print(x.throw(ValueError))
x = d2(); next(x); x.close()
