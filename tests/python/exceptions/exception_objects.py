# Exception objects: args, notes, chaining attributes, equality, pickling of state, str of every built-in kind, hierarchy checks.
import sys, traceback


class AppError(Exception):
    "Base of the program's errors."
    code = 1

    def __init__(self, message, *, detail=None):
        super().__init__(message)
        self.detail = detail

    def __str__(self):
        return f"[{self.code}] {super().__str__()}" + (f" ({self.detail})" if self.detail else "")


class NotFound(AppError, LookupError):
    code = 404


for e in [ValueError(), ValueError(1), ValueError("a", 2), KeyError("k"), KeyError(), KeyError(1, 2), OSError(2, "gone"), OSError(2, "gone", "file.txt"), OSError("x"), StopIteration(5), SystemExit(), SystemExit(3),
          UnicodeError("u"), AttributeError("no", name="n", obj=5), NameError("n", name="x"), ImportError("i", name="m", path="p"), SyntaxError("s"), AssertionError(), AppError("m", detail=5), NotFound("x"), KeyboardInterrupt(), IndexError([1]), TypeError(None), RecursionError("deep"), Exception({"a": 1}), ZeroDivisionError("z"), NotImplementedError(), BaseException("b", "c")]:
    print(type(e).__name__, "|", e, "|", repr(e), "|", e.args)
print(OSError(2, "gone").errno, OSError(2, "gone", "f").filename, type(OSError(2, "x")).__name__, type(OSError(13, "x")).__name__, StopIteration(7).value, SystemExit("bye").code, AttributeError("x", name="n").name, NotFound("q").detail)
print(issubclass(NotFound, KeyError), issubclass(NotFound, LookupError), [c.__name__ for c in NotFound.__mro__], issubclass(FileNotFoundError, OSError), IOError is OSError, EnvironmentError is OSError, issubclass(ModuleNotFoundError, ImportError), issubclass(UnboundLocalError, NameError), issubclass(bool, int))


def chain():
    try:
        try:
            raise KeyError("inner")
        except KeyError as inner:
            raise NotFound("outer", detail="d") from inner
    except AppError as e:
        return e


e = chain()
print(repr(e.__cause__), e.__cause__ is e.__context__, e.__suppress_context__, e.__traceback__ is not None, e.__cause__.__context__)
e.add_note("one")
e.add_note("two")
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as t:
    print(t)
print("".join(traceback.format_exception_only(type(e), e)), end="")


def cause_of(error):
    while error:
        yield type(error).__name__
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def deep(n):
    try:
        if n == 0:
            raise ValueError("bottom")
        deep(n - 1)
    except Exception as err:
        if n % 2:
            raise RuntimeError(n) from err
        raise TypeError(n)


try:
    deep(3)
except Exception as err:
    print(list(cause_of(err)))
for setter in (lambda: setattr(e, "__cause__", 5), lambda: setattr(e, "args", 5), lambda: setattr(e, "__traceback__", 5), lambda: setattr(e, "args", [1, 2]), lambda: e.with_traceback(5), lambda: setattr(e, "__suppress_context__", 5)):
    try:
        setter()
        print("set", e.args)
    except TypeError as t:
        print(t)
try:
    try:
        raise ValueError("a")
    finally:
        print(sys.exc_info()[0], sys.exc_info()[1])
except ValueError:
    print(sys.exc_info()[0].__name__)
print(sys.exc_info())
try:
    raise
except RuntimeError as r:
    print(r)
for bad in (5, "s", int, None, [ValueError]):
    try:
        raise bad
    except TypeError as t:
        print(t)
for catch in (5, "x", (ValueError, 5), int, [ValueError]):
    try:
        try:
            1 / 0
        except catch:
            print("caught?")
    except (TypeError, ZeroDivisionError) as t:
        print(type(t).__name__, t)
try:
    raise ValueError from None
except ValueError as v:
    print(v.__cause__, v.__suppress_context__, repr(v))
saved = None
try:
    int("z")
except ValueError as v:
    saved = v
print(saved, "v" in globals())
try:
    raise saved
except Exception as again:
    print(again is saved)
print(ValueError("a") == ValueError("a"), len({ValueError, ValueError}), hash(ValueError) == hash(ValueError), isinstance(saved, (KeyError, ValueError)), BaseException.__subclasses__()[0] is not None)


class Silent(Exception):
    def __repr__(self):
        return "Silent!"


print([Silent()], str(Silent()) == "", f"{Silent('x')}", f"{Silent('x')!r}")
try:
    assert 1 > 2, f"{1} is not above {2}"
except AssertionError as a:
    print(a, a.args)
try:
    assert (lambda: [])(), ("tuple", 1)
except AssertionError as a:
    print(a, a.args)
