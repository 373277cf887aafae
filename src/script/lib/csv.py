# csv: rows of fields between commas. Lines without quotes are split in one go; the others go through a small machine.
__all__ = ['QUOTE_MINIMAL', 'QUOTE_ALL', 'QUOTE_NONNUMERIC', 'QUOTE_NONE', 'Error', 'excel', 'excel_tab', 'Dialect', 'reader', 'writer',
           'DictReader', 'DictWriter', 'field_size_limit']

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = 0, 1, 2, 3


class Error(Exception):
    pass


class Dialect:
    delimiter, quotechar, doublequote, escapechar = ',', '"', True, None
    skipinitialspace, lineterminator, quoting, strict = False, '\r\n', QUOTE_MINIMAL, False


class excel(Dialect):
    pass


class excel_tab(excel):
    delimiter = '\t'


_named = {'excel': excel, 'excel-tab': excel_tab}
_options = ('delimiter', 'quotechar', 'doublequote', 'escapechar', 'skipinitialspace', 'lineterminator', 'quoting', 'strict')


def field_size_limit(limit=131072):
    return 131072


def _dialect(dialect, given):
    if isinstance(dialect, str):
        if dialect not in _named:
            raise Error('unknown dialect')
        dialect = _named[dialect]
    made = Dialect()
    for name in _options:
        setattr(made, name, given[name] if name in given else getattr(dialect, name))
    for name in given:
        if name not in _options:
            raise TypeError(f"'{name}' is an invalid keyword argument for this function")
    if not isinstance(made.delimiter, str) or len(made.delimiter) != 1:
        raise TypeError('"delimiter" must be a 1-character string')
    return made


class _Reader:
    def __init__(self, csvfile, dialect):
        self.dialect, self.line_num = dialect, 0
        self._lines = iter(csvfile)

    def __iter__(self):
        return self

    def _next_line(self):
        line = next(self._lines)
        if not isinstance(line, str):
            raise Error(f'iterator should return strings, not {type(line).__name__} (the file should be opened in text mode)')
        self.line_num += 1
        return line

    def __next__(self):
        d, line = self.dialect, self._next_line()
        quotes = d.quoting != QUOTE_NONE and d.quotechar is not None
        if not (quotes and d.quotechar in line) and not (d.escapechar and d.escapechar in line):
            text = line.rstrip('\r\n')
            fields = text.split(d.delimiter) if text else []
            if d.skipinitialspace:
                fields = [field.lstrip(' ') for field in fields]
            return [float(field) for field in fields] if d.quoting == QUOTE_NONNUMERIC else fields
        return self._slowly(line, quotes)

    def _slowly(self, line, quotes):
        d, fields, field = self.dialect, [], []
        inside = quoted = False
        started = False  # something of the current field was seen
        while True:
            i, n = 0, len(line)
            while i < n:
                c = line[i]
                i += 1
                if d.escapechar is not None and c == d.escapechar and i < n:
                    field.append(line[i])
                    started = True
                    i += 1
                elif inside:
                    if c != d.quotechar:
                        field.append(c)
                    elif d.doublequote and i < n and line[i] == c:
                        field.append(c)
                        i += 1
                    else:
                        inside = False
                elif c == d.delimiter:
                    fields.append(self._field(field, quoted))
                    field, quoted, started = [], False, False
                elif c in '\r\n':
                    break
                elif quotes and c == d.quotechar and not started:
                    inside = quoted = started = True
                elif c == ' ' and d.skipinitialspace and not started:
                    pass
                else:
                    if d.strict and quoted:
                        raise Error(f"'{d.delimiter}' expected after '{d.quotechar}'")
                    field.append(c)
                    started = True
            if not inside:
                break
            try:
                line = self._next_line()
            except StopIteration:
                if d.strict:
                    raise Error('unexpected end of data') from None
                break
        fields.append(self._field(field, quoted))
        return fields

    def _field(self, parts, quoted):
        text = ''.join(parts)
        return float(text) if self.dialect.quoting == QUOTE_NONNUMERIC and not quoted else text


class _Writer:
    def __init__(self, csvfile, dialect):
        self.dialect, self._write = dialect, csvfile.write

    def _field(self, value, alone):
        d = self.dialect
        text = '' if value is None else value if isinstance(value, str) else repr(value) if type(value) is float else str(value)
        special = any([c in text for c in (d.delimiter, d.quotechar or '"', '\n', '\r')]) or d.lineterminator in text
        if d.quoting == QUOTE_NONE:
            if special or (alone and not text):
                if d.escapechar is None:
                    raise Error('single empty field record must be quoted' if not text else 'need to escape, but no escapechar set')
                for c in (d.escapechar, d.delimiter, '\n', '\r', d.quotechar or ''):
                    text = text.replace(c, d.escapechar + c) if c else text
            return text
        if (d.quoting == QUOTE_ALL or special or (alone and not text)
                or (d.quoting == QUOTE_NONNUMERIC and not isinstance(value, (int, float)))):
            inner = text.replace(d.quotechar, d.quotechar * 2) if d.doublequote else text.replace(d.quotechar, (d.escapechar or '') + d.quotechar)
            return d.quotechar + inner + d.quotechar
        return text

    def writerow(self, row):
        try:
            values = list(row)
        except TypeError:
            raise Error(f'iterable expected, not {type(row).__name__}') from None
        alone = len(values) == 1
        return self._write(self.dialect.delimiter.join([self._field(value, alone) for value in values]) + self.dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


def reader(csvfile, dialect='excel', **fmtparams):
    'Rows as lists of texts.'
    return _Reader(csvfile, _dialect(dialect, fmtparams))


def writer(csvfile, dialect='excel', **fmtparams):
    return _Writer(csvfile, _dialect(dialect, fmtparams))


class DictReader:
    'Rows as dicts under the names of the first row.'

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect='excel', *args, **kwds):
        self._fieldnames = list(fieldnames) if fieldnames is not None else None
        self.restkey, self.restval = restkey, restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            try:
                self._fieldnames = next(self.reader)
            except StopIteration:
                pass
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        if self.line_num == 0:
            self.fieldnames
        row = next(self.reader)
        while row == []:
            row = next(self.reader)
        self.line_num = self.reader.line_num
        names = self.fieldnames
        made = dict(zip(names, row))
        if len(row) > len(names):
            made[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            made[name] = self.restval
        return made


class DictWriter:
    def __init__(self, f, fieldnames, restval='', extrasaction='raise', dialect='excel', *args, **kwds):
        if extrasaction.lower() not in ('raise', 'ignore'):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.fieldnames, self.restval, self.extrasaction = list(fieldnames), restval, extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _row(self, rowdict):
        if self.extrasaction == 'raise':
            wrong = [name for name in rowdict if name not in self.fieldnames]
            if wrong:
                raise ValueError('dict contains fields not in fieldnames: ' + ', '.join([repr(name) for name in wrong]))
        return [rowdict.get(name, self.restval) for name in self.fieldnames]

    def writerow(self, rowdict):
        return self.writer.writerow(self._row(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows([self._row(row) for row in rowdicts])
