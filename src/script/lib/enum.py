# enum: named constants. EnumType, the class of enumerations, turns the plain assignments of a class body into members; the
# machine lets library code name a metaclass.
from types import MappingProxyType as _MappingProxyType

__all__ = ['EnumType', 'EnumMeta', 'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'ReprEnum', 'auto', 'unique', 'property',
           'verify', 'member', 'nonmember', 'global_enum', 'FlagBoundary', 'STRICT', 'CONFORM', 'EJECT', 'KEEP',
           'EnumCheck', 'CONTINUOUS', 'NAMED_FLAGS', 'UNIQUE']

_builtin_property = property


class auto:
    'A value chosen by the class: one more than the last.'

    def __init__(self, value=None):
        self.value = value

    def __repr__(self):
        return f'auto({self.value!r})'


class member:
    'Makes a member of something that would not become one (a function).'

    def __init__(self, value):
        self.value = value


class nonmember:
    'Keeps something from becoming a member.'

    def __init__(self, value):
        self.value = value


def _guarded(name, getter):
    def refuse_set(self, value):
        raise AttributeError(f"<enum 'Enum'> cannot set attribute {name!r}")

    def refuse_delete(self):
        raise AttributeError(f"<enum 'Enum'> cannot delete attribute {name!r}")
    return _builtin_property(getter, refuse_set, refuse_delete)


def _text_by(method):
    def __str__(self):
        return method(self)
    return __str__


def _is_descriptor(x):
    return hasattr(x, '__get__') or hasattr(x, '__set__') or hasattr(x, '__delete__')


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == '__' and name[2] != '_' and name[-3] != '_'


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == '_' and name[1] != '_' and name[-2] != '_'


def _is_private(cls_name, name):
    prefix = f'_{cls_name}__'
    return len(name) > len(prefix) and name.startswith(prefix) and not name.endswith('__')


_RESERVED = ('_order_', '_generate_next_value_', '_numeric_repr_', '_missing_', '_ignore_', '_iter_member_',
             '_iter_member_by_value_', '_iter_member_by_def_')


def _data_type(name, bases):
    # The type mixed in beside Enum: class Color(str, Enum) has str.
    found = []
    for base in bases:
        candidate = None
        for ancestor in base.__mro__:
            if ancestor is object:
                continue
            if isinstance(ancestor, EnumType):
                if ancestor._member_type_ is not object:
                    if ancestor._member_type_ not in found:
                        found.append(ancestor._member_type_)
                    break
            elif '__new__' in ancestor.__dict__:
                choice = candidate or ancestor
                if choice not in found:
                    found.append(choice)
                break
            else:
                candidate = candidate or ancestor
    if len(found) > 1:
        raise TypeError(f'too many data types for {name!r}: {set(found)!r}')
    return found[0] if found else object


class _EnumDict(dict):
    'The namespace of a class body: a member may not be written twice.'

    def __setitem__(self, name, value):
        if name in self and not (_is_dunder(name) or _is_sunder(name)):
            old = self[name]
            if not _is_descriptor(old) or not _is_descriptor(value):
                raise TypeError(f'{name!r} already defined as {old!r}')
        dict.__setitem__(self, name, value)


class EnumType(type):
    'The class of enumerations.'

    @classmethod
    def __prepare__(metacls, cls_name, bases, **kwds):
        return _EnumDict()

    def __new__(metacls, cls_name, bases, namespace, *, boundary=None, _simple=False, **kwds):
        if _bootstrapping:
            return type.__new__(metacls, cls_name, bases, dict(namespace))
        for base in bases:
            if isinstance(base, EnumType) and base._member_map_:
                raise TypeError(f'<enum {cls_name!r}> cannot extend {base!r}')
        if not isinstance(bases[-1], EnumType):
            raise TypeError('new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`')
        first_enum = bases[-1]
        member_type = _data_type(cls_name, bases)
        ignore = namespace.get('_ignore_', [])
        if isinstance(ignore, str):
            ignore = ignore.replace(',', ' ').split()

        generate = namespace.get('_generate_next_value_', None)
        if generate is None:
            generate = first_enum._generate_next_value_
        elif isinstance(generate, staticmethod):
            generate = generate.__func__

        members = []  # (name, value as written)
        last_values = []
        rest = {}
        for name, value in namespace.items():
            if _is_private(cls_name, name) or name == '_ignore_' or name in ignore:
                if name != '_ignore_' and name not in ignore:
                    rest[name] = value
            elif _is_sunder(name):
                if name not in _RESERVED and namespace.get('__module__') != __name__ and not name.startswith('_repr_'):
                    raise ValueError(f'_sunder_ names, such as {name!r}, are reserved for future Enum use')
                rest[name] = staticmethod(value) if name == '_generate_next_value_' and not isinstance(value, staticmethod) else value
            elif _is_dunder(name):
                rest[name] = value
            elif isinstance(value, nonmember):
                rest[name] = value.value
            elif isinstance(value, member):
                members.append((name, value.value))
                last_values.append(value.value)
            elif _is_descriptor(value):
                rest[name] = value
            else:
                if isinstance(value, auto):
                    if value.value is None:
                        value.value = generate(name, 1, len(members), last_values[:])
                    value = value.value
                elif isinstance(value, tuple) and any(isinstance(v, auto) for v in value):
                    parts = []
                    for v in value:
                        if isinstance(v, auto):
                            if v.value is None:
                                v.value = generate(name, 1, len(members), last_values[:])
                            v = v.value
                        parts.append(v)
                    value = tuple(parts)
                members.append((name, value))
                last_values.append(value)
        if any(name in ('mro', '') for name, _ in members):
            raise ValueError(f'invalid enum member name(s) {"mro"!r}')

        new_member = rest.pop('__new__', None)
        user_new = new_member is not None
        use_args = True
        if new_member is None:
            for candidate in (member_type, first_enum):
                found = getattr(candidate, '__new_member__', None) or candidate.__dict__.get('__new__')
                if found is not None and candidate is not Enum and found is not object.__new__:
                    new_member = found
                    break
            saved = getattr(first_enum, '_user_new_', None)
            if saved is not None:
                new_member = saved
            if new_member is None:
                new_member = object.__new__
                use_args = False
        if isinstance(new_member, staticmethod):
            new_member = new_member.__func__
        rest['_user_new_'] = new_member if user_new else getattr(first_enum, '_user_new_', None)
        rest['_member_names_'] = []
        rest['_member_map_'] = {}
        rest['_value2member_map_'] = {}
        rest['_unhashable_values_'] = []
        rest['_member_type_'] = member_type
        rest['_use_args_'] = use_args
        rest['_new_member_'] = new_member
        is_flag = _flag_base is not None and any(issubclass(b, _flag_base) for b in bases)
        if is_flag:
            rest['_boundary_'] = boundary or getattr(first_enum, '_boundary_', None)
            rest['_flag_mask_'] = 0
            rest['_all_bits_'] = 0
        if '__doc__' not in rest:
            rest['__doc__'] = None

        cls = type.__new__(metacls, cls_name, bases, rest, **kwds)
        if _repr_base is not None and _repr_base in bases:
            if member_type is object:
                raise TypeError('ReprEnum subclasses must be mixed with a data type (i.e. int, str, float, etc.)')
            if '__format__' not in rest:
                cls.__format__ = member_type.__format__
            if '__str__' not in rest:
                cls.__str__ = _text_by(member_type.__repr__ if member_type.__str__ is object.__str__ else member_type.__str__)
        # What the data type would say about itself, an enumeration says better.
        for name in ('__repr__', '__str__', '__format__', '__reduce_ex__'):
            own = getattr(cls, name, None)
            if name not in rest and own in (getattr(member_type, name, None), getattr(object, name, None)):
                if name in ('__repr__', '__reduce_ex__') or _repr_base is None or not issubclass(cls, _repr_base):
                    setattr(cls, name, getattr(first_enum, name))
        for name, value in members:
            _add_member(cls, name, value, member_type, new_member, use_args, is_flag)
        if is_flag:
            cls._member_names_ = [name for name in cls._member_names_ if _is_single_bit(cls._member_map_[name]._value_)]
            if not any(_negative(m) for m in cls._member_map_.values()):
                cls._member_names_.sort(key=lambda name: cls._member_map_[name]._value_)
        order = rest.get('_order_')
        if order is not None:
            if isinstance(order, str):
                order = order.replace(',', ' ').split()
            order = [o for o in order if o not in ignore and o in cls._member_names_]
            if order != cls._member_names_:
                raise TypeError(f'member order does not match _order_:\n  {cls._member_names_!r}\n  {order!r}')
        return cls

    def __init__(cls, *args, **kwds):
        pass

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is None and type is None:
            return _look_up(cls, value)
        return _create(cls, value, names, module, qualname, type, start, boundary)

    def __contains__(cls, member):
        if not isinstance(member, Enum):
            raise TypeError(f"unsupported operand type(s) for 'in': '{type(member).__qualname__}' and '{cls.__class__.__qualname__}'")
        return isinstance(member, cls) and member._name_ in cls._member_map_

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    @_builtin_property
    def __members__(cls):
        return _MappingProxyType(cls._member_map_)

    def __repr__(cls):
        kind = 'flag' if _flag_base is not None and issubclass(cls, _flag_base) else 'enum'
        return f'<{kind} {cls.__name__!r}>'

    def __getattr__(cls, name):
        raise AttributeError(name)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', ()):
            raise AttributeError(f'cannot reassign member {name!r}')
        type.__setattr__(cls, name, value)

    def __delattr__(cls, name):
        if name in cls.__dict__.get('_member_map_', ()):
            raise AttributeError(f'{cls.__name__!r} cannot delete member {name!r}.')
        type.__delattr__(cls, name)

    def __dir__(cls):
        names = {'__class__', '__contains__', '__doc__', '__getitem__', '__init_subclass__', '__iter__', '__len__',
                 '__members__', '__module__', '__name__', '__qualname__'}
        names.update(cls._member_names_)
        if cls._new_member_ is not object.__new__:
            names.add('__new__')
        if cls.__init_subclass__ is not object.__init_subclass__:
            names.add('__init_subclass__')
        return sorted(names)


EnumMeta = EnumType
_bootstrapping = True
_flag_base = _repr_base = None


def _add_member(cls, name, value, member_type, new_member, use_args, is_flag):
    args = value if isinstance(value, tuple) else (value,)
    if member_type is tuple:
        args = (args,)
    if not use_args:
        one = new_member(cls)
    else:
        one = new_member(cls, *args)
    if not hasattr(one, '_value_'):
        if member_type is object:
            one._value_ = value
        else:
            try:
                one._value_ = member_type(*args)
            except Exception as exc:
                problem = TypeError('_value_ not set in __new__, unable to create it')
                problem.__cause__ = exc
                raise problem
    value = one._value_
    one._name_ = name
    one.__objclass__ = cls
    one.__init__(*args)
    one._sort_order_ = len(cls._member_names_)
    known = _find(cls, value)
    if known is not None:
        one = known  # an alias
    else:
        if is_flag and isinstance(value, int):
            cls._flag_mask_ |= value
            cls._all_bits_ = 2 ** cls._flag_mask_.bit_length() - 1
        cls._member_names_.append(name)
        try:
            cls._value2member_map_[value] = one
        except TypeError:
            cls._unhashable_values_.append(value)
    type.__setattr__(cls, name, one)
    cls._member_map_[name] = one


def _find(cls, value):
    try:
        return cls._value2member_map_.get(value)
    except TypeError:
        for one in cls._member_map_.values():
            if one._value_ == value:
                return one
        return None


def _look_up(cls, value):
    # Color(2): the member with that value.
    if type(value) is cls:
        return value
    found = _find(cls, value)
    if found is not None:
        return found
    if not cls._member_map_ and cls._member_type_ is object and not _flag_base:
        raise TypeError(f'{cls!r} has no members defined')
    problem = None
    result = None
    try:
        result = cls._missing_(value)
    except Exception as exc:
        problem = exc
    if isinstance(result, cls):
        return result
    if problem is None and result is not None and _flag_base is not None and issubclass(cls, _flag_base) \
            and cls._boundary_ is EJECT and isinstance(result, int):
        return result
    invalid = ValueError(f'{value!r} is not a valid {cls.__qualname__}')
    if result is None and problem is None:
        raise invalid
    if problem is None:
        problem = TypeError(f'error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member')
    if not isinstance(problem, ValueError):
        problem.__context__ = invalid
    raise problem


def _create(cls, class_name, names, module, qualname, mixin, start, boundary):
    # The functional form: Enum('Color', 'RED GREEN').
    bases = (cls,) if mixin is None else (mixin, cls)
    if isinstance(names, str):
        names = names.replace(',', ' ').split()
    if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
        pairs, last_values = [], []
        generate = bases[-1]._generate_next_value_
        for count, name in enumerate(names):
            value = generate(name, start, count, last_values[:])
            last_values.append(value)
            pairs.append((name, value))
        names = pairs
    namespace = {}
    for item in names or ():
        if isinstance(item, str):
            namespace[item] = names[item]
        else:
            namespace[item[0]] = item[1]
    made = type(cls)(class_name, bases, namespace, boundary=boundary)
    made.__module__ = module or '__main__'
    if qualname is not None:
        made.__qualname__ = qualname
    return made


class Enum(metaclass=EnumType):
    'A named constant of a group.'
    _member_names_ = []
    _member_map_ = {}
    _value2member_map_ = {}
    _unhashable_values_ = []
    _member_type_ = object
    _use_args_ = False
    _new_member_ = object.__new__
    _user_new_ = None

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        for last in reversed(last_values):
            try:
                return last + 1
            except TypeError:
                pass
        return start

    def __init__(self, *args, **kwds):
        pass

    @classmethod
    def _missing_(cls, value):
        return None

    name = _guarded('name', lambda self: self._name_)
    value = _guarded('value', lambda self: self._value_)

    def __repr__(self):
        show = self.__class__._member_type_.__repr__ if self.__class__._member_type_ is not object else repr
        return f'<{self.__class__.__name__}.{self._name_}: {show(self._value_)}>'

    def __str__(self):
        return f'{self.__class__.__name__}.{self._name_}'

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __dir__(self):
        names = {'__class__', '__doc__', '__eq__', '__hash__', '__module__', 'name', 'value'}
        for base in self.__class__.__mro__:
            if base is Enum or base is object:
                break
            for name, value in base.__dict__.items():
                if name[0] != '_' and name not in self._member_map_:
                    names.add(name)
        return sorted(names)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)


_bootstrapping = False


class ReprEnum(Enum):
    "Changes repr() only: str() and format() are the data type's."


_repr_base = ReprEnum


class IntEnum(int, ReprEnum):
    'Members are integers as well.'
    __str__ = _text_by(int.__repr__)
    __format__ = int.__format__


class StrEnum(str, ReprEnum):
    'Members are strings as well.'

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f'too many arguments for str(): {values!r}')
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f'{values[0]!r} is not a string')
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError(f'encoding must be a string, not {values[1]!r}')
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError(f'errors must be a string, not {values[2]!r}')
        value = str(*values)
        one = str.__new__(cls, value)
        one._value_ = value
        return one

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    __str__ = str.__str__
    __format__ = str.__format__


# ---------------------------------------------------------------- flags

class FlagBoundary(StrEnum):
    'What to do with bits that no member names.'
    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


def _is_single_bit(n):
    return n > 0 and n & (n - 1) == 0


def _negative(one):
    return isinstance(one._value_, int) and one._value_ < 0


def _bits(n):
    bit = 1
    while bit <= n:
        if n & bit:
            yield bit
        bit <<= 1


def _binary(n, width):
    # A number's bits in groups, with the sign bits of two's complement apart: '0b0 0111'.
    if n >= 0:
        return f'0b0 {n:0{width}b}'
    return f'0b1 {n + (1 << width):0{width}b}'


class Flag(Enum):
    'Members that can be combined with |, & and ^.'
    _boundary_ = STRICT
    _flag_mask_ = 0
    _all_bits_ = 0

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not count:
            return start if start is not None else 1
        highest = max(last_values)
        try:
            return 2 ** highest.bit_length()
        except Exception:
            raise TypeError(f'invalid flag value {highest!r}') from None

    @classmethod
    def _missing_(cls, value):
        # A combination: made at its first use and remembered.
        if not isinstance(value, int):
            raise ValueError(f'{value!r} is not a valid {cls.__qualname__}')
        mask, every = cls._flag_mask_, cls._all_bits_
        if not ~every <= value <= every or value & (every ^ mask):
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(f'{cls!r} invalid value {value!r}\n    given {_binary(value, width)}\n  allowed {_binary(mask, width)}')
            if cls._boundary_ is CONFORM:
                value &= mask
            elif cls._boundary_ is EJECT:
                return value
            elif cls._boundary_ is KEEP:
                if value < 0:
                    value = max(every + 1, 2 ** value.bit_length()) + value
        if value < 0:
            value += every + 1
        known = cls._value2member_map_.get(value)
        if known is not None:
            return known
        unknown = value & ~mask
        if unknown and cls._boundary_ is not KEEP:
            raise ValueError(f'{cls.__name__}({value!r}) -->  unknown values {unknown!r} [{bin(unknown)}]')
        if cls._member_type_ is object:
            one = object.__new__(cls)
        else:
            one = cls._member_type_.__new__(cls, value)
        one._value_ = value
        names = [cls._value2member_map_[bit]._name_ for bit in _bits(value) if bit in cls._value2member_map_]
        one._name_ = '|'.join(names) or None
        if unknown and names:
            one._name_ += f'|{cls._numeric_repr_(unknown)}'
        one.__objclass__ = cls
        cls._value2member_map_[value] = one
        return one

    _numeric_repr_ = staticmethod(repr)

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and "
                            f'{self.__class__.__qualname__!r}')
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        for bit in _bits(self._value_ & self._flag_mask_):
            yield self._value2member_map_[bit]

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        cls_name = self.__class__.__name__
        show = self.__class__._member_type_.__repr__ if self.__class__._member_type_ is not object else repr
        if self._name_ is None:
            return f'<{cls_name}: {show(self._value_)}>'
        return f'<{cls_name}.{self._name_}: {show(self._value_)}>'

    def __str__(self):
        cls_name = self.__class__.__name__
        return f'{cls_name}({self._value_!r})' if self._name_ is None else f'{cls_name}.{self._name_}'

    def __bool__(self):
        return bool(self._value_)

    def _number(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return NotImplemented

    def __or__(self, other):
        other = self._number(other)
        return NotImplemented if other is NotImplemented else self.__class__(self._value_ | other)

    def __and__(self, other):
        other = self._number(other)
        return NotImplemented if other is NotImplemented else self.__class__(self._value_ & other)

    def __xor__(self, other):
        other = self._number(other)
        return NotImplemented if other is NotImplemented else self.__class__(self._value_ ^ other)

    def __invert__(self):
        if self._boundary_ in (EJECT, KEEP):
            return self.__class__(~self._value_) if self._boundary_ is EJECT else self.__class__(self._all_bits_ & ~self._value_)
        return self.__class__(self._flag_mask_ & ~self._value_)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__
    __hash__ = Enum.__hash__


_flag_base = Flag


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    'Flags that are integers as well.'
    __str__ = _text_by(int.__repr__)
    __format__ = int.__format__
    __or__ = Flag.__or__
    __and__ = Flag.__and__
    __xor__ = Flag.__xor__
    __ror__ = Flag.__or__
    __rand__ = Flag.__and__
    __rxor__ = Flag.__xor__
    __invert__ = Flag.__invert__
    __bool__ = Flag.__bool__


# ---------------------------------------------------------------- checks

def unique(enumeration):
    'Class decorator: no two names for one value.'
    duplicates = [(name, one.name) for name, one in enumeration.__members__.items() if name != one.name]
    if duplicates:
        listed = ', '.join(f'{alias} -> {name}' for alias, name in duplicates)
        raise ValueError(f'duplicate values found in {enumeration!r}: {listed}')
    return enumeration


class EnumCheck(StrEnum):
    CONTINUOUS = 'no skipped integer values'
    NAMED_FLAGS = 'multi-flag aliases may not contain unnamed flags'
    UNIQUE = 'one name per value'


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    'Class decorator with a choice of checks.'

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check is UNIQUE:
                duplicates = [(name, one.name) for name, one in enumeration.__members__.items() if name != one.name]
                if duplicates:
                    listed = ', '.join(f'{alias} -> {name}' for alias, name in duplicates)
                    raise ValueError(f'aliases found in {enumeration!r}: {listed}')
            elif check is CONTINUOUS:
                values = {one.value for one in enumeration}
                if len(values) >= 2:
                    missing = [n for n in range(min(values), max(values) + 1) if n not in values]
                    if missing:
                        raise ValueError(f'invalid enum {enumeration.__name__!r}: missing values {", ".join(map(str, missing))}')
        return enumeration


def global_enum(cls, update_str=False):
    return cls


property = _builtin_property
