# The match statement.
match x:
    case 1 | -2 | 3.5 | -1e5 | 1 + 2j | -3 - 4J: pass
    case "a" 'b' | None | True | False: pass
    case a: pass
match x, *y:
    case _: pass
match x,:
    case []: pass
    case (): pass
    case [a]: pass
    case (a): pass
    case (a,): pass
    case a,: pass
    case [a, *b, c] | (d, *_): pass
    case *a, b: pass
    case a, *_: pass
    case {}: pass
    case {1: a, "b": [c], d.e: _, None: f, -1: g, **rest}: pass
    case {**rest}: pass
    case {1: a,}: pass
    case A(): pass
    case a.B(c, d.e, f=1, g=[h]): pass
    case A(b,): pass
    case A(b=1,): pass
    case a.b.c: pass
    case (1 | 2) as n: pass
    case [1 as a, (b as c)] as d if d > 1: pass
    case {"k": (A(x=1) | B()) as v}: pass
    case match: pass
match (x):
    case case if case: pass
match [x]:
    case [[]]: pass
match -x:
    case 0: pass
match match:
    case _:
        match y:
            case 1: pass
