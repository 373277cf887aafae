# Arrays in the session's files: text tables and .npy.
import _files
import _numpy as _n


def _name(file):
    'The name of a file, or of an open one.'
    from os import fspath
    return file.name if hasattr(file, 'name') and hasattr(file, 'mode') else fspath(file)


def _text(fname):
    if hasattr(fname, 'read'):
        return fname.read()
    if isinstance(fname, (list, tuple)) or hasattr(fname, '__next__'):
        return '\n'.join(fname)
    text = _files.read(_name(fname))
    if text is None:
        raise FileNotFoundError(f'{_name(fname)} not found.')
    return text


def _shaped(table, dtype, unpack, ndmin):
    if ndmin < 2:
        table = table.reshape([size for size in table.shape if size != 1] if 0 not in table.shape else [0])
        while table.ndim < ndmin:
            table = table[None]
    table = _n.array(table, dtype, False)
    return table.T if unpack else table


def loadtxt(fname, dtype=float, comments='#', delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False,
            ndmin=0, encoding=None, max_rows=None, *, quotechar=None, like=None):
    'Numbers from rows of text.'
    if converters is not None:
        raise NotImplementedError('np.loadtxt(converters=) is not a part of logit: use csv and float()')
    table = _n.table(_text(fname), '' if delimiter is None or delimiter.isspace() and delimiter != '\t' else delimiter, comments or '', skiprows,
                     -1 if max_rows is None else max_rows, usecols, None)
    return _shaped(table, dtype, unpack, ndmin)


def genfromtxt(fname, dtype=float, comments='#', delimiter=None, skip_header=0, skip_footer=0, converters=None,
               missing_values=None, filling_values=None, usecols=None, names=None, unpack=False, ndmin=0, max_rows=None,
               encoding=None, **options):
    'The same; what is no number is nan, or filling_values.'
    if names or dtype is None:
        raise NotImplementedError('np.genfromtxt of logit reads tables of numbers: no names=, no dtype=None')
    text = _text(fname)
    if skip_footer:
        text = '\n'.join(text.rstrip('\n').split('\n')[:-skip_footer])
    table = _n.table(text, '' if delimiter is None or delimiter.isspace() and delimiter != '\t' else delimiter, comments or '', skip_header,
                     -1 if max_rows is None else max_rows, usecols, float('nan') if filling_values is None else filling_values)
    return _shaped(table, dtype, unpack, ndmin)


def savetxt(fname, X, fmt='%.18e', delimiter=' ', newline='\n', header='', footer='', comments='# ', encoding=None):
    'Rows of numbers as text.'
    rows = _n.array(X)
    rows = rows.reshape(-1, 1) if rows.ndim < 2 else rows
    lines = [comments + line for line in header.split('\n')] if header else []
    for row in rows.tolist():
        if isinstance(fmt, str) and fmt.count('%') == 1:
            lines.append(delimiter.join([fmt % value for value in row]))
        else:
            lines.append((fmt if isinstance(fmt, str) else delimiter.join(fmt)) % tuple(row))
    lines += [comments + line for line in footer.split('\n')] if footer else []
    text = newline.join(lines) + newline
    if hasattr(fname, 'write'):
        fname.write(text)
    elif not _files.write(_name(fname), text):
        raise OSError(28, 'No space left on device')


def load(file, mmap_mode=None, allow_pickle=False, **options):
    'The array in a .npy file.'
    found = _n.load(_name(file))
    if found is None:
        raise FileNotFoundError(2, 'No such file or directory', _name(file))
    return found


def save(file, arr, allow_pickle=True):
    'Writes a .npy file.'
    name = _name(file)
    if not name.endswith('.npy') and not hasattr(file, 'write'):
        name += '.npy'
    if not _n.save(name, arr):
        raise OSError(28, 'No space left on device')
