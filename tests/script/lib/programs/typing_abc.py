result = None
import typing, abc
import collections.abc as cabc
from typing import *
T = TypeVar('T')
U = TypeVar('U')
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

t(lambda: (List[int]))
t(lambda: (List))
t(lambda: (Dict[str, int]))
t(lambda: (Dict[str]))
t(lambda: (List[int, str]))
t(lambda: (List[5]))
t(lambda: (Optional[int]))
t(lambda: (Optional[None]))
t(lambda: (Optional[int, str]))
t(lambda: (Union[int, str]))
t(lambda: (Union[int, str, None]))
t(lambda: (Union[int, int]))
t(lambda: (Union[int, Union[str, float]]))
t(lambda: (Union[()]))
t(lambda: (Union[int, 5]))
t(lambda: (Optional["Node"]))
t(lambda: (List["Node"]))
t(lambda: (Tuple[int, ...]))
t(lambda: (Tuple[int, str]))
t(lambda: (Tuple[()]))
t(lambda: (Tuple))
t(lambda: (Callable[[int, str], float]))
t(lambda: (Callable[..., int]))
t(lambda: (Callable[[], None]))
t(lambda: (Callable[int, int]))
t(lambda: (Callable))
t(lambda: (Any))
t(lambda: (Type[int]))
t(lambda: (Literal[1, 'a']))
t(lambda: (Literal[1, 1]))
t(lambda: (ClassVar[int]))
t(lambda: (Final[int]))
t(lambda: (Annotated[int, 'x']))
t(lambda: (Annotated[int]))
t(lambda: (T))
t(lambda: (TypeVar('X', int, str)))
t(lambda: (TypeVar('X', int)))
t(lambda: (TypeVar('X', covariant=True)))
t(lambda: (List[T]))
t(lambda: (List[T][int]))
t(lambda: (Dict[T, U][int, str]))
t(lambda: (Dict[T, T][int]))
t(lambda: (List[int][str]))
t(lambda: (Generic[T]))
t(lambda: (Generic[int]))
t(lambda: (Sequence[int]))
t(lambda: (Iterable[int]))
t(lambda: (Mapping[str, List[int]]))
t(lambda: (Generator[int, None, str]))
t(lambda: (Iterator))
t(lambda: (List()))
t(lambda: (List[int]()))
t(lambda: (Dict[str,int]()))
t(lambda: (isinstance([], List)))
t(lambda: (isinstance([], List[int])))
t(lambda: (isinstance(3, Union[int, str])))
t(lambda: (isinstance(3, Optional[int])))
t(lambda: (isinstance(3, Any)))
t(lambda: (isinstance([], Iterable)))
t(lambda: (isinstance({}, Mapping)))
t(lambda: (isinstance('a', Sequence)))
t(lambda: (isinstance(3, Hashable)))
t(lambda: (isinstance(len, Callable)))
t(lambda: (Optional[int] == Union[int, None]))
t(lambda: (Union[int, str] == Union[str, int]))
t(lambda: (List[int] == List[int]))
t(lambda: (hash(List[int]) == hash(List[int])))
t(lambda: (List[int].__origin__))
t(lambda: (List[int].__args__))
t(lambda: (get_origin(List[int])))
t(lambda: (get_args(Dict[str, int])))
t(lambda: (get_args(Callable[[int], str])))
t(lambda: (get_args(int)))
t(lambda: (get_origin(Optional[int])))
t(lambda: (get_args(Optional[int])))
t(lambda: (cast(int, 'a')))
t(lambda: (NewType('UserId', int)(5)))
t(lambda: (List[int] | None))
t(lambda: (Optional[int] | str))
t(lambda: (Union[int, None]))
t(lambda: (Union[None, int]))
t(lambda: (List[None]))
t(lambda: (List[Any]))
t(lambda: (Dict[str, Any]))
t(lambda: (Optional[List[int]]))
t(lambda: (Deque[int]))
t(lambda: (DefaultDict[str, int]))
t(lambda: (Counter[str]))
t(lambda: (Set[int]))
t(lambda: (FrozenSet[int]))
t(lambda: (Text))
t(lambda: (NoReturn))
t(lambda: (Never))
t(lambda: (Self))
t(lambda: (LiteralString))
t(lambda: (AnyStr))
t(lambda: (Callable[[T], U][int, str]))
t(lambda: (Any()))
t(lambda: (Union()))
t(lambda: (NamedTuple('P', [('x', int), ('y', str)])(1, 'a')))
t(lambda: (NamedTuple('P', x=int)))
t(lambda: (SupportsInt))
t(lambda: (isinstance(3, SupportsInt)))
t(lambda: (isinstance('a', SupportsInt)))
t(lambda: (isinstance(3.5, SupportsFloat)))
try:
    class S(Generic[T]): pass
    result = (S, S[int], S.__parameters__, S.__bases__, S.__mro__, S.__orig_bases__)
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S(Generic[T]): pass
    result = S[int, str]
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S(Generic[T]): pass
    result = S[int]() .__class__
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S(Generic[T, U]): pass
    class Q(S[int, T]): pass
    result = (Q.__parameters__, Q[str], Q.__mro__)
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S(List[int]): pass
    result = (S([1]), S.__mro__, S.__bases__)
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S(Dict[str, T]): pass
    result = (S(a=1), S.__bases__, S[int])
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S(Generic): pass
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S: pass
    result = List[S]
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S(NamedTuple): x: int; y: str = 'a'
    result = (S(1), S(1, 'b'), S._fields, S.__annotations__, S.__bases__, S.__mro__, S._field_defaults, S(1)._replace(y='q'), S.__doc__)
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S(NamedTuple): x: int = 1; y: str
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S(NamedTuple): x: int
    result = S()
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S(NamedTuple): x: int
    result = setattr(S(1), 'x', 5)
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S(NamedTuple): x: int
    result = setattr(S(1), 'q', 5)
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S(NamedTuple): _x: int
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S(TypedDict): x: int
    result = (S(x=1), type(S(x=1)), S.__annotations__, S.__total__)
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S(TypedDict, total=False): x: int
    class Q(S): y: str
    result = (Q.__annotations__, sorted(Q.__optional_keys__), sorted(Q.__required_keys__), Q.__mro__)
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S(TypedDict): x: int
    result = isinstance({}, S)
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class P(Protocol):
     def f(self): ...
    result = P()
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class P(Protocol):
     def f(self): ...
    result = isinstance(3, P)
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    @runtime_checkable
    class P(Protocol):
     def f(self): ...
    class X:
     def f(self): return 1
    result = (isinstance(X(), P), isinstance(3, P), issubclass(X, P))
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class P(Protocol):
     def f(self): ...
    class X(P): pass
    result = X().f()
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class P(Protocol[T]):
     def f(self) -> T: ...
    result = (P[int], P.__parameters__)
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class P(abc.ABC):
     @abc.abstractmethod
     def f(self): ...
     @property
     @abc.abstractmethod
     def g(self): ...
    result = P()
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class P(abc.ABC):
     @abc.abstractmethod
     def f(self): ...
    class Q(P): pass
    result = (sorted(Q.__abstractmethods__), Q())
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class P(abc.ABC):
     @abc.abstractmethod
     def f(self): return 5
    class Q(P):
     def f(self): return super().f() + 1
    result = (Q().f(), isinstance(Q(), P), issubclass(Q, P))
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class P(abc.ABC):
     @classmethod
     @abc.abstractmethod
     def f(cls): ...
    result = P()
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class P(abc.ABC): pass
    P.register(int)
    result = (isinstance(3, P), issubclass(bool, P), isinstance('a', P), P.register(list))
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class P(abc.ABC):
     @classmethod
     def __subclasshook__(cls, C): return hasattr(C, 'foo')
    class X: foo=1
    result = (isinstance(X(), P), isinstance(3, P))
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    @final
    class S: pass
    result = S
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    @overload
    def f(x: int) -> int: ...
    result = f(1)
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    def f(a: 'List[int]', b: Optional[str] = None) -> 'T': pass
    result = get_type_hints(f, {'List': List, 'T': int})
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class S:
     x: int
     y: 'str'
    result = get_type_hints(S)
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class C(cabc.Sequence):
     def __getitem__(self, i): return [1,2,3][i]
     def __len__(self): return 3
    result = (list(C()), 2 in C(), C().index(3), C().count(1), list(reversed(C())), isinstance(C(), cabc.Iterable))
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class C(cabc.Mapping):
     def __getitem__(self, i): return {'a':1}[i]
     def __len__(self): return 1
     def __iter__(self): return iter('a')
    result = (dict(C()), C().get('q',5), 'a' in C(), C()=={'a':1})
    print(result)
except Exception as e:
    print(type(e).__name__, e)
try:
    class C(cabc.Sequence): pass
    result = C()
    print(result)
except Exception as e:
    print(type(e).__name__, e)
t(lambda: (isinstance([1], cabc.Iterable), isinstance(3, cabc.Iterable), isinstance({}, cabc.Mapping), isinstance((1,), cabc.Sequence), isinstance({1}, cabc.Set), isinstance((x for x in []), cabc.Generator), isinstance(iter([]), cabc.Iterator), isinstance([], cabc.Hashable), isinstance(print, cabc.Callable), isinstance('s', cabc.Sequence), isinstance([], cabc.MutableSequence), isinstance((), cabc.MutableSequence), isinstance({}.keys(), cabc.KeysView)))
t(lambda: (assert_never(3)))
