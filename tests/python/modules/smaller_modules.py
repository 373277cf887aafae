# Smaller modules: operator, heapq, bisect, statistics, string, textwrap, contextlib, types, copy, fractions, io, pprint.
import operator, heapq, bisect, statistics, string, textwrap, types, copy, io, pprint
from fractions import Fraction


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", e)


t(lambda: operator.itemgetter(1, -1)("abc"))
t(lambda: operator.attrgetter("real", "imag")(5))
t(lambda: operator.attrgetter("__class__.__name__")(5))
t(lambda: operator.methodcaller("split", ",", maxsplit=1)("a,b,c"))
t(lambda: operator.itemgetter("k")({"k": 1}) + operator.itemgetter(slice(1, 3))([1, 2, 3])[0])
t(lambda: (operator.add(1, 2), operator.floordiv(7, 2), operator.contains([1], 1), operator.countOf([1, 1], 1), operator.indexOf([3, 4], 4), operator.not_(0), operator.truth([]), operator.xor(5, 3), operator.matmul))
t(lambda: operator.concat("a", "b") + operator.concat([1], 2))
t(lambda: operator.setitem({}, 1, 2))
t(lambda: operator.iadd([1], [2]))
print(operator.itemgetter(1), operator.attrgetter("a.b", "c"), operator.methodcaller("f", 1, k=2))

h = [5, 3, 8, 1]
heapq.heapify(h)
heapq.heappush(h, 2)
print(h, heapq.heappop(h), heapq.heappushpop(h, 0), heapq.heapreplace(h, 9), h, heapq.nlargest(2, h), heapq.nsmallest(2, ["bb", "a"], key=len))
print(list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge("ca", "b", reverse=True)), list(heapq.merge([3, 1], [2], key=lambda x: -x)))
t(lambda: heapq.heappush((1,), 2))
t(lambda: heapq.heapify([1, "a"]))
xs = [1, 2, 2, 3]
print(bisect.bisect(xs, 2), bisect.bisect_left(xs, 2), bisect.bisect_right(xs, 2, 0, 2), bisect.bisect_left(xs, -5, key=lambda v: -v))
bisect.insort(xs, 2.5)
bisect.insort_left(xs, 0)
print(xs)
t(lambda: bisect.bisect(xs, 1, lo=-1))

data = [2.5, 1, 4, 4, 10]
print(statistics.mean(data), statistics.median(data), statistics.mode(data), statistics.stdev(data), statistics.pvariance(data), statistics.median_low(data), statistics.median_high([1, 2]), statistics.multimode("aabbc"))
print(statistics.fmean(data), statistics.geometric_mean([1, 4]), statistics.harmonic_mean([40, 60]), statistics.quantiles(data), statistics.quantiles(data, n=10, method="inclusive"), statistics.variance([1, 2, 3, 4]), statistics.mean([Fraction(1, 3), Fraction(1, 6)]))
print(statistics.correlation([1, 2, 3], [2, 4, 7]), statistics.linear_regression([1, 2, 3], [2, 4, 6]), statistics.covariance([1, 2], [3, 5]), statistics.median_grouped([1, 2, 2, 3]))
t(lambda: statistics.stdev([1]))
t(lambda: statistics.mode([]))
t(lambda: statistics.mean(["a"]))

print(string.ascii_lowercase, string.digits, string.punctuation, repr(string.whitespace), string.capwords("hello  big world"), string.hexdigits)
tpl = string.Template("$who owes ${amount} $$ to $whom")
t(lambda: tpl.substitute(who="A", amount=5, whom="B"))
t(lambda: tpl.safe_substitute(who="A"))
t(lambda: tpl.substitute({"who": "x"}))
t(lambda: string.Template("$1").substitute())
t(lambda: string.Formatter().format("{0}-{k!r:>5}", 1, k="z"))
print(list(string.Formatter().parse("a{b!r:c}d{}")))

text = "The quick brown fox jumped over the lazy dog, again and again, without ever stopping to rest."
print(textwrap.fill(text, 30))
print(textwrap.wrap(text, 40, initial_indent="* ", subsequent_indent="  "), textwrap.shorten(text, 30), textwrap.shorten("a b", 10))
print(repr(textwrap.dedent("    a\n      b\n\n    c\n")), repr(textwrap.indent("a\n\nb\n", "> ")), textwrap.wrap("supercalifragilistic", 8), textwrap.wrap(""))

ns = types.SimpleNamespace(a=1, b="x")
ns.c = [ns.a]
print(ns, ns == types.SimpleNamespace(a=1, b="x", c=[1]), vars(ns))
mp = types.MappingProxyType({"k": 1})
print(mp["k"], dict(mp), mp, len(mp), mp | {"z": 2})
t(lambda: mp.__setitem__("k", 2) if hasattr(mp, "__setitem__") else "read-only")
print(types.MethodType(lambda self, x: (self, x), 5)(6), isinstance((i for i in ()), types.GeneratorType), isinstance(t, types.FunctionType), isinstance(len, types.BuiltinFunctionType))

print(Fraction(3, -6), Fraction("1.25"), Fraction(0.5) + 1, Fraction(1, 3) ** 2, Fraction(7, 2) // 1, float(Fraction(1, 3)), round(Fraction(7, 3), 1), Fraction(1, 3).limit_denominator(2), Fraction("3/4") < 0.8, repr(Fraction(5)))
t(lambda: Fraction(1, 0))
t(lambda: Fraction("x"))

out = io.StringIO()
print("line", 1, file=out, end=";")
out.write("more\nlast")
print(repr(out.getvalue()), out.tell(), out.seek(0), out.readline(), list(out))
pprint.pprint({"b": list(range(30)), "a": {"nested": ("x" * 30, "y" * 40)}}, width=60)
pprint.pprint([1, "two", {"three": 3}])
print(pprint.pformat({"z": 1, "a": [1, 2]}))


class Node:
    def __init__(self, v):
        self.v, self.next = v, None

    def __deepcopy__(self, memo):
        print("deepcopy", self.v)
        new = Node(copy.deepcopy(self.v, memo))
        memo[id(self)] = new
        new.next = copy.deepcopy(self.next, memo)
        return new


a, b = Node([1]), Node([2])
a.next, b.next = b, a
c = copy.deepcopy(a)
print(c.v, c.next.v, c.next.next is c, c.v is a.v, copy.copy(a).v is a.v)
loop = [1]
loop.append(loop)
print(copy.deepcopy(loop), copy.copy(loop)[1] is loop, copy.deepcopy({"k": (1, [2])}), copy.copy({1, 2}))
