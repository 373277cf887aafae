# typing: names for annotations. They subscript to objects that print as CPython's do and otherwise stay out of the way.
import types as _types
import collections as _collections
import functools as _functools
from abc import ABCMeta as _ABCMeta
from _machine import run_text as _run_text, caller_module as _caller_module

__all__ = ['Annotated', 'Any', 'AnyStr', 'Callable', 'ClassVar', 'Concatenate', 'Final', 'ForwardRef', 'Generic', 'Literal',
           'Optional', 'ParamSpec', 'Protocol', 'Tuple', 'Type', 'TypeVar', 'TypeVarTuple', 'Union', 'AbstractSet',
           'Container', 'Hashable', 'ItemsView', 'Iterable', 'Iterator', 'KeysView', 'Mapping', 'MappingView', 'MutableMapping',
           'MutableSequence', 'MutableSet', 'Sequence', 'Sized', 'ValuesView', 'Reversible', 'SupportsAbs', 'SupportsFloat',
           'SupportsIndex', 'SupportsInt', 'SupportsRound', 'ChainMap', 'Counter', 'Deque', 'Dict', 'DefaultDict', 'List',
           'OrderedDict', 'Set', 'FrozenSet', 'NamedTuple', 'TypedDict', 'Generator', 'Collection', 'ContextManager', 'IO',
           'TextIO', 'assert_never', 'assert_type', 'cast', 'final', 'get_args', 'get_origin', 'get_type_hints', 'is_typeddict',
           'LiteralString', 'Never', 'NewType', 'no_type_check', 'NoReturn', 'NotRequired', 'overload', 'ParamSpecArgs',
           'ParamSpecKwargs', 'Required', 'reveal_type', 'runtime_checkable', 'Self', 'Text', 'TYPE_CHECKING', 'TypeAlias',
           'TypeGuard', 'Unpack']

TYPE_CHECKING = False
_NoneType = type(None)


def _type_repr(obj):
    if isinstance(obj, type) and not isinstance(obj, _types.GenericAlias):
        return obj.__qualname__ if obj.__module__ == 'builtins' else f'{obj.__module__}.{obj.__qualname__}'
    if obj is ...:
        return '...'
    if isinstance(obj, _types.FunctionType):
        return obj.__name__
    if isinstance(obj, tuple):
        return '[' + ', '.join(map(_type_repr, obj)) + ']'
    return repr(obj)


def _check(arg, message):
    if arg is None:
        return _NoneType
    if isinstance(arg, str):
        return ForwardRef(arg)
    if arg in (Generic, Protocol) or isinstance(arg, _SpecialForm) and arg._name in ('ClassVar', 'Final', 'Union', 'Optional', 'Literal'):
        raise TypeError(f'Plain {arg} is not valid as type argument')
    if type(arg) is not tuple:
        return arg
    raise TypeError(f'{message} Got {arg!r:.100}.')


def _parameters(args):
    found = []
    for arg in args:
        if isinstance(arg, (TypeVar, ParamSpec)):
            candidates = (arg,)
        elif isinstance(arg, tuple):
            candidates = _parameters(arg)
        else:
            candidates = getattr(arg, '__parameters__', ()) if not isinstance(arg, type) else ()
        for one in candidates:
            if one not in found:
                found.append(one)
    return tuple(found)


def _substitute(arg, table):
    if isinstance(arg, (TypeVar, ParamSpec)):
        return table.get(arg, arg)
    if isinstance(arg, tuple):
        return tuple([_substitute(a, table) for a in arg])
    if isinstance(arg, _types.GenericAlias):
        return arg.__origin__[tuple([_substitute(a, table) for a in arg.__args__])]
    if isinstance(arg, _Alias) and arg.__parameters__:
        return arg[tuple([table.get(p, p) for p in arg.__parameters__])]
    return arg


class ForwardRef:
    'An annotation given as text.'

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f'Forward reference must be a string -- got {arg!r}')
        self.__forward_arg__ = arg
        self.__forward_module__ = module

    def __eq__(self, other):
        return isinstance(other, ForwardRef) and self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __repr__(self):
        return f'ForwardRef({self.__forward_arg__!r})'

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class _Combinable:
    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class _SpecialForm(_Combinable):
    # Any, Union, Optional, ...: subscripting calls `getitem`.
    def __init__(self, name, getitem=None, doc=None):
        self._name = name
        self._getitem = getitem
        self.__doc__ = doc

    def __repr__(self):
        return f'typing.{self._name}'

    def __call__(self, *args, **kwds):
        raise TypeError(f'Cannot instantiate {self!r}')

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass {self!r}')

    def __instancecheck__(self, obj):
        raise TypeError(f'{self!r} cannot be used with isinstance()')

    def __subclasscheck__(self, cls):
        raise TypeError(f'{self!r} cannot be used with issubclass()')

    def __getitem__(self, parameters):
        if self._getitem is None:
            raise TypeError(f'{self!r} is not subscriptable')
        return self._getitem(self, parameters)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError('typing.Any cannot be used with isinstance()')
        return type.__instancecheck__(self, obj)

    def __repr__(self):
        return 'typing.Any' if self is Any else type.__repr__(self)


class Any(metaclass=_AnyMeta):
    'Any type.'

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError('Any cannot be instantiated')
        return super().__new__(cls)


class _Alias(_Combinable):
    # List[int], Union[int, str], Stack[T]: an origin and its arguments. `named` is how it prints.
    def __init__(self, origin, args, name=None):
        self.__dict__['__origin__'] = origin
        self.__dict__['__args__'] = args if isinstance(args, tuple) else (args,)
        self.__dict__['_name'] = name
        self.__dict__['__parameters__'] = _parameters(self.__args__)

    def __repr__(self):
        name = f'typing.{self._name}' if self._name else _type_repr(self.__origin__)
        args = ', '.join(map(_type_repr, self.__args__)) if self.__args__ else '()'
        return f'{name}[{args}]'

    def __eq__(self, other):
        if not isinstance(other, _Alias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getitem__(self, args):
        if not isinstance(args, tuple):
            args = (args,)
        parameters = self.__parameters__
        if not parameters:
            raise TypeError(f'{self} is not a generic class')
        args = tuple([_check(a, 'Parameters to generic types must be types.') for a in args])
        if len(args) != len(parameters):
            raise TypeError(f'Too {"many" if len(args) > len(parameters) else "few"} arguments for {self}; '
                            f'actual {len(args)}, expected {len(parameters)}')
        return self._with(tuple([_substitute(a, dict(zip(parameters, args))) for a in self.__args__]))

    def _with(self, args):
        return type(self)(self.__origin__, args, self._name)

    def __call__(self, *args, **kwargs):
        if self._name and self._name in _ALIASED_NAMES:
            raise TypeError(f'Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead')
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except AttributeError:
            pass
        return result

    def __mro_entries__(self, bases):
        if not isinstance(self.__origin__, type):
            raise TypeError(f'Cannot subclass {self!r}')
        if self._name and self.__origin__ is not Generic:
            entries = [] if self.__origin__ in bases else [self.__origin__]
            later = bases[bases.index(self) + 1:]
            if not any(isinstance(b, _Alias) or isinstance(b, type) and issubclass(b, Generic) for b in later):
                entries.append(Generic)
            return tuple(entries)
        if self.__origin__ is Generic:
            if Protocol in bases:
                return ()
            for b in bases[bases.index(self) + 1:]:
                if isinstance(b, _Alias) and b is not self:
                    return ()
        return (self.__origin__,)

    def __getattr__(self, name):
        if name in ('__name__', '__qualname__'):
            return self._name or self.__origin__.__name__
        if '__origin__' in self.__dict__ and not (name.startswith('__') and name.endswith('__')):
            return getattr(self.__origin__, name)
        raise AttributeError(name)

    def __instancecheck__(self, obj):
        raise TypeError('Subscripted generics cannot be used with class and instance checks')

    def __subclasscheck__(self, cls):
        raise TypeError('Subscripted generics cannot be used with class and instance checks')


class _Aliased(_Combinable):
    # List, Dict, Iterable ...: a class of the language under typing's name. nparams < 0: any number.
    def __init__(self, origin, nparams, name):
        self.__origin__ = origin
        self._nparams = nparams
        self._name = name
        self.__doc__ = f'A generic version of {_type_repr(origin)}.'

    def __repr__(self):
        return f'typing.{self._name}'

    def __getitem__(self, args):
        if not isinstance(args, tuple):
            args = (args,)
        args = tuple([_check(a, 'Parameters to generic types must be types.') for a in args])
        if self._nparams >= 0 and len(args) != self._nparams:
            raise TypeError(f'Too {"many" if len(args) > self._nparams else "few"} arguments for {self}; '
                            f'actual {len(args)}, expected {self._nparams}')
        return _Alias(self.__origin__, args, self._name)

    def __call__(self, *args, **kwargs):
        raise TypeError(f'Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead')

    def __mro_entries__(self, bases):
        entries = [] if self.__origin__ in bases else [self.__origin__]
        if not any(isinstance(b, (_Alias, _Aliased)) or isinstance(b, type) and issubclass(b, Generic)
                   for b in bases[bases.index(self) + 1:]):
            entries.append(Generic)
        return tuple(entries)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        if isinstance(cls, _Aliased):
            return issubclass(cls.__origin__, self.__origin__)
        return issubclass(cls, self.__origin__)


class _TupleForm(_Aliased):
    def __getitem__(self, args):
        if not isinstance(args, tuple):
            args = (args,)
        message = 'Tuple[t0, t1, ...]: each t must be a type.'
        if len(args) >= 2 and args[-1] is ...:
            args = tuple([_check(a, message) for a in args[:-1]]) + (...,)
        else:
            args = tuple([_check(a, message) for a in args])
        return _Alias(tuple, args, 'Tuple')


class _CallableAlias(_Alias):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and (args[0] is ... or isinstance(args[0], (ParamSpec, _Alias)) and _is_concatenate(args[0])):
            return f'typing.Callable[{_type_repr(args[0])}, {_type_repr(args[1])}]'
        return f'typing.Callable[[{", ".join(map(_type_repr, args[:-1]))}], {_type_repr(args[-1])}]'


def _is_concatenate(arg):
    return isinstance(arg, ParamSpec) or getattr(arg, '_name', None) == 'Concatenate'


class _CallableForm(_Aliased):
    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError('Callable must be used as Callable[[arg, ...], result].')
        args, result = params
        result = _check(result, 'Callable[args, result]: result must be a type.')
        if args is ...:
            return _CallableAlias(self.__origin__, (..., result), 'Callable')
        if isinstance(args, list):
            args = tuple([_check(a, 'Callable[[arg, ...], result]: each arg must be a type.') for a in args])
            return _CallableAlias(self.__origin__, args + (result,), 'Callable')
        return _CallableAlias(self.__origin__, (args, result), 'Callable')


class _UnionAlias(_Alias):
    def __eq__(self, other):
        if isinstance(other, _types.UnionType):
            return set(self.__args__) == set(other.__args__)
        if not isinstance(other, _UnionAlias):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2:
            if args[0] is _NoneType:
                return f'typing.Optional[{_type_repr(args[1])}]'
            if args[1] is _NoneType:
                return f'typing.Optional[{_type_repr(args[0])}]'
        return super().__repr__()

    def _with(self, args):
        return Union[args]

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, arg) for arg in self.__args__)


def _flat(args):
    for arg in args:
        if isinstance(arg, (_UnionAlias, _types.UnionType)):
            yield from arg.__args__
        else:
            yield arg


def _union(form, args):
    if args == ():
        raise TypeError('Cannot take a Union of no types.')
    if not isinstance(args, tuple):
        args = (args,)
    args = [_check(a, 'Union[arg, ...]: each arg must be a type.') for a in args]
    unique = []
    for arg in _flat(args):
        if arg not in unique:
            unique.append(arg)
    if len(unique) == 1:
        return unique[0]
    return _UnionAlias(form if form._name == 'Union' else Union, tuple(unique), 'Union')


def _optional(form, arg):
    return Union[_check(arg, f'{form} requires a single type.'), _NoneType]


def _single(form, arg):
    return _Alias(form, (_check(arg, f'{form} accepts only single type.'),), form._name)


class _LiteralAlias(_Alias):
    def __eq__(self, other):
        if not isinstance(other, _LiteralAlias):
            return NotImplemented
        return {(type(a), a) for a in self.__args__} == {(type(a), a) for a in other.__args__}

    def __hash__(self):
        return hash(frozenset((type(a), a) for a in self.__args__))

    def __repr__(self):
        return f'typing.Literal[{", ".join(map(repr, self.__args__))}]'


def _literal(form, args):
    if not isinstance(args, tuple):
        args = (args,)
    flat = []
    for arg in args:
        for one in arg.__args__ if isinstance(arg, _LiteralAlias) else (arg,):
            if not any(type(one) is type(other) and one == other for other in flat):
                flat.append(one)
    return _LiteralAlias(form, tuple(flat), 'Literal')


class _AnnotatedAlias(_Alias):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        _Alias.__init__(self, origin, (origin,))
        self.__dict__['__metadata__'] = metadata

    def __repr__(self):
        return f'typing.Annotated[{_type_repr(self.__origin__)}, {", ".join(map(repr, self.__metadata__))}]'

    def _with(self, args):
        return _AnnotatedAlias(args[0], self.__metadata__)


def _annotated(form, args):
    if not isinstance(args, tuple) or len(args) < 2:
        raise TypeError('Annotated[...] should be used with at least two arguments (a type and an annotation).')
    return _AnnotatedAlias(_check(args[0], 'Annotated[t, ...]: t must be a type.'), tuple(args[1:]))


def _concatenate(form, args):
    if not isinstance(args, tuple):
        args = (args,)
    return _Alias(form, args, 'Concatenate')


Union = _SpecialForm('Union', _union)
Optional = _SpecialForm('Optional', _optional)
Literal = _SpecialForm('Literal', _literal)
ClassVar = _SpecialForm('ClassVar', _single)
Final = _SpecialForm('Final', _single)
Annotated = _SpecialForm('Annotated', _annotated)
Concatenate = _SpecialForm('Concatenate', _concatenate)
TypeGuard = _SpecialForm('TypeGuard', _single)
Required = _SpecialForm('Required', _single)
NotRequired = _SpecialForm('NotRequired', _single)
Unpack = _SpecialForm('Unpack', _single)
NoReturn = _SpecialForm('NoReturn')
Never = _SpecialForm('Never')
Self = _SpecialForm('Self')
LiteralString = _SpecialForm('LiteralString')
TypeAlias = _SpecialForm('TypeAlias')


class TypeVar(_Combinable):
    'A type variable.'

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        if covariant and contravariant:
            raise ValueError('Bivariant types are not supported.')
        if constraints and bound is not None:
            raise TypeError('Constraints cannot be combined with bound=...')
        if constraints and len(constraints) == 1:
            raise TypeError('A single constraint is not allowed')
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__constraints__ = tuple([_check(t, 'TypeVar(name, constraint, ...): constraints must be types.') for t in constraints])
        self.__bound__ = None if bound is None else _check(bound, 'Bound must be a type.')
        self.__module__ = _caller_module()

    def __repr__(self):
        return ('+' if self.__covariant__ else '-' if self.__contravariant__ else '~') + self.__name__

    def __call__(self, *args):
        raise TypeError("'TypeVar' object is not callable")


class ParamSpecArgs:
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f'{self.__origin__.__name__}.args'


class ParamSpecKwargs:
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f'{self.__origin__.__name__}.kwargs'


class ParamSpec(_Combinable):
    'A variable for the parameters of a callable.'

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__bound__ = bound
        self.__module__ = _caller_module()

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __repr__(self):
        return f'~{self.__name__}'


class TypeVarTuple(_Combinable):
    def __init__(self, name):
        self.__name__ = name

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__


class Generic:
    'Base class of generic classes.'
    __slots__ = ()
    __parameters__ = ()
    _is_protocol = False

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        if not params:
            raise TypeError(f'Parameter list to {cls.__qualname__}[...] cannot be empty')
        params = tuple([_check(p, 'Parameters to generic types must be types.') for p in params])
        if cls in (Generic, Protocol):
            if not all(isinstance(p, (TypeVar, ParamSpec)) or isinstance(p, _Alias) for p in params):
                raise TypeError(f'Parameters to {cls.__name__}[...] must all be type variables or parameter specification variables.')
            if len(set(params)) != len(params):
                raise TypeError(f'Parameters to {cls.__name__}[...] must all be unique')
            return _Alias(cls, params, cls.__name__)
        expected = cls.__parameters__
        if not expected:
            raise TypeError(f'{cls} is not a generic class')
        if len(params) != len(expected) and not any(isinstance(p, (ParamSpec, TypeVarTuple)) for p in expected):
            raise TypeError(f'Too {"many" if len(params) > len(expected) else "few"} arguments for {cls}; '
                            f'actual {len(params)}, expected {len(expected)}')
        return _Alias(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        found = []
        bases = cls.__dict__.get('__orig_bases__')
        if bases is None and Generic in cls.__bases__ and cls.__name__ != 'Protocol' or bases and Generic in bases:
            raise TypeError('Cannot inherit from plain Generic')
        bases = bases or ()
        for base in bases:
            if isinstance(base, _Alias) and base.__origin__ in (Generic, Protocol):
                found = list(base.__parameters__)
                break
        else:
            for base in bases:
                if isinstance(base, _Alias):
                    for one in base.__parameters__:
                        if one not in found:
                            found.append(one)
        cls.__parameters__ = tuple(found)


# ---------------------------------------------------------------- protocols

def _no_init(self, *args, **kwargs):
    if type(self)._is_protocol:
        raise TypeError('Protocols cannot be instantiated')


def _protocol_members(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ('Protocol', 'Generic'):
            continue
        for name in list(base.__dict__) + list(base.__dict__.get('__annotations__', {})):
            if name not in _NOT_MEMBERS and not name.startswith('_abc_'):
                names.add(name)
    return names


_NOT_MEMBERS = {'__parameters__', '__orig_bases__', '__orig_class__', '_is_protocol', '_is_runtime_protocol', '__abstractmethods__',
                '__annotations__', '__dict__', '__doc__', '__init__', '__module__', '__new__', '__slots__', '__subclasshook__',
                '__weakref__', '__class_getitem__', '__qualname__', '__init_subclass__', '__firstlineno__'}


class _ProtocolMeta(_ABCMeta):
    def __instancecheck__(cls, instance):
        if cls.__dict__.get('_is_protocol', False):
            if not getattr(cls, '_is_runtime_protocol', False):
                raise TypeError('Instance and class checks can only be used with @runtime_checkable protocols')
            if all(hasattr(instance, name) and getattr(instance, name) is not None for name in _protocol_members(cls)):
                return True
        return super().__instancecheck__(instance)

    def __subclasscheck__(cls, subclass):
        if cls.__dict__.get('_is_protocol', False) and cls is not Protocol:
            if not getattr(cls, '_is_runtime_protocol', False):
                raise TypeError('Instance and class checks can only be used with @runtime_checkable protocols')
            if any(name in base.__dict__.get('__annotations__', {}) for base in cls.__mro__ for name in _protocol_members(cls)):
                raise TypeError("Protocols with non-method members don't support issubclass()")
            if all(any(name in base.__dict__ for base in subclass.__mro__) for name in _protocol_members(cls)):
                return True
        return super().__subclasscheck__(subclass)


class Protocol(Generic, metaclass=_ProtocolMeta):
    'Base class of protocols: interfaces that are matched by structure.'
    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if '_is_protocol' not in cls.__dict__:
            cls._is_protocol = Protocol in cls.__bases__
        if cls._is_protocol and '__init__' not in cls.__dict__:
            cls.__init__ = _no_init


def runtime_checkable(cls):
    'Allow isinstance() with a protocol.'
    if not getattr(cls, '_is_protocol', False):
        raise TypeError(f'@runtime_checkable can be only applied to protocol classes, got {cls!r}')
    cls._is_runtime_protocol = True
    return cls


@runtime_checkable
class SupportsInt(Protocol):
    def __int__(self): ...


@runtime_checkable
class SupportsFloat(Protocol):
    def __float__(self): ...


@runtime_checkable
class SupportsIndex(Protocol):
    def __index__(self): ...


@runtime_checkable
class SupportsAbs(Protocol):
    def __abs__(self): ...


@runtime_checkable
class SupportsRound(Protocol):
    def __round__(self, ndigits=0): ...


# ---------------------------------------------------------------- generic versions of existing classes

import collections.abc as _abc

List = _Aliased(list, 1, 'List')
Dict = _Aliased(dict, 2, 'Dict')
Set = _Aliased(set, 1, 'Set')
FrozenSet = _Aliased(frozenset, 1, 'FrozenSet')
Tuple = _TupleForm(tuple, -1, 'Tuple')
Type = _Aliased(type, 1, 'Type')
Deque = _Aliased(_collections.deque, 1, 'Deque')
DefaultDict = _Aliased(_collections.defaultdict, 2, 'DefaultDict')
OrderedDict = _Aliased(_collections.OrderedDict, 2, 'OrderedDict')
Counter = _Aliased(_collections.Counter, 1, 'Counter')
ChainMap = _Aliased(_collections.ChainMap, 2, 'ChainMap')
Callable = _CallableForm(_abc.Callable, 2, 'Callable')
Hashable = _Aliased(_abc.Hashable, 0, 'Hashable')
Sized = _Aliased(_abc.Sized, 0, 'Sized')
Container = _Aliased(_abc.Container, 1, 'Container')
Collection = _Aliased(_abc.Collection, 1, 'Collection')
Iterable = _Aliased(_abc.Iterable, 1, 'Iterable')
Iterator = _Aliased(_abc.Iterator, 1, 'Iterator')
Reversible = _Aliased(_abc.Reversible, 1, 'Reversible')
Generator = _Aliased(_abc.Generator, 3, 'Generator')
Sequence = _Aliased(_abc.Sequence, 1, 'Sequence')
MutableSequence = _Aliased(_abc.MutableSequence, 1, 'MutableSequence')
AbstractSet = _Aliased(_abc.Set, 1, 'AbstractSet')
MutableSet = _Aliased(_abc.MutableSet, 1, 'MutableSet')
Mapping = _Aliased(_abc.Mapping, 2, 'Mapping')
MutableMapping = _Aliased(_abc.MutableMapping, 2, 'MutableMapping')
MappingView = _Aliased(_abc.MappingView, 1, 'MappingView')
KeysView = _Aliased(_abc.KeysView, 1, 'KeysView')
ItemsView = _Aliased(_abc.ItemsView, 2, 'ItemsView')
ValuesView = _Aliased(_abc.ValuesView, 1, 'ValuesView')
ContextManager = _Aliased(_abc.ContextManager, 1, 'ContextManager')
_ALIASED_NAMES = {'List', 'Dict', 'Set', 'FrozenSet', 'Tuple', 'Type', 'Deque', 'DefaultDict', 'OrderedDict', 'Counter', 'ChainMap'}

Text = str


# ---------------------------------------------------------------- NamedTuple, TypedDict, NewType

class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, namespace):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError('can only inherit from a NamedTuple type and Generic')
        annotations = namespace.get('__annotations__', {})
        defaults = []
        for name in annotations:
            if name in namespace:
                defaults.append(name)
            elif defaults:
                raise TypeError(f'Non-default namedtuple field {name} cannot follow default field{"s" if len(defaults) > 1 else ""} '
                                f'{", ".join(defaults)}')
        made = _collections.namedtuple(typename, list(annotations), defaults=[namespace[name] for name in defaults],
                                       module=namespace.get('__module__'))
        made.__annotations__ = made.__new__.__annotations__ = {
            name: _check(t, f'field {name} annotation must be a type') for name, t in annotations.items()}
        if Generic in bases:
            made.__class_getitem__ = classmethod(Generic.__class_getitem__.__func__)
        for name, value in namespace.items():
            if name in _NAMEDTUPLE_OWN:
                raise AttributeError('Cannot overwrite NamedTuple attribute ' + name)
            if name not in ('__annotations__', '__module__', '__orig_bases__') and name not in made._fields:
                setattr(made, name, value)
                if hasattr(type(value), '__set_name__'):
                    value.__set_name__(made, name)
        return made


_NAMEDTUPLE_OWN = frozenset({'__new__', '__init__', '__slots__', '__getnewargs__', '_fields', '_field_defaults', '_field_types',
                             '_make', '_replace', '_asdict', '_source'})


def NamedTuple(typename, fields=None, /, **kwargs):
    'A named tuple whose fields have types.'
    if fields is None:
        fields = kwargs.items()
    elif kwargs:
        raise TypeError('Either list of fields or keywords can be provided to NamedTuple, not both')
    fields = [(name, _check(t, f'field {name} annotation must be a type')) for name, t in fields]
    made = _collections.namedtuple(typename, [name for name, _ in fields], module=_caller_module())
    made.__annotations__ = made.__new__.__annotations__ = dict(fields)
    return made


_NamedTuple = type.__new__(_NamedTupleMeta, 'NamedTuple', (), {})


def _namedtuple_mro_entries(bases):
    return (_NamedTuple,)


NamedTuple.__mro_entries__ = _namedtuple_mro_entries


class _TypedDictMeta(type):
    def __new__(cls, name, bases, namespace, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError('cannot inherit from both a TypedDict type and a non-TypedDict base class')
        made = type.__new__(_TypedDictMeta, name, (Generic, dict) if Generic in bases else (dict,), dict(namespace))
        annotations, required, optional = {}, set(), set()
        for base in bases:
            annotations.update(base.__dict__.get('__annotations__', {}))
            required.update(base.__dict__.get('__required_keys__', ()))
            optional.update(base.__dict__.get('__optional_keys__', ()))
        for key, t in namespace.get('__annotations__', {}).items():
            t = _check(t, "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type")
            annotations[key] = t
            origin = getattr(t, '__origin__', None)
            if origin is Required or origin is not NotRequired and total:
                required.add(key)
            else:
                optional.add(key)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__total__ = total
        return made

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __instancecheck__(cls, obj):
        raise TypeError('TypedDict does not support instance and class checks')

    def __subclasscheck__(cls, other):
        raise TypeError('TypedDict does not support instance and class checks')


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    'A dictionary type with known keys.'
    if fields is None:
        fields = kwargs
    return _TypedDictMeta(typename, (), {'__annotations__': dict(fields), '__module__': _caller_module()}, total=total)


_TypedDict = type.__new__(_TypedDictMeta, 'TypedDict', (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


class NewType(_Combinable):
    'A distinct name for an existing type; calling it returns its argument.'

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition('.')[-1]
        self.__supertype__ = tp
        self.__module__ = _caller_module()

    def __call__(self, x):
        return x

    def __repr__(self):
        return f'{self.__module__}.{self.__qualname__}'

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass an instance of NewType. Perhaps you were looking for: '
                        f'`{self.__name__} = NewType({self.__name__!r}, {self.__name__})`')


AnyStr = TypeVar('AnyStr', str, int)
AnyStr.__module__ = 'typing'


class IO(Generic[AnyStr]):
    __slots__ = ()


class TextIO(IO[str]):
    __slots__ = ()


# ---------------------------------------------------------------- functions

def cast(typ, val):
    'The value, unchanged.'
    return val


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def _overload_dummy(*args, **kwds):
    raise NotImplementedError('You should not call an overloaded function. A series of @overload-decorated functions outside a stub '
                              'module should always be followed by an implementation that is not @overload-ed.')


def overload(func):
    return _overload_dummy


def no_type_check(arg):
    arg.__no_type_check__ = True
    return arg


def assert_never(arg, /):
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + '...'
    raise AssertionError(f'Expected code to be unreachable, but got: {value}')


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    import sys
    print(f'Runtime type is {type(obj).__name__!r}', file=sys.stderr)
    return obj


def get_origin(tp):
    'list for List[int], Union for Union[int, str], None for what is not subscripted.'
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_Alias, _Aliased, _types.GenericAlias)):
        return tp.__origin__
    if isinstance(tp, _types.UnionType):
        return _types.UnionType
    return Generic if tp is Generic else None


def get_args(tp):
    'The arguments of a subscripted type.'
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, _CallableAlias):
        if tp.__args__[0] is ... or _is_concatenate(tp.__args__[0]):
            return tp.__args__
        return list(tp.__args__[:-1]), tp.__args__[-1]
    if isinstance(tp, (_Alias, _types.GenericAlias, _types.UnionType)):
        return tp.__args__
    return ()


def _evaluate(annotation, globalns):
    if annotation is None:
        return _NoneType
    if isinstance(annotation, ForwardRef):
        annotation = annotation.__forward_arg__
    if isinstance(annotation, str):
        names = dict(globalns)
        _run_text(f'__annotation__ = ({annotation})', names)
        return _evaluate(names['__annotation__'], globalns)
    if isinstance(annotation, _Alias) and any(isinstance(a, (ForwardRef, _Alias)) for a in annotation.__args__):
        return annotation._with(tuple([_evaluate(a, globalns) for a in annotation.__args__]))
    return annotation


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    'Annotations with texts evaluated, of a function, class or module.'
    hints = {}
    if isinstance(obj, type):
        import sys
        for base in reversed(obj.__mro__):
            module = sys.modules.get(base.__module__)
            names = globalns if globalns is not None else getattr(module, '__dict__', {})
            for name, value in base.__dict__.get('__annotations__', {}).items():
                hints[name] = _evaluate(value, {**names, **(localns or {})})
    else:
        function = obj
        while hasattr(function, '__wrapped__'):
            function = function.__wrapped__
        annotations = getattr(obj, '__annotations__', None)
        if annotations is None:
            raise TypeError(f'{obj!r} is not a module, class, method, or function.')
        names = globalns if globalns is not None else getattr(function, '__globals__', {})
        for name, value in annotations.items():
            hints[name] = _evaluate(value, {**names, **(localns or {})})
    if not include_extras:
        for name, value in hints.items():
            if isinstance(value, _AnnotatedAlias):
                hints[name] = value.__origin__
    return hints
