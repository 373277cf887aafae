// The data sets that the lab brings along: each is whole, runs, and has two classes; and where one goes in a script.
#include "lab/models/data_sets.h"

#include <doctest/doctest.h>

#include <set>

#include "session/session.h"

using namespace logit;
using namespace logit::lab;

namespace {

std::string printed(Session& session, const std::string& script) {
  std::string text;
  session.load(script);
  session.advance(Budget::unlimited());
  session.events().read(0, [&](const Event& event) {
    if (const auto* line = std::get_if<Printed>(&event)) text += line->text;
  });
  return text;
}

}  // namespace

TEST_CASE("every data set has titles and gives X and y of two classes, the same with the same seed") {
  const std::vector<DataSet> sets = data_sets();
  std::set<std::string_view> names;
  for (const DataSet& set : sets) {
    CAPTURE(set.name);
    names.insert(set.name);
    CHECK_FALSE(set.vi.empty());
    CHECK_FALSE(set.en.empty());
    CHECK(set.vi != set.en);
    CHECK((set.file_name.empty() == (set.code.find(".csv") == std::string_view::npos)));
    Session session;
    if (!set.file_name.empty()) session.files().write(set.file_name, std::string(set.file));
    const std::string once = "torch.manual_seed(3)\n" + set.lines(Language::vi) + "first = X\n";
    CHECK(printed(session, "import torch\n" + once + once +
                               "print(torch.equal(first, X), len(X) == len(y) > 20, X.dim(), y.shape[1], y.unique(), X.dtype, y.dtype)\n") ==
          "True True 2 1 tensor([0., 1.]) torch.float32 torch.float32\n");
    CHECK(session.exit_status() == 0);
  }
  CHECK(names == std::set<std::string_view>{"separable", "blobs", "xor", "circles", "moons", "spiral", "orings", "iris"});
}

TEST_CASE("a straight line separates the separable set, and no line separates XOR") {
  for (const DataSet& set : data_sets()) {
    if (set.name != "separable" && set.name != "xor") continue;
    CAPTURE(set.name);
    Session session;
    const std::string right = printed(session, "import torch\ntorch.manual_seed(0)\n" + set.lines(Language::en) + R"(
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=10.0)
for _ in range(300):
    optimizer.zero_grad()
    torch.nn.functional.binary_cross_entropy_with_logits(model(X), y).backward()
    optimizer.step()
print(((model(X) > 0) == y).float().mean().item())
)");
    CHECK(session.exit_status() == 0);
    if (set.name == "separable") CHECK(right == "1.0\n");
    else CHECK(std::stod(right) < 0.75);
  }
}

TEST_CASE("a data set goes behind the head of a script and never into a statement") {
  const std::vector<std::string> lines = {"# about", "import torch", "", "torch.manual_seed(0)", "", "def f(x):", "    return x", "", "y = f(",
                                          "    1", ")", ""};
  CHECK(line_for_data(lines, 0) == 4);
  CHECK(line_for_data(lines, 2) == 4);
  CHECK(line_for_data(lines, 5) == 5);
  CHECK(line_for_data(lines, 6) == 5);
  CHECK(line_for_data(lines, 9) == 8);
  CHECK(line_for_data(lines, 10) == 8);
  CHECK(line_for_data({""}, 0) == 0);
  CHECK(line_for_data({"import torch"}, 0) == 1);
  CHECK(line_for_data({"# only a comment", "x = 1"}, 0) == 0);
}
