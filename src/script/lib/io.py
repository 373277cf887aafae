# io: text in memory and the session's files, which are read and written whole.
__all__ = ['StringIO', 'TextIOWrapper', 'open', 'SEEK_SET', 'SEEK_CUR', 'SEEK_END', 'UnsupportedOperation', 'TextIOBase', 'IOBase']

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


class TextIOWrapper(StringIO):
    'A file of the session, opened for text. What was written is stored by flush() and close().'

    def __init__(self, name, mode, text='', encoding=None):
        super().__init__(text)
        self.name, self.mode, self.encoding = name, mode, encoding or 'utf-8'
        self._reads = 'r' in mode or '+' in mode
        self._writes = mode[0] in 'wax' or '+' in mode
        if mode[0] == 'a':
            self.seek(0, SEEK_END)
        self._changed = mode[0] in 'wx'
        self.flush()

    def __repr__(self):
        return f"<_io.TextIOWrapper name={self.name!r} mode={self.mode!r} encoding={self.encoding!r}>"

    def read(self, size=-1, /):
        self._check_mode(self._reads, 'not readable')
        return super().read(size)

    def readline(self, size=-1, /):
        self._check_mode(self._reads, 'not readable')
        return super().readline(size)

    def write(self, s, /):
        self._check_mode(self._writes, 'not writable')
        if not isinstance(s, str):
            raise TypeError(f'write() argument must be str, not {type(s).__name__}')
        if self.mode[0] == 'a':
            self.seek(0, SEEK_END)
        self._changed = True
        return super().write(s)

    def truncate(self, size=None, /):
        self._check_mode(self._writes, 'not writable')
        self._changed = True
        return super().truncate(size)

    def _check(self):
        if self.closed:
            raise ValueError('I/O operation on closed file.')

    def _check_mode(self, allowed, what):
        self._check()
        if not allowed:
            raise UnsupportedOperation(what)

    def readable(self):
        return self._reads

    def writable(self):
        return self._writes

    def flush(self):
        self._check()
        if self._changed:
            import _files
            if not _files.write(self.name, self._joined()):
                raise OSError(28, 'No space left on device')
            self._changed = False

    def close(self):
        if not self.closed:
            self.flush()
        super().close()

    def __del__(self):
        if not self.closed and self._changed:
            self.close()


class _Whole(IOBase):
    # A file opened in binary mode: there are no bytes objects, so only torch.save, torch.load, np.save and np.load use it.
    def __init__(self, name, mode):
        self.name, self.mode = name, mode

    def read(self, size=-1, /):
        raise NotImplementedError("reading bytes is not available in logit: there is no bytes type; open the file as text, or hand "
                                  "it to torch.load or np.load")

    readline = read

    def write(self, s, /):
        raise NotImplementedError('writing bytes is not available in logit: there is no bytes type')

    def seek(self, pos, whence=0, /):
        return 0


def open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    'Opens a file of the session.'
    import _files
    from os import fspath
    if isinstance(file, int):
        raise OSError(9, 'Bad file descriptor')
    file = fspath(file)
    kinds = [c for c in mode if c in 'rwax']
    if any([c not in 'rwaxbt+' for c in mode]) or len(set(mode)) != len(mode):
        raise ValueError(f'invalid mode: {mode!r}')
    if len(kinds) != 1:
        raise ValueError('must have exactly one of create/read/write/append mode')
    if 'b' in mode and 't' in mode:
        raise ValueError("can't have text and binary mode at once")
    kind, binary = kinds[0], 'b' in mode
    size = _files.size(file)
    if kind == 'r' and size is None:
        raise FileNotFoundError(2, 'No such file or directory', file)
    if kind == 'x' and size is not None:
        raise FileExistsError(17, 'File exists', file)
    if binary:
        return _Whole(file, mode)
    codec = (encoding or 'utf-8').lower().replace('_', '-')
    if codec not in ('utf-8', 'utf8', 'ascii', 'us-ascii', 'utf-8-sig'):
        raise LookupError(f'unknown encoding: {encoding}' + ' (files of logit are UTF-8)')
    text = ''
    if kind in 'ra' and size is not None:
        text = _files.read(file, codec == 'utf-8-sig')
        if newline is None and '\r' in text:
            text = text.replace('\r\n', '\n').replace('\r', '\n')
    if kind != 'r' and not _files.write(file, text):
        raise PermissionError(13, 'Permission denied', file)
    return TextIOWrapper(file, kind + ('+' if '+' in mode else ''), text, encoding)
