# Names that look like keywords, odd layouts, semicolons, line joins, numbers and strings in unusual dress.
match, case, type, _ = 1, 2, 3, 4
print(match + case * type - _); match = [match]; print(match[0])
if (match
        and case): print("joined"); print("same suite")
else: print("no")
for i in range(2): print(i, end=","); print(i * i, end=";")
print()
class Empty: ...
def f(): "doc only"
def g(a, b=(1, 2), *, c: int = 3) -> "text": return (a, b,
                                                      c)
print(f.__doc__, f(), g(1), g.__annotations__, Empty().__class__.__name__)
x = \
    5 + \
    6
print(x, 0xFF, 0o17, 0b1010, 1_000_000, 0xdead_beef, 1e3, 1_0.0_1, .5, 5., 1E-2, 00, 0_0)
print("a" 'b' """c""" r'\d' f"{x}" rf'\{x}' "\
joined", '''multi
line''', u"u", R"\R", F'{x!r}')
print("\x41\u00e9\U0001F600\101\0"[:-1], "\a\b\f\v".encode if False else repr("\a\b\f\v\r\t"), '\'', "\"", '\\')
data = {
    "key": [1, 2,
            3],  # a comment inside

    "other": (
        4
    ),
}
print(data)
if True:
  print("two spaces")
  if True:
        print("eight more")
  print("back")
while True: break
try: pass
except: pass
else: print("else suite")
finally: print("finally suite")
lam = lambda *a, k=1, **kw: (a, k, kw)
print(lam(), lam(1, k=2, z=3), (lambda: (yield))().__class__.__name__)
a = b = c = []
a.append(1)
print(a is b is c, a, 1 < 2 < 3 != 4 > 0, not 1 == 2, -2 ** 2, (-2) ** 2, 2 ** -1, 2 ** 3 ** 2, 1 if 0 else 2 if 0 else 3)
print(~5 & 3 | 4 ^ 1 << 2, 7 // 2 * 2 + 7 % 2, -7 // 2, True + True, not not "", 1 and 0 or 2, 0 or [] or None, 1 in [1] == True)
print([*range(3), *"ab"], {**{"a": 1}, "b": 2}, {*[1, 2], 3}, (*[1], 2), [i for i in range(5) if i if i % 2], *[1, 2], sep="|")
t = 1,
u = ()
v = (1)
print(t, u, v, (1, 2)[1], "abc"[1], [1, 2, 3][-1], {"a": 1}["a"], (lambda x: x)(5), print)if 0 else print(t, u, v)
assert (x, "never fails")
del a, (b, [c])
try:
    a
except NameError as e: print(e)
tiếng, Ω, переменная, _private, __dunder__, x1 = range(6)
print(tiếng + Ω + переменная + _private + __dunder__ + x1)
ﬁ = "ligature"
print(fi)
print(f"{x=}", f"{x = }", f"{x!r:>5}", f"{'nested ' + f'{x}'}", f"{{}}{{{x}}}", f"{x:{'>'}{5}}", f"{(lambda y: y * 2)(x)}", f"{ {'a': 1}['a'] }", f'{"a" if x else "b"}', f"{x:=^9}", f"{x,}", f"{x !s}", f"{[i for i in range(3)]}")
print(f"""{
    x
    + 1
} end""", f"{'a' 'b'}", f"{x:%}" if 0 else f"{3.14159:.{2}f}", f"{None!s:>6}|", f"{'é'!a}", F"{x}" "{x}")
global_statement_at_top = 1
global global_after
global_after = 2
print(global_after); 
if 1:
    pass;
