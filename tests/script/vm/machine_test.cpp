// Stopping and going on, limits, stepping and looking: what an owner of the machine relies on.
#include "script/vm/vm.h"

#include <doctest/doctest.h>

#include <string>

using namespace logit::script;

namespace {

class Recorder : public Host {
 public:
  std::string out, err;
  double now = 0;
  void write(Stream stream, std::string_view text) override { (stream == Stream::out ? out : err) += text; }
  double wall_clock() override { return now; }
  double steady_clock() override { return now; }
  std::uint64_t random_seed() override { return 1; }
};

/// Runs to the end, stopping after every `slice` instructions (0: in one go).
std::string output_of(const char* source, std::int64_t slice = 0) {
  Recorder host;
  Vm vm(host);
  if (!vm.load_main(source)) return host.err;
  for (int i = 0; i < 1000000; ++i) {
    Budget budget;
    if (slice) budget = {.instructions = slice, .precise = true};
    const RunStatus status = vm.run(budget);
    if (status == RunStatus::finished || status == RunStatus::error) break;
  }
  return host.out + host.err;
}

const char* const kScripts[] = {
    // script code inside native code: sort keys, comparisons, hashes, repr
    "class K:\n"
    "    def __init__(self, v): self.v = v\n"
    "    def __lt__(self, o): return self.v < o.v\n"
    "    def __eq__(self, o): return self.v == o.v\n"
    "    def __hash__(self): return hash(self.v)\n"
    "    def __repr__(self): return f'K({self.v})'\n"
    "ks = [K(3), K(1), K(2)]\n"
    "print(sorted(ks), {K(1): 'a'}[K(1)], K(2) in ks, max(ks, key=lambda k: -k.v))\n",
    // generators, yield from, try/finally, with
    "def inner():\n    try:\n        x = yield 1\n        yield x\n    finally:\n        print('closed')\n"
    "def outer():\n    r = yield from inner()\n    yield r\n"
    "g = outer()\nprint(next(g), g.send(5), list(g))\n"
    "class C:\n    def __enter__(self): return self\n    def __exit__(self, *a): print(a[0]); return True\n"
    "with C():\n    1 / 0\n",
    // recursion, closures, unpacking, exceptions with causes
    "def f(n): return n if n < 2 else f(n - 1) + f(n - 2)\n"
    "a, *b = map(f, range(8))\nprint(a, b)\n"
    "try:\n    try:\n        {}['k']\n    except KeyError as e:\n        raise ValueError('v') from e\n"
    "except ValueError as e:\n    print(repr(e), repr(e.__cause__))\n",
};

}  // namespace

TEST_CASE("a script stopped after every k-th instruction prints the same") {
  for (const char* script : kScripts) {
    const std::string whole = output_of(script);
    CHECK(whole.find("Traceback") == std::string::npos);
    for (const std::int64_t k : {1, 2, 3, 7, 50}) CHECK(output_of(script, k) == whole);
  }
}

TEST_CASE("an endless loop comes back when its slice is used up") {
  Recorder host;
  Vm vm(host);
  REQUIRE(vm.load_main("while True:\n    pass\n"));
  CHECK(vm.run({.instructions = 1000}) == RunStatus::out_of_budget);
  CHECK(vm.run({.instructions = 1000}) == RunStatus::out_of_budget);
}

TEST_CASE("the step limit ends a script, whatever it catches") {
  Recorder host;
  Vm vm(host);
  vm.set_step_limit(10000);
  REQUIRE(vm.load_main("while True:\n    try:\n        while True: pass\n    except BaseException:\n        pass\n"));
  RunStatus status = RunStatus::out_of_budget;
  for (int i = 0; i < 100 && status == RunStatus::out_of_budget; ++i) status = vm.run({.instructions = 5000});
  CHECK(status == RunStatus::error);
  CHECK(host.err.find("line 3") != std::string::npos);
}

TEST_CASE("memory is refused before it is taken") {
  Recorder host;
  Vm vm(host);
  vm.set_memory_limit(64 << 20);
  REQUIRE(vm.load_main("try:\n    x = [0] * 10**9\nexcept MemoryError as e:\n    print(e)\nprint('on')\n"));
  CHECK(vm.run() == RunStatus::finished);
  CHECK(host.out.find("this script asked for 7.5 GB, the lab allows 64 MB") == 0);
  CHECK(host.out.find("on\n") != std::string::npos);
}

TEST_CASE("recursion without end is an ordinary error") {
  const std::string text = output_of("def f(): return f()\ntry:\n    f()\nexcept RecursionError as e:\n    print(e)\n");
  CHECK(text == "maximum recursion depth exceeded\n");
}

TEST_CASE("dropping a chain of a hundred thousand objects does not recurse") {
  CHECK(output_of("class N: pass\nhead = None\nfor i in range(100000):\n    n = N(); n.next = head; head = n\n"
                  "n = head = None\nprint('ok')\n") == "ok\n");
}

TEST_CASE("a line step stops at the next line, and frames show names and values") {
  Recorder host;
  Vm vm(host);
  REQUIRE(vm.load_main("x = 1\ndef f(a):\n    b = a + 1\n    return b\ny = f(x)\nprint(y)\n"));
  std::vector<std::uint32_t> lines;
  RunStatus status;
  while ((status = vm.run({.step = Step::into})) == RunStatus::line) {
    lines.push_back(vm.current_line());
    if (vm.current_line() == 4) {
      const std::vector<FrameInfo> frames = vm.frames();
      REQUIRE(frames.size() == 2);
      CHECK(frames[0].function == "f");
      CHECK(frames[1].function == "<module>");
      CHECK(frames[1].line == 5);
      REQUIRE(frames[0].locals.size() == 2);
      CHECK(frames[0].locals[1].name == "b");
      CHECK(frames[0].locals[1].value.small_int() == 2);
    }
  }
  CHECK(status == RunStatus::finished);
  CHECK(lines == std::vector<std::uint32_t>{1, 2, 5, 3, 4, 6});
}

TEST_CASE("breakpoints stop a run in front of their line") {
  Recorder host;
  Vm vm(host);
  REQUIRE(vm.load_main("for i in range(3):\n    print(i)\n"));
  vm.set_breakpoints({2});
  int stops = 0;
  while (vm.run() == RunStatus::breakpoint) ++stops;
  CHECK(stops == 3);
  CHECK(host.out == "0\n1\n2\n");
}

TEST_CASE("cycles are found when many objects have been made") {
  Recorder host;
  Vm vm(host);
  REQUIRE(vm.load_main("class N: pass\nfor i in range(150000):\n    n = N(); n.me = n\n"));
  CHECK(vm.run() == RunStatus::finished);
  vm.heap.collect_cycles();
  CHECK(vm.heap.live_objects() < 50000);
}

TEST_CASE("an object goes the moment its last name lets go") {
  CHECK(output_of("class D:\n    def __del__(self): print('gone')\n"
                  "for i in range(2):\n    d = D()\nprint('loop done')\nd = None\nprint('end')\n") ==
        "gone\nloop done\ngone\nend\n");
}
