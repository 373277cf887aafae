def a():
    try:
        1 / 0
    finally:
        {}["k"]
def b():
    try:
        a()
    except KeyError as e:
        raise TypeError("b") from ValueError("cause with no traceback")
b()
