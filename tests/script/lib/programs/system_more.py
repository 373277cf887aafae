import sys, os, os.path, time, string, textwrap, traceback, warnings, types, keyword, io, pprint, contextlib
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
print(sys.version_info[:3] >= (3, 11), sys.version_info.major, sys.version_info >= (3, 8), tuple(sys.version_info)[3:], sys.maxsize, sys.byteorder, sys.float_info.max, sys.float_info.dig, sys.getrecursionlimit(), sys.maxunicode, type(sys.version_info), sys.float_info)
import math; print("math" in sys.modules, sys.modules["math"] is math, sys.getsizeof(1) > 0, sys.intern("a") == "a", sys.exc_info())
try:
    raise ValueError("v")
except ValueError:
    print(sys.exc_info()[0], sys.exc_info()[1], sys.exc_info()[2] is not None)
    print(traceback.format_exc().splitlines()[-1], traceback.format_exception_only(ValueError("x")), traceback.format_exception_only(KeyError, KeyError("k")))
sys.stdout.write("written\n"); print("to err", file=sys.stderr); print("flush", file=sys.stdout, flush=True)
for code in (None, 0, 3, "msg", (1, 2)):
    try:
        sys.exit(code)
    except SystemExit as e:
        print(repr(e.code), e.args)
try:
    sys.exit()
except SystemExit as e:
    print(repr(e.code), e.args)
t(lambda: sys.setrecursionlimit(0)); t(lambda: sys.intern(5)); t(lambda: sys.stdout.write(5))
sys.setrecursionlimit(3000); print(sys.getrecursionlimit())
def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
print(depth(2500))
b = io.StringIO()
with contextlib.redirect_stdout(b): print("hidden", 1, sep="-")
print(repr(b.getvalue()), b.tell(), b.seek(0), b.read(3), b.readline(), b.read())
b = io.StringIO("a\nb\nc"); print(list(b), b.getvalue(), b.closed); b.close(); t(lambda: b.read())
print("x", file=(s := io.StringIO()), end="!"); print(s.getvalue())
print(os.path.join("a", "b", "/c", "d"), os.path.split("/a/b/c.txt"), os.path.splitext("a.tar.gz"), os.path.normpath("a/./b/../c//d"), os.path.isabs("/a"), os.path.commonprefix(["abc", "abd"]), os.path.exists("nope"), os.sep, os.linesep == "\n", os.path.basename("/x/"), os.path.dirname("x"), os.path.relpath("/a/b", "/a/c"), os.getenv("NOPE", "d"))
t(lambda: os.path.join(1, "a")); t(lambda: os.path.basename(None))
print(string.ascii_letters, string.Template("$a ${b} $$").substitute(a=1, b=2), string.Template("$a $x").safe_substitute(a=1), string.capwords("a b  c"), string.Formatter().format("{0} {x!r:>5}", 1, x="y"))
t(lambda: string.Template("$a").substitute()); t(lambda: string.Template("a $ b").substitute()); t(lambda: string.Template("${").substitute())
print(textwrap.fill("The quick brown fox jumped over the lazy dog " * 3, 30), textwrap.dedent("   a\n     b\n   c"), textwrap.indent("a\n\nb", "> "), textwrap.shorten("hello big world", 11), textwrap.wrap("a-b-c " * 5, 8), sep="\n")
print(time.strftime("%Y-%m-%d %H:%M:%S %j %a %B", time.gmtime(1700000000)), time.gmtime(0), time.gmtime(86400 * 365)[:3], time.gmtime(-1).tm_year, time.asctime(time.gmtime(0)), time.gmtime(1.9).tm_sec, isinstance(time.time(), float), time.perf_counter() <= time.perf_counter())
t(lambda: time.sleep(-1)); t(lambda: time.sleep("a")); t(lambda: time.sleep(0.001)); t(lambda: time.sleep(0))
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always"); warnings.warn("careful"); warnings.warn("old", DeprecationWarning)
    print(len(w), w[0].category.__name__, w[0].message, str(w[1].message), w[1].category)
warnings.filterwarnings("error", category=UserWarning); t(lambda: warnings.warn("now an error")); warnings.resetwarnings(); warnings.filterwarnings("ignore"); warnings.warn("silent"); t(lambda: warnings.warn("x", 5))
n = types.SimpleNamespace(a=1, b="x"); n.c = [n.a]; print(n, n == types.SimpleNamespace(a=1, b="x", c=[1]), isinstance(len, types.BuiltinFunctionType), isinstance(t, types.FunctionType), isinstance(math, types.ModuleType), isinstance((x for x in []), types.GeneratorType), isinstance(None, types.NoneType))
print(keyword.iskeyword("for"), keyword.iskeyword("x"), len(keyword.kwlist))
pprint.pprint({"b": [1, 2, 3], "a": {"x": "y" * 30, "z": list(range(25))}, "t": (1,)}); pprint.pprint([1, 2]); print(pprint.pformat({"k": "v"}))
def outer():
    def inner(): raise KeyError("deep")
    try:
        inner()
    except KeyError as e:
        raise RuntimeError("outer") from e
try:
    outer()
except RuntimeError as e:
    print([f.name for f in traceback.extract_tb(e.__traceback__)], [f.lineno for f in traceback.extract_tb(e.__traceback__)])
t(lambda: os.nope); t(lambda: sys.nope); t(lambda: time.nope); t(lambda: string.nope)
