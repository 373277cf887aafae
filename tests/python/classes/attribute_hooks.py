# __getattr__, __getattribute__, __setattr__, __delattr__, __dir__ and their meeting with properties.
class Log:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __getattribute__(self, name):
        if name not in ("log", "__class__", "__dict__"):
            object.__getattribute__(self, "log").append("get " + name)
        return super().__getattribute__(name)

    def __getattr__(self, name):
        self.log.append("miss " + name)
        if name.startswith("make_"):
            return lambda *a, **k: (name[5:], a, k)
        raise AttributeError(f"no {name} here")

    def __setattr__(self, name, value):
        self.log.append(f"set {name}")
        super().__setattr__(name, value)

    def __delattr__(self, name):
        self.log.append(f"del {name}")
        super().__delattr__(name)

    def __dir__(self):
        return ["zeta", "alpha"]

    @property
    def broken(self):
        return self.nothing


a = Log()
a.x = 1
a.x += 2
print(a.x, a.make_tea(1, sugar=2))
del a.x
for name in ("x", "broken", "y"):
    try:
        print(getattr(a, name))
    except AttributeError as e:
        print(name, "->", e)
try:
    del a.x
except AttributeError as e:
    print("del ->", e)
print(getattr(a, "q", "default"), hasattr(a, "q"), hasattr(a, "make_it"))
print(dir(a))
for line in a.log:
    print(line)


class Proxy:
    def __init__(self, target):
        self._target = target

    def __getattr__(self, name):
        return getattr(self._target, name)

    def __len__(self):
        return len(self._target)

    def __iter__(self):
        return iter(self._target)


p = Proxy([3, 1, 2])
p.append(0)
print(sorted(p), len(p), p.count(1), p.index(2))
try:
    p[0]
except TypeError as e:
    print(e)
try:
    p.nope
except AttributeError as e:
    print(e)


class Chain:
    def __init__(self, path="root"):
        self.path = path

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Chain(f"{self.path}.{name}")

    def __getitem__(self, key):
        return Chain(f"{self.path}[{key!r}]")

    def __call__(self, *args, **kwargs):
        inside = ", ".join([repr(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
        return Chain(f"{self.path}({inside})")

    def __repr__(self):
        return self.path


c = Chain()
print(c.a.b["k"][1:2, ..., None](1, z="q").end)
