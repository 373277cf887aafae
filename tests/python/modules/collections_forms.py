# Counter, defaultdict, OrderedDict, deque, ChainMap, namedtuple in less usual forms.
from collections import Counter, defaultdict, OrderedDict, deque, ChainMap, namedtuple, UserDict, UserList


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


c = Counter("abracadabra", z=2)
print(c, c.most_common(2), c["missing"], len(c), c.total())
c.subtract("aaaaaaa")
print(c, +c, -c, sorted(c.elements()), c["a"])
print(Counter(a=3, b=1) + Counter(a=1, b=2, c=-5), Counter(a=3, b=1) - Counter(a=1, b=2), Counter(a=3, b=1) & Counter(a=1, b=2), Counter(a=3) | Counter(b=2))
c = Counter({"x": 1.5})
c.update(x=1, y=2)
c.update(["y", "y"])
c += Counter(y=1)
print(c, c == Counter(x=2.5, y=5), Counter(a=1) <= Counter(a=2), Counter(a=1) == Counter(a=1, b=0))
del c["never"]
t(lambda: Counter.fromkeys("ab"))
t(lambda: Counter(a=1) + {"a": 2})
t(lambda: Counter("ab").most_common())
print(repr(Counter()), Counter(a=2).copy(), max(Counter("hello").values()))

d = defaultdict(list, {"k": [1]})
d["a"].append(2)
print(d, d.get("zz"), "zz" in d, d.default_factory)
d.default_factory = None
t(lambda: d["b"])
tree = lambda: defaultdict(tree)
n = tree()
n["x"]["y"]["z"] = 1
print(n["x"]["y"]["z"], list(n), len(n["q"]), sorted(n))
print(defaultdict(int, a=1) | {"b": 2}, defaultdict(lambda: 5).__missing__("k"))
t(lambda: defaultdict(5))

o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a")
o.move_to_end("c", last=False)
print(o, o.popitem(last=False), o.popitem(), o, list(reversed(OrderedDict(x=1, y=2))))
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1}, o | {"q": 1})
t(lambda: o.move_to_end("nope"))
t(lambda: OrderedDict().popitem())

q = deque(range(5), maxlen=3)
q.append(9)
q.appendleft(7)
print(q, q.maxlen, q[0], q[-1], list(reversed(q)), 3 in q, q.count(3), q.index(4) if 4 in q else None)
q.rotate(1)
q.extend("ab")
q.extendleft("xy")
print(q, q == deque(q), deque([1]) + deque([2]), deque([1, 2]) * 2, deque("ab") < deque("b"))
q.insert(0, "i") if q.maxlen is None else t(lambda: q.insert(0, "i"))
t(lambda: q[5])
t(lambda: deque().popleft())
t(lambda: deque([1]).remove(2))
t(lambda: deque([1]).index(2))
q = deque([1, 2, 3, 4])
del q[1]
q[0] = "first"
q.reverse()
print(q, q.copy(), q.pop(), q.popleft(), q, bool(deque()))

m = ChainMap({"a": 1}, {"a": 2, "b": 3})
m["c"] = 4
print(m["a"], m["b"], m.maps[0], len(m), sorted(m), m.parents["a"], dict(m.new_child({"a": 0})), "z" in m, m.get("z", "?"))
t(lambda: m["z"])

P = namedtuple("P", "x, y z", defaults=[8, 9])
p = P(1)
print(p, p._asdict(), p._replace(y=0), P._fields, P._field_defaults, P._make("abc"), p + (1,), p[1:], p == (1, 8, 9), *p)
t(lambda: P())
t(lambda: P(1, 2, 3, 4))
t(lambda: p._replace(w=1))
t(lambda: namedtuple("Q", ["a", "_b"]))
print(namedtuple("Q", ["a", "class", "a", "_b"], rename=True)._fields, P.x.__doc__)


class Sub(namedtuple("Base", "a b")):
    __slots__ = ()

    @property
    def total(self):
        return self.a + self.b

    def __repr__(self):
        return "Sub:" + super().__repr__()


s = Sub(a=1, b=2)
print(s, s.total, s._replace(a=10), hash(s) == hash((1, 2)), sorted([Sub(2, 1), Sub(1, 5)]))


class Lower(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)


u = Lower(A=1)
u.update(B=2)
print(u, u["a"], len(u), UserList([3, 1]) + [2])
