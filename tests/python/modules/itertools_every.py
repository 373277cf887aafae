# itertools of 3.11: every function, keyword forms, errors.
from itertools import *
import operator


def t(f):
    try:
        r = f()
        print(list(r) if hasattr(r, "__next__") else r)
    except Exception as e:
        print(type(e).__name__, e)


t(lambda: islice(count(5), 3))
t(lambda: islice(count(2.5, step=0.5), 3))
t(lambda: islice(count(start=-1), 2, 8, 2))
t(lambda: islice("abcdef", None, None, 2))
t(lambda: islice("abc", -1))
t(lambda: islice("abc", "x"))
t(lambda: islice("abc", 0, 3, 0))
t(lambda: islice(cycle("ab"), 5))
t(lambda: repeat("x", 3))
t(lambda: repeat("x", times=-1))
t(lambda: accumulate([1, 2, 3, 4]))
t(lambda: accumulate([3, 1, 4, 1, 5], max))
t(lambda: accumulate([1, 2, 3], operator.mul, initial=10))
t(lambda: accumulate([], initial=5))
t(lambda: accumulate(["a", "b"], lambda a, b: b + a))
t(lambda: chain("ab", [1], (), {2: 3}))
t(lambda: chain.from_iterable(["ab", "cd"]))
t(lambda: chain(1))
t(lambda: compress("abcdef", [1, 0, 1, 0, True]))
t(lambda: dropwhile(lambda x: x < 3, [1, 2, 3, 1]))
t(lambda: takewhile(lambda x: x < 3, [1, 2, 3, 1]))
t(lambda: filterfalse(None, [0, 1, "", "a"]))
t(lambda: filterfalse(lambda x: x % 2, range(6)))
t(lambda: starmap(pow, [(2, 3), (3, 2)]))
t(lambda: starmap(lambda *a: a, ["ab", ()]))
t(lambda: starmap(pow, [1]))
t(lambda: zip_longest("abc", [1], fillvalue="-"))
t(lambda: zip_longest())
t(lambda: zip_longest("a", foo=1))
t(lambda: pairwise("abcd"))
t(lambda: pairwise("a"))
t(lambda: product("ab", [1, 2]))
t(lambda: product("ab", repeat=2))
t(lambda: product())
t(lambda: product("", "ab"))
t(lambda: product("ab", repeat=-1))
t(lambda: permutations("abc"))
t(lambda: permutations("abc", 2))
t(lambda: permutations("ab", 3))
t(lambda: permutations("abc", r=1))
t(lambda: combinations("abcd", 2))
t(lambda: combinations("abc", 0))
t(lambda: combinations_with_replacement("abc", 2))
t(lambda: combinations("abc"))
t(lambda: combinations("abc", "x"))
t(lambda: [(k, list(g)) for k, g in groupby("aaabbc")])
t(lambda: [(k, "".join(g)) for k, g in groupby("AaBbCC", key=str.lower)])
t(lambda: {k: len(list(g)) for k, g in groupby(sorted([5, 3, 8, 1]), lambda x: x > 4)})
groups = groupby([1, 1, 2])
first = next(groups)[1]
second = next(groups)[1]
print(list(first), list(second))
a, b, c = tee([1, 2, 3], 3)
print(next(a), next(a), list(b), list(a), list(c))
t(lambda: tee([1], 0))
t(lambda: tee([1], -1))
x, = tee([1], 1)
y = iter(x)
print(y is x, next(y))
c = count(10, -3)
print(next(c), next(c), c, repeat(5), repeat(5, 2), count(1.5), cycle("ab").__class__.__name__)
r = repeat(7, 3)
next(r)
print(r, operator.length_hint(r))
ch = chain([1], [2])
print(next(ch), list(ch), list(ch))
print(dict(zip("abc", count())), max(map(operator.mul, [1, 2], [3, 4])), sum(starmap(operator.add, [(1, 2), (3, 4)])))


def batched(it, n):
    it = iter(it)
    while chunk := list(islice(it, n)):
        yield chunk


print(*batched(range(7), 3))
print(list(zip(*[iter("abcdef")] * 2)), [*map(lambda a, b=0: a + b, [1, 2])])
