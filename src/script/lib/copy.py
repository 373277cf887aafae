# copy: shallow and deep copies of any object, with the hooks __copy__, __deepcopy__ and __reduce__.
__all__ = ['Error', 'copy', 'deepcopy']


class Error(Exception):
    pass


error = Error


class _Example:
    def method(self):
        yield


_ATOMIC = {type(None), int, float, bool, str, type, range, type(Ellipsis), type(NotImplemented), slice, property,
           type(len), type(lambda: 0)}


def copy(x):
    'A new object with the same content; the content itself is shared.'
    cls = type(x)
    if cls in _ATOMIC or cls is tuple or cls is frozenset:
        return x
    if cls is list or cls is dict or cls is set:
        return x.copy()
    if isinstance(x, type):
        return x
    hook = getattr(cls, '__copy__', None)
    if hook is not None:
        return hook(x)
    return _rebuild(x, None)


def deepcopy(x, memo=None, _nil=[]):
    'A new object with copies of everything inside; what occurs twice is copied once.'
    cls = type(x)
    if cls in _ATOMIC:
        return x
    if memo is None:
        memo = {}
    key = id(x)
    y = memo.get(key, _nil)
    if y is not _nil:
        return y
    copier = _DEEP.get(cls)
    if copier is not None:
        y = copier(x, memo)
    elif isinstance(x, type):
        return x
    else:
        hook = getattr(x, '__deepcopy__', None)
        y = hook(memo) if hook is not None else _rebuild(x, memo)
    if y is not x:
        memo[key] = y
        _keep_alive(x, memo)
    return y


def _keep_alive(x, memo):
    # An id in memo is only good while the object lives.
    try:
        memo[id(memo)].append(x)
    except KeyError:
        memo[id(memo)] = [x]


def _deep_list(x, memo):
    y = []
    memo[id(x)] = y
    for item in x:
        y.append(deepcopy(item, memo))
    return y


def _deep_dict(x, memo):
    y = {}
    memo[id(x)] = y
    for key, value in x.items():
        y[deepcopy(key, memo)] = deepcopy(value, memo)
    return y


def _deep_tuple(x, memo):
    y = [deepcopy(item, memo) for item in x]
    # a cycle through the tuple may have copied it meanwhile
    if id(x) in memo:
        return memo[id(x)]
    for old, new in zip(x, y):
        if old is not new:
            return tuple(y)
    return x


def _deep_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


_GENERATOR = type(_Example().method())
_DEEP = {list: _deep_list, dict: _deep_dict, tuple: _deep_tuple, type(_Example().method): _deep_method}


def _slot_names(cls):
    names = []
    for base in cls.__mro__:
        slots = base.__dict__.get('__slots__', ())
        for name in [slots] if isinstance(slots, str) else slots:
            if name in ('__dict__', '__weakref__'):
                continue
            if name.startswith('__') and not name.endswith('__'):
                stripped = base.__name__.lstrip('_')
                name = f'_{stripped}{name}' if stripped else name
            names.append(name)
    return names


def _rebuild(x, memo):
    # What CPython does through __reduce_ex__(4): a new object made without __init__, then its state and its items.
    deep = memo is not None
    cls = type(x)
    reduce = getattr(cls, '__reduce__', None)
    if reduce is not None and reduce is not getattr(object, '__reduce__', None):
        return _reconstruct(x, reduce(x), memo)
    if cls is _GENERATOR or cls.__name__ in ('module', 'dict_keys', 'dict_values', 'dict_items'):
        raise TypeError(f'cannot pickle {cls.__name__!r} object')
    if isinstance(x, BaseException):
        y = cls.__new__(cls, *x.args)
        y.args = deepcopy(x.args, memo) if deep else x.args
    else:
        arguments = getattr(x, '__getnewargs__', None)
        keywords = {}
        with_keywords = getattr(x, '__getnewargs_ex__', None)
        if with_keywords is not None:
            arguments, keywords = with_keywords()
        elif arguments is not None:
            arguments = arguments()
        elif isinstance(x, tuple):
            arguments = (tuple.__getitem__(x, slice(None)),)
        elif isinstance(x, (frozenset, set)):
            arguments = (list(x),)
        elif isinstance(x, str):
            arguments = (str.__str__(x),)
        elif isinstance(x, int):
            arguments = (int.__int__(x),)
        elif isinstance(x, float):
            arguments = (float.__float__(x),)
        else:
            arguments = ()
        if deep:
            arguments = tuple([deepcopy(a, memo) for a in arguments])
        y = cls.__new__(cls, *arguments, **keywords)
        if isinstance(x, set):
            y.update(arguments[0])
    if deep:
        memo[id(x)] = y

    getstate = getattr(cls, '__getstate__', None)
    if getstate is not None and getstate is not getattr(object, '__getstate__', None):
        state = getstate(x)
        slots = None
    else:
        state = getattr(x, '__dict__', None) or None
        slots = {name: getattr(x, name) for name in _slot_names(cls) if hasattr(x, name)}
        if slots:
            state = (state, slots)
    if state is not None:
        _set_state(y, deepcopy(state, memo) if deep else state)

    if isinstance(x, list):
        for item in list.__iter__(x):
            y.append(deepcopy(item, memo) if deep else item)
    elif isinstance(x, dict):
        for key in dict.keys(x):
            value = dict.__getitem__(x, key)
            if deep:
                y[deepcopy(key, memo)] = deepcopy(value, memo)
            else:
                y[key] = value
    return y


def _set_state(y, state):
    setstate = getattr(y, '__setstate__', None)
    if setstate is not None:
        setstate(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state is not None:
        y.__dict__.update(state)
    if slots is not None:
        for name, value in slots.items():
            setattr(y, name, value)


def _reconstruct(x, reduced, memo):
    if isinstance(reduced, str):
        return x
    deep = memo is not None
    function, arguments, state, items, pairs = (tuple(reduced) + (None, None, None))[:5]
    if deep:
        arguments = tuple([deepcopy(a, memo) for a in arguments])
    y = function(*arguments)
    if deep:
        memo[id(x)] = y
    if state is not None:
        _set_state(y, deepcopy(state, memo) if deep else state)
    if items is not None:
        for item in items:
            y.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            y[key] = value
    return y
