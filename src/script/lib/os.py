# os: paths as text and the session's files. There are no processes and no environment to reach, and what would need them says so.
import os.path as path
from os.path import normpath as _normal
from os.path import curdir, pardir, sep, extsep, altsep, pathsep, defpath, devnull

__all__ = ['altsep', 'curdir', 'pardir', 'sep', 'pathsep', 'linesep', 'defpath', 'name', 'path', 'devnull', 'extsep', 'environ',
           'getcwd', 'getenv', 'fspath', 'cpu_count', 'getpid', 'listdir', 'mkdir', 'makedirs', 'remove', 'rename', 'rmdir',
           'walk', 'stat', 'system', 'urandom', 'open', 'scandir', 'chdir', 'PathLike', 'error']

name = 'posix'
linesep = '\n'
environ = {}
error = OSError


def getenv(key, default=None):
    'The environment of a script is empty.'
    return environ.get(key, default)


def getcwd():
    return '/'


def getpid():
    return 1


def cpu_count():
    return 1


class PathLike:
    'Base class of path objects: something with __fspath__().'

    def __fspath__(self):
        raise NotImplementedError


def fspath(path):
    'The text of a path.'
    if isinstance(path, str):
        return path
    convert = getattr(type(path), '__fspath__', None)
    if convert is None:
        raise TypeError(f'expected str, bytes or os.PathLike object, not {type(path).__name__}')
    return convert(path)


def _refused(name, what):
    def function(*args, **kwargs):
        raise NotImplementedError(f'os.{name}() is not available in logit: scripts cannot {what}')
    function.__name__ = function.__qualname__ = name
    return function


def _missing(path):
    return FileNotFoundError(2, 'No such file or directory', path)


def listdir(path='.'):
    'Names of the files and folders in a folder.'
    import _files
    folder = _normal(fspath(path))
    prefix = '' if folder in ('.', '/') else folder + '/'
    found = sorted({name[len(prefix):].split('/')[0] for name in _files.names() if name.startswith(prefix)})
    if not found and prefix:
        raise _missing(path)
    return found


def remove(path):
    import _files
    if not _files.remove(fspath(path)):
        raise _missing(path)


unlink = remove


def rename(src, dst):
    import _files
    text = _files.read(fspath(src))
    if text is None:
        raise _missing(src)
    _files.write(fspath(dst), text)
    _files.remove(fspath(src))


replace = rename


def makedirs(name, mode=511, exist_ok=False):
    'A folder is there as soon as a file is in it.'
    if path.isdir(name) and not exist_ok:
        raise FileExistsError(17, 'File exists', name)


def mkdir(path, mode=511):
    makedirs(path)


for _name in ('scandir', 'walk', 'stat', 'open', 'access', 'readlink'):
    globals()[_name] = _refused(_name, 'look at files so')
for _name in ('rmdir', 'removedirs', 'chmod', 'link', 'symlink', 'truncate', 'write'):
    globals()[_name] = _refused(_name, 'change files')
for _name in ('system', 'popen', 'fork', 'kill', 'execv', 'spawnv', '_exit', 'abort'):
    globals()[_name] = _refused(_name, 'run programs')
for _name in ('chdir', 'urandom', 'putenv', 'unsetenv', 'getlogin', 'umask'):
    globals()[_name] = _refused(_name, 'reach the machine')
del _name
