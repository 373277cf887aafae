from collections import *
from collections import abc
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
d = deque([1, 2, 3], maxlen=3)
t(lambda: d.remove(9)); t(lambda: d.index(9)); t(lambda: d.insert(0, 5)); t(lambda: d['a']); t(lambda: d[0:2]); t(lambda: deque(5)); t(lambda: deque([], -1)); t(lambda: deque([], 'a')); t(lambda: d.rotate('a')); t(lambda: d + [1]); t(lambda: d * 2); t(lambda: 2 * d)
t(lambda: d < deque([1, 5])); t(lambda: d == [1, 2, 3]); t(lambda: deque(iterable=[1], maxlen=3)); t(lambda: d.index(2, 0, 1)); t(lambda: type(d)); t(lambda: d.copy()); t(lambda: d.extend(5)); t(lambda: d.__iadd__([7]))
t(lambda: list(reversed(d))); t(lambda: d.maxlen); t(lambda: d.pop()); t(lambda: d); t(lambda: deque().popleft()); t(lambda: deque("abc").rotate(1)); t(lambda: deque([3, 1]).count(3)); t(lambda: sorted(deque([3, 1, 2])))
def f():
    for x in d: d.append(1)
t(f)
q = deque()
for i in range(20):
    q.append(i); q.appendleft(-i)
for i in range(15): q.popleft(); q.pop()
print(q, len(q), q[3], q[-1], 2 in q, 99 in q)
q[0] = "x"; del q[1]; q.insert(2, "y"); q.insert(-1, "z"); q.insert(100, "w"); q.reverse(); print(q)
q.rotate(3); print(q); q.rotate(-5); print(q); q.clear(); print(q, bool(q)); q.extendleft("abc"); print(q)
r = deque([1]); r.append(r); print(r)
class Stack(deque):
    def push(self, x): self.append(x)
s = Stack([1]); s.push(2); s.name = "st"; print(s, s.name, s.copy(), isinstance(s, deque), len(s))
class E:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return isinstance(o, E) and self.v == o.v
    def __repr__(self): return f"E{self.v}"
    def __hash__(self): return hash(self.v)
print(E(1) in deque([E(2), E(1)]), deque([E(2), E(1)]).index(E(1)), deque([E(1)]) == deque([E(1)]), deque([E(1), E(2), E(1)]).count(E(1)))
dd = defaultdict(list, a=1)
t(lambda: defaultdict(list, 5)); t(lambda: dd | {'b': 1}); t(lambda: {'b': 1} | dd); t(lambda: dd.copy()); t(lambda: dd.__missing__('q')); t(lambda: dd); t(lambda: defaultdict()); t(lambda: defaultdict(None, {1: 2})); t(lambda: defaultdict(3)); t(lambda: dd['z']); t(lambda: dd[E(3)]); t(lambda: dd)
t(lambda: defaultdict(lambda: 1 / 0)['x']); t(lambda: type(dd)); t(lambda: defaultdict(int, {'a': 1})['a']); t(lambda: defaultdict(list)[[]])
tree = lambda: defaultdict(tree)
x = tree(); x['a']['b']['c'] = 1; print(dict(x['a']['b']), list(x['a']))
class DD(defaultdict):
    def __missing__(self, key): return key * 2
print(DD(list)['ab'], DD(int))
w = defaultdict(set); w['a'].add(1); w['a'].add(2); w['b'].add(1); print(sorted(w.items()), {k: len(v) for k, v in w.items()})
c = Counter("abracadabra"); print(c.most_common(), c['z'], c + Counter(a=-10), c & Counter(a=2, b=5), +Counter(a=0), sorted(c), c.most_common(1)[0][0])
c.update(a=5); c.subtract("aab"); print(c, c.total(), c == Counter(c), Counter(c) - c, list(c.elements())[:5]); del c['nope']; del c['a']; print(c, max(c, key=c.get))
t(lambda: Counter(5)); t(lambda: Counter.fromkeys("ab")); t(lambda: c + 5); t(lambda: Counter([[]])); t(lambda: Counter(a="x", b=1)); print(Counter([E(1), E(2), E(1)]))
c = Counter(); c['x'] += 1; c['y'] -= 1; print(c, -c, c <= Counter(x=1), c > Counter())
o = OrderedDict([("b", 1), ("a", 2)]); o["c"] = 3; o.move_to_end("b"); print(o, list(o.items()), o == OrderedDict([("a", 2), ("c", 3), ("b", 1)]), o == {"a": 2, "b": 1, "c": 3}, list(reversed(o)), o.popitem(), o.popitem(last=False), o)
t(lambda: o.move_to_end("q")); t(lambda: OrderedDict().popitem()); t(lambda: OrderedDict.fromkeys("ab", 0)); t(lambda: o | {"z": 1}); t(lambda: o.copy()); t(lambda: o.pop("c")); t(lambda: o.setdefault("k")); t(lambda: OrderedDict(a=1, b=[OrderedDict(c=2)]))
m = ChainMap({"a": 1}, {"a": 2, "b": 3}); print(m, m["b"], dict(m), len(m), list(m), m.new_child({"c": 1}), m.parents, m.maps); m["b"] = 9; print(m)
t(lambda: m["z"]); t(lambda: m.pop("zz")); t(lambda: m.get("z", 5)); del m["a"]; print(m)
P = namedtuple("P", ["x", "y"]); p = P(1, y=2)
for e in ("P(1)", "P()", "P(1,2,3)", "P(1,z=3)", "P._make([1])", "p._replace(z=1)", "P.__doc__", "P._fields", "p._asdict()", "p == (1, 2)", "P.x", "hash(p) == hash((1, 2))", "p[0:1]", "p.count(1)", "p.index(2)", "p < P(1, 3)", "P(*[4, 5])", "P(**{'x': 1, 'y': 2})", "p + (3,)", "p * 2", "len(p)", "[*p]", "P.__name__", "repr(p)", "str(p)", "f'{p.x} {p!r}'", "p._replace(x=7).x"):
    if e == "P.x": continue
    g = {"P": P, "p": p}
    t({"P(1)": lambda: P(1), "P()": lambda: P(), "P(1,2,3)": lambda: P(1, 2, 3), "P(1,z=3)": lambda: P(1, z=3), "P._make([1])": lambda: P._make([1]), "p._replace(z=1)": lambda: p._replace(z=1)}.get(e, lambda: e))
print(P.__doc__, P._fields, p._asdict(), p == (1, 2), p[0:1], p.count(1), p.index(2), p < P(1, 3), P(*[4, 5]), P(**{'x': 1, 'y': 2}), p + (3,), p * 2, len(p), [*p], P.__name__, str(p), f'{p.x} {p!r}', p._replace(x=7))
t(lambda: namedtuple("P", "x x")); t(lambda: namedtuple("P", "1a")); t(lambda: namedtuple("P", "class")); t(lambda: namedtuple("P", "_a")); t(lambda: namedtuple("P", "_a class a a", rename=True)._fields); t(lambda: namedtuple("P", "a", defaults=[1, 2])); t(lambda: namedtuple("P", "x, y, z", defaults=[1, 2])(5)); t(lambda: namedtuple("E", [])()); t(lambda: setattr(p, "x", 1)); t(lambda: setattr(p, "q", 1)); t(lambda: p.z)
class Vec(namedtuple("Vec", "x y")):
    __slots__ = ()
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y)
    @property
    def norm(self): return (self.x ** 2 + self.y ** 2) ** .5
    def __new__(cls, x, y=0): return super().__new__(cls, x, y)
print(Vec(3, 4) + Vec(1), Vec(3, 4).norm, Vec(5), isinstance(Vec(1), tuple), Vec(1)._replace(y=3))
match P(1, 2):
    case P(x=1, y=b): print("matched", b)
u = UserDict(a=1); u["b"] = 2; print(u, "a" in u, u.get("z"), list(u.items()), u == {"a": 1, "b": 2}, u.pop("a"), u, isinstance(u, abc.MutableMapping), isinstance(d, abc.MutableSequence))
class Low(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
print(Low(A=1, B=2), UserList([3, 1]) + [2], sorted(UserList([3, 1])), UserString("ab").upper() + "c")
