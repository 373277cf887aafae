#!/usr/bin/env python3
"""Random programs, valid by construction, run by logit and by CPython 3.11: output, traceback and exit status must be equal.

    tests/fuzz/random_programs.py --cmd "build/native/logit run" --seeds 500
    tests/fuzz/random_programs.py --seed 17 --show          prints one program

The programs define functions, classes and generators, nest loops, try, with and match statements, and let errors happen:
one in three ends in a traceback. Every loop is bounded. Nothing that CPython leaves open is used (addresses, hashes of
strings, order of sets of strings). compare_builtins.py does the same for the methods of the built-in types.
"""
import argparse
import concurrent.futures
import difflib
import os
import random
import re
import shlex
import subprocess
import sys
import tempfile


class Program:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.lines = []
        self.names = ['a', 'b', 'c', 'd']     # names that are (nearly) always bound
        self.functions = []                   # (name, how many positional arguments)
        self.generators = []
        self.classes = []
        self.depth = 0
        self.fresh = 0
        self.in_loop = self.in_function = self.in_generator = False

    def write(self, text):
        self.lines.append('    ' * self.depth + text)

    def new(self, prefix):
        self.fresh += 1
        return f'{prefix}{self.fresh}'

    def chance(self, p):
        return self.r.random() < p

    # --- expressions ----------------------------------------------------------------------------------------------

    def atom(self):
        r = self.r
        k = r.random()
        if k < .45:
            return r.choice(self.names)
        if k < .62:
            return str(r.choice([0, 1, 2, 3, -1, 7, 10, 255, 2**31, 2**63, 10**20, r.randint(-50, 50)]))
        if k < .70:
            return r.choice(['0.5', '-1.5', '1e3', '2.0', '0.1', '1e-9', "float('inf')"])
        if k < .82:
            return repr(r.choice(['', 'x', 'ab', 'hello', 'Tiếng', 'a b c', '12', '%s', '{}']))
        if k < .88:
            return r.choice(['True', 'False', 'None'])
        if k < .93:
            return '[' + ', '.join(self.small() for _ in range(r.randint(0, 3))) + ']'
        if k < .97:
            return '(' + ''.join(self.small() + ', ' for _ in range(r.randint(0, 3))) + ')'
        return '{' + ', '.join(f'{self.key()}: {self.small()}' for _ in range(r.randint(0, 3))) + '}'

    def small(self):
        return self.r.choice(self.names) if self.chance(.3) else str(self.r.randint(-5, 9))

    def key(self):
        return self.r.choice(['1', '2', "'k'", "'v'", '(1, 2)', '0.5', 'None'])

    def expression(self, level=0):
        r = self.r
        if level > 2 or self.chance(.25):
            return self.atom()
        e = lambda: self.expression(level + 1)
        choices = [
            lambda: f'{e()} {r.choice(["+", "-", "*", "//", "%", "/", "&", "|", "^"])} {e()}',
            lambda: f'{e()} {r.choice(["+", "-", "*"])} {e()}',
            lambda: f'({e()} {r.choice(["<", "<=", "==", "!=", ">", "in", "not in", "is", "is not"])} {e()})',
            lambda: f'({e()} < {e()} <= {e()})',
            lambda: f'({e()} {r.choice(["and", "or"])} {e()})',
            lambda: f'(not {e()})',
            lambda: f'-({e()})',
            lambda: f'({e()} if {e()} else {e()})',
            lambda: f'({e()})[{r.choice([self.small(), ":2", "::-1", "-1", "1:", "::2", self.key()])}]',
            lambda: f'{r.choice(["len", "str", "repr", "sum", "list", "tuple", "sorted", "abs", "int", "bool", "max", "min", "type", "float", "any"])}({e()})',
            lambda: f'[{self.comprehension()}]',
            lambda: f'sum({self.comprehension()})',
            lambda: f'{{i: {self.small()} for i in range({r.randint(0, 4)})}}',
            lambda: self.fstring(),
            lambda: f'{r.choice(["str", "repr"])}({e()}).{r.choice(["upper()", "split()", "count(chr(97))", "replace(chr(49), chr(98))", "zfill(6)", "title()", "strip(chr(91))"])}',
            lambda: f'({r.choice(["lambda x, y=2: x", "lambda *x: x", "lambda x: (x, a)"])})({e()})',
            lambda: f'(lambda: {e()})()',
            lambda: f'list(map({r.choice(["str", "lambda v: v", "type"])}, {e()}))',
            lambda: f'list(zip({e()}, range(3)))',
            lambda: f'dict(enumerate({e()}))',
            lambda: f'isinstance({e()}, {r.choice(["int", "str", "(list, tuple)", "object", "bool"])})',
            lambda: f'[*({e()}), {e()}]',
            lambda: f'{e()} * {r.randint(0, 3)}',
            lambda: f'({self.new("w")} := {e()})',
            lambda: f'({e()}).{r.choice(["real", "x", "append", "keys()", "items()", "pop()", "copy()", "nothing", "index(1)", "y"])}',
            lambda: f'getattr({e()}, {r.choice(["chr(120)", "chr(121)"])}, {self.small()})',
            lambda: f'divmod({e()}, {self.small()})',
            lambda: f'round({e()}, {r.randint(-1, 3)})',
            lambda: f'({{*({e()})}} == {{1, 2}})',
            lambda: f'({e()}).{self.text_method()}',
            lambda: f'{r.choice(["str", "repr"])}({e()}).{self.text_method()}',
            lambda: f'{self.template()} % {r.choice([e(), f"({e()}, {e()})", f"({e()},)"])}',
            lambda: f'{self.braces()}.format({e()}, {e()}, k={e()})',
            lambda: f'sorted({e()}, key={r.choice(["str", "lambda v: -v", "type", "len", "repr"])}, reverse={r.choice(["True", "False"])})',
            lambda: f'[{self.comprehension()} for k in [{self.comprehension()}]]' if self.chance(.5) else
                    f'[[{self.small()} for i in range(j)] for j in {e()}]',
            lambda: f'{{{self.key()}: {e()}, **({e()})}}',
            lambda: f'{{k: v for k, v in {r.choice([f"dict(enumerate({e()}))", "d", "{1: 2}", f"zip({e()}, range(4))"])}{".items()" if self.chance(.3) else ""}}}',
            lambda: f'sorted({{{self.comprehension()}}}, key=str)',
            lambda: f'list({r.choice(["islice", "chain", "zip_longest", "accumulate", "reversed", "pairwise", "enumerate", "product", "batches"])}({e()}{r.choice(["", "", ", 2", ", range(3)"])}))',
            lambda: f'dict.fromkeys({e()}, {self.small()})',
            lambda: f'drive({r.choice(self.generators + ["iter", "batches", "reversed"])}({e()}), {r.choice(["1, 2", "None", "ValueError", "KeyError(1), 5", "Oops(2), Oops"])})',
            lambda: f'{r.choice(["Pair", "Spot", "Spot"])}({e()}, {e()}){r.choice(["", ".x", ".y", "[0]", "[1:]", " == " + self.small(), " < Spot(1, 2)", ".total()", "._replace(x=5)"])}',
            lambda: f'make_adder({e()})({e()})',
            lambda: f'next({r.choice([f"iter({e()})", f"(i for i in {e()})", "iter([])"])}, {self.small()})',
            lambda: f'({e()}, *({e()}))[{r.choice(["0", "-1", "1:", "::-1", "5"])}]',
            lambda: f'(hash(({self.small()}, {e()})) and 1)',
            lambda: f'{r.choice(["any", "all", "sum", "max", "min", "list", "tuple", "sorted", "len"])}({self.comprehension()})',
            lambda: f'{r.choice(["max", "min"])}({e()}, {e()}, key={r.choice(["str", "repr", "len", "lambda v: v"])})',
            lambda: f'int({r.choice([repr(str(r.randint(-99, 99))), repr("1_0"), repr(" 7 "), repr("x"), repr("0b1")])}, {r.choice(["10", "2", "16", "0", "36"])})',
            lambda: f'(frozenset({e()}) {r.choice(["|", "&", "-", "<=", "=="])} {{1, 2}} == {{1}})',
        ]
        if self.functions:
            choices += [self.call] * 6
        if self.generators:
            choices += [lambda: f'list({r.choice(self.generators)}({self.small()}))'] * 2
        if self.classes:
            choices += [lambda: f'{r.choice(self.classes)}({e()})'] * 2
            choices += [lambda: f'{r.choice(self.classes)}({e()}).{r.choice(["x", "y", "get()", "put(1)", "total", "kind", "make(1)", "make()", "hello()", "z"])}'] * 2
            choices += [lambda: f'({r.choice(self.classes)}({self.small()}) {r.choice(["+", "==", "<", "*", "-"])} {e()})']
        return r.choice(choices)()

    def call(self):
        name, count = self.r.choice(self.functions)
        if self.chance(.08):
            count += self.r.choice([-1, 1])
        arguments = [self.expression(2) for _ in range(max(0, count))]
        if arguments and self.chance(.1):
            arguments[-1] = f'*[{arguments[-1]}]'
        if self.chance(.1):
            arguments.append('k=' + self.small())
        if self.chance(.05):
            arguments.append("**{'k': 3}")
        return f'{name}({", ".join(arguments)})'

    def comprehension(self):
        r = self.r
        source = r.choice([f'range({r.randint(0, 5)})', self.atom(), "'abc'"])
        tail = f' if {r.choice(["i", "i != 1", "not i", "i % 2"])}' if self.chance(.4) else ''
        second = f' for j in {r.choice(["range(i)", "(1, 2)", "[i]"])}' if self.chance(.2) else ''
        head = r.choice(['i', 'i * 2', '(i, a)', 'str(i)', 'i' if not second else '(i, j)', self.expression(2)])
        return f'{head} for i in {source}{second}{tail}'

    def fstring(self):
        r = self.r
        inner = self.expression(2)
        if any(q in inner for q in '\'"{}\\:!='):
            inner = r.choice(self.names)
        spec = r.choice(['', '', '', '!r', ':>6', ':5', '!s:<4', ':.2f', ':x', ':,', '=', ':05d', ':e', ':g', '!r:^9'])
        return f'f"<{{{inner}{spec}}}>"'

    def text_method(self):
        r, text = self.r, lambda: self.r.choice(["'a'", "'x'", "'1'", "' '", "''", "'ab'", "', '", '0', 'a', 'b'])
        return r.choice([
            f'split({text()})', f'split({text()}, {self.small()})', f'rsplit(None, {self.small()})', f'partition({text()})', f'find({text()}, {self.small()})',
            f'replace({text()}, {text()}, {self.small()})', f'count({text()})', f'index({text()})', f'startswith({text()}, {self.small()})', f'join({text()})',
            f'join([{text()}, {text()}])', f'center({r.randint(0, 12)}, {text()})', f'ljust({r.randint(0, 9)})', f'zfill({r.randint(0, 9)})', f'strip({text()})',
            f'removeprefix({text()})', f'swapcase()', f'casefold()', f'splitlines({self.small()})', f'expandtabs({self.small()})', 'isdigit()', 'isalpha()', 'isidentifier()',
            f'endswith(({text()}, {text()}))', 'capitalize()', "translate({97: 'Z', 49: None})", f'rpartition({text()})[{self.small()}]'])

    def template(self):
        r = self.r
        return repr(''.join(r.choice(['%s', '%r', '%d', '%5.1f', '%x', '%-6s|', '%%', 'x', '%(k)s', '%+d', '%05d', '%c', '%e', '%.3s']) for _ in range(r.randint(1, 2))))

    def braces(self):
        r = self.r
        return repr(''.join(r.choice(['{}', '{0}', '{1!r}', '{k}', '{:>6}', '{0:<{1}}', '{k:^9}', '{:d}', '{0.x}', '{0[0]}', '{:,}', '{:.2f}', '{1:s}', '{k!s:.2}', '{{}}', '-'])
                            for _ in range(r.randint(1, 2))))

    # --- statements -------------------------------------------------------------------------------------------------

    def block(self, size, **flags):
        saved = {k: getattr(self, k) for k in flags}
        for k, v in flags.items():
            setattr(self, k, v)
        names = list(self.names)
        self.depth += 1
        for _ in range(self.r.randint(1, size)):
            self.statement()
        self.depth -= 1
        self.names = names
        for k, v in saved.items():
            setattr(self, k, v)

    def target(self):
        return self.r.choice(['a', 'b', 'c', 'd']) if self.chance(.7) else self.r.choice(self.names)

    def statement(self):
        r = self.r
        e = self.expression
        deep = self.depth > 3
        k = r.random()
        if k < .28 or deep and k < .6:
            self.write(f'{self.target()} = {e()}')
        elif k < .36:
            self.write(f'print({", ".join(e() for _ in range(r.randint(1, 3)))})')
        elif k < .42:
            self.write(f'{self.target()} {r.choice(["+=", "-=", "*=", "//=", "|="])} {e(1)}')
        elif k < .46:
            self.write(r.choice([
                f'{self.target()}, {self.target()} = {e()}', f'{self.target()}, *{self.target()} = {e()}',
                f'{self.target()} = {self.target()} = {e()}', f'{self.target()}[{self.small()}] = {e(1)}',
                f'{self.target()}.x = {e(1)}', f'del {self.target()}[{self.small()}]', f'{self.target()}[1:2] = {e(1)}',
                f'assert {e(1)}, {e(1)}', f'{e()}', 'pass', f'{self.target()}[{self.slice()}] {r.choice(["+=", "*="])} {e(1)}',
                f'{self.target()}[{self.slice()}] = {e(1)}', f'del {self.target()}[{self.slice()}]', f'({self.target()}, ({self.target()}, *{self.target()})) = {e()}',
                f'[{self.target()}, {self.target()}[{self.small()}]] = {e()}', f'{self.target()}.x {r.choice(["+=", "*=", "|="])} {e(1)}', f'{self.target()}[{self.small()}] {r.choice(["+=", "-=", "**="])} {e(1)}',
                f'print({e(1)}, {e(1)}, sep={r.choice(["chr(45)", "None", "str()"])}, end={r.choice(["chr(10)", "None"])})', f'{self.target()}: {r.choice(["int", "str", "list[int]"])} = {e()}',
                f'del {self.target()}.x', f'print(*({e(1)}))']))
        elif deep:
            self.write(f'print({e()})')
        elif k < .56:
            self.write(f'if {e()}:')
            self.block(3)
            if self.chance(.3):
                self.write(f'elif {e()}:')
                self.block(2)
            if self.chance(.4):
                self.write('else:')
                self.block(2)
        elif k < .66:
            self.loop()
        elif k < .78:
            self.attempt()
        elif k < .82:
            self.match()
        elif k < .85:
            self.write(r.choice([f'with Guard({e(1)}) as {self.target()}:', f'with Guard({e(1)}) as {self.target()}, Guard({e(1)}):', f'with scope({e(1)}) as {self.target()}:',
                                 f'with (Guard({e(1)}), scope({e(1)}) as ({self.target()}, {self.target()})):', f'with suppress({r.choice(["TypeError", "KeyError, IndexError", "Oops"])}):']))
            self.block(2)
        elif k < .88 and self.in_loop:
            self.write(f'if {e(1)}: {r.choice(["break", "continue"])}')
        elif k < .93 and self.in_function:
            self.write(r.choice([f'return {e()}', f'if {e(1)}: return {e()}', f'if {e(1)}: return'])
                       if not self.in_generator or self.chance(.3) else
                       r.choice([f'yield {e()}', f'{self.target()} = yield {e(1)}', 'yield', f'yield from {e(1)}']))
        elif k < .96:
            self.write(f'raise {r.choice(["ValueError", "KeyError", "TypeError", "IndexError", "Oops"])}({e(1)})'
                       + r.choice(['', '', ' from None', ' from ValueError(1)']) if self.chance(.4) else f'print({e()})')
        elif self.depth < 2:
            r.choice([self.function, self.generator, self.klass])()
        else:
            self.write(f'print({e()})')

    def loop(self):
        r = self.r
        if self.chance(.25):
            counter = self.new('n')
            self.write(f'{counter} = 0')
            self.write(f'while {r.choice([counter, f"(w := {counter})"])} < {r.randint(1, 4)}{r.choice(["", "", " and " + self.expression(2)])}:')
            self.depth += 1
            self.write(f'{counter} += 1')
            self.depth -= 1
        else:
            variable = r.choice(['i', 'j', self.new('v')])
            source = r.choice([f'range({r.randint(0, 4)})', f'list({self.expression(1)})[:4]', "'xyz'", '(1, (2, 3), None)',
                               f'enumerate({self.expression(2)})', f'zip({self.expression(2)}, range(3))', '{1: 2, 3: 4}.items()'])
            pair = ', w' if 'enumerate' in source or 'zip' in source or 'items' in source else ''
            self.write(f'for {variable}{pair} in {source}:')
            self.names = self.names + [variable]
        self.block(3, in_loop=True)
        if self.chance(.2):
            self.write('else:')
            self.block(2)

    def attempt(self):
        r = self.r
        self.write('try:')
        self.block(3)
        bare = self.chance(.15)
        if self.chance(.85):
            name = r.choice(['Exception', '(TypeError, ValueError)', 'ZeroDivisionError', 'KeyError', 'LookupError', 'Oops'])
            self.write(f'except {name} as e:' if not bare else 'except:')
            self.depth += 1
            self.write(r.choice(['print(type(e).__name__, e)', 'print(repr(e), repr(e.__cause__), type(e.__context__))', 'raise', 'print(e.args)',
                                 'pass'] if not bare else ['print("caught")']))
            self.depth -= 1
            self.block(2)
            if self.chance(.2):
                self.write('else:')
                self.block(2)
            if not self.chance(.3):
                return
        self.write('finally:')
        self.block(2)

    def match(self):
        r = self.r
        self.write(f'match {self.expression()}:')
        self.depth += 1
        for _ in range(r.randint(1, 3)):
            pattern = r.choice(['0', '1 | 2', 'int()', 'str() as s', '[x, y]', '[x, *rest]', '(x, (y, z))', "{'k': v}", '{1: v, **rest}', 'None',
                                'True', 'float(x)', "'ab'", 'Spot(x, y)', 'Spot(x=1)', 'Spot(0, y=[z, *_])', 'Base(x=int() as n)', 'Pair(x, _)', "{'k': [x, *_], **rest}", '[1 | 2 as n, *_]',
                                'str() | int() as n', '((a, _) | [_, a, _])', 'Base() | Spot()', '[*_, (x, y)]', '[int(), _]', '-1', '[]', 'list() | tuple()', 'Oops(args=q)'])
            self.write(f'case {pattern}' + (f' if {self.expression(2)}' if self.chance(.2) else '') + ':')
            self.block(2)
        if self.chance(.6):
            self.write('case _:')
            self.block(2)
        self.depth -= 1

    def function(self):
        r = self.r
        name = self.new('f')
        count = r.randint(0, 3)
        parameters = [f'p{i}' for i in range(count)]
        inner = list(parameters)
        signature = list(parameters)
        if count and self.chance(.3):
            signature[-1] += f'={self.small()}'
        if self.chance(.15):
            signature.append('*rest')
            inner.append('rest')
        if self.chance(.5):
            signature.append('k=0' if 'rest' in inner or not self.chance(.3) else '*, k=0')
            inner.append('k')
        if self.chance(.15):
            self.write(r.choice(['@logged', '@repeat(2)', '@lru_cache', '@repeat(n=1)']))
        self.write(f'def {name}({", ".join(signature)}):')
        self.body(inner, in_function=True, in_generator=False)
        self.functions.append((name, count))

    def generator(self):
        name = self.new('g')
        self.write(f'def {name}(p):')
        self.body(['p'], in_function=True, in_generator=True)
        self.generators.append(name)

    def body(self, inner, **flags):
        names, functions = self.names, self.functions
        declare = self.r.choice(['global a, b, c, d', '', '']) if self.depth == 0 else ''
        self.depth += 1
        if flags.get('in_generator'):
            self.write(self.r.choice(['yield p', 'yield p', 'e = yield p']))
        if declare:
            self.write(declare)
        else:
            for n in ['a', 'b', 'c', 'd']:
                self.write(f'{n} = {self.r.choice(inner + ["1", "[]", repr("s")])}')
        self.depth -= 1
        self.names = ['a', 'b', 'c', 'd'] + inner
        functions_then = list(self.functions)
        self.functions = [f for f in self.functions]
        self.depth += 1
        if not flags.get('in_generator') and self.chance(.15):
            self.return_in_finally()
        if not declare and self.chance(.15):
            self.closure()
        self.depth -= 1
        self.block(4, in_loop=False, **flags)
        self.functions = functions_then
        self.names = names

    def return_in_finally(self):
        r, e = self.r, self.expression
        self.write(f'for i in range({r.randint(1, 3)}):')
        self.depth += 1
        self.write('try:')
        self.write(f'    {r.choice([f"return {e(1)}", "continue", "break", f"raise KeyError({e(2)})", f"print({e(1)})"])}')
        if self.chance(.5):
            self.write('except (KeyError, TypeError) as e:')
            self.write(f'    {r.choice(["raise", f"return {e(1)}", "print(repr(e))", "raise Oops from e", "raise Oops"])}')
            if self.chance(.4):
                self.write('else:')
                self.write(f'    {r.choice([f"return {e(1)}", "print(i)"])}')
        self.write('finally:')
        self.write(f'    {r.choice(["print(i)", "print(i)", f"return {e(1)}", "continue", "break", f"a = {e(1)}"])}')
        self.depth -= 1

    def closure(self):
        r = self.r
        name = self.new('h')
        self.write(f'def {name}(q={self.small()}):')
        self.depth += 1
        self.write('nonlocal a, b')
        self.write(f'{r.choice("ab")} {r.choice(["=", "+=", "="])} {self.expression(1)}')
        if self.chance(.3):
            self.write(f'yield {self.expression(2)}')
        self.write(f'return {r.choice(["q", "a", "lambda: (a, q)", self.expression(2)])}')
        self.depth -= 1
        self.write(r.choice([f'print({name}())', f'{name}(a)', f'c = {name}']))

    def klass(self):
        r = self.r
        name = self.new('C')
        base = r.choice(self.classes + ['Base', 'Base', 'list', 'Exception', 'Pair', 'int', 'str', 'Mixin, Base'] if self.classes else
                        ['Base', 'Base', 'dict', 'Spot', 'Mixin, Base', 'tuple'])
        meta = ', metaclass=Meta' if self.chance(.15) and base != 'Exception' else ''
        self.write(f'class {name}({base}{meta}):' if self.chance(.8) else f'class {name}(Base):')
        self.depth += 1
        self.write(f'kind = {self.expression(2)}' if self.depth == 1 else 'kind = 1')
        if self.chance(.5):
            self.write('def get(self):')
            self.body(['self'], in_function=True, in_generator=False)
        if self.chance(.3):
            self.write('@property')
            self.write('def total(self):')
            self.body(['self'], in_function=True, in_generator=False)
        if self.chance(.3):
            self.write(f'def __{r.choice(["len", "bool", "str", "repr", "neg", "iter", "hash"])}__(self):')
            self.body(['self'], in_function=True, in_generator=False)
        if self.chance(.3):
            self.write(f'def __{r.choice(["add", "radd", "eq", "lt", "getitem", "contains", "mul", "call"])}__(self, p):')
            self.body(['self', 'p'], in_function=True, in_generator=False)
        if self.chance(.2):
            self.write(f'{r.choice(["x", "y", "kind"])} = {r.choice(["Field()", "Field()", "property(Base.get)"])}')
        if self.chance(.2):
            self.write(r.choice(['@classmethod', '@staticmethod', '@logged']))
            self.write('def make(cls, *args):')
            self.body(['cls', 'args'], in_function=True, in_generator=False)
        if self.chance(.15):
            self.write(f'def __{r.choice(["getattr", "missing", "format", "iadd", "rsub", "delitem", "ne", "le", "pow", "getattribute"])}__(self, p):')
            self.body(['self', 'p'], in_function=True, in_generator=False)
        if self.chance(.2):
            self.write('def get(self):')
            self.write(f'    return {r.choice(["super().get()", "[super().get(), 1]", "__class__.__name__", "super().x", "self.kind"])}')
        if self.chance(.2):
            self.write('def __init__(self, x):')
            self.write('    super().__init__(x)')
            self.write(f'    self.y = {self.small()}')
        self.depth -= 1
        self.classes.append(name)

    def slice(self):
        return self.r.choice(['1:2', ':1', '::2', '::-1', '-1:', '5:', '2:0', f'{self.small()}:{self.small()}', ':', f'::{self.small()}'])

    PRELUDE = '''\
from collections import namedtuple
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, islice, pairwise, product, zip_longest
class Oops(Exception): pass
Pair = namedtuple('Pair', 'x y')
@dataclass(order=True)
class Spot:
    x: object
    y: object = 0
    def total(self): return self.x + self.y
class Mixin:
    def hello(self): return ('hello', self.get())
    def get(self): return [super().get()]
class Field:
    def __set_name__(self, owner, name): self.name = '_' + name
    def __get__(self, it, owner=None): return self.name if it is None else it.__dict__.get(self.name, 7)
    def __set__(self, it, value): print('set', self.name); it.__dict__[self.name] = value
class Meta(type):
    def __new__(mcs, name, bases, names): return super().__new__(mcs, name, bases, {'z': len(names), **names})
    def __call__(cls, *args): print('make', cls.__name__, len(args)); return super().__call__(*args)
    def __len__(cls): return 2
    def __getitem__(cls, key): return (cls.__name__, key)
@contextmanager
def scope(value):
    print('scope')
    try: yield value
    except IndexError as e: print('scope caught', e)
    finally: print('scope ends')
def repeat(n=1):
    def deco(f): return lambda *args, **kwargs: [f(*args, **kwargs) for _ in range(n)]
    return deco
def make_adder(n): return lambda x: x + n
def batches(it, n=2):
    it = iter(it)
    while chunk := tuple(islice(it, n)): yield chunk
def drive(gen, *sent):
    out = []
    try:
        out.append(next(gen))
        for s in sent:
            out.append(gen.throw(s) if isinstance(s, BaseException) or isinstance(s, type) else gen.send(s))
        gen.close()
    except StopIteration as e: out.append(('stop', e.value))
    return out
class Guard:
    def __init__(self, value): self.value = value
    def __enter__(self): print('enter'); return self.value
    def __exit__(self, kind, value, trace): print('exit', kind and kind.__name__, value); return kind is KeyError
class Base:
    kind = 0
    def __init__(self, x=0): self.x = x
    def __repr__(self): return f'{type(self).__name__}({self.x!r})'
    def get(self): return self.x
    def put(self, x): self.x = x; return self
def logged(f):
    def inner(*args, **kwargs):
        print('call', f.__name__, len(args), sorted(kwargs))
        return f(*args, **kwargs)
    return inner
a, b, c, d = 1, 'two', [3, 4], {'k': 5}
'''

    def text(self):
        for _ in range(self.r.randint(0, 2)):
            self.r.choice([self.function, self.generator, self.klass, self.function])()
        for _ in range(self.r.randint(4, 12)):
            if self.chance(.4):
                self.statement()
                continue
            # Most errors are told and the program goes on, so that more of it is run.
            self.write('try:')
            self.block(3)
            self.write('except Exception as e:')
            self.write('    print(type(e).__name__, e)')
        self.write('print(a, b, c, d)')
        return self.PRELUDE + '\n'.join(self.lines) + '\n'


def result(command, path, timeout):
    try:
        p = subprocess.run(command + [path], capture_output=True, timeout=timeout, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return 'timeout', '', 0
    clean = lambda s: re.sub(r'0x[0-9a-f]{6,}|  File "(?!<script>)[^"]*", line \d+, in .*\n(    .*\n)?',
                             lambda m: '0xADDRESS' if m[0].startswith('0x') else '',  # frames of library code are left out
                             s.decode('utf-8', 'backslashreplace').replace(path, '<script>'))
    return clean(p.stdout), clean(p.stderr), p.returncode


def check(seed, command, timeout):
    text = Program(seed).text()
    with tempfile.NamedTemporaryFile('w', suffix='.py', delete=False, encoding='utf-8') as f:
        f.write(text)
    try:
        want = result([sys.executable, '-X', 'no_debug_ranges', '-W', 'ignore'], f.name, timeout)
        got = result(command, f.name, timeout)
    finally:
        os.unlink(f.name)
    # Errors found in C code by recursion have other words; memory and time depend on the machine.
    skip = 'timeout' in (want[0], got[0]) and want[0] == got[0] or 'RecursionError' in want[1] or 'MemoryError' in want[1] + got[1] or \
        'not supported in logit' in got[1] or 'not available in logit' in got[1]
    return seed, text, want, got, skip


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--cmd', default='build/native/logit run --max-memory 512M')
    parser.add_argument('--seeds', type=int, default=300)
    parser.add_argument('--first', type=int, default=1)
    parser.add_argument('--seed', type=int)
    parser.add_argument('--show', action='store_true')
    parser.add_argument('--timeout', type=float, default=20)
    parser.add_argument('--jobs', type=int, default=2)
    args = parser.parse_args()
    if args.show:
        print(Program(args.seed).text(), end='')
        return 0
    seeds = [args.seed] if args.seed is not None else range(args.first, args.first + args.seeds)
    passed = failed = skipped = 0
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for seed, text, want, got, skip in pool.map(lambda s: check(s, shlex.split(args.cmd), args.timeout), seeds):
            if want == got:
                passed += 1
            elif skip:
                skipped += 1
            else:
                failed += 1
                print(f'--- seed {seed}: status {want[2]} expected, {got[2]} got')
                for x, y in zip(want, got):
                    if x != y and isinstance(x, str):
                        lines = difflib.unified_diff(x.splitlines(), y.splitlines(), 'CPython', 'logit', lineterm='', n=1)
                        print('\n'.join(list(lines)[:14]))
    print(f'{skipped} not compared')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


sys.exit(main())
