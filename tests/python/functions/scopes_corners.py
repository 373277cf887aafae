# Scopes: closures over loops, nonlocal chains, class bodies, comprehensions, walrus, del, defaults, global in nested functions.
x = "global"


def outer():
    x = "outer"

    def middle():
        nonlocal x
        x += "+middle"

        def inner():
            nonlocal x
            x += "+inner"
            return lambda: x
        return inner()
    get = middle()
    x += "+after"
    return get(), x


print(outer(), x)


class Scope:
    x = "class"
    seen = [x for _ in range(1)] if False else x
    names = [n for n in (x, "lit")]
    try:
        inner = [x for _ in "a"]
    except NameError as e:
        inner = str(e)

    def method(self, default=x):
        return x, default, self.x, __class__.__name__

    x = x + "!"
    del seen


print(Scope.names, Scope.inner, Scope().method(), hasattr(Scope, "seen"), Scope.x)
fs = [lambda: i for i in range(3)]
gs = [lambda i=i: i for i in range(3)]
hs = [(lambda j: lambda: j)(i) for i in range(3)]
print([f() for f in fs], [g() for g in gs], [h() for h in hs])


def counter():
    count = 0

    def bump(by=1):
        nonlocal count
        count += by
        return count

    def reset():
        nonlocal count
        count = 0
    bump.reset = reset
    return bump


c, d = counter(), counter()
c(), c(5), d()
c.reset()
print(c(), d(), c.__closure__[0].cell_contents, c.__code__.co_freevars, counter.__code__.co_cellvars)


def make_global():
    global made, x

    def deep():
        global made
        made = "by deep"
    made = "first"
    deep()
    x = "changed"
    return made


print(make_global(), made, x)
total = 0
if any((last := n) > 3 and (total := total + n) for n in [1, 5, 2, 7]):
    print(last, total)
print([y := 1, y ** 2, (z := y + 5) * 2], z, [w for v in range(3) if (w := v * 2)], w)


def walrus():
    data = [1, 2, 3]
    while (n := len(data)) > 1:
        data.pop()
    squares = {k: (sq := k * k) for k in range(n + 2)}
    return n, squares, sq


print(walrus())


def unbound(flag):
    if flag:
        value = 1
    return value


def deleted():
    v = 1
    del v
    return v


def free():
    def g():
        return late
    if False:
        late = 1
    return g()


for f in (lambda: unbound(0), deleted, free, lambda: undefined_name):
    try:
        f()
    except NameError as e:
        print(type(e).__name__, e)


def bag(a, b=[], *args, c, d={}, **kw):
    b.append(a)
    d[a] = c
    return b, args, d, kw


print(bag(1, c=2), bag(3, c=4, z=5), bag(6, [0], 7, 8, c=9, d={}))
print(bag.__defaults__, bag.__kwdefaults__, bag.__code__.co_varnames[:6], bag.__code__.co_argcount, bag.__code__.co_kwonlyargcount)
print((lambda a, *b, c=1, **d: (a, b, c, d))(1, 2, *[3], c=4, **{"e": 5}), (lambda *, k: k)(k=1), (lambda a, /, b: (a, b))(1, b=2))
matrix = [[r * 3 + k for k in range(3)] for r in range(2)]
print([[row[i] for row in matrix] for i in range(3)], {(a, b): a * b for a in range(2) for b in range(3) if a != b}, {n % 3 for n in range(10)}, [e for row in matrix for e in row if e % 2])
print(sorted(locals().keys() - {"x"} & set("abc")) if False else "x" in globals(), sorted(k for k in (lambda p, q=2: locals())(1)))
exec_like = {"i": 0}
for exec_like["i"] in range(3):
    pass
print(exec_like)
a = [0, 1]
i = 0
i, a[i] = 1, 5
print(i, a)
(p, *q), r = [1, 2, 3], 4
*s, = "xy"
print(p, q, r, s)
