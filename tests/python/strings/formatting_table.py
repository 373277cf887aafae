# The format mini-language and % formatting in unusual combinations, also through __format__ and nested fields.
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, "|", e)


for spec in ["", "d", "5", "<5", "^7", "=+6", "+", " ", "05", "x", "#x", "#o", "#b", "#010x", ",", "_", "_b", "_x", "08,", "c", "e", ".2e", "f", ".0f",
             "g", "%", ".1%", "n", "*^9", "0>4", "+,", "-5", ">+8,", "s", ".2", "#", "#,", ",b", "=", "0=+5", "é<4"]:
    print(spec.ljust(6), end=" ")
    t(lambda: [format(v, spec) for v in (0, 7, -42, 65536)])
for spec in ["", "e", "E", "f", "F", "g", "G", "%", ".0", ".1", ".3", ".0f", ".10g", "#.3g", "#.0f", "#.0e", "+.2f", " .1f", "010.2f", "<8.1f", "^9.1f", "=+9.1f",
             ",.2f", "_.1f", "z.0f", "n", "d", "x", "s", ".15", ".17g", "020,.3f", "-=8", "5", ".400f"]:
    print(spec.ljust(6), end=" ")
    t(lambda: [format(v, spec)[:40] for v in (0.0, -0.0, 2.5, -1234567.891, 1e22, 1.5e-10, float("inf"), float("nan"))])
for spec in ["", "s", "5", "<5", ">5", "^5", ".2", "5.1", "*<5", "05", "+", "=5", ",", "#", "d", "^6.3s", "_<4s"]:
    print(spec.ljust(6), end=" ")
    t(lambda: [format(v, spec) for v in ("", "abc", "tiếng")])
for template, args in [("%d|%5d|%-5d|%05d|%+d|% d", (1, 2, 3, 4, 5, 6)), ("%x|%#x|%X|%o|%#o", (255, 255, 255, 8, 8)), ("%e|%.2e|%E", (1.5, 1500, 1e-5)),
                       ("%f|%.0f|%#.0f|%8.2f|%-8.2f|%08.2f", (1, 2.5, 2.5, 3, 3, -3)), ("%g|%.3g|%#g", (1e6, 1234.5, 1.0)), ("%s|%10s|%-10s|%.2s", ("a", "b", "c", "def")),
                       ("%r|%a", ("é", "é")), ("%c|%c", (65, "é")), ("%%|%5%", ()), ("%*d|%-*d|%.*f", (5, 1, 5, 2, 2, 3.14159)), ("%d", 3.99), ("%d", True),
                       ("%i|%u", (5, 6)), ("%s", ((1, 2),)), ("%s", [1, 2]), ("%s %s", "ab"), ("%d", "5"), ("%x", 1.5), ("%c", -1), ("%c", "ab"), ("%s", ()), ("x", 5), ("x", {}),
                       ("%(a)s %(b)05.1f %%", {"a": 1, "b": 2}), ("%(a)", {"a": 1}), ("%(a", {"a": 1}), ("%(a)d", {"a": "x"}), ("%(missing)s", {}), ("%s", None), ("%d", None),
                       ("%.3d|%8.3d|%-8.3d|%+.3d", (7, 7, 7, 7)), ("%#.3x", 10), ("%ld|%hd|%Lf", (1, 2, 3)), ("%y", 1), ("%", 1), ("%-", 1), ("%.1000d", 1), ("%5.", 1), ("% 5d|%+5d|%-+5d|", (1, 1, 1)),
                       ("%s", {"a": 1}), ("%(a)s %s", {"a": 1}), ("%d %d", (1,)), ("%d", (1, 2)), ("%d", 10 ** 25), ("%f", 10 ** 25), ("%x", -10 ** 20), ("%.2f", "x"), ("%d", float("nan")), ("%d", float("inf"))]:
    print(template, end=" ")
    t(lambda: (template % args)[:60])


class Temp:
    def __init__(self, c):
        self.c = c

    def __format__(self, spec):
        if spec.endswith("F"):
            return format(self.c * 9 / 5 + 32, spec[:-1] + "f")
        return f"<{spec}>" + format(self.c, spec)


x = Temp(21.5)
w, p = 9, 2
print(f"{x:.1F}|{x:>{w}.{p}f}|{x}|{x!s:.5}|{x.c!r:*^{w}}".replace(str(x), "T")[:60])
print("{0.c:{1}.{2}f} {w[0]}{w[k]} {0.c.real}".format(x, 8, 1, w={0: "zero", "k": "key"}) if False else "{0.c:{1}.{2}f}".format(x, 8, 1))
print("{a[0]}{a[1][k]} {b.__class__.__name__}".format(a=[1, {"k": 2}], b=5), "{:{}{}{}}".format(5, "*", "^", 5), "{:{fill}>{width}}".format("r", fill="_", width=4))
