# typing: generics, NamedTuple, TypedDict, protocols, hints, and how it all prints.
from typing import *
import typing
T = TypeVar("T")
class Stack(Generic[T]):
    def __init__(self): self.items: List[T] = []
    def push(self, x: T) -> None: self.items.append(x)
s = Stack[int]()
s.push(1)
print(s.items, Stack[int], List[int], Dict[str, List[int]], Optional[int], Union[int, str, None], Callable[[int], str], Tuple[int, ...], Any, list[int], dict[str, int] | None, int | str, Literal["a", 1], ClassVar[int], Final)
class P(NamedTuple):
    x: int
    y: float = 2.0
    def s(self): return self.x + self.y
print(P(1), P(1).s(), P._field_defaults, P.__annotations__)
class TD(TypedDict, total=False):
    a: int
print(TD(a=1), TD.__total__)
def f(a: "int", b: Optional[str] = None, *c: float, d: List[int] = []) -> Dict[str, int]: ...
print(f.__annotations__, get_type_hints(f)["a"], get_origin(List[int]), get_args(Dict[str, int]))
UserId = NewType("UserId", int)
print(UserId(5), cast(int, "x"), isinstance([], list), TYPE_CHECKING)
@overload
def g(x: int) -> int: ...
def g(x): return x
print(g(1))
@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...
print(isinstance([], HasLen), isinstance(5, HasLen))
for bad in (lambda: isinstance(5, List[int]), lambda: List[int, str], lambda: Optional[int, str], lambda: T(), lambda: List[int]() , lambda: Union[()], lambda: Generic[int]):
    try: print(bad())
    except TypeError as e: print(e)
