# Every kind of expression.
1 + 2 * 3 - 4 / 5 // 6 % 7 @ 8 ** -9 ** 10
-x ** 2
2 ** -1
+x, ~-+x
a << b >> c & d ^ e | f
not a and b or not c
a < b <= c == d != e > f >= g is h is not i in j not in k
x if y else z if w else v
lambda: 0
lambda a, b=1, /, c=2, *d, e, f=3, **g: (a, b)
lambda *, k: k
(a), (a + b) * c, ((a))
(), (1,), (1, 2,), [], [1, *a], {1}, {*a, 2}, {}, {1: 2, **a, "b": [c]}
[x for x in y]
[x + 1 for x, y in z if x if y for w in v]
{x for x in y}
{x: y for x, *y in z}
(x for x in y)
f(x for x in y)
f(), f(1, *a, b, c=2, *d, **e, f=3), f(a)(b)[c].d
x[0], x[1:2], x[:], x[::], x[1:2:3], x[:, 1], x[..., None], x[a, b:c, *d], x[*a], x[-1], x[a:=1]
(y := 1), [y := 1, y ** 2], f(y := 1), {y := 1}
a.b.c().d[0].e
await_ = True, False, None, ..., Ellipsis
0, 00, 1_000, 0xFF, 0o17, 0b1_0, 9223372036854775807, 9223372036854775808, 0xFFFFFFFFFFFFFFFFFFFF
1.0, 1., .5, 1e10, 1E-5, 1_0.0_1e1_0, 1e999, 5e-324, 1e16, 123456789012345678.0, 0.1
1j, 1.5J, 1e100j
1if x else 2
"a" 'b' """c
d"""
(a
 + b)
(yield_)
x = *a, *b
tiếng, việt, ﬁ, 𝐱, K
f = (yield_,)
{**a, **b}
[*a, *b][0]
not not x
a if b else lambda: c
print(*a, sep="", **b, end="")
