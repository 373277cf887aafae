# Iterators by hand: __iter__/__next__, __getitem__ fallback, iter(callable, sentinel), reversed, zip strict, mutation while iterating.
def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", e)


class Down:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n

    def __length_hint__(self):
        return self.n


class Old:
    def __getitem__(self, i):
        if i >= 4:
            raise IndexError(i)
        return i * i


class Both(Old):
    def __len__(self):
        return 4


class Rev:
    def __reversed__(self):
        return iter("rev")

    def __iter__(self):
        yield from "fwd"


d = Down(3)
print(list(d), list(d), max(Down(4)), sum(Down(4)), sorted(Down(3)), 2 in Down(3), dict(zip("abc", Down(3))), [*Down(2)], {*Down(2)}, tuple(Down(1)))
print(list(Old()), 9 in Old(), 5 in Old(), list(reversed(Both())), list(reversed(Rev())), list(Rev()), list(zip(Old(), Rev())), list(enumerate(Old(), 10))[1])
a, *b = Old()
print(a, b, list(map(lambda x, y: x + y, Old(), range(10))), any(Old()), all(Old()), " ".join(map(str, Old())), min(Old(), key=lambda v: -v))
t(lambda: reversed(Old()))
t(lambda: iter(5))
t(lambda: iter(lambda: 1))
t(lambda: next(Rev()))
t(lambda: list(type("NoNext", (), {"__iter__": lambda s: s})()))
t(lambda: list(type("BadIter", (), {"__iter__": lambda s: 5})()))
t(lambda: list(type("NoneIter", (), {"__iter__": None})()))
t(lambda: 1 in type("NoneContains", (), {"__contains__": None})())
t(lambda: len(type("BadLen", (), {"__len__": lambda s: -1})()))
t(lambda: len(type("BadLen", (), {"__len__": lambda s: "x"})()))
t(lambda: bool(type("BadBool", (), {"__bool__": lambda s: 1})()))
t(lambda: hash(type("BadHash", (), {"__hash__": lambda s: "x"})()))
t(lambda: str(type("BadStr", (), {"__str__": lambda s: 5})()))
t(lambda: repr(type("BadRepr", (), {"__repr__": lambda s: None})()))
t(lambda: int(type("BadInt", (), {"__int__": lambda s: 1.5})()))
t(lambda: [1, 2][type("BadIndex", (), {"__index__": lambda s: "x"})()])
t(lambda: [1, 2, 3][type("Index", (), {"__index__": lambda s: 1})():])
t(lambda: float(type("BadFloat", (), {"__float__": lambda s: 1})()))
t(lambda: format(type("BadFormat", (), {"__format__": lambda s, f: 5})()))
t(lambda: round(type("Round", (), {"__round__": lambda s, n=None: f"round {n}"})(), 2))
t(lambda: isinstance(5, "int"))
t(lambda: issubclass(5, int))
data = iter([1, 2, 0, 3])
print(list(iter(lambda: next(data), 0)), list(data), list(iter([5, 6].pop, 5)))
t(lambda: list(zip([1, 2], [1], strict=True)))
t(lambda: list(zip([1], [1, 2], strict=True)))
t(lambda: list(zip([1], [1], [], strict=True)))
t(lambda: list(zip(strict=True)))
xs = [1, 2, 3, 4]
for x in xs:
    if x % 2:
        xs.remove(x)
print(xs)
xs = [1, 2]
for x in xs:
    if len(xs) < 5:
        xs.append(x * 10)
print(xs)


def change(kind):
    d = {1: 1, 2: 2}
    for k in (d if kind in ("add", "del") else d.values() if kind == "values" else d.items()):
        if kind == "add" or kind == "values":
            d[k if isinstance(k, int) and kind == "x" else "new"] = 1
        elif kind == "del":
            del d[2 if k == 1 else 1]
        else:
            d[k[0]] = "replaced"
    return d


for kind in ("add", "del", "values", "same keys"):
    t(lambda: change(kind))


def change_set():
    s = {1, 2, 3}
    for x in s:
        s.add(x + 10)


t(change_set)
it = iter({"a": 1, "b": 2})
print(next(it), it.__length_hint__(), list(it), next(it, "end"))
r = reversed([1, 2, 3])
print(next(r), list(r), list(reversed({"x": 1, "y": 2})), list(reversed({"x": 1}.items())), list(reversed(range(0, 7, 3))), "".join(reversed("abc")))
e = enumerate("ab", start=-1)
print(next(e), list(e), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3])), list(map(None.__class__, []) if 0 else []))
gen = (x for x in [1, 2, 3])
print(1 in gen, list(gen), 1 in gen, sum(x for x in range(4)), [(i, j) for i in "ab" for j in range(2)], list(x for x in gen))
