import itertools as it
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
def gen(n):
    for i in range(n):
        yield i
class It:
    def __init__(self, n): self.i, self.n = 0, n
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
L = lambda x: list(x)
for src in (lambda: [1, 2, 3, 4], lambda: gen(4), lambda: It(4), lambda: (1, 2, 3, 4), lambda: "abcd", lambda: {1: 2, 3: 4}):
    t(lambda: L(it.islice(src(), 2))); t(lambda: L(it.islice(src(), 1, None, 2))); t(lambda: L(it.islice(src(), 0))); t(lambda: L(it.islice(src(), None)))
    t(lambda: L(it.accumulate(src()))); t(lambda: L(it.accumulate(src(), initial=None))); t(lambda: L(it.pairwise(src())))
    t(lambda: L(it.chain(src(), src()))); t(lambda: L(it.chain.from_iterable([src(), src()]))); t(lambda: L(it.islice(it.cycle(src()), 9)))
    t(lambda: L(it.takewhile(lambda x: x != 3, src()))); t(lambda: L(it.dropwhile(lambda x: x != 3, src()))); t(lambda: L(it.filterfalse(None, src())))
    t(lambda: L(it.compress(src(), [1, 0, 1, 1]))); t(lambda: L(it.zip_longest(src(), [9]))); t(lambda: L(it.zip_longest(src(), src(), fillvalue=0)))
    t(lambda: [(k, L(g)) for k, g in it.groupby(src())]); t(lambda: L(it.product(src(), repeat=2))[:5]); t(lambda: len(L(it.permutations(src()))))
    t(lambda: L(it.combinations(src(), 2))); t(lambda: L(it.combinations_with_replacement(src(), 2))); t(lambda: [L(x) for x in it.tee(src(), 3)])
    t(lambda: L(it.starmap(lambda a, b: (a, b), it.pairwise(src())))); t(lambda: L(zip(it.repeat(5, 2), src())))
t(lambda: it.count(1)); t(lambda: it.count(1, 2)); t(lambda: it.count(0.5)); t(lambda: it.repeat("x")); t(lambda: it.repeat("x", 3)); t(lambda: it.count("a"))
t(lambda: L(it.islice(it.count(10, -3), 4))); t(lambda: L(it.islice(it.count(0.5, 0.25), 4))); t(lambda: L(it.islice(it.count(2**47 - 2), 4))); t(lambda: next(it.count(step=5)))
t(lambda: it.islice([1], -1)); t(lambda: it.islice([1], 1, 2, 0)); t(lambda: it.islice([1], "a")); t(lambda: it.islice([1], -1, 2)); t(lambda: it.islice(5, 2)); t(lambda: it.islice([1]))
t(lambda: it.combinations([1], -1)); t(lambda: it.permutations([1, 2], 5).__next__()); t(lambda: it.product([1], repeat=-1)); t(lambda: L(it.product())); t(lambda: L(it.product([], [1]))); t(lambda: it.tee([1], -1))
t(lambda: it.chain(5).__next__()); t(lambda: it.cycle(5)); t(lambda: it.groupby(5)); t(lambda: it.accumulate(5)); t(lambda: it.zip_longest(5)); t(lambda: it.starmap(pow, [5]).__next__()); t(lambda: it.repeat(1, "a"))
t(lambda: next(it.cycle([]))); t(lambda: L(it.accumulate([]))); t(lambda: L(it.accumulate([], initial=5))); t(lambda: L(it.accumulate(["a", "b", "c"]))); t(lambda: L(it.accumulate([1, "a"])))
t(lambda: L(it.accumulate([1, 2, 3], lambda a, b: a * 10 + b, initial=9))); t(lambda: L(it.accumulate([5, 3, 9], max)))
groups = it.groupby([1, 1, 2, 2, 1], key=lambda x: x)
k1, g1 = next(groups); k2, g2 = next(groups)
print(k1, list(g1), k2, list(g2), [(k, len(list(g))) for k, g in groups])
a, b = it.tee(gen(5)); print(next(a), next(a), next(b), list(a), list(b))
c, d = it.tee(a); print(list(c))
def bad():
    yield 1
    raise ValueError("inside")
for f in (lambda: L(it.islice(bad(), 5)), lambda: L(it.chain([0], bad())), lambda: L(it.pairwise(bad())), lambda: L(it.accumulate(bad())), lambda: L(it.cycle(bad())), lambda: L(it.zip_longest([1, 2, 3], bad())), lambda: [list(g) for _, g in it.groupby(bad())], lambda: L(it.takewhile(lambda x: 1 / 0, [1])), lambda: L(it.product(bad()))):
    t(f)
s = iter(range(10)); print(list(it.islice(s, 0, 5, 3)), list(s))
s = iter(range(10)); print(list(it.takewhile(lambda x: x < 3, s)), list(s))
e = it.chain([1], [2]); print(iter(e) is e, next(e), list(e), list(e), next(e, "end"))
print([type(x).__name__ for x in (it.count(), it.cycle([]), it.chain(), it.islice([], 1), it.tee([])[0], it.groupby([]), it.product(), it.repeat(1))])
print(sum(it.islice(it.count(), 100000)), len(list(it.combinations(range(15), 5))), sum(1 for _ in it.product(range(20), repeat=3)))
print(list(map("".join, it.permutations("abc"))), max(it.accumulate([3, -5, 9, -2])))
from itertools import *
print(list(zip(count(), "ab")), dict(zip("ab", repeat(0))), [*chain("ab", [1])], list(starmap(max, [(1, 5), (7, 2)])))
