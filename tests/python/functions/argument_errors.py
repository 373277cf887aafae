a, (b, *c), d = 1, (2, 3, 4), 5
print(a, b, c, d)
[a, b], c = [1, 2], 3
print(a, b, c)
*a, b = 'abc'; print(a, b)
a, *b = [1]; print(a, b)
a = b = c = 5; print(a, b, c)
for i, (x, y) in enumerate([(1, 2), (3, 4)]): print(i, x, y)
def f(*a, **k): return a, k
print(f(*[1, 2], 3, *'ab', x=1, **{'y': 2}))
print([*range(3), *'ab'], {*[1, 2], 3}, {**{'a': 1}, 'b': 2, **{'a': 3}}, (*[1], 2))
for code in ['a, b = 1', 'a, b = 1, 2, 3', 'a, b, c = 1, 2', 'a, *b, c = 1,', '(a, b), c = 1, 2', 'a, b = {}']: pass
def t1(): a, b = 1
def t2(): a, b = 1, 2, 3
def t3(): a, b, c = 1, 2
def t4(): a, *b, c = 1,
def t5(): (a, b), c = 1, 2
def t6(): a, b = 'abc'
def t7(): f(**{1: 2})
def t8(): f(x=1, **{'x': 2})
def t9(): f(*3)
def t10(): f(**3)
def t11(): [*3]
def t12(): {**3}
def t13(): {**[1]}
def t14(): print(*None)
def t15(): (lambda a: a)(1, 2)
def t16(): (lambda a, b=1: a)()
def t17(): (lambda a, /: a)(a=1)
def t18(): (lambda *, a: a)(1)
def t19(): (lambda *, a, b: a)()
def t20(): (lambda a, b, c: a)(1)
def t21(): (lambda a, b, c: a)()
def t22(): (lambda a: a)(1, a=2)
def t23(): (lambda a: a)(b=2)
def t24(): (lambda a, b=2: a)(1, 2, 3)
def t25(): (lambda a, *, k: a)(1, 2, k=3)
def t26(): (lambda a, *, k=1: a)(1, 2)
def t27(): (lambda: 0)(1)
def t28(): (lambda: 0)(x=1)
def t29(): (lambda a, b, /, c: 0)(1, b=2, c=3)
def t30(): int.foo()
def t31(): len(*[1, 2])
def t32(): 'a'.join(*[1, 2])
def t33(): f(*[1], **{'a': 1}, a=2)
def t34(): del q
def t35(): (lambda ab: 0)(ac=1)
for g in [t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29, t30, t31, t32, t33, t34, t35]:
    try: g()
    except Exception as e: print(g.__name__, type(e).__name__, e)
