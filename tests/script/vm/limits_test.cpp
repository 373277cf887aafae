// A script meets its limits as ordinary errors, wherever they strike, and the machine can be freed afterwards.
#include <doctest/doctest.h>

#include <string>

#include "script/vm/vm.h"

using namespace logit::script;

namespace {

class Recorder : public Host {
 public:
  std::string out, err;
  void write(Stream stream, std::string_view text) override { (stream == Stream::out ? out : err) += text; }
  double wall_clock() override { return 0; }
  double steady_clock() override { return 0; }
  std::uint64_t random_seed() override { return 1; }
};

struct Outcome {
  RunStatus status;
  std::string out, err;
  std::uint64_t used;  // bytes at the end
};

Outcome run(const char* source, std::uint64_t memory, std::int64_t steps = 2000000) {
  Recorder host;
  Vm vm(host);
  vm.set_memory_limit(memory);
  vm.set_step_limit(steps);
  if (!vm.load_main(source)) return {RunStatus::error, host.out, host.err, vm.heap.used()};
  RunStatus status = RunStatus::out_of_budget;
  for (int i = 0; i < 100000 && status == RunStatus::out_of_budget; ++i) status = vm.run({.instructions = 100000});
  return {status, host.out, host.err, vm.heap.used()};
}

constexpr std::uint64_t kPlenty = 512ull << 20;

std::uint64_t empty_machine() {
  static const std::uint64_t bytes = run("", kPlenty).used;
  return bytes;
}

// Each makes objects of many kinds, some of them while others are half made.
const char* const kHungry[] = {
    "rows = []\nfor i in range(4000):\n    rows.append([i, str(i), (i, i + 0.5)])\nprint(len(rows))\n",
    "d = {}\nfor i in range(6000):\n    d[str(i)] = {i: i}\nprint(len(d))\n",
    "s = set()\nfor i in range(20000):\n    s.add(i * 7)\nprint(len(s), len(s | {1}), len(s - {7}))\n",
    "t = ''\nfor i in range(3000):\n    t += f'{i:>12}|'\nprint(len(t), len(t.split('|')), len(t.replace('|', '--')))\n",
    "class P:\n    def __init__(self, i):\n        self.i = i\n        self.more = [i] * 9\n"
    "ps = [P(i) for i in range(4000)]\nprint(len(sorted(ps, key=lambda p: -p.i)))\n",
    "def g(n):\n    for i in range(n):\n        yield [i] * 20\nprint(len(list(map(tuple, g(4000)))))\n",
    "def nest(n):\n    return [nest(n - 1)] * 2 if n else []\nxs = [nest(90) for _ in range(100)]\nprint(len(xs))\n",
    "x = 3\nfor i in range(15):\n    x = x * x + 1\nprint(x % 1000)\nprint(len([x + i for i in range(300)]))\n",
    "try:\n    raise ValueError('v')\nexcept ValueError as e:\n    errors = [e] * 10\n"
    "for i in range(3000):\n    try:\n        {}[i]\n    except KeyError as e:\n        errors.append(e)\nprint(len(errors))\n",
    "a = list(range(40000))\na[10:20] = a\nb = a[::2] + a\nb.sort(key=lambda v: -v)\nprint(len(b), len(list(zip(a, b))))\n",
    "fs = []\nfor i in range(4000):\n    def f(a, b=[i], *c, **d):\n        return i\n    fs.append(f)\nprint(len(fs), fs[5](1))\n",
    "print(len(repr([list(range(50)) for i in range(400)])), len(','.join(str(i) for i in range(20000))))\n",
};

}  // namespace

TEST_CASE("memory that ends anywhere in a script is a MemoryError, and the rest of the machine is sound") {
  for (const char* script : kHungry) {
    CAPTURE(script);
    const Outcome whole = run(script, kPlenty);
    REQUIRE(whole.status == RunStatus::finished);
    // From a limit that the first statements meet to one that is nearly enough.
    const std::uint64_t low = empty_machine();
    int refused = 0;
    std::uint64_t room = 1024;
    for (int i = 0; i < 24; ++i, room += room / 2 + 512) {
      const Outcome outcome = run(script, low + room);
      if (outcome.status == RunStatus::finished) {
        CHECK(outcome.out == whole.out);
        continue;
      }
      ++refused;
      CHECK(outcome.err.find("MemoryError") != std::string::npos);
      CHECK(outcome.used <= low + room + (1u << 20));
    }
    CHECK(refused > 0);
  }
}

namespace {

// Short scripts over many kinds of objects. Each catches what goes wrong and must still be sound afterwards.
const char* const kSmall[] = {
    "xs = []\nfor i in range(30):\n    xs.append([i] * 3)\nprint(len(xs))\n",
    "d = {}\nfor i in range(30):\n    d[str(i)] = (i, i + 0.5)\nprint(len(d), d['7'])\n",
    "s = {i * 3 for i in range(30)}\nprint(len(s | {1}), len(s - {3}), sorted(s)[:2])\n",
    "t = ''\nfor i in range(20):\n    t += f'{i:>5}|'\nprint(t.split('|')[3], t.replace(' ', '').upper()[:9])\n",
    "class P:\n    def __init__(self, i):\n        self.i, self.more = i, [i]\n    def __lt__(self, o):\n        return self.i < o.i\n"
    "print([p.i for p in sorted(P(9 - i) for i in range(10))])\n",
    "def g(n):\n    try:\n        for i in range(n):\n            yield [i]\n    finally:\n        print('end')\nprint(list(map(tuple, g(8))))\n",
    "x = 3\nfor i in range(7):\n    x = x * x + 1\nprint(x % 1000, len(str(x)))\n",
    "errors = []\nfor i in range(8):\n    try:\n        {}[i]\n    except KeyError as e:\n        errors.append(e)\nprint(len(errors), errors[3])\n",
    "def f(a, b=[1], *c, k=2, **d):\n    return a, b, c, k, d\nprint(f(1, *range(5), k=3, z=[4]))\n",
    "class A:\n    def __init_subclass__(c, **k): c.k = k\n    @property\n    def p(s): return [s.k]\n"
    "class B(A, z=[1]):\n    def p2(s): return super().p + [2]\nprint(B().p2(), [c.__name__ for c in B.__mro__])\n",
    "class W:\n    def __enter__(s): return s\n    def __exit__(s, *a): print('out')\n"
    "with W() as w:\n    fs = [lambda i=i: i * 2 for i in range(9)]\n    print(sum(f() for f in fs))\n",
    "match [1, {'k': (2, 3)}]:\n    case [a, {'k': (b, c)}]:\n        print(a + b + c, [*range(5)][::-1], '%s-%r' % ('a', [1]))\n",
};

}  // namespace

TEST_CASE("an allocation that fails, whichever it is, is a clean MemoryError") {
  for (const char* script : kSmall) {
    CAPTURE(script);
    const Outcome whole = run(script, kPlenty);
    CHECK(whole.err == "");
    REQUIRE(whole.status == RunStatus::finished);
    int refused = 0;
    for (std::uint64_t n = 1;; ++n) {
      CAPTURE(n);
      Recorder host;
      Vm vm(host);
      vm.set_memory_limit(kPlenty);
      REQUIRE(vm.load_main(script));
      vm.heap.fail_at(n);
      RunStatus status = RunStatus::out_of_budget;
      for (int i = 0; i < 1000 && status == RunStatus::out_of_budget; ++i) status = vm.run({.instructions = 100000});
      if (status == RunStatus::finished && host.out == whole.out && host.err.empty() && !vm.heap.over_limit()) {
        if (vm.heap.limit() == kPlenty) break;  // it makes fewer than n, or got over it by itself
      }
      ++refused;
      if (status == RunStatus::finished) continue;  // the last allocations of all are nobody's loss
      CHECK(status == RunStatus::error);
      CHECK(host.err.find("MemoryError: this script asked for ") != std::string::npos);
      // Nothing is left over but what the error itself holds, and the machine still evaluates.
      CHECK(vm.heap.limit() == kPlenty);
      CHECK(vm.heap.used() < whole.used + (1 << 18));
      CHECK(vm.evaluate("sum([1, 2, 3])", nullptr, 10000).error == "");
    }
    CHECK(refused > 10);
  }
}

TEST_CASE("integers and repeated texts have the sizes that CPython allows or are refused by name") {
  const Outcome digits = run(
      "for make in (lambda: str(10 ** 5000), lambda: int('9' * 5000), lambda: 'x' * (10 ** 20), lambda: [0] * -1,\n"
      "             lambda: 'ab' * 3, lambda: (1,) * 10 ** 18, lambda: 1 << (1 << 70), lambda: len(range(10 ** 30))):\n"
      "    try:\n        print(repr(make())[:60])\n"
      "    except (ValueError, MemoryError, OverflowError) as e:\n        print(type(e).__name__, str(e)[:21])\n", kPlenty);
  CHECK(digits.err == "");
  CHECK(digits.out ==
        "ValueError Exceeds the limit (43\n"
        "ValueError Exceeds the limit (43\n"
        "OverflowError cannot fit 'int' into\n"
        "[]\n'ababab'\n"
        "MemoryError this script asked for\n"
        "OverflowError too many digits in in\n"
        "OverflowError Python int too large \n");
}

TEST_CASE("objects too small to ask for room count too, and cycles are looked for before memory is refused") {
  const Outcome chain = run("t = ()\nwhile True:\n    t = (t,)\n", 16 << 20, 100000000);
  CHECK(chain.err.find("MemoryError: this script asked for ") != std::string::npos);
  CHECK(chain.used < (20u << 20));
  const Outcome cycles = run(
      "class N: pass\nfor i in range(60000):\n    a = N()\n    a.me = a\n    a.data = [i] * 20\nprint('done')\n", 16 << 20, 100000000);
  CHECK(cycles.out == "done\n");
  const Outcome large = run(
      "class N: pass\nfor i in range(100):\n    a = N()\n    a.me = a\n    a.data = [i] * 100000\nprint('done')\n", 16 << 20, 100000000);
  CHECK(large.out == "done\n");
}

TEST_CASE("a script may catch a MemoryError and go on") {
  const Outcome outcome = run(
      "kept = []\n"
      "for i in range(50):\n"
      "    try:\n        kept.append('x' * 10**7)\n"
      "    except MemoryError as e:\n        print(e)\n        kept.clear()\n        break\n"
      "print('on', len(kept))\n", 64 << 20);
  CHECK(outcome.status == RunStatus::finished);
  CHECK(outcome.out.starts_with("this script asked for "));
  CHECK(outcome.out.ends_with(" MB, the lab allows 64 MB\non 0\n"));
}

TEST_CASE("sizes that no machine has are refused at once") {
  for (const char* expression :
       {"'a' * 10**15", "[0] * 10**15", "(1, 2) * 10**15", "1 << 10**12", "10 ** 10 ** 12", "list(range(10**15))",
        "f'{1:999999999999}'", "'a'.ljust(10**15)", "'a'.center(10**15)", "'a'.zfill(10**15)",
        "'\\t'.expandtabs(10**15)", "('a' * 10**6).join(['b'] * 10**6)", "('a' * 10**6).replace('a', 'b' * 10**6)",
        "'%*d' % (2147483647, 1)", "[0] * (2**62)", "'é' * (2**62)", "list(zip(*[[1]] * 10**9))"}) {
    CAPTURE(expression);
    const Outcome outcome = run((std::string("x = ") + expression + "\n").c_str(), kPlenty);
    CHECK(outcome.status == RunStatus::error);
    CHECK((outcome.err.find("MemoryError: this script asked for ") != std::string::npos ||
           outcome.err.find("OverflowError") != std::string::npos));
  }
}

TEST_CASE("iterators within iterators do not use up the C++ stack") {
  for (const char* make : {"enumerate(i)", "zip(i)", "map(len, i)", "filter(None, i)", "reversed([i])", "(v for v in i)"}) {
    CAPTURE(make);
    const Outcome outcome =
        run((std::string("i = iter([[1]])\nfor k in range(30000):\n    i = ") + make + "\nfor v in i: print(type(v))\n").c_str(),
            kPlenty);
    CHECK((outcome.status == RunStatus::finished || outcome.err.find("RecursionError") != std::string::npos));
  }
}

TEST_CASE("data nested thirty thousand deep is an error to look through, and no work to drop") {
  for (const char* look : {"repr(x)", "str(x)", "x == y", "x < y", "x in [y]", "hash(z)", "{z: 1}", "f'{x}'", "print(x)", "sorted([x, y])",
                           "max(x, y)", "isinstance(1, z)", "z == w", "set([z, w])", "'%s' % x", "[y].index(x)", "[y].count(x)"}) {
    CAPTURE(look);
    const Outcome outcome = run(
        (std::string("x, y, z, w = [], [], (), ()\nfor i in range(30000):\n    x, y, z, w = [x], [y], (z,), (w,)\n"
                     "try:\n    ") + look + "\nexcept (RecursionError, TypeError):\n    pass\ndel x, y, z, w\nprint('dropped')\n").c_str(),
        kPlenty);
    CHECK(outcome.status == RunStatus::finished);
    CHECK(outcome.out.find("dropped\n") != std::string::npos);
  }
}

TEST_CASE("objects that change what is being worked on do no harm") {
  for (const char* script :
       {"class A:\n    def __lt__(s, o): l.clear(); return True\nl = [A() for i in range(9)]\ntry: l.sort()\nexcept ValueError as e: print(e)\n",
        "class A:\n    def __eq__(s, o): d.clear(); return False\n    def __hash__(s): return 1\n"
        "d = {}\nfor i in range(9): d[A()] = i\nprint(len(d) < 9)\n",
        "class A:\n    def __eq__(s, o): l.clear(); return False\nl = [A() for i in range(9)]\nprint(l.count(1), 1 in l, l == [1] * 9)\n",
        "class A:\n    def __index__(s): x.clear(); return 0\nx = [1, 2, 3]\ntry: x[A()] = 5\nexcept IndexError as e: print(e)\n",
        "class A:\n    def __repr__(s): l.clear(); return 'a'\nl = [A() for i in range(9)]\nprint(l)\n",
        "class A:\n    def __del__(s): l.append(1)\nl = [A() for i in range(9)]\nl.clear()\nprint(len(l))\n",
        "class A:\n    def __hash__(s): st.clear(); return 1\nst = set()\nst.add(1)\nst.add(A())\nprint(len(st | {A()}) > 0)\n",
        "class A:\n    def __iter__(s): return s\n    def __next__(s): return x.pop()\nx = list(range(9))\nx[:] = A()\nprint(len(x))\n",
        "class A:\n    def __del__(s): A()\nA()\nprint('on')\n",
        "def g():\n    try: yield 1\n    finally: yield 2\nx = g()\nnext(x)\ndel x\nprint('on')\n"}) {
    CAPTURE(script);
    const Outcome outcome = run(script, kPlenty, 300000);
    CHECK((outcome.status == RunStatus::finished || outcome.err.find("Error") != std::string::npos));
  }
}

TEST_CASE("native loops and long native work count as steps, so that the machine comes back") {
  // Each would run for ever, or for minutes, if only instructions counted.
  for (const char* script :
       {"def f(*a): pass\nf(*iter(int, 1))\n", "5 in iter(int, 1)\n", "list(iter(int, 1))\n", "dict(enumerate(iter(int, 1)))\n",
        "sum(iter(int, 1))\n", "max(iter(int, 1))\n", "a, b = iter(int, 1), 0\n[*a]\n", "any(iter(int, 1))\n",
        "set(map(abs, iter(int, 1)))\n", "next(filter(None, iter(int, 1)))\n", "'a' in range(10**11)\n", "sum(range(10**12))\n",
        "a = 'a' * 1000000\nb = 'a' * 1000000\nwhile True: a == b\n", "a = 'a' * 1000000\nwhile True: a.upper()\n",
        "a = 'a' * 1000000\nwhile True: a.count('ab')\n", "a = 'a' * 1000000\nwhile True: a + 'b'\n",
        "t = ('x',) * 100000\nwhile True: 'abc'.startswith(t)\n", "a = list(range(100000))\nwhile True: a[::2]\n",
        "x = 3 ** 100000\nwhile True: x * x\n", "while True: int('f' * 100000, 16)\n"}) {
    CAPTURE(script);
    const Outcome outcome = run(script, kPlenty, 300000);
    CHECK(outcome.status == RunStatus::error);
    CHECK((outcome.err.find("RuntimeError: this script took more than 300000 steps") != std::string::npos ||
           outcome.err.find("MemoryError") != std::string::npos));
  }
}

TEST_CASE("arithmetic that would take seconds in one step is refused before it begins") {
  for (const char* expression : {"3 ** 10000000", "(1 << 16000000) // 3 ** 5000000", "pow(3, 10**5000, 10**5000 + 1)"}) {
    CAPTURE(expression);
    const Outcome outcome = run((std::string("x = ") + expression + "\n").c_str(), kPlenty);
    CHECK(outcome.status == RunStatus::error);
    CHECK(outcome.err.find("MemoryError: this script asked for arithmetic on integers of millions of digits") !=
          std::string::npos);
  }
}

TEST_CASE("long texts and numbers are worked on in linear time") {
  const Outcome outcome = run(
      "a = 'a' * 1000000\n"
      "print((a + 'b').find('a' * 500000 + 'c'), ('b' + a).rfind('c' + 'a' * 500000), ('ba' * 500000 + 'a' + 'ba' * 5) in 'ab' * 1000000)\n"
      "print(int('f' * 2000000, 16).bit_length(), len(hex(1 << 8000000)))\n"
      "print((3 ** 100000 // 7 ** 20000) % 10**9, 3 ** 100000 % 10)\n", kPlenty);
  CHECK(outcome.status == RunStatus::finished);
  CHECK(outcome.out == "-1 -1 False\n8000000 2000003\n155188848 1\n");
}

TEST_CASE("chains of classes and of callable instances end as recursion errors") {
  for (const char* script : {"c = object\nfor i in range(3000): c = type('C', (c,), {})\n",
                             "class A: pass\nA.__call__ = A()\nA()()\n"}) {
    CAPTURE(script);
    const Outcome outcome = run(script, kPlenty);
    CHECK(outcome.status == RunStatus::error);
    CHECK(outcome.err.find("RecursionError: maximum recursion depth exceeded") != std::string::npos);
  }
}
