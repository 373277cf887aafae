# A bare raise adds no line of its own to the traceback, wherever it stands.
import traceback


def again():
    raise


def fail():
    try:
        return 1 / 0
    except ZeroDivisionError:
        again()


try:
    fail()
except ZeroDivisionError:
    print(traceback.format_exc().count('\n'))

try:
    try:
        fail()
    except ArithmeticError:
        print('first')
        raise
except Exception as e:
    lines = []
    step = e.__traceback__
    while step:
        lines.append((step.tb_lineno, step.tb_frame.f_code.co_name))
        step = step.tb_next
    print(lines)
