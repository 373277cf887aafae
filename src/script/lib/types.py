# types: names for the types that have no built-in name, and a few helpers.
import _machine

__all__ = ['BuiltinFunctionType', 'BuiltinMethodType', 'CodeType', 'DynamicClassAttribute', 'EllipsisType', 'FrameType',
           'FunctionType', 'GeneratorType', 'GenericAlias', 'GetSetDescriptorType', 'LambdaType', 'MappingProxyType',
           'MemberDescriptorType', 'MethodType', 'ModuleType', 'NoneType', 'NotImplementedType', 'SimpleNamespace',
           'TracebackType', 'UnionType', 'new_class']


class _Example:
    __slots__ = ('slot',)

    def method(self):
        yield


def _failure():
    try:
        raise ValueError
    except ValueError as e:
        return type(e.__traceback__)


FunctionType = LambdaType = type(_failure)
CodeType = type(_failure.__code__)
MappingProxyType = type(type.__dict__)
GeneratorType = type(_Example().method())
FrameType = _Example().method().gi_frame
MethodType = type(_Example().method)
BuiltinFunctionType = BuiltinMethodType = type(len)
ModuleType = type(_machine)
TracebackType = _failure()
MemberDescriptorType = type(_Example.slot)
GetSetDescriptorType = type(FunctionType.__dict__['__code__']) if '__code__' in FunctionType.__dict__ else MemberDescriptorType
GenericAlias = type(list[int])
UnionType = type(int | str)
EllipsisType = type(Ellipsis)
NoneType = type(None)
NotImplementedType = type(NotImplemented)
DynamicClassAttribute = property


class SimpleNamespace:
    'Attributes given as keyword arguments, and a repr that shows them.'

    def __init__(self, /, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        name = 'namespace' if type(self) is SimpleNamespace else type(self).__name__
        if id(self) in _showing:
            return f'{name}(...)'
        _showing.add(id(self))
        try:
            return f'{name}({", ".join(f"{k}={v!r}" for k, v in self.__dict__.items())})'
        finally:
            _showing.discard(id(self))

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented

    __hash__ = None


_showing = set()


def new_class(name, bases=(), kwds=None, exec_body=None):
    'A class made by a call instead of a class statement.'
    namespace = {}
    if exec_body is not None:
        exec_body(namespace)
    return type(name, tuple(bases), namespace, **(kwds or {}))
