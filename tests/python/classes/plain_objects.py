# Plain objects beside each other: each has its own place, also where others were before.
kept = [object() for i in range(100)]
del kept[::2]
again = [object() for i in range(50)]
print(all(type(x) is object for x in kept + again), len({id(x) for x in kept + again}))

missing = object()


def get(mapping, key, default=missing):
    if key in mapping:
        return mapping[key]
    if default is missing:
        raise KeyError(key)
    return default


print(get({"a": 1}, "a"), get({}, "a", None))
try:
    get({}, "b")
except KeyError as e:
    print("KeyError", e)


class Slotted:
    __slots__ = ("x",)


class Empty:
    __slots__ = ()


slots = [Slotted() for i in range(20)]
empty = [Empty() for i in range(20)]
for i, s in enumerate(slots):
    s.x = i
del empty[::2], slots[1::2]
empty += [Empty() for i in range(10)]
slots += [Slotted() for i in range(10)]
print([s.x for s in slots[:10]], [hasattr(s, "x") for s in slots[10:]] == [False] * 10)
print(all(type(e) is Empty for e in empty))
try:
    object().x = 1
except AttributeError as e:
    print(e)
