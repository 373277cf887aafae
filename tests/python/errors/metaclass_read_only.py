class Immutable(type):
    def __setattr__(cls, k, v): raise AttributeError(f"{cls.__name__} is read-only")
class K(metaclass=Immutable): x = 1
K().y = 5
K.x = 2
