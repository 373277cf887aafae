# Every option of dataclass and field, inheritance, replace, asdict, post-init, slots, kw_only, match_args.
from dataclasses import dataclass, field, fields, replace, asdict, astuple, is_dataclass, FrozenInstanceError, InitVar, KW_ONLY, make_dataclass, MISSING
from typing import ClassVar, List


@dataclass
class Item:
    name: str
    price: float = field(compare=False)
    tags: List[str] = field(default_factory=list, repr=False)
    count: ClassVar[int] = 0
    scale: InitVar[float] = 1.0
    total: float = field(init=False)

    def __post_init__(self, scale):
        self.total = self.price * scale
        Item.count += 1


a = Item("pen", 2.0, scale=3)
b = Item("pen", 9.5, ["x"])
print(a, b, a == b, a != b, Item.count, a.tags is b.tags)
print([(f.name, f.type if isinstance(f.type, str) else getattr(f.type, "__name__", str(f.type)), f.init, f.compare) for f in fields(Item)])


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
    label: str = field(default="", compare=False, metadata={"doc": "free text"})


vs = [Version(1, 2), Version(1), Version(0, 9, "beta")]
print(sorted(vs), max(vs), Version(1, 2, "x") == Version(1, 2), hash(Version(1, 2)) == hash(Version(1, 2, "y")))
print(replace(vs[2], minor=10), {Version(1): "one"}[Version(1, 0, "z")], fields(Version)[2].metadata["doc"])
for bad in (lambda: setattr(vs[0], "major", 3), lambda: delattr(vs[0], "minor"), lambda: Version(), lambda: Version(1, 2, 3, 4),
            lambda: Version(1, nope=2), lambda: vs[0] < (1, 2), lambda: replace(a, total=5)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)


@dataclass
class Base:
    x: int = 1
    y: int = 2


@dataclass
class Derived(Base):
    z: int = 3
    x: int = 10


print(Derived(), Derived(1, 2, 3), asdict(Derived(z=0)), astuple(Derived()), Derived.__match_args__)


@dataclass(kw_only=True)
class Config:
    lr: float = 0.1
    layers: list


@dataclass
class Mixed:
    a: int
    _: KW_ONLY
    b: int = 5
    c: int


print(Config(layers=[1]), Mixed(1, c=3))
for bad in (lambda: Config([1]), lambda: Mixed(1, 2, 3), lambda: Mixed(1)):
    try:
        bad()
    except TypeError as e:
        print(e)


@dataclass(eq=False, repr=False)
class Plain:
    v: int


print(Plain(1) == Plain(1), Plain(1).v, is_dataclass(Plain), is_dataclass(Plain(1)), is_dataclass(5), hash(Plain(1)) is not None)


@dataclass(slots=True)
class Slim:
    p: int
    q: int = 4


s = Slim(1)
try:
    s.r = 5
except AttributeError as e:
    print(e)
print(s, Slim.__slots__)
Made = make_dataclass("Made", ["a", ("b", int), ("c", int, field(default=7))], namespace={"sum": lambda self: self.a + self.b + self.c})
print(Made(1, 2), Made(1, 2).sum())
nested = Base([Base({"k": Version(3)}, (Base(),))], None)
print(asdict(nested))
print(astuple(nested))
try:
    @dataclass
    class Bad:
        x: dict = {}
except ValueError as e:
    print(e)
match Derived(5, 6):
    case Derived(5, y, z):
        print("matched", y, z)
print(Item.__doc__, Version.__doc__, Version.__eq__ is not object.__eq__, FrozenInstanceError.__mro__[1].__name__)
try:
    Derived() < Derived()
except TypeError as e:
    print(e)
try:
    {Base(): 1}
except TypeError as e:
    print(e)
