// What a stranger's script may try: to ask for more than there is, at once or in many small pieces, through every door. Each ends with the
// Python error that it should, soon, and leaves the session as it was: nothing alive, and fit for the next script.
#include <doctest/doctest.h>

#include <string>

#include "session/session.h"

using namespace logit;

namespace {

constexpr const char* kGreedy[] = {
    // tensors that cannot be
    "torch.zeros(10**12)",
    "torch.zeros(10**6, 10**6)",
    "torch.eye(10**6)",
    "torch.arange(10**12)",
    "torch.ones(3).expand(10**9, 3).clone()",
    "torch.ones(2).repeat(10**10)",
    "torch.nn.Linear(10**6, 10**6)",
    "torch.nn.functional.pad(torch.ones(1), (10**10, 10**10))",
    "torch.nn.functional.one_hot(torch.tensor([10**12]))",
    "torch.bincount(torch.tensor([10**12]))",
    "torch.multinomial(torch.ones(3), 10**11, replacement=True)",
    "torch.randperm(10**10)",
    "torch.cartesian_prod(*[torch.arange(1000)] * 5)",
    "x = torch.ones(10**4); x[:, None] * x[None, :]",
    "np.zeros((10**6, 10**6))",
    "np.meshgrid(np.arange(10**6), np.arange(10**6))",
    "np.loadtxt(['1 ' * 10**6] * 200)",
    "make_moons(10**12)",
    // lists of places beside them, and very many of them
    "torch.combinations(torch.arange(10**4), r=4)",
    "torch.combinations(torch.arange(3), r=10**12)",
    "torch.tril_indices(10**9, 10**9)",
    "torch.triu_indices(10**12, 1)",
    "torch.repeat_interleave(torch.ones(1), torch.tensor([10**12]))",
    "torch.ones(1).expand(10**9)",
    "torch.ones(1).expand(10**15).sum()",
    "torch.zeros(0, 3).chunk(10**12)",
    "torch.ones(10**6).split(1)",
    "torch.ones(10**6).unbind()",
    "torch.vander(torch.ones(10), 10**11)",
    "torch.linalg.qr(torch.ones(10**6, 1), mode='complete')",
    "keep = []\nwhile True: keep.append(torch.ones(()))",
    // the language
    "'x' * 10**10",
    "[0] * 10**10",
    "list(range(10**12))",
    "10**10**8",
    "print('a' * 10**9)",
    "'%1000000000d' % 1",
    "f'{1:1000000000}'",
    "'abc'.ljust(10**10)",
    "'a'.join(['b'] * 10**9)",
    "list(itertools.product(range(1000), repeat=4))",
    "f = open('big', 'w')\nwhile True: f.write('x' * 10**6)",
};

constexpr const char* kDeep[] = {
    "def f(n): return f(n + 1)\nf(0)",
    "a = []\nfor i in range(10**5): a = [a]\nrepr(a)",
    "a = []\nfor i in range(10**5): a = [a]\njson.dumps(a)",
    "json.loads('[' * 10**6)",
};

constexpr const char* kSlow[] = {
    "torch.linalg.svd(torch.ones(1500, 1500))",
    "torch.linalg.eigh(torch.ones(1000, 1000))",
    "torch.det(torch.ones(300, 300, requires_grad=True)).backward()",
};

// Ends with this error, and the session is as before.
void check_ends(const std::string& body, const std::string& error) {
  CAPTURE(body);
  SessionOptions options;
  options.limits.memory_bytes = 48u << 20;
  options.limits.instructions = 50'000'000;
  Session session(options);
  REQUIRE(session.load("import json, itertools, torch\nimport numpy as np\nfrom sklearn.datasets import make_moons\n" + body + "\n"));
  session.advance(Budget::unlimited());
  CHECK(session.exit_status() == 1);
  std::string type;
  session.events().read(0, [&](const Event& event) {
    if (const auto* raised = std::get_if<ErrorRaised>(&event)) type = raised->type;
  });
  CHECK(type == error);
  REQUIRE(session.load("import torch\nprint(torch.ones(2).sum())\n"));
  session.advance(Budget::unlimited());
  CHECK(session.exit_status() == 0);
  session.reset();
  CHECK(session.live_tensors() == 0);
  CHECK(session.memory_bytes() == 0);
}

}  // namespace

TEST_CASE("a script that asks for too much gets a MemoryError") {
  for (const char* body : kGreedy) check_ends(body, "MemoryError");
}

TEST_CASE("data as deep as a well ends as a RecursionError") {
  for (const char* body : kDeep) check_ends(body, "RecursionError");
}

TEST_CASE("a decomposition that would keep the page busy is refused before it begins") {
  for (const char* body : kSlow) check_ends(body, "RuntimeError");
}
