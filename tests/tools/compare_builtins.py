#!/usr/bin/env python3
"""Random calls of built-in types, run by logit and by CPython 3.11; the outputs must be equal.

Each program is a few hundred independent expressions of one area, every one caught on its own, so that messages are
compared as well as values. Nothing that CPython itself leaves open is generated: no addresses, no hashes of strings,
no order of sets of strings.

    tests/tools/compare_builtins.py --cmd "build/native/logit run" --seeds 20
    tests/tools/compare_builtins.py --cmd "build/native/logit run" --area set --seed 7 --keep DIR
"""
import argparse
import os
import random
import shlex
import subprocess
import sys
import tempfile

PRELUDE = """\
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
"""

LETTERS = ["a", "b", "A", "B", " ", "x", "-", "_", "1", "2", "\t", "\n", "é", "ế", "đ", "Đ", "ß", "😀", "İ", "Σ", "ς",
           "ǆ", "ﬁ", "٣", "½", "\u00a0", ".", ",", "%", "{", "}", "\\", "'", '"', "\x00", "\x7f", "\u200b"]
FLOATS = ["0.0", "-0.0", "1.5", "-2.5", "0.1", "1e16", "1e-7", "1e308", "5e-324", 'float("inf")', '-float("inf")',
          'float("nan")', "3.0", "2.675", "1e22", "123456.789"]


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.lines = []

    def emit(self, expression):
        self.lines.append(f"t(lambda: {expression})")

    def say(self, statement):
        self.lines.append(statement)

    # --- values -----------------------------------------------------------------------------------------------

    def pick(self, *choices):
        return self.r.choice(choices)

    def integer(self):
        k = self.r.random()
        if k < .4:
            return self.r.randint(-20, 20)
        if k < .6:
            return self.r.randint(-10**6, 10**6)
        sign = self.r.choice([-1, 1])
        if k < .8:
            return sign * 2**self.r.choice([31, 32, 46, 47, 48, 53, 62, 63, 64, 100]) + self.r.randint(-2, 2)
        return sign * self.r.getrandbits(self.r.randint(1, 200))

    def floating(self):
        k = self.r.random()
        if k < .3:
            return self.r.choice(FLOATS)
        if k < .6:
            return repr(self.r.randint(-1000, 1000) / 8)
        return repr(self.r.gauss(0, 1) * 10**self.r.randint(-10, 20))

    def number(self):
        if self.r.random() < .55:
            return str(self.integer()) if self.r.random() < .9 else self.pick("True", "False")
        return self.floating()

    def text(self, longest=10):
        pool = LETTERS if self.r.random() < .5 else ["a", "b", "A", " ", "1", "x", "-"]
        return "".join(self.r.choice(pool) for _ in range(self.r.randint(0, longest)))

    def scalar(self):
        k = self.r.random()
        if k < .4:
            return self.number()
        if k < .7:
            return repr(self.text(4))
        return self.pick("None", "True", "False", "()", "...")

    def items(self):
        n = self.r.randint(0, 7)
        kind = self.r.randrange(4)
        make = [lambda: str(self.r.randint(-5, 9)), self.floating, lambda: repr(self.text(3)), self.scalar][kind]
        return [make() for _ in range(n)]

    def list(self):
        return "[" + ", ".join(self.items()) + "]"

    def slice(self):
        bound = lambda: self.pick("", "", "0", "1", "2", "-1", "-2", "3", "-5", "100", "-100", "None")
        step = self.pick("", ":", ":1", ":2", ":-1", ":-2", ":3", ":None")
        return f"{bound()}:{bound()}{step}"

    # --- areas ------------------------------------------------------------------------------------------------

    def arithmetic(self):
        a, b = self.number(), self.number()
        kind = self.r.randrange(7)
        if kind == 0:
            power = self.pick(str(self.r.randint(-5, 30)), self.floating())
            self.emit(f"({a.lstrip('-')}) ** ({power})")
        elif kind == 1:
            self.emit(f"({a}) {self.pick('<<', '>>')} ({self.r.randint(-2, 150)})")
        elif kind == 2:
            self.emit(f"pow({self.integer()}, {self.integer()}, {self.integer()})")
        elif kind == 3:
            self.emit(f"{self.pick('-', '+', '~', 'abs', 'int', 'float', 'bool', 'str', 'hex', 'round')}({a})")
        elif kind == 4:
            self.emit(f"round({a}, {self.r.randint(-12, 12)})")
        elif kind == 5:
            self.emit(f"[{a} < {b}, {a} <= {b}, {a} == {b}, {a} != {b}, {a} > {b}, {a} >= {b}]")
        else:
            self.emit(f"({a}) {self.pick('+', '-', '*', '/', '//', '%', '&', '|', '^')} ({b})")

    def formatting(self):
        value = self.number() if self.r.random() < .75 else self.pick(repr(self.text()), "None", "[1]", "True", "{}")
        if self.r.random() < .7:
            spec = (self.pick("", "", "*<", "x>", "0^", "=", "<", ">", "^", "é=", " =") + self.pick("", "", "+", "-", " ") +
                    self.pick("", "", "", "z") + self.pick("", "", "", "#") + self.pick("", "", "0") +
                    self.pick("", "5", "12", "30") + self.pick("", "", "", ",", "_") +
                    self.pick("", "", ".0", ".1", ".3", ".12", ".25") + self.pick("", *"bcdeEfFgGnosxX%q"))
            self.emit(f"format({value}, {spec!r})")
            return
        template = ("%" + self.pick("", "-", "+", " ", "#", "0", "-0") + self.pick("", "5", "12", "*") +
                    self.pick("", ".0", ".3", ".10", ".*") + self.pick(*"diouxXeEfFgGcrsaq%"))
        stars = "".join(f"{self.r.randint(-3, 12)}, " for _ in range(template.count("*")))
        self.emit(f"{'<' + template + '>'!r} % ({stars}{value},)")

    def strings(self):
        s, p, q = self.text(), self.text(2), self.text(3)
        bounds = self.pick("", f", {self.r.randint(-8, 8)}", f", {self.r.randint(-8, 8)}, {self.r.randint(-8, 8)}")
        plain = self.pick("upper", "lower", "title", "capitalize", "swapcase", "casefold", "isalpha", "isdigit", "isdecimal",
                          "isnumeric", "isalnum", "isspace", "isupper", "islower", "istitle", "isidentifier",
                          "isprintable", "isascii", "split", "rsplit", "splitlines", "strip")
        self.emit(self.pick(
            f"{s!r}.{plain}()", f"{s!r}.{plain}()", f"{s!r}.{plain}()",
            f"{s!r}.{self.pick('split', 'rsplit')}({self.pick(repr(p), 'None')}, {self.r.randint(-1, 3)})",
            f"{s!r}.{self.pick('strip', 'lstrip', 'rstrip')}({q!r})",
            f"{s!r}.{self.pick('find', 'rfind', 'index', 'rindex', 'count')}({p!r}{bounds})",
            f"{s!r}.{self.pick('startswith', 'endswith')}({self.pick(repr(p), repr((p, q)))}{bounds})",
            f"{s!r}.replace({p!r}, {q!r}{self.pick('', ', 1', ', 0')})",
            f"{s!r}.{self.pick('partition', 'rpartition', 'removeprefix', 'removesuffix')}({p!r})",
            f"{s!r}.{self.pick('ljust', 'rjust', 'center')}({self.r.randint(-1, 15)}, {self.r.choice(LETTERS)!r})",
            f"{s!r}.zfill({self.r.randint(-1, 12)})", f"{s!r}.expandtabs({self.r.randint(0, 5)})",
            f"{p!r}.join({[self.text(3) for _ in range(self.r.randint(0, 4))]!r})", f"{s!r}[{self.slice()}]",
            f"{s!r}[{self.r.randint(-8, 8)}]", f"{p!r} in {s!r}", f"[{s!r} < {q!r}, {s!r} >= {q!r}]",
            f"[repr({s!r}), ascii({s!r}), len({s!r}), list({s!r})]", f"{s!r} * {self.r.randint(-1, 4)}"))

    def set(self):
        def one():
            n = self.r.randint(0, 25)
            make = self.pick(lambda: str(self.r.randint(-5, 40)), lambda: str(self.r.randint(-5, 40)),
                             lambda: repr(self.r.randint(-50, 50) / 4),
                             lambda: f"({self.r.randint(0, 5)}, {self.r.randint(0, 5)})")
            members = ", ".join(make() for _ in range(n))
            if members and self.r.random() < .4:
                return "{" + members + "}"
            return self.pick(f"set([{members}])", f"frozenset([{members}])", f"set(range({self.r.randint(0, 40)}))")

        self.say(f"a = {one()}")
        self.say(f"b = {one()}")
        for _ in range(3):
            self.emit(self.pick("a | b", "a & b", "a - b", "a ^ b", "a <= b", "a == b", "a < b", "a.union(b, [1, 99])",
                                "a.intersection([1, 2, 3, 30])", "a.difference([1, 2])", "a.symmetric_difference([1, 77])",
                                "a.isdisjoint(b)", "list(a)", "a.copy()", "frozenset(a)", "hash(frozenset(a))",
                                "{x for x in a}", "dict.fromkeys(a).keys() & b", "dict.fromkeys(a).keys() | b",
                                "dict.fromkeys(a).keys() - b", "dict.fromkeys(a).keys() ^ b"))
        self.say("s = set(a)")
        for _ in range(self.r.randint(1, 6)):
            x = self.r.randint(-5, 40)
            self.emit(self.pick(f"s.add({x})", f"s.discard({x})", f"s.remove({x})", "s.pop()", "s.update(b)",
                                f"s.update([{x}, {x + 7}])", "s.intersection_update(b)", "s.difference_update(b)",
                                "s.symmetric_difference_update(b)", "s.__ior__(b)", "s.__isub__(b)"))
            self.say("print(s)")

    def list_methods(self):
        self.say(f"l = {self.list()}")
        for _ in range(4):
            x, i = self.pick(self.scalar(), str(self.r.randint(-5, 9))), self.r.randint(-9, 9)
            self.emit(self.pick(
                f"l.append({x})", f"l.extend({self.list()})", f"l.insert({i}, {x})", f"l.pop({i})", f"l.remove({x})",
                f"l.index({x})", f"l.count({x})", "l.reverse()", "l.sort()", "l.sort(reverse=True)", "l.sort(key=repr)",
                f"l[{i}]", f"l[{self.slice()}]", f"l.__setitem__({i}, {x})", f"l.__delitem__({i})",
                f"l.__setitem__(slice({i}, None, {self.pick(None, 1, 2, -1)}), {self.list()})",
                f"l.__delitem__(slice({i}, None, {self.pick(None, 1, 2, -1)}))", f"l + {self.list()}",
                f"l * {self.r.randint(-1, 3)}", f"{x} in l", f"l == {self.list()}", f"l < {self.list()}", "sorted(l)",
                "sum(l)", "max(l)", "min(l)", f"list(zip(l, {self.list()}))", "list(map(str, l))", "dict(enumerate(l))"))
            self.say("print(l)")

    def dict_methods(self):
        keys = ["1", "2", "3", "'a'", "'b'", "None", "(1,)"]
        self.say("d = {" + ", ".join(f"{self.r.choice(keys)}: {self.scalar()}" for _ in range(self.r.randint(0, 6))) + "}")
        for _ in range(4):
            k, x = self.pick(*keys, "True", "1.0", "[]"), self.scalar()
            self.emit(self.pick(
                f"d[{k}]", f"d.get({k}, {x})", f"d.__setitem__({k}, {x})", f"d.pop({k})", f"d.pop({k}, {x})", "d.popitem()",
                f"d.setdefault({k}, {x})", f"d.update({{{self.r.randint(0, 5)}: {x}}})", "d.update([(1, 2, 3)])",
                f"{k} in d", "list(d.items())", "list(reversed(d))", "d.items()", "d == dict(d)", "d | {9: 9}",
                f"d.__delitem__({k})", "d.clear()", "dict.fromkeys([1, 2, 1], 0)", "dict(d, w=1)"))
            self.say("print(d)")

    def errors(self):
        values = ["(1)", "(1.5)", "'a'", "None", "[1]", "(1,)", "{1}", "{1: 2}", "True", "range(3)", "len", "int", "..."]
        v, w = self.r.choice(values), self.r.choice(values)
        operator = self.pick("+", "-", "*", "/", "//", "%", "**", "@", "<<", "&", "|", "<", ">=", "in", "==")
        self.emit(self.pick(
            f"{v} {operator} {w}", f"{v} {operator} {w}", f"-{v}", f"len({v})", f"{v}[{w}]", f"next({v})", f"int({v})",
            f"float({v})", f"list({v})", f"set({v})", f"dict({v})", f"sum({v})", f"sorted({v})", f"max({v})", f"round({v})",
            f"chr({v})", f"ord({v})", f"range({v})", f"isinstance({w}, {v})", f"divmod({v}, {w})", f"hex({v})",
            f"'abc'.join({v})", f"'%s %d' % {v}", f"'abc'[{v}]", f"[1, 2][{v}]", f"getattr({v}, {w})", f"{v}.foo",
            f"[].extend({v})", f"'x'.center({v})", f"set() | {v}", f"format({v}, {w})", f"int('1', {v})"))


AREAS = {"arithmetic": Maker.arithmetic, "formatting": Maker.formatting, "strings": Maker.strings, "set": Maker.set,
         "list": Maker.list_methods, "dict": Maker.dict_methods, "errors": Maker.errors}


def program(area, seed, count):
    maker = Maker(f"{area}{seed}")
    for _ in range(count):
        AREAS[area](maker)
    return PRELUDE + "\n".join(maker.lines) + "\n"


def run(command, path):
    done = subprocess.run(command + [path], capture_output=True, text=True, errors="replace", timeout=120)
    return done.stdout.split("\n") + done.stderr.split("\n")[-2:]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cmd", required=True, help='command that runs a script, e.g. "build/native/logit run"')
    parser.add_argument("--python", default="python3.11")
    parser.add_argument("--area", choices=sorted(AREAS), action="append")
    parser.add_argument("--seed", type=int, help="only this seed")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--count", type=int, default=300, help="expressions in a program")
    parser.add_argument("--keep", help="folder for the programs that differ")
    options = parser.parse_args()
    seeds = [options.seed] if options.seed is not None else range(1, options.seeds + 1)
    total = different = 0
    with tempfile.TemporaryDirectory() as folder:
        for area in options.area or sorted(AREAS):
            for seed in seeds:
                path = os.path.join(options.keep or folder, f"{area}_{seed}.py")
                with open(path, "w", encoding="utf-8") as f:
                    f.write(program(area, seed, options.count))
                expected = run([options.python, "-W", "ignore"], path)
                got = run(shlex.split(options.cmd), path)
                wrong = [(e, g) for e, g in zip(expected, got) if e != g] + [("", "")] * abs(len(expected) - len(got))
                total += len(expected)
                different += len(wrong)
                for e, g in wrong[:3]:
                    print(f"{area} {seed}: expected {e[:150]}\n{' ' * len(area)}   got {g[:150]}")
    print(f"{total} lines compared, {different} differ")
    sys.exit(1 if different else 0)


main()
