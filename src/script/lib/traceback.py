# traceback: the text of a traceback, printed or as a value. The machine writes it (_format_exception ...); this is the interface.
import sys as _sys

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list', 'format_stack', 'format_tb',
           'print_exc', 'format_exc', 'print_exception', 'print_last', 'print_stack', 'print_tb', 'FrameSummary', 'StackSummary',
           'TracebackException', 'walk_tb']

_GIVEN = object()


def _exception(exc, value):
    # The old form has three arguments (type, value, traceback), the new one only the exception.
    if value is _GIVEN:
        if exc is not None and not isinstance(exc, BaseException):
            raise TypeError(f'Exception expected for value, {type(exc).__name__} found')
        return exc
    return value


def _pieces(text):
    # CPython gives a list: the header, one text per frame, one per line of the message.
    lines = text.splitlines(keepends=True)
    pieces = []
    for line in lines:
        if line.startswith('    ') and pieces and pieces[-1].startswith('  File '):
            pieces[-1] += line
        else:
            pieces.append(line)
    return pieces


def format_exception(exc, /, value=_GIVEN, tb=_GIVEN, limit=None, chain=True):
    'The lines that an uncaught exception would print.'
    return _pieces(_format_exception(_exception(exc, value), bool(chain)))


def format_exception_only(exc, /, value=_GIVEN):
    'The last lines: type and message.'
    return _pieces(_format_only(_exception(exc, value)))


def print_exception(exc, /, value=_GIVEN, tb=_GIVEN, limit=None, file=None, chain=True):
    'Print an exception with its traceback to stderr.'
    (_sys.stderr if file is None else file).write(_format_exception(_exception(exc, value), bool(chain)))


def format_exc(limit=None, chain=True):
    'The text of the exception being handled.'
    return _format_exception(_sys.exc_info()[1], bool(chain))


def print_exc(limit=None, file=None, chain=True):
    'Print the exception being handled to stderr.'
    (_sys.stderr if file is None else file).write(format_exc(limit, chain))


print_last = print_exc


class FrameSummary:
    'One frame: filename, lineno, name, line.'

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self.line = line
        self.locals = locals

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return tuple(self) == tuple(other)
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    def __getitem__(self, i):
        return (self.filename, self.lineno, self.name, self.line)[i]

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __len__(self):
        return 4

    def __repr__(self):
        return f'<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>'


class StackSummary(list):
    'A list of frames.'

    def format(self):
        return format_list(self)


def _summary(frames):
    result = StackSummary()
    for filename, lineno, name, line in frames:
        result.append(FrameSummary(filename, lineno, name, line=line.strip()))
    return result


def extract_tb(tb, limit=None):
    'The frames of a traceback.'
    frames = _summary(_frames_of(tb))
    if limit is not None:
        frames = StackSummary(frames[:limit] if limit >= 0 else frames[limit:])
    return frames


def extract_stack(f=None, limit=None):
    'The calls in progress.'
    frames = _summary(_frames_now())
    return frames if limit is None else StackSummary(frames[-limit:])


def format_list(extracted_list):
    'One text per frame.'
    out = []
    for filename, lineno, name, line in extracted_list:
        text = f'  File "{filename}", line {lineno}, in {name}\n'
        if line:
            text += f'    {line}\n'
        out.append(text)
    return out


def format_tb(tb, limit=None):
    return format_list(extract_tb(tb, limit))


def print_tb(tb, limit=None, file=None):
    (_sys.stderr if file is None else file).write(''.join(format_tb(tb, limit)))


def format_stack(f=None, limit=None):
    return format_list(extract_stack(f, limit))


def print_stack(f=None, limit=None, file=None):
    (_sys.stderr if file is None else file).write(''.join(format_stack(f, limit)))


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


class TracebackException:
    'An exception prepared for printing.'

    def __init__(self, exc_type, exc_value, exc_traceback, **kwargs):
        self.exc_type = exc_type
        self._exception = exc_value
        self.stack = extract_tb(exc_traceback)

    @classmethod
    def from_exception(cls, exc, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, **kwargs)

    def format(self, *, chain=True):
        yield from format_exception(self._exception, chain=chain)

    def format_exception_only(self):
        yield from format_exception_only(self._exception)

    def __str__(self):
        return str(self._exception)
