#!/usr/bin/env python3.11
"""Records what CPython says about texts, for the tests of the lexer and the parser.

    python3.11 tests/tools/record_syntax.py

tests/golden/tokens/*.py  -> *.tokens    the tokens of CPython's own tokenizer, one a line
tests/golden/ast/*.py     -> *.dump      ast.dump with positions
tests/golden/ast/mistakes.txt and damaged copies of tests/python/*/*.py -> tests/golden/ast/errors.txt
tests/golden/bytecode/mistakes.txt                                         -> tests/golden/bytecode/errors.txt

In errors.txt a case is its source, each line behind `> ` (behind `>~` a last line without line end), and what a
run of that file prints, each line behind `| `. In ast/ are errors that the tokenizer or the parser finds, in bytecode/ those of the symbol
table and the compiler.
"""
import ast
import ctypes
import glob
import io
import os
import random
import re
import subprocess
import sys
import tempfile
import token
import tokenize
import warnings

import _tokenize

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
KINDS = {'ENDMARKER', 'NAME', 'NUMBER', 'STRING', 'NEWLINE', 'INDENT', 'DEDENT'}
KEYWORDS = set('False None True and as assert async await break class continue def del elif else except finally for '
               'from global if import in is lambda nonlocal not or pass raise return try while with yield'.split())


def tokens(source):
    out = []
    for text, kind, line, end_line, col, end_col, _ in _tokenize.TokenizerIter(source):
        name = token.tok_name[kind]
        if text in KEYWORDS or name not in KINDS:
            shown = text
        elif name in ('NAME', 'NUMBER', 'STRING'):
            shown = name + ' ' + text.replace('\n', '\\n')
        else:
            shown = name
        out.append(f'{line},{col}-{end_line},{end_col}: {shown}\n')
    return ''.join(out)


class FileRun:
    """CPython's message for a file that cannot be parsed. The parser treats files a little differently from strings,
    so the text goes through a real file and PyRun_FileExFlags."""

    def __init__(self):
        self.path = os.path.join(tempfile.mkdtemp(), 't.py')
        libc = ctypes.CDLL(None)
        self.fopen = libc.fopen
        self.fopen.restype = ctypes.c_void_p
        self.fopen.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
        self.run = ctypes.pythonapi.PyRun_FileExFlags
        self.run.restype = ctypes.py_object
        self.run.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.py_object, ctypes.py_object,
                             ctypes.c_int, ctypes.c_void_p]

    def message(self, source):
        try:
            ast.parse(source)
            return None
        except SyntaxError:
            pass
        with open(self.path, 'w', encoding='utf-8', newline='') as f:
            f.write(source)
        try:
            self.run(self.fopen(self.path.encode(), b'rb'), self.path.encode(), 257, {}, {}, 1, None)
        except SyntaxError as e:
            e.__traceback__ = e.__context__ = None
            kept, sys.stderr = sys.stderr, io.StringIO()
            try:
                sys.__excepthook__(type(e), e, None)
                return sys.stderr.getvalue().replace(self.path, '<script>')
            finally:
                sys.stderr = kept
        raise AssertionError('parsed after all')


PIECES = re.compile(r'\w+|"""|\'\'\'|\*\*=?|//=?|->|[-+*/%&|^=!<>:]=|\n[ \t]*|.', re.S)
EXTRA = ('( ) [ ] { } , : = == := + * ** - . ; @ " \' f"{x if else for in not lambda def class x 1 as import from return '
         'yield None print try except with while raise is and or \\ ! -> ...').split() + ['\n', '\t', '    ']


def damage(source, rnd):
    pieces = PIECES.findall(source)
    i = rnd.randrange(len(pieces))
    choice = rnd.random()
    if choice < 0.35:
        del pieces[i]
    elif choice < 0.75:
        pieces.insert(i, f' {rnd.choice(EXTRA)} ')
    elif choice < 0.85:
        pieces.insert(i, pieces[i])
    else:
        j = rnd.randrange(len(pieces))
        pieces[i], pieces[j] = pieces[j], pieces[i]
    return ''.join(pieces)


def mistakes_of(stage):
    with open(f'{ROOT}/golden/{stage}/mistakes.txt', encoding='utf-8') as f:
        for line in f:
            line = line.rstrip('\n')
            if line and not line.startswith('# '):
                yield re.sub(r'\\(n|t|\\|u[0-9a-f]{4})',
                             lambda m: {'n': '\n', 't': '\t', '\\': '\\'}.get(m[1]) or chr(int(m[1][1:], 16)), line) + '\n'


def snippets():
    yield from mistakes_of('ast')
    rnd = random.Random(311)
    small = sorted(p for p in glob.glob(f'{ROOT}/python/*/*.py') if os.path.getsize(p) < 500)
    for path in small * 3:
        with open(path, encoding='utf-8') as f:
            yield damage(f.read(), rnd)


def record_errors():
    run, seen = FileRun(), set()
    with open(f'{ROOT}/golden/ast/errors.txt', 'w', encoding='utf-8') as out:
        for source in snippets():
            if source in seen or '\r' in source or '\f' in source:
                continue
            seen.add(source)
            message = run.message(source)
            if message is None:
                continue
            write_case(out, source, message)


def write_case(out, source, message):
    lines = source.split('\n')
    for line in lines[:-1]:
        out.write(f'> {line}\n')
    if lines[-1]:
        out.write(f'>~{lines[-1]}\n')
    for line in message.split('\n')[:-1]:
        out.write(f'| {line}\n')


def record_compiler_errors():
    with tempfile.TemporaryDirectory() as folder, open(f'{ROOT}/golden/bytecode/errors.txt', 'w', encoding='utf-8') as out:
        path = f'{folder}/script.py'
        for source in mistakes_of('bytecode'):
            ast.parse(source)
            with open(path, 'w', encoding='utf-8') as f:
                f.write(source)
            done = subprocess.run([sys.executable, '-W', 'ignore', path], capture_output=True, text=True)
            assert 'SyntaxError' in done.stderr and 'Traceback' not in done.stderr, source
            write_case(out, source, done.stderr.replace(path, '<script>'))


def main():
    warnings.simplefilter('ignore')
    for path in sorted(glob.glob(f'{ROOT}/golden/tokens/*.py')):
        with open(path, encoding='utf-8', newline='') as f, open(path[:-2] + 'tokens', 'w', encoding='utf-8') as out:
            out.write(tokens(f.read()))
    for path in sorted(glob.glob(f'{ROOT}/golden/ast/*.py')):
        with open(path, 'rb') as f, open(path[:-2] + 'dump', 'w', encoding='utf-8') as out:
            out.write(ast.dump(ast.parse(f.read()), indent=2, include_attributes=True) + '\n')
    record_errors()
    record_compiler_errors()


if __name__ == '__main__':
    main()
