# The traceback module, printed to standard output: frames, chains, notes, repeated lines, own exceptions.
import traceback, sys


def show():
    print("".join(line.replace(__file__, "<here>") if "__file__" in globals() else line for line in traceback.format_exc().splitlines(True) if "^^" not in line and "File" not in line), end="")
    print("--")


def level3(x):
    return 10 / x


def level2(x):
    return [level3(y) for y in (1, x)]


def level1(x):
    try:
        return level2(x)
    except ZeroDivisionError as e:
        raise ValueError("level1 failed") from e


try:
    level1(0)
except ValueError:
    show()
try:
    {}["missing"]
except KeyError:
    try:
        undefined
    except NameError:
        show()


def recurse(n):
    if n:
        return recurse(n - 1)
    raise RuntimeError("bottom")


try:
    recurse(6)
except RuntimeError as e:
    show()
    tb, depth, names = e.__traceback__, 0, []
    while tb:
        names.append((tb.tb_frame.f_code.co_name if hasattr(tb.tb_frame, "f_code") else "?", tb.tb_lineno))
        tb, depth = tb.tb_next, depth + 1
    print(depth, names[-1][1] - names[0][1] if names else None)


class Custom(Exception):
    pass


try:
    e = Custom("with", "args")
    e.add_note("note line")
    raise e
except Custom as c:
    show()
    print(traceback.format_exception_only(type(c), c), traceback.format_exception_only(c))
try:
    raise Custom from None
except Custom:
    show()
try:
    class Body:
        x = [1][5]
except IndexError:
    show()
try:
    (lambda: (yield_ for yield_ in [1 / 0]))()
except ZeroDivisionError:
    show()
try:
    sum(level3(i) for i in (1, 0))
except ZeroDivisionError:
    show()
try:
    sorted([1, 0], key=level3)
except ZeroDivisionError:
    show()
try:
    print(
        "multi",
        level3(
            0
        ),
    )
except ZeroDivisionError:
    show()
try:
    exec_result = (1
                   + 2
                   + None)
except TypeError:
    show()
frames = traceback.extract_stack() if False else []
print(len(frames), sys.exc_info())
