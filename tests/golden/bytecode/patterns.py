match point:
    case 0 | 1:
        a = "small"
    case [x, *rest] if x > 2:
        a = rest
    case {"kind": k, **others}:
        a = others
    case Point(x=0, y=yy):
        a = yy
    case _:
        a = None
