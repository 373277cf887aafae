# os.path: paths taken apart and put together, with '/' between the parts; exists() and its kin look at the session's files.
__all__ = ['normcase', 'isabs', 'join', 'splitdrive', 'split', 'splitext', 'basename', 'dirname', 'commonprefix', 'commonpath',
           'normpath', 'abspath', 'relpath', 'expanduser', 'expandvars', 'exists', 'isfile', 'isdir', 'getsize', 'curdir',
           'pardir', 'sep', 'pathsep', 'defpath', 'altsep', 'extsep', 'devnull']

curdir = '.'
pardir = '..'
extsep = '.'
sep = '/'
pathsep = ':'
defpath = '/bin:/usr/bin'
altsep = None
devnull = '/dev/null'


def _text(path):
    if isinstance(path, str):
        return path
    convert = getattr(type(path), '__fspath__', None)
    if convert is None:
        raise TypeError(f'expected str, bytes or os.PathLike object, not {type(path).__name__}')
    return convert(path)


def normcase(s):
    return _text(s)


def isabs(s):
    return _text(s).startswith('/')


def join(a, *p):
    'Parts joined with slashes; an absolute part starts anew.'
    path = _text(a)
    for index, part in enumerate(p):
        if not isinstance(part, str) and not hasattr(type(part), '__fspath__'):
            raise TypeError(f'join() argument must be str, bytes, or os.PathLike object, not {type(part).__name__!r}')
        part = _text(part)
        if part.startswith('/'):
            path = part
        elif not path or path.endswith('/'):
            path += part
        else:
            path += '/' + part
    return path


def split(p):
    "(everything before the last slash, the rest)."
    p = _text(p)
    i = p.rfind('/') + 1
    head, tail = p[:i], p[i:]
    if head and head != '/' * len(head):
        head = head.rstrip('/')
    return head, tail


def splitext(p):
    '(path without extension, extension with its dot).'
    p = _text(p)
    slash = p.rfind('/')
    dot = p.rfind('.')
    if dot > slash:
        # leading dots belong to the name
        if p[slash + 1:dot].strip('.'):
            return p[:dot], p[dot:]
    return p, p[:0]


def splitdrive(p):
    p = _text(p)
    return p[:0], p


def basename(p):
    'What follows the last slash.'
    return split(p)[1]


def dirname(p):
    'What stands before the last slash.'
    return split(p)[0]


def commonprefix(m):
    'The longest text with which all begin.'
    if not m:
        return ''
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def commonpath(paths):
    'The longest path that all share.'
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    paths = [_text(p) for p in paths]
    absolute = {p.startswith('/') for p in paths}
    if len(absolute) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    parts = [[c for c in p.split('/') if c and c != '.'] for p in paths]
    low, high = min(parts), max(parts)
    common = low
    for i, c in enumerate(low):
        if c != high[i]:
            common = low[:i]
            break
    return ('/' if absolute.pop() else '') + '/'.join(common)


def normpath(path):
    "Without double slashes, '.' and '..' where possible."
    path = _text(path)
    if not path:
        return '.'
    slashes = 0
    if path.startswith('/'):
        slashes = 2 if path.startswith('//') and not path.startswith('///') else 1
    parts = []
    for part in path.split('/'):
        if part in ('', '.'):
            continue
        if part != '..' or not slashes and not parts or parts and parts[-1] == '..':
            parts.append(part)
        elif parts:
            parts.pop()
    return '/' * slashes + '/'.join(parts) or '.'


def abspath(path):
    path = _text(path)
    return normpath(path if isabs(path) else join('/', path))


realpath = abspath


def relpath(path, start=None):
    'The way from start to path.'
    if not path:
        raise ValueError('no path specified')
    start_list = [x for x in abspath('.' if start is None else start).split('/') if x]
    path_list = [x for x in abspath(path).split('/') if x]
    shared = len([1 for _ in _equal_run(start_list, path_list)])
    parts = ['..'] * (len(start_list) - shared) + path_list[shared:]
    return join(*parts) if parts else '.'


def _equal_run(a, b):
    for x, y in zip(a, b):
        if x != y:
            return
        yield x


def expanduser(path):
    return _text(path)


def expandvars(path):
    return _text(path)


def isfile(path):
    'A file of the session.'
    import _files
    return _files.size(_text(path)) is not None


def isdir(path):
    'A folder that a file of the session lies in.'
    import _files
    path = normpath(_text(path))
    return path in ('.', '/') or any([name.startswith(path + '/') for name in _files.names()])


def exists(path):
    return isfile(path) or isdir(path)


lexists = exists


def islink(path):
    return False


def getsize(path):
    import _files
    size = _files.size(_text(path))
    if size is None:
        raise FileNotFoundError(2, 'No such file or directory', path)
    return size


def _refused(name):
    def function(*args, **kwargs):
        raise NotImplementedError(f'os.path.{name}() is not available in logit: files of a session have no times and no owners')
    function.__name__ = function.__qualname__ = name
    return function


ismount, getmtime, getatime, getctime, samefile = map(_refused, ('ismount', 'getmtime', 'getatime', 'getctime', 'samefile'))
