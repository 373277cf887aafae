# os: paths as text. There are no files, processes or environment to reach, and what would need them says so.
import os.path as path
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


for _name in ('listdir', 'scandir', 'walk', 'stat', 'open', 'access', 'readlink'):
    globals()[_name] = _refused(_name, 'read files')
for _name in ('mkdir', 'makedirs', 'remove', 'unlink', 'rename', 'replace', 'rmdir', 'removedirs', 'chmod', 'link', 'symlink',
              'truncate', 'write'):
    globals()[_name] = _refused(_name, 'change files')
for _name in ('system', 'popen', 'fork', 'kill', 'execv', 'spawnv', '_exit', 'abort'):
    globals()[_name] = _refused(_name, 'run programs')
for _name in ('chdir', 'urandom', 'putenv', 'unsetenv', 'getlogin', 'umask'):
    globals()[_name] = _refused(_name, 'reach the machine')
del _name
