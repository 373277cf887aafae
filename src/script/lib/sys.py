# sys: what a script may know about its interpreter. It says what CPython 3.11 says. Streams and functions are native.
from _collections import _tuplegetter


def _record(name, fields, values):
    # A tuple with named fields that prints as sys.name(field=value, ...).
    def __repr__(self):
        return f'sys.{name}(' + ', '.join(f'{f}={v!r}' for f, v in zip(fields, self)) + ')'

    def __new__(cls, *args):
        raise TypeError(f"cannot create 'sys.{name}' instances")
    namespace = {'__repr__': __repr__, '__module__': 'sys', '__slots__': (), '__new__': __new__,
                 'n_fields': len(fields), 'n_sequence_fields': len(fields), 'n_unnamed_fields': 0}
    for index, field in enumerate(fields):
        namespace[field] = _tuplegetter(index, None)
    return tuple.__new__(type(name, (tuple,), namespace), values)


version = '3.11.7 (logit)'
version_info = _record('version_info', ('major', 'minor', 'micro', 'releaselevel', 'serial'), (3, 11, 7, 'final', 0))
hexversion = 0x030b07f0
float_info = _record('float_info',
                     ('max', 'max_exp', 'max_10_exp', 'min', 'min_exp', 'min_10_exp', 'dig', 'mant_dig', 'epsilon', 'radix', 'rounds'),
                     (1.7976931348623157e+308, 1024, 308, 2.2250738585072014e-308, -1021, -307, 15, 53, 2.220446049250313e-16, 2, 1))
int_info = _record('int_info', ('bits_per_digit', 'sizeof_digit', 'default_max_str_digits', 'str_digits_check_threshold'),
                   (30, 4, 4300, 640))
hash_info = _record('hash_info', ('width', 'modulus', 'inf', 'nan', 'imag', 'algorithm', 'hash_bits', 'seed_bits', 'cutoff'),
                    (64, 2305843009213693951, 314159, 0, 1000003, 'siphash13', 64, 128, 0))
flags = _record('flags', ('debug', 'inspect', 'interactive', 'optimize', 'dont_write_bytecode', 'no_user_site', 'no_site',
                          'ignore_environment', 'verbose', 'bytes_warning', 'quiet', 'hash_randomization', 'isolated', 'dev_mode',
                          'utf8_mode', 'warn_default_encoding', 'safe_path', 'int_max_str_digits'),
                (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, False, 0, 0, False, 4300))
byteorder = 'little'
platform = 'linux'
copyright = ''
api_version = 1013
maxunicode = 0x10ffff
executable = ''
prefix = exec_prefix = base_prefix = base_exec_prefix = ''
path = ['']
orig_argv = list(argv)
builtin_module_names = ('builtins', 'itertools', 'math', 'operator', 'sys', 'time')
stdin = None
warnoptions = []


class _Implementation:
    def __init__(self):
        self.name = 'cpython'
        self.cache_tag = 'cpython-311'
        self.version = version_info
        self.hexversion = hexversion


implementation = _Implementation()
del _Implementation, _record, _tuplegetter
