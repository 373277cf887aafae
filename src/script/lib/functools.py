# functools: higher-order functions. reduce, partial, cmp_to_key and the caching wrapper are native (_functools).
from _functools import reduce, partial, cmp_to_key, _lru_cache_wrapper

__all__ = ['update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES', 'total_ordering', 'cache', 'cmp_to_key',
           'lru_cache', 'reduce', 'partial', 'partialmethod', 'singledispatch', 'singledispatchmethod', 'cached_property']

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__')
WRAPPER_UPDATES = ('__dict__',)
_MISSING = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    'Make a wrapper function look like the function it wraps.'
    for name in assigned:
        value = getattr(wrapped, name, _MISSING)
        if value is not _MISSING:
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    'Decorator form of update_wrapper().'
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# ---------------------------------------------------------------- total_ordering
# Each missing comparison follows from the one that the class defines, and from __eq__ where needed.

def _negated(name):
    def method(self, other):
        result = getattr(type(self), name)(self, other)
        return result if result is NotImplemented else not result
    return method


def _or_equal(name):
    def method(self, other):
        result = getattr(type(self), name)(self, other)
        return result if result is NotImplemented else result or self == other
    return method


def _and_different(name):
    def method(self, other):
        result = getattr(type(self), name)(self, other)
        return result if result is NotImplemented else result and self != other
    return method


def _neither(name):
    def method(self, other):
        result = getattr(type(self), name)(self, other)
        return result if result is NotImplemented else not result and self != other
    return method


def _not_or_equal(name):
    def method(self, other):
        result = getattr(type(self), name)(self, other)
        return result if result is NotImplemented else not result or self == other
    return method


_ORDERINGS = {
    '__lt__': (('__gt__', _neither), ('__le__', _or_equal), ('__ge__', _negated)),
    '__le__': (('__ge__', _not_or_equal), ('__lt__', _and_different), ('__gt__', _negated)),
    '__gt__': (('__lt__', _neither), ('__ge__', _or_equal), ('__le__', _negated)),
    '__ge__': (('__le__', _not_or_equal), ('__gt__', _and_different), ('__lt__', _negated)),
}


def total_ordering(cls):
    'Fill in the comparisons that a class does not define, from one that it does.'
    roots = {name for name in _ORDERINGS if getattr(cls, name, None) is not getattr(object, name, None)}
    if not roots:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    root = max(roots)  # prefer __lt__ to __le__ to __gt__ to __ge__
    for name, make in _ORDERINGS[root]:
        if name not in roots:
            method = make(root)
            method.__name__ = name
            method.__qualname__ = name
            setattr(cls, name, method)
    return cls


# ---------------------------------------------------------------- caching

def lru_cache(maxsize=128, typed=False):
    'Decorator that keeps the results of the most recent calls.'
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        function, maxsize = maxsize, 128
        return _cached(function, maxsize, typed)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')
    return lambda function: _cached(function, maxsize, typed)


def _cache_info(*counts):
    global _CacheInfo
    if _CacheInfo is None:
        from collections import namedtuple
        _CacheInfo = namedtuple('CacheInfo', ['hits', 'misses', 'maxsize', 'currsize'], module='functools')
    return _CacheInfo(*counts)


_CacheInfo = None


def _cached(function, maxsize, typed):
    wrapper = _lru_cache_wrapper(function, maxsize, typed, _cache_info)
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return update_wrapper(wrapper, function)


def cache(user_function, /):
    'lru_cache(maxsize=None): results are kept without a limit.'
    return lru_cache(maxsize=None)(user_function)


class cached_property:
    'A property computed once and then kept in the instance.'

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError('Cannot assign the same cached_property to two different names '
                            f'({self.attrname!r} and {name!r}).')

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError('Cannot use cached_property instance without calling __set_name__ on it.')
        try:
            kept = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache "
                            f'{self.attrname!r} property.') from None
        value = kept.get(self.attrname, _MISSING)
        if value is _MISSING:
            value = kept[self.attrname] = self.func(instance)
        return value


# ---------------------------------------------------------------- partialmethod

class partialmethod:
    'Method descriptor with some arguments filled in.'

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        if isinstance(func, partialmethod):
            self.func = func.func
            self.args = func.args + args
            self.keywords = {**func.keywords, **keywords}
        else:
            self.func = func
            self.args = args
            self.keywords = keywords

    def __repr__(self):
        args = ', '.join(map(repr, self.args))
        keywords = ', '.join(f'{k}={v!r}' for k, v in self.keywords.items())
        cls = self.__class__
        return f'{cls.__module__}.{cls.__qualname__}({self.func}, {args}, {keywords})'

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})
        _method._partialmethod = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, '__get__', None)
        if get is not None:
            bound = get(obj, cls)
            if bound is not self.func:
                return partial(bound, *self.args, **self.keywords)
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)


# ---------------------------------------------------------------- singledispatch

def _is_union(cls):
    return hasattr(cls, '__args__') and (getattr(cls, '__origin__', None).__class__.__name__ == '_SpecialForm'
                                         or type(cls).__name__ == 'UnionType')


def singledispatch(func):
    'A function whose implementation is chosen by the type of its first argument.'
    registry = {}
    chosen = {}

    def dispatch(cls):
        impl = chosen.get(cls)
        if impl is None:
            for base in cls.__mro__:
                if base in registry:
                    impl = registry[base]
                    break
            else:
                impl = func
            if base is object:
                # no concrete base: an abstract one may know the class
                for candidate in registry:
                    if candidate is not object and issubclass(cls, candidate):
                        impl = registry[candidate]
                        break
            chosen[cls] = impl
        return impl

    def register(cls, func=None):
        if isinstance(cls, type) or _is_union(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f'Invalid first argument to `register()`. {cls!r} is not a class or union type.')
            if not getattr(cls, '__annotations__', {}):
                raise TypeError(f'Invalid first argument to `register()`: {cls!r}. Use either `@register(some_class)` '
                                'or plain `@register` on an annotated function.')
            func = cls
            name, cls = next(iter(func.__annotations__.items()))
            if not (isinstance(cls, type) or _is_union(cls)):
                raise TypeError(f'Invalid annotation for {name!r}. {cls!r} is not a class.')
        for one in cls.__args__ if _is_union(cls) else (cls,):
            registry[one] = func
        chosen.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{funcname} requires at least 1 positional argument')
        return dispatch(args[0].__class__)(*args, **kw)

    funcname = getattr(func, '__name__', 'singledispatch function')
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    wrapper._clear_cache = chosen.clear
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    'singledispatch for methods: the type of the first argument after self decides.'

    def __init__(self, func):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def _method(*args, **kwargs):
            method = self.dispatcher.dispatch(args[0].__class__)
            return method.__get__(obj, cls)(*args, **kwargs)
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)
