# contextlib: ready-made context managers.
import sys as _sys
from functools import wraps as _wraps

__all__ = ['contextmanager', 'closing', 'nullcontext', 'AbstractContextManager', 'ContextDecorator', 'ExitStack',
           'redirect_stdout', 'redirect_stderr', 'suppress', 'chdir']


class AbstractContextManager:
    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        return None


class ContextDecorator:
    'Lets a context manager be used as a decorator.'

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @_wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        return inner


class _GeneratorContextManager(ContextDecorator, AbstractContextManager):
    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        self.__doc__ = getattr(func, '__doc__', None) or type(self).__doc__

    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)

    def __enter__(self):
        # the arguments are needed no longer: keeping them would keep what they hold
        del self.args, self.kwds, self.func
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        if typ is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        if value is None:
            value = typ()
        try:
            self.gen.throw(typ, value, traceback)
        except StopIteration as exc:
            # a StopIteration that the body itself raised must go on
            return exc is not value
        except RuntimeError as exc:
            if exc is value:
                exc.__traceback__ = traceback
                return False
            if isinstance(value, StopIteration) and exc.__cause__ is value:
                value.__traceback__ = traceback
                return False
            raise
        except BaseException as exc:
            if exc is not value:
                raise
            exc.__traceback__ = traceback
            return False
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(func):
    'Turns a generator function with one yield into a context manager.'
    @_wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)
    return helper


class closing(AbstractContextManager):
    'Closes something at the end of the block.'

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class suppress(AbstractContextManager):
    'Ends the block quietly at one of the given exceptions.'

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        return exctype is not None and issubclass(exctype, self._exceptions)


class nullcontext(AbstractContextManager):
    'Does nothing; enters with enter_result.'

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass


class _RedirectStream(AbstractContextManager):
    _stream = None

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(getattr(_sys, self._stream))
        setattr(_sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, exctype, excinst, exctb):
        setattr(_sys, self._stream, self._old_targets.pop())


class redirect_stdout(_RedirectStream):
    'Sends what is printed to another file-like object.'
    _stream = 'stdout'


class redirect_stderr(_RedirectStream):
    'Sends error output to another file-like object.'
    _stream = 'stderr'


def chdir(path):
    raise NotImplementedError('contextlib.chdir() is not available in logit: scripts cannot use files')


class ExitStack(AbstractContextManager):
    'Context managers and callbacks collected while the block runs, left in reverse order.'

    def __init__(self):
        self._exit_callbacks = []

    def pop_all(self):
        'Moves everything to a new stack.'
        new = type(self)()
        new._exit_callbacks = self._exit_callbacks
        self._exit_callbacks = []
        return new

    def push(self, exit):
        'Registers an __exit__ method, or a callable with its signature.'
        cls = type(exit)
        leave = getattr(cls, '__exit__', None)
        if leave is None:
            self._exit_callbacks.append(exit)
        else:
            self._exit_callbacks.append(lambda *details: leave(exit, *details))
        return exit

    def enter_context(self, cm):
        'Enters a context manager now and leaves it with the stack.'
        cls = type(cm)
        try:
            enter = cls.__enter__
            leave = cls.__exit__
        except AttributeError:
            raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the context manager protocol") from None
        result = enter(cm)
        self._exit_callbacks.append(lambda *details: leave(cm, *details))
        return result

    def callback(self, callback, /, *args, **kwds):
        'Registers a function to be called at the end.'
        def run(exc_type, exc, tb):
            callback(*args, **kwds)
        run.__wrapped__ = callback
        self._exit_callbacks.append(run)
        return callback

    def close(self):
        'Leaves everything now.'
        self.__exit__(None, None, None)

    def __exit__(self, *details):
        exc = details[1]
        received = exc is not None
        context_before = _sys.exc_info()[1]
        swallowed = False
        failed = False

        while self._exit_callbacks:
            leave = self._exit_callbacks.pop()
            try:
                if leave(None if exc is None else type(exc), exc, None if exc is None else exc.__traceback__):
                    swallowed = True
                    failed = False
                    exc = None
            except BaseException as new:
                _link_context(new, exc, context_before)
                failed = True
                exc = new
        if failed:
            kept = exc.__context__
            try:
                raise exc
            except BaseException:
                exc.__context__ = kept
                raise
        return received and swallowed


def _link_context(new, old, outermost):
    # The chain of contexts should read as if the blocks had been nested with statements.
    while True:
        context = new.__context__
        if context is None or context is old:
            return
        if context is outermost:
            break
        new = context
    new.__context__ = old
