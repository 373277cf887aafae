# io: text kept in memory. There are no files.
__all__ = ['StringIO', 'open', 'SEEK_SET', 'SEEK_CUR', 'SEEK_END', 'UnsupportedOperation', 'TextIOBase', 'IOBase']

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2


class UnsupportedOperation(OSError, ValueError):
    pass


class IOBase:
    closed = False

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def close(self):
        self.closed = True

    def flush(self):
        self._check()

    def _check(self):
        if self.closed:
            raise ValueError('I/O operation on closed file')


class TextIOBase(IOBase):
    encoding = errors = newlines = None


class StringIO(TextIOBase):
    'A file of text in memory.'

    def __init__(self, initial_value='', newline='\n'):
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f'initial_value must be str or None, not {type(initial_value).__name__}')
        self._parts = [initial_value or '']
        self._position = 0
        self._length = len(self._parts[0])

    def _joined(self):
        if len(self._parts) > 1:
            self._parts = [''.join(self._parts)]
        return self._parts[0]

    def getvalue(self):
        'All of the text.'
        self._check()
        return self._joined()

    def write(self, s, /):
        self._check()
        if not isinstance(s, str):
            raise TypeError(f'string argument expected, got {type(s).__name__!r}')
        if self._position == self._length:
            self._parts.append(s)
            self._length += len(s)
        else:
            text = self._joined()
            if self._position > len(text):
                text += '\0' * (self._position - len(text))
            self._parts = [text[:self._position] + s + text[self._position + len(s):]]
            self._length = len(self._parts[0])
        self._position += len(s)
        return len(s)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def read(self, size=-1, /):
        self._check()
        text = self._joined()
        end = len(text) if size is None or size < 0 else self._position + size
        result = text[self._position:end]
        self._position += len(result)
        return result

    def readline(self, size=-1, /):
        self._check()
        text = self._joined()
        end = text.find('\n', self._position) + 1 or len(text)
        if size is not None and size >= 0:
            end = min(end, self._position + size)
        result = text[self._position:end]
        self._position += len(result)
        return result

    def readlines(self, hint=-1, /):
        return list(self)

    def seek(self, pos, whence=0, /):
        self._check()
        if whence == 0:
            if pos < 0:
                raise ValueError(f'Negative seek position {pos}')
            self._position = pos
        elif whence == 1:
            if pos:
                raise OSError("Can't do nonzero cur-relative seeks")
        elif whence == 2:
            if pos:
                raise OSError("Can't do nonzero cur-relative seeks")
            self._position = self._length
        else:
            raise ValueError(f'Invalid whence ({whence}, should be 0, 1 or 2)')
        return self._position

    def tell(self):
        self._check()
        return self._position

    def truncate(self, size=None, /):
        self._check()
        size = self._position if size is None else size
        self._parts = [self._joined()[:size]]
        self._length = len(self._parts[0])
        return size

    def readable(self):
        return True

    writable = seekable = readable

    def isatty(self):
        return False


def open(*args, **kwargs):
    raise NotImplementedError('open() is not available in logit: scripts cannot read files')
