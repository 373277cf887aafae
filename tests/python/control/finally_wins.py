# return, break and continue out of nested try/finally/with; what wins.
def which(n):
    for i in range(3):
        try:
            try:
                if n == 0: return "body"
                if n == 1: raise ValueError("v")
                if n == 2: break
                if n == 3: continue
                if n == 4: 1 / 0
            except ValueError as e:
                return f"handler {e}"
            else:
                print("  else", i)
            finally:
                print("  inner", i)
                if n == 5: return "finally"
                if n == 6: continue
        finally:
            print("  outer", i)
            if n == 7 and i == 1: break
    else:
        return "loop ended"
    return "broke"


for n in range(9):
    try:
        print(n, which(n))
    except ZeroDivisionError as e:
        print(n, "escaped", e)


def swallow():
    while True:
        try:
            raise KeyError("lost")
        finally:
            break
    return "swallowed"


def replace():
    try:
        raise KeyError("first")
    finally:
        raise TypeError("second")


def order():
    log = []
    def note(x):
        log.append(x)
        return x
    try:
        return note("value"), log
    finally:
        note("finally")


print(swallow(), order())
try:
    replace()
except TypeError as e:
    print(repr(e), repr(e.__context__))


class Guard:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        return self.swallow


def leave(how):
    for i in range(2):
        with Guard("a"), Guard("b", swallow=True) as b, Guard("c"):
            if how == "return": return b.name
            if how == "break": break
            if how == "continue": continue
            if how == "raise": raise ValueError(how)
            print("end of body")
    return "after"


for how in ("return", "break", "continue", "raise", "none"):
    print(how, "=>", leave(how))


def nested_reraise():
    try:
        try:
            {}["x"]
        except KeyError:
            try:
                int("q")
            except ValueError:
                print("inner handled")
            raise
    except KeyError as e:
        return repr(e), e.__context__


print(nested_reraise())
e = "before"
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
    print(e)
except NameError as err:
    print(err)
