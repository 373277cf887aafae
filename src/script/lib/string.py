# string: constants, capwords, Template and Formatter.
__all__ = ['ascii_letters', 'ascii_lowercase', 'ascii_uppercase', 'capwords', 'digits', 'hexdigits', 'octdigits', 'printable',
           'punctuation', 'whitespace', 'Formatter', 'Template']

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
printable = digits + ascii_letters + punctuation + whitespace

_NAME_START = frozenset(ascii_letters + '_')
_NAME_GO_ON = frozenset(ascii_letters + digits + '_')


def capwords(s, sep=None):
    'Split into words, capitalize each, and join them again.'
    return (sep or ' ').join(map(str.capitalize, s.split(sep)))


class Template:
    '$-substitution: $name, ${name}, and $$ for a dollar sign.'
    delimiter = '$'

    def __init__(self, template):
        self.template = template

    def _parts(self):
        # Yields (position, kind, text): literal text, a 'name' (text is (name, source)), or 'invalid'.
        text, delimiter = self.template, self.delimiter
        start = 0
        while True:
            at = text.find(delimiter, start)
            if at < 0:
                yield start, 'literal', text[start:]
                return
            yield start, 'literal', text[start:at]
            after = at + len(delimiter)
            if text.startswith(delimiter, after):
                yield at, 'escaped', delimiter
                start = after + len(delimiter)
                continue
            braced = text.startswith('{', after)
            begin = end = after + braced
            if begin < len(text) and (text[begin] in _NAME_START or text[begin] in '\u0131\u017f'):
                end += 1
                while end < len(text) and (text[end] in _NAME_GO_ON or text[end] in '\u0131\u017f'):
                    end += 1
            if end > begin and (not braced or text.startswith('}', end)):
                stop = end + braced
                yield at, 'name', (text[begin:end], text[at:stop])
                start = stop
            else:
                yield after, 'invalid', delimiter
                start = after

    def _invalid(self, at):
        lines = self.template[:at].splitlines(keepends=True)
        if not lines:
            column, line = 1, 1
        else:
            column, line = at - len(''.join(lines[:-1])), len(lines)
        raise ValueError(f'Invalid placeholder in string: line {line}, col {column}')

    def substitute(self, mapping={}, /, **kws):
        'The text with every placeholder replaced; KeyError when one has no value.'
        out = []
        for at, kind, text in self._parts():
            if kind == 'name':
                name = text[0]
                out.append(str(kws[name] if name in kws else mapping[name]))
            elif kind == 'invalid':
                self._invalid(at)
            else:
                out.append(text)
        return ''.join(out)

    def safe_substitute(self, mapping={}, /, **kws):
        'The text with the placeholders replaced that have a value; the others stay.'
        out = []
        for at, kind, text in self._parts():
            if kind == 'name':
                name, source = text
                try:
                    out.append(str(kws[name] if name in kws else mapping[name]))
                except KeyError:
                    out.append(source)
            else:
                out.append(text)
        return ''.join(out)

    def is_valid(self):
        'Whether every dollar sign begins a placeholder.'
        return all(kind != 'invalid' for _, kind, _ in self._parts())

    def get_identifiers(self):
        'The names of the placeholders, each once, in order.'
        return list(dict.fromkeys(text[0] for _, kind, text in self._parts() if kind == 'name'))


class Formatter:
    'str.format() as a class whose steps can be overridden.'

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2, 0)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, text, args, kwargs, used, depth, auto):
        if depth < 0:
            raise ValueError('Max string recursion exceeded')
        out = []
        for literal, name, spec, conversion in self.parse(text):
            if literal:
                out.append(literal)
            if name is None:
                continue
            if name == '':
                if auto is False:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                name = str(auto)
                auto += 1
            elif name.isdigit():
                if auto:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                auto = False
            obj, key = self.get_field(name, args, kwargs)
            used.add(key)
            obj = self.convert_field(obj, conversion)
            spec, auto = self._vformat(spec, args, kwargs, used, depth - 1, auto)
            out.append(self.format_field(obj, spec))
        return ''.join(out), auto

    def parse(self, text):
        # Yields (literal, name, spec, conversion); name is None after the last literal.
        literal = ''
        i = 0
        while i < len(text):
            c = text[i]
            if c in '{}' and text.startswith(c, i + 1):
                yield literal + c, None, None, None
                literal = ''
                i += 2
            elif c == '}':
                raise ValueError("Single '}' encountered in format string")
            elif c == '{':
                depth, j = 1, i + 1
                while j < len(text) and depth:
                    depth += (text[j] == '{') - (text[j] == '}')
                    j += 1
                if depth:
                    raise ValueError("expected '}' before end of string" if i + 1 < len(text) else
                                     "Single '{' encountered in format string")
                yield (literal,) + _split_field(text[i + 1:j - 1])
                literal = ''
                i = j
            else:
                literal += c
                i += 1
        if literal:
            yield literal, None, None, None

    def get_field(self, field_name, args, kwargs):
        first, rest = _split_name(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attribute, key in rest:
            obj = getattr(obj, key) if is_attribute else obj[key]
        return obj, first

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == 's':
            return str(value)
        if conversion == 'r':
            return repr(value)
        if conversion == 'a':
            return ascii(value)
        raise ValueError(f'Unknown conversion specifier {conversion!s}')


def _split_field(field):
    # 'name!r:spec' -> name, spec, conversion; brackets protect what is inside them.
    depth = 0
    for i, c in enumerate(field):
        if c == '[':
            depth += 1
        elif c == ']':
            depth -= 1
        elif depth <= 0 and c in '!:':
            if c == ':':
                return field[:i], field[i + 1:], None
            conversion = field[i + 1:i + 2]
            rest = field[i + 2:]
            if rest and not rest.startswith(':'):
                raise ValueError("expected ':' after conversion specifier")
            return field[:i], rest[1:], conversion
    return field, '', None


def _split_name(name):
    end = len(name)
    for i, c in enumerate(name):
        if c in '.[':
            end = i
            break
    first = name[:end]
    steps = []
    i = end
    while i < len(name):
        if name[i] == '.':
            j = i + 1
            while j < len(name) and name[j] not in '.[':
                j += 1
            steps.append((True, name[i + 1:j]))
        elif name[i] == '[':
            j = name.find(']', i)
            if j < 0:
                raise ValueError("Missing ']' in format string")
            key = name[i + 1:j]
            steps.append((False, int(key) if key.isdigit() else key))
            j += 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if not steps[-1][1] and steps[-1][1] != 0:
            raise ValueError('Empty attribute in format string')
        i = j
    return (int(first) if first.isdigit() else first), steps
