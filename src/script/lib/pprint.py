# pprint: nested data over several lines.
import sys as _sys

__all__ = ['pprint', 'pformat', 'pp', 'isreadable', 'isrecursive', 'saferepr', 'PrettyPrinter']


class _SafeKey:
    # Sorts anything: by value where that works, else by type name and id.
    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        try:
            return self.obj < other.obj
        except TypeError:
            return (str(type(self.obj)), id(self.obj)) < (str(type(other.obj)), id(other.obj))


class PrettyPrinter:
    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
        if indent < 0:
            raise ValueError('indent must be >= 0')
        if depth is not None and depth <= 0:
            raise ValueError('depth must be > 0')
        if not width:
            raise ValueError('width must be != 0')
        self._indent = indent
        self._width = width
        self._depth = depth
        self._stream = stream
        self._compact = compact
        self._sort_dicts = sort_dicts
        self._underscores = underscore_numbers

    def pprint(self, object):
        (self._stream or _sys.stdout).write(self.pformat(object) + '\n')

    def pformat(self, object):
        out = []
        self._format(object, out.append, 0, 0, {}, 0)
        return ''.join(out)

    def _repr(self, obj, open_objects, level):
        kind = type(obj)
        if kind is int and self._underscores:
            return f'{obj:_d}'
        if kind in (dict, list, tuple) and obj:
            opening, closing = ('{}', '[]', '()')[(dict, list, tuple).index(kind)]
            if self._depth and level >= self._depth:
                return f'{opening}...,)' if kind is tuple and len(obj) == 1 else f'{opening}...{closing}'
            if id(obj) in open_objects:
                return f'<Recursion on {kind.__name__} with id={id(obj)}>'
            open_objects[id(obj)] = 1
            try:
                if kind is dict:
                    items = sorted(obj.items(), key=lambda kv: _SafeKey(kv[0])) if self._sort_dicts else obj.items()
                    inner = ', '.join([self._repr(k, open_objects, level + 1) + ': ' + self._repr(v, open_objects, level + 1)
                                       for k, v in items])
                else:
                    inner = ', '.join([self._repr(item, open_objects, level + 1) for item in obj])
                    if kind is tuple and len(obj) == 1:
                        inner += ','
                return opening + inner + closing
            finally:
                del open_objects[id(obj)]
        return repr(obj)

    def _format(self, obj, write, indent, allowance, open_objects, level):
        if id(obj) in open_objects:
            write(f'<Recursion on {type(obj).__name__} with id={id(obj)}>')
            return
        text = self._repr(obj, open_objects, level)
        if len(text) > self._width - indent - allowance:
            printer = self._long_form(obj)
            if printer is not None:
                open_objects[id(obj)] = 1
                printer(obj, write, indent, allowance, open_objects, level + 1)
                del open_objects[id(obj)]
                return
        write(text)

    def _long_form(self, obj):
        show = type(obj).__repr__
        if show is dict.__repr__:
            return self._long_dict
        if show is list.__repr__:
            return lambda *a: self._long_sequence('[', ']', *a)
        if show is tuple.__repr__:
            return lambda *a: self._long_sequence('(', ')', *a)
        if show is set.__repr__ and obj:
            return self._long_set
        if show is str.__repr__ and obj:
            return self._long_str
        if hasattr(obj, '__dataclass_fields__') and not isinstance(obj, type):
            return self._long_dataclass
        return None

    def _long_dict(self, obj, write, indent, allowance, open_objects, level):
        write('{')
        if self._indent > 1:
            write((self._indent - 1) * ' ')
        if obj:
            items = sorted(obj.items(), key=lambda kv: _SafeKey(kv[0])) if self._sort_dicts else list(obj.items())
            indent += self._indent
            for i, (key, value) in enumerate(items):
                last = i == len(items) - 1
                shown = self._repr(key, open_objects, level)
                write(shown + ': ')
                self._format(value, write, indent + len(shown) + 2, allowance + 1 if last else 1, open_objects, level)
                if not last:
                    write(',\n' + ' ' * indent)
        write('}')

    def _long_sequence(self, opening, closing, obj, write, indent, allowance, open_objects, level):
        write(opening)
        end = ',)' if opening == '(' and len(obj) == 1 else closing
        self._items(obj, write, indent, allowance + len(end), open_objects, level)
        write(end)

    def _long_set(self, obj, write, indent, allowance, open_objects, level):
        write('{')
        self._items(sorted(obj, key=_SafeKey), write, indent, allowance + 1, open_objects, level)
        write('}')

    def _items(self, items, write, indent, allowance, open_objects, level):
        indent += self._indent
        if self._indent > 1:
            write((self._indent - 1) * ' ')
        items = list(items)
        newline = ',\n' + ' ' * indent
        separator = ''
        width = room = self._width - indent + 1
        for i, item in enumerate(items):
            last = i == len(items) - 1
            if last:
                room -= allowance
                width -= allowance
            if self._compact:
                text = self._repr(item, open_objects, level)
                w = len(text) + 2
                if width < w:
                    width = room
                    if separator:
                        separator = newline
                if width >= w:
                    width -= w
                    write(separator)
                    separator = ', '
                    write(text)
                    continue
            write(separator)
            separator = newline
            self._format(item, write, indent, allowance if last else 1, open_objects, level)

    def _long_str(self, obj, write, indent, allowance, open_objects, level):
        lines = obj.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        width = room = self._width - indent
        pieces = []
        for i, line in enumerate(lines):
            shown = repr(line)
            if i == len(lines) - 1:
                width -= allowance
            if len(shown) <= width:
                pieces.append(shown)
                continue
            words = []
            j = 0
            while j < len(line):
                k = j
                while k < len(line) and not line[k].isspace():
                    k += 1
                while k < len(line) and line[k].isspace():
                    k += 1
                words.append(line[j:k])
                j = k
            limit = room
            current = ''
            for n, word in enumerate(words):
                candidate = current + word
                if n == len(words) - 1 and i == len(lines) - 1:
                    limit -= allowance
                if len(repr(candidate)) > limit:
                    if current:
                        pieces.append(repr(current))
                    current = word
                else:
                    current = candidate
            if current:
                pieces.append(repr(current))
        if len(pieces) == 1:
            write(pieces[0])
            return
        if level == 1:
            write('(')
        write(('\n' + ' ' * indent).join(pieces))
        if level == 1:
            write(')')

    def _long_dataclass(self, obj, write, indent, allowance, open_objects, level):
        name = obj.__class__.__name__
        indent += len(name) + 1
        shown = [(f.name, getattr(obj, f.name)) for f in obj.__dataclass_fields__.values() if f.repr]
        write(name + '(')
        for i, (key, value) in enumerate(shown):
            last = i == len(shown) - 1
            write(key + '=')
            self._format(value, write, indent + len(key) + 1, allowance + 1 if last else 1, open_objects, level)
            if not last:
                write(',\n' + ' ' * indent)
        write(')')


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    'Print over several lines where one is too short.'
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    'The text that pprint() would print.'
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    'pprint() in insertion order.'
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    return PrettyPrinter()._repr(object, {}, 0)


def isrecursive(object):
    return '<Recursion on ' in saferepr(object)


def isreadable(object):
    return not isrecursive(object)
