# In-place, reflected, subclass-first, NotImplemented on both sides; comparison fallbacks.
class V:
    def __init__(self, *xs):
        self.xs = list(xs)

    def __repr__(self):
        return f"{type(self).__name__}{tuple(self.xs)}"

    def __add__(self, other):
        print("add")
        if isinstance(other, V):
            return type(self)(*[a + b for a, b in zip(self.xs, other.xs)])
        return NotImplemented

    def __radd__(self, other):
        print("radd", other)
        if other == 0:
            return self
        return NotImplemented

    def __iadd__(self, other):
        print("iadd")
        if not isinstance(other, V):
            return NotImplemented
        self.xs = [a + b for a, b in zip(self.xs, other.xs)]
        return self

    def __mul__(self, k):
        return type(self)(*[a * k for a in self.xs])

    __rmul__ = __mul__

    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.xs, other.xs))

    def __neg__(self):
        return self * -1

    def __pos__(self):
        return type(self)(*self.xs)

    def __invert__(self):
        return type(self)(*reversed(self.xs))

    def __abs__(self):
        return (self @ self) ** 0.5

    def __pow__(self, n, mod=None):
        return (self.xs, n, mod)

    def __rpow__(self, n):
        return ("rpow", n)

    def __divmod__(self, o):
        return ("divmod", o)

    def __rdivmod__(self, o):
        return ("rdivmod", o)

    def __rshift__(self, o):
        return f">>{o}"

    def __rlshift__(self, o):
        return f"{o}<<"

    def __ror__(self, o):
        return f"{o}|"


class W(V):
    def __radd__(self, other):
        print("W.radd")
        return "W wins"


v, w = V(1, 2), W(3, 4)
alias = v
v += V(10, 10)
print(v, alias is v)
print(v + w)
print(w + v)
print(sum([V(1, 1), V(2, 2)]))
print(2 * v, v * 2, -v, ~v, +v == v, abs(V(3, 4)), v @ w)
print(v ** 2, pow(v, 2, 5), 2 ** v, divmod(v, 1), divmod(1, v), v >> 1, 5 << v, {1} | v)
for f in (lambda: v + 1, lambda: 1 + v, lambda: v - v, lambda: v < w, lambda: 1 @ v, lambda: v & 1, lambda: v // 2):
    try:
        print(f())
    except TypeError as e:
        print("TypeError:", e)
t = v
try:
    t += 5
except TypeError as e:
    print(e)
t = ([1], 2)
try:
    t[0] += [2]
except TypeError as e:
    print(e, t)


class Left:
    def __eq__(self, other):
        print("Left.eq")
        return NotImplemented

    def __lt__(self, other):
        print("Left.lt")
        return NotImplemented


class Right:
    def __eq__(self, other):
        print("Right.eq")
        return "yes"

    def __gt__(self, other):
        print("Right.gt")
        return "greater"


print(Left() == Right(), Left() != Left(), Left() < Right())
print(Left() in [Right()], Left() == None)
try:
    hash(Left())
except TypeError as e:
    print(e)
