# json: texts to objects and back. The two inner loops (scanning a text, quoting a string) are native (_json).
from _json import scan as _scan, quote as _quote, quote_ascii as _quote_ascii
import json.decoder as decoder
from json.decoder import JSONDecodeError

__all__ = ['dump', 'dumps', 'load', 'loads', 'JSONDecoder', 'JSONDecodeError', 'JSONEncoder']

_INFINITY = float('inf')


class JSONDecoder:
    'Turns JSON text into objects.'

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        obj, end = self.raw_decode(s, _after_space(s, 0))
        end = _after_space(s, end)
        if end != len(s):
            raise JSONDecodeError('Extra data', s, end)
        return obj

    def raw_decode(self, s, idx=0):
        'The first value in the text and the position behind it.'
        return _scan(s, idx, self.strict, self.object_hook, self.object_pairs_hook,
                     None if self.parse_float is float else self.parse_float,
                     None if self.parse_int is int else self.parse_int, self.parse_constant, JSONDecodeError)


def _after_space(s, i):
    while i < len(s) and s[i] in ' \t\n\r':
        i += 1
    return i


class JSONEncoder:
    'Turns objects into JSON text.'
    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False, indent=None,
                 separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        if isinstance(o, str):
            return (_quote_ascii if self.ensure_ascii else _quote)(o)
        return ''.join(self.iterencode(o))

    def iterencode(self, o, _one_shot=False):
        'The text in pieces.'
        out = []
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = ' ' * indent
        _encode(self, o, out.append, {} if self.check_circular else None, indent, '\n',
                _quote_ascii if self.ensure_ascii else _quote)
        return iter(out)


def _float_text(encoder, o):
    if o != o:
        text = 'NaN'
    elif o == _INFINITY:
        text = 'Infinity'
    elif o == -_INFINITY:
        text = '-Infinity'
    else:
        return float.__repr__(o)
    if not encoder.allow_nan:
        raise ValueError('Out of range float values are not JSON compliant' + ('' if encoder.indent is None else f': {o!r}'))
    return text


def _encode(encoder, o, write, open_objects, indent, newline, quote):
    if isinstance(o, str):
        write(quote(o))
    elif o is None:
        write('null')
    elif o is True:
        write('true')
    elif o is False:
        write('false')
    elif isinstance(o, int):
        write(int.__repr__(o))
    elif isinstance(o, float):
        write(_float_text(encoder, o))
    else:
        if open_objects is not None:
            if id(o) in open_objects:
                raise ValueError('Circular reference detected')
            open_objects[id(o)] = o
        if isinstance(o, (list, tuple)):
            _encode_list(encoder, o, write, open_objects, indent, newline, quote)
        elif isinstance(o, dict):
            _encode_dict(encoder, o, write, open_objects, indent, newline, quote)
        else:
            _encode(encoder, encoder.default(o), write, open_objects, indent, newline, quote)
        if open_objects is not None:
            del open_objects[id(o)]


def _encode_list(encoder, items, write, open_objects, indent, newline, quote):
    if not items:
        write('[]')
        return
    separator = encoder.item_separator
    write('[')
    if indent is not None:
        inner = newline + indent
        separator += inner
        write(inner)
    else:
        inner = newline
    first = True
    for item in items:
        if first:
            first = False
        else:
            write(separator)
        _encode(encoder, item, write, open_objects, indent, inner, quote)
    if indent is not None:
        write(newline)
    write(']')


def _encode_dict(encoder, mapping, write, open_objects, indent, newline, quote):
    if not mapping:
        write('{}')
        return
    separator = encoder.item_separator
    write('{')
    if indent is not None:
        inner = newline + indent
        separator += inner
        write(inner)
    else:
        inner = newline
    first = True
    for key, value in sorted(mapping.items()) if encoder.sort_keys else mapping.items():
        if isinstance(key, str):
            pass
        elif isinstance(key, float):
            key = _float_text(encoder, key)
        elif key is True:
            key = 'true'
        elif key is False:
            key = 'false'
        elif key is None:
            key = 'null'
        elif isinstance(key, int):
            key = int.__repr__(key)
        elif encoder.skipkeys:
            continue
        else:
            raise TypeError(f'keys must be str, int, float, bool or None, not {key.__class__.__name__}')
        if first:
            first = False
        else:
            write(separator)
        write(quote(key))
        write(encoder.key_separator)
        _encode(encoder, value, write, open_objects, indent, inner, quote)
    if indent is not None:
        write(newline)
    write('}')


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, separators=None,
          default=None, sort_keys=False, **kw):
    'The JSON text of an object.'
    return (cls or JSONEncoder)(skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular,
                                allow_nan=allow_nan, indent=indent, separators=separators, default=default,
                                sort_keys=sort_keys, **kw).encode(obj)


def dump(obj, fp, **kw):
    'Writes the JSON text of an object to a file-like object.'
    fp.write(dumps(obj, **kw))


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None, **kw):
    'The object that a JSON text describes.'
    if not isinstance(s, str):
        raise TypeError(f'the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}')
    if s.startswith('\ufeff'):
        raise JSONDecodeError('Unexpected UTF-8 BOM (decode using utf-8-sig)', s, 0)
    if object_hook is not None:
        kw['object_hook'] = object_hook
    if object_pairs_hook is not None:
        kw['object_pairs_hook'] = object_pairs_hook
    if parse_float is not None:
        kw['parse_float'] = parse_float
    if parse_int is not None:
        kw['parse_int'] = parse_int
    if parse_constant is not None:
        kw['parse_constant'] = parse_constant
    return (cls or JSONDecoder)(**kw).decode(s)


def load(fp, **kw):
    'The object that the JSON text in a file-like object describes.'
    return loads(fp.read(), **kw)
