# Sorting: stability, keys, reverse, mixed types, exceptions in the middle, list changed while sorting, only __lt__ is used.
from functools import cmp_to_key
from operator import itemgetter, attrgetter


class P:
    calls = 0

    def __init__(self, v, tag=""):
        self.v, self.tag = v, tag

    def __lt__(self, other):
        P.calls += 1
        return self.v < other.v

    def __repr__(self):
        return f"{self.v}{self.tag}"


ps = [P(3, "a"), P(1, "b"), P(3, "c"), P(2, "d"), P(1, "e")]
print(sorted(ps), sorted(ps, reverse=True), min(ps) if hasattr(P, "__lt__") else "", P.calls > 0)
rows = [("bob", 3), ("al", 3), ("cy", 1), ("di", 2)]
print(sorted(rows, key=itemgetter(1)), sorted(rows, key=lambda r: (-r[1], r[0])), sorted(rows, key=lambda r: len(r[0]), reverse=True))
rows.sort(key=itemgetter(0))
rows.sort(key=itemgetter(1), reverse=True)
print(rows, sorted("bBaA"), sorted("bBaA", key=str.lower), sorted([True, 2, 0.5, -1]), sorted([[2], [1, 5], [1]]), sorted({"b": 1, "a": 2}), sorted({3: 0, 1: 0}.items()))
print(sorted(["10", "9", "1"]), sorted(["10", "9", "1"], key=int), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted(ps, key=attrgetter("tag"))[0], sorted(range(5), key=lambda x: x % 2))
for bad in ([1, "a"], [None, 1], [{}, {}], [[1], (1,)], [1, 2, "x", 3], ["a", 1]):
    try:
        print(sorted(bad))
    except TypeError as e:
        print(e)
for bad in (lambda: [1].sort(5), lambda: sorted(5), lambda: sorted([1], key=5), lambda: sorted([1, 2], key=lambda: 0), lambda: sorted([1], cmp=1), lambda: sorted()):
    try:
        print(bad())
    except TypeError as e:
        print(e)


def failing(x):
    if x == 3:
        raise ValueError("three")
    return x


xs = [5, 3, 1]
try:
    xs.sort(key=failing)
except ValueError as e:
    print(e, xs)


class Spy:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        seen.append(len(ys))
        return self.v < o.v


seen = []
ys = [Spy(2), Spy(1)]
ys.sort()
print(seen, [y.v for y in ys])


def mutate(x):
    zs.append(9)
    return x


zs = [2, 1]
try:
    zs.sort(key=mutate)
except ValueError as e:
    print(e, zs)
print([1, 2].sort(), [3, 1].__len__(), sorted([3, 1, 2])[::-1], list(reversed(sorted("hello"))), sorted(sorted([3, 1]), reverse=True))
words = "the quick brown fox jumps over the lazy dog the end".split()
count = {}
for w in words:
    count[w] = count.get(w, 0) + 1
print(sorted(count.items(), key=lambda kv: (-kv[1], kv[0]))[:4], max(count, key=count.get), sorted(count, key=count.get, reverse=True)[:2], sorted(set(map(len, words))))
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), sorted(["b", "A", "c"], key=cmp_to_key(lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))))
big = [(i * 7919) % 1009 for i in range(600)]
s = sorted(big)
print(all(a <= b for a, b in zip(s, s[1:])), s[:5], s[-1], sorted(big, reverse=True) == s[::-1], sorted(big, key=lambda v: v % 10)[:4])
nan = float("nan")
print(sorted([2, 1, nan]), sorted([nan, 2, 1])[1:], max([1, nan, 2]), min([nan, 1]))
