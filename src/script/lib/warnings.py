# warnings: messages to stderr, filtered by category.
import sys as _sys
from _machine import caller_place as _caller_place

__all__ = ['warn', 'warn_explicit', 'showwarning', 'formatwarning', 'filterwarnings', 'simplefilter', 'resetwarnings',
           'catch_warnings']

_ACTIONS = ('error', 'ignore', 'always', 'default', 'module', 'once')
# (action, text, category, module, line), the first match counts. CPython's list.
_DEFAULT_FILTERS = [
    ('default', None, DeprecationWarning, '__main__', 0),
    ('ignore', None, DeprecationWarning, None, 0),
    ('ignore', None, PendingDeprecationWarning, None, 0),
    ('ignore', None, ImportWarning, None, 0),
    ('ignore', None, ResourceWarning, None, 0),
]
filters = list(_DEFAULT_FILTERS)
_seen = set()
onceregistry = {}


class WarningMessage:
    'A warning as catch_warnings(record=True) keeps it.'

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f'{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, '
                f'lineno : {self.lineno}, line : {self.line!r}}}')


def formatwarning(message, category, filename, lineno, line=None):
    text = f'{filename}:{lineno}: {category.__name__}: {message}\n'
    if line:
        text += f'  {line.strip()}\n'
    return text


def showwarning(message, category, filename, lineno, file=None, line=None):
    (file or _sys.stderr).write(formatwarning(message, category, filename, lineno, line))


def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=False):
    'Add a rule: what to do with warnings of a category (message is the beginning of the text).'
    assert action in _ACTIONS, f'invalid action: {action!r}'
    assert isinstance(category, type) and issubclass(category, Warning), 'category must be a Warning subclass'
    _add((action, message or None, category, module or None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    'Add a rule for all texts.'
    assert action in _ACTIONS, f'invalid action: {action!r}'
    _add((action, None, category, None, lineno), append)


def _add(item, append):
    if item in filters:
        if append:
            return
        filters.remove(item)
    if append:
        filters.append(item)
    else:
        filters.insert(0, item)
    _seen.clear()


def resetwarnings():
    'Forget all rules.'
    filters.clear()
    _seen.clear()


def warn(message, category=None, stacklevel=1, source=None):
    'Issue a warning, or ignore it, or raise it, as the rules say.'
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__ if not isinstance(category, type) else category.__name__}'")
    filename, lineno, module, line = _caller_place(stacklevel)
    warn_explicit(message, category, filename, lineno, module, line=line)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None, line=None):
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = str(message)
        message = category(message)
    action = 'default'
    for rule, beginning, kind, where, at in filters:
        if issubclass(category, kind) and (beginning is None or _matches(beginning, text)) \
                and (where is None or where == module) and (at == 0 or at == lineno):
            action = rule
            break
    if action == 'ignore':
        return
    if action == 'error':
        raise message
    if action != 'always':
        key = (text, category, lineno if action == 'default' else None, filename if action != 'once' else None)
        if key in _seen:
            return
        _seen.add(key)
    if _recording:
        _recording[-1].append(WarningMessage(message, category, filename, lineno, source=source))
    else:
        showwarning(message, category, filename, lineno, None, line)


def _matches(beginning, text):
    # A regular expression in CPython; here its usual form, plain text with .* in it.
    text = text.lower()
    position = 0
    for index, piece in enumerate(beginning.lower().replace('\\', '').split('.*')):
        found = text.find(piece, position)
        if found < 0 or index == 0 and found:
            return False
        position = found + len(piece)
    return True


_recording = []


class catch_warnings:
    'Restores the rules at the end of the block; with record=True gives a list of the warnings.'

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._first = None if action is None else (action, category, lineno, append)

    def __enter__(self):
        self._saved = filters[:]
        self._saved_seen = set(_seen)
        _seen.clear()
        if self._first is not None:
            simplefilter(*self._first)
        if self._record:
            log = []
            _recording.append(log)
            return log

    def __exit__(self, *exc_info):
        filters[:] = self._saved
        _seen.clear()
        _seen.update(self._saved_seen)
        if self._record:
            _recording.pop()


