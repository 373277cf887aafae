# dataclasses: classes whose __init__, __repr__, comparisons ... follow from their annotations. As in CPython, __init__ is
# generated as text and compiled, so that its argument errors are those of an ordinary function.
from _machine import run_text as _run_text
import copy as _copy
import types as _types
from keyword import iskeyword as _iskeyword

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING',
           'fields', 'asdict', 'astuple', 'make_dataclass', 'replace', 'is_dataclass']


class FrozenInstanceError(AttributeError):
    pass


class _MISSING_TYPE:
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return '<factory>'


class _KW_ONLY_TYPE:
    pass


class _FieldKind:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()
_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()
_FIELD = _FieldKind('_FIELD')
_FIELD_CLASSVAR = _FieldKind('_FIELD_CLASSVAR')
_FIELD_INITVAR = _FieldKind('_FIELD_INITVAR')
_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'
_EMPTY_METADATA = _types.MappingProxyType({})


class InitVar:
    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f'dataclasses.InitVar[{name}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare', 'metadata', 'kw_only',
                 '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY_METADATA if metadata is None else _types.MappingProxyType(metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        return (f'Field(name={self.name!r},type={self.type!r},default={self.default!r},'
                f'default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},hash={self.hash!r},'
                f'compare={self.compare!r},metadata={self.metadata!r},kw_only={self.kw_only!r},'
                f'_field_type={self._field_type})')

    def __set_name__(self, owner, name):
        # A descriptor given as a field's default learns its name from us.
        setter = getattr(type(self.default), '__set_name__', None)
        if setter:
            setter(self.default, owner, name)


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen')

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        return (f'_DataclassParams(init={self.init!r},repr={self.repr!r},eq={self.eq!r},order={self.order!r},'
                f'unsafe_hash={self.unsafe_hash!r},frozen={self.frozen!r})')


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    'Say more about a field than its annotation does.'
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


# ---------------------------------------------------------------- from the class body to fields

def _is_classvar(annotation):
    if isinstance(annotation, str):
        text = annotation.strip()
        return text in ('ClassVar', 'typing.ClassVar') or text.startswith(('ClassVar[', 'typing.ClassVar['))
    return repr(annotation).startswith('typing.ClassVar')


def _is_initvar(annotation):
    if isinstance(annotation, str):
        text = annotation.strip()
        return text in ('InitVar', 'dataclasses.InitVar') or text.startswith(('InitVar[', 'dataclasses.InitVar['))
    return annotation is InitVar or type(annotation) is InitVar


def _is_kw_only(annotation):
    return annotation is KW_ONLY or isinstance(annotation, str) and annotation.strip() in ('KW_ONLY', 'dataclasses.KW_ONLY')


def _get_field(cls, name, annotation, default_kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, _types.MemberDescriptorType):
            default = MISSING  # a slot is not a default
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _FIELD
    if _is_classvar(annotation):
        f._field_type = _FIELD_CLASSVAR
    elif _is_initvar(annotation):
        f._field_type = _FIELD_INITVAR
    if f._field_type in (_FIELD_CLASSVAR, _FIELD_INITVAR) and f.default_factory is not MISSING:
        raise TypeError(f'field {f.name} cannot have a default factory')
    if f._field_type is not _FIELD_CLASSVAR:
        if f.kw_only is MISSING:
            f.kw_only = default_kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f'field {f.name} is a ClassVar but specifies kw_only')
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory')
    return f


# ---------------------------------------------------------------- generated methods

def _create_function(cls, name, args, body, values):
    made = dict(values)
    made['__name__'] = cls.__module__
    _run_text(f'def {name}({", ".join(args)}):\n' + '\n'.join('  ' + line for line in body), made)
    function = made[name]
    function.__qualname__ = f'{cls.__qualname__}.{name}'
    return function


def _make_init(cls, fields, frozen, has_post_init):
    values = {'__dataclass_HAS_DEFAULT_FACTORY__': _HAS_DEFAULT_FACTORY, '__dataclass_setattr__': object.__setattr__}
    self_name = '__dataclass_self__' if any(f.name == 'self' for f in fields) else 'self'
    positional = [f for f in fields if f.init and not f.kw_only]
    keyword_only = [f for f in fields if f.init and f.kw_only]
    seen_default = False
    for f in positional:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = True
        elif seen_default:
            raise TypeError(f'non-default argument {f.name!r} follows default argument')

    def parameter(f):
        if f.default is not MISSING:
            values[f'__dataclass_dflt_{f.name}__'] = f.default
            return f'{f.name}=__dataclass_dflt_{f.name}__'
        if f.default_factory is not MISSING:
            return f'{f.name}=__dataclass_HAS_DEFAULT_FACTORY__'
        return f.name

    args = [self_name] + [parameter(f) for f in positional]
    if keyword_only:
        args += ['*'] + [parameter(f) for f in keyword_only]
    body = []
    for f in fields:
        if f.default_factory is not MISSING:
            values[f'__dataclass_dflt_{f.name}__'] = f.default_factory
            made = f'__dataclass_dflt_{f.name}__()'
            value = f'{made} if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ else {f.name}' if f.init else made
        elif f.init:
            value = f.name
        else:
            continue  # not an argument; a default stays on the class
        if f._field_type is _FIELD_INITVAR:
            continue
        if frozen:
            body.append(f'__dataclass_setattr__({self_name},{f.name!r},{value})')
        else:
            body.append(f'{self_name}.{f.name}={value}')
    # A field outside __init__ with a default still sets the instance when the class keeps no attribute (slots).
    for f in fields:
        if not f.init and f.default is not MISSING and f._field_type is _FIELD and f.name in cls.__dict__.get('__slots__', ()):
            values[f'__dataclass_dflt_{f.name}__'] = f.default
            body.append(f'__dataclass_setattr__({self_name},{f.name!r},__dataclass_dflt_{f.name}__)')
    if has_post_init:
        passed = ','.join(f.name for f in fields if f._field_type is _FIELD_INITVAR)
        body.append(f'{self_name}.__post_init__({passed})')
    init = _create_function(cls, '__init__', args, body or ['pass'], values)
    annotations = {f.name: f.type for f in positional + keyword_only}
    annotations['return'] = None
    init.__annotations__ = annotations
    return init


_showing = set()


def _make_repr(cls, fields):
    names = [f.name for f in fields]
    shape = '(' + ', '.join(f'{name}={{self.{name}!r}}' for name in names) + ')'
    body = ['key = __dataclass_id__(self)',
            'if key in __dataclass_showing__:',
            '  return "..."',
            '__dataclass_showing__.add(key)',
            'try:',
            f'  return self.__class__.__qualname__ + f"{shape}"',
            'finally:',
            '  __dataclass_showing__.discard(key)']
    return _create_function(cls, '__repr__', ['self'], body, {'__dataclass_id__': id, '__dataclass_showing__': _showing})


def _tuple_text(name, fields):
    return '(' + ''.join(f'{name}.{f.name},' for f in fields) + ')'


def _make_compare(cls, name, operator, fields):
    body = ['if other.__class__ is self.__class__:',
            f' return {_tuple_text("self", fields)}{operator}{_tuple_text("other", fields)}',
            'return __dataclass_NotImplemented__']
    return _create_function(cls, name, ['self', 'other'], body, {'__dataclass_NotImplemented__': NotImplemented})


def _make_hash(cls, fields):
    return _create_function(cls, '__hash__', ['self'], [f'return __dataclass_hash__({_tuple_text("self", fields)})'],
                            {'__dataclass_hash__': hash})


def _make_frozen(cls, fields):
    names = frozenset(f.name for f in fields)

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f'cannot assign to field {name!r}')
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f'cannot delete field {name!r}')
        super(cls, self).__delattr__(name)

    return __setattr__, __delattr__


def _set_new(cls, name, value):
    if name in cls.__dict__:
        return True
    value.__qualname__ = f'{cls.__qualname__}.{name}'
    setattr(cls, name, value)
    return False


def _set_hash(cls, fields, unsafe_hash, eq, frozen, has_explicit_hash):
    chosen = [f for f in fields if (f.compare if f.hash is None else f.hash)]
    if unsafe_hash:
        if has_explicit_hash:
            raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
        cls.__hash__ = _make_hash(cls, chosen)
    elif eq and not has_explicit_hash:
        cls.__hash__ = _make_hash(cls, chosen) if frozen else None


# ---------------------------------------------------------------- the decorator

def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    fields = {}
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen))

    any_frozen_base = False
    has_dataclass_bases = False
    for base in cls.__mro__[-1:0:-1]:
        base_fields = getattr(base, _FIELDS, None)
        if base_fields is not None:
            has_dataclass_bases = True
            for f in base_fields.values():
                fields[f.name] = f
            if getattr(base, _PARAMS).frozen:
                any_frozen_base = True

    own = []
    seen_kw_only = False
    for name, annotation in cls.__dict__.get('__annotations__', {}).items():
        if _is_kw_only(annotation):
            if seen_kw_only:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
            seen_kw_only = True
            kw_only = True
        else:
            own.append(_get_field(cls, name, annotation, kw_only))
    for f in own:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)

    annotated = cls.__dict__.get('__annotations__', {})
    for name, value in list(cls.__dict__.items()):
        if isinstance(value, Field) and name not in annotated:
            raise TypeError(f'{name!r} is a field but has no type annotation')

    if has_dataclass_bases:
        if any_frozen_base and not frozen:
            raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
        if not any_frozen_base and frozen:
            raise TypeError('cannot inherit frozen dataclass from a non-frozen one')

    setattr(cls, _FIELDS, fields)
    class_hash = cls.__dict__.get('__hash__', MISSING)
    has_explicit_hash = not (class_hash is MISSING or class_hash is None and '__eq__' in cls.__dict__)
    if order and not eq:
        raise ValueError('eq must be true if order is true')

    everything = list(fields.values())
    init_fields = [f for f in everything if f._field_type in (_FIELD, _FIELD_INITVAR)]
    if init:
        _set_new(cls, '__init__', _make_init(cls, init_fields, frozen, hasattr(cls, '__post_init__')))
    real = [f for f in everything if f._field_type is _FIELD]
    if repr:
        _set_new(cls, '__repr__', _make_repr(cls, [f for f in real if f.repr]))
    compared = [f for f in real if f.compare]
    if eq:
        _set_new(cls, '__eq__', _make_compare(cls, '__eq__', '==', compared))
    if order:
        for name, operator in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')):
            if _set_new(cls, name, _make_compare(cls, name, operator, compared)):
                raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}. '
                                'Consider using functools.total_ordering')
    if frozen:
        for function in _make_frozen(cls, real):
            if _set_new(cls, function.__name__, function):
                raise TypeError(f'Cannot overwrite attribute {function.__name__} in class {cls.__name__}')
    _set_hash(cls, real, unsafe_hash, eq, frozen, has_explicit_hash)

    if not getattr(cls, '__doc__'):
        cls.__doc__ = _signature_text(cls, init_fields)
    if match_args and '__match_args__' not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in init_fields if f.init and not f.kw_only)
    if slots:
        cls = _with_slots(cls, frozen, weakref_slot)
    elif weakref_slot:
        raise TypeError('weakref_slot is True but slots is False')
    return cls


def _annotation_text(annotation):
    if isinstance(annotation, type):
        if repr(annotation).startswith('<class '):
            return annotation.__qualname__ if annotation.__module__ == 'builtins' else f'{annotation.__module__}.{annotation.__qualname__}'
    return repr(annotation).replace('typing.', '')


def _signature_text(cls, fields):
    parts = []
    for f in [f for f in fields if f.init and not f.kw_only] + [None] + [f for f in fields if f.init and f.kw_only]:
        if f is None:
            if any(f.init and f.kw_only for f in fields):
                parts.append('*')
            continue
        text = f'{f.name}: {_annotation_text(f.type)}'
        if f.default is not MISSING:
            text += f' = {f.default!r}'
        elif f.default_factory is not MISSING:
            text += ' = <factory>'
        parts.append(text)
    return f'{cls.__name__}({", ".join(parts)})'


def _with_slots(cls, frozen, weakref_slot):
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    namespace = dict(cls.__dict__)
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get('__slots__', ())
        inherited.update([slots] if isinstance(slots, str) else slots)
    names = tuple(f.name for f in fields(cls))
    namespace['__slots__'] = tuple(name for name in names + (('__weakref__',) if weakref_slot else ())
                                   if name not in inherited)
    for name in names:
        namespace.pop(name, None)
    namespace.pop('__dict__', None)
    namespace.pop('__weakref__', None)
    qualname = getattr(cls, '__qualname__', None)
    cls = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        cls.__qualname__ = qualname
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True,
              kw_only=False, slots=False, weakref_slot=False):
    'Adds generated methods to a class, from its annotations.'
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


# ---------------------------------------------------------------- functions on data classes

def fields(class_or_instance):
    'The fields of a data class, as a tuple of Field objects.'
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    'True for a data class and for its instances.'
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def asdict(obj, *, dict_factory=dict):
    'The fields as a new dict, data classes inside converted as well.'
    if not _is_dataclass_instance(obj):
        raise TypeError('asdict() should be called on dataclass instances')
    return _asdict_inner(obj, dict_factory)


def _asdict_inner(obj, dict_factory):
    if _is_dataclass_instance(obj):
        return dict_factory([(f.name, _asdict_inner(getattr(obj, f.name), dict_factory)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return type(obj)(*[_asdict_inner(v, dict_factory) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_asdict_inner(v, dict_factory) for v in obj)
    if isinstance(obj, dict):
        pairs = ((_asdict_inner(k, dict_factory), _asdict_inner(v, dict_factory)) for k, v in obj.items())
        if hasattr(type(obj), 'default_factory'):
            result = type(obj)(getattr(obj, 'default_factory'))
            for k, v in pairs:
                result[k] = v
            return result
        return type(obj)(pairs)
    return _copy.deepcopy(obj)


def astuple(obj, *, tuple_factory=tuple):
    'The values of the fields as a new tuple, data classes inside converted as well.'
    if not _is_dataclass_instance(obj):
        raise TypeError('astuple() should be called on dataclass instances')
    return _astuple_inner(obj, tuple_factory)


def _astuple_inner(obj, tuple_factory):
    if _is_dataclass_instance(obj):
        return tuple_factory([_astuple_inner(getattr(obj, f.name), tuple_factory) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return type(obj)(*[_astuple_inner(v, tuple_factory) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_astuple_inner(v, tuple_factory) for v in obj)
    if isinstance(obj, dict):
        pairs = ((_astuple_inner(k, tuple_factory), _astuple_inner(v, tuple_factory)) for k, v in obj.items())
        if hasattr(type(obj), 'default_factory'):
            result = type(obj)(getattr(obj, 'default_factory'))
            for k, v in pairs:
                result[k] = v
            return result
        return type(obj)(pairs)
    return _copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    'A new data class from a list of names, (name, type) or (name, type, Field).'
    if namespace is None:
        namespace = {}
    seen = set()
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, 'typing.Any'
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, default = item
            defaults[name] = default
        else:
            raise TypeError(f'Invalid field: {item!r}')
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if _iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in seen:
            raise TypeError(f'Field name duplicated: {name!r}')
        seen.add(name)
        annotations[name] = annotation
    body = dict(namespace)
    body.update(defaults)
    body['__annotations__'] = annotations
    body.setdefault('__module__', 'types')
    cls = type(cls_name, tuple(bases), body)
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    'A copy of a data class instance with some fields changed.'
    if not _is_dataclass_instance(obj):
        raise TypeError('replace() should be called on dataclass instances')
    for f in getattr(obj, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(f'field {f.name} is declared with init=False, it cannot be specified with replace()')
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise ValueError(f'InitVar {f.name!r} must be specified with replace()')
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
