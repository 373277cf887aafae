#include "script/vm/hints.h"

#include <string>

#include <doctest/doctest.h>

using logit::script::hint;

TEST_CASE("common mistakes get a hint in both languages") {
  const struct {
    const char* type;
    const char* message;
    const char* part;  // of the English text
  } cases[] = {
      {"NameError", "name 'pritn' is not defined. Did you mean: 'print'?", "spelled"},
      {"UnboundLocalError", "cannot access local variable 'x' where it is not associated with a value", "local"},
      {"TypeError", "can only concatenate str (not \"int\") to str", "f-string"},
      {"TypeError", "unsupported operand type(s) for +: 'int' and 'str'", "text"},
      {"TypeError", "unsupported operand type(s) for +: 'NoneType' and 'int'", "None"},
      {"TypeError", "'int' object is not iterable", "range(n)"},
      {"TypeError", "f() missing 1 required positional argument: 'b'", "too few"},
      {"TypeError", "P.move() takes 1 positional argument but 2 were given", "self"},
      {"TypeError", "list indices must be integers or slices, not str", "dictionaries"},
      {"TypeError", "list indices must be integers or slices, not tuple", "m[i][j]"},
      {"TypeError", "'str' object does not support item assignment", "changed"},
      {"TypeError", "unhashable type: 'list'", "tuple"},
      {"IndexError", "list index out of range", "n - 1"},
      {"KeyError", "'age'", "get("},
      {"AttributeError", "'NoneType' object has no attribute 'append'", "None"},
      {"AttributeError", "'list' object has no attribute 'shape'", "torch.tensor"},
      {"ValueError", "invalid literal for int() with base 10: '3.5'", "float()"},
      {"ValueError", "not enough values to unpack (expected 3, got 2)", "fewer"},
      {"ZeroDivisionError", "division by zero", "0"},
      {"RecursionError", "maximum recursion depth exceeded", "without end"},
      {"ModuleNotFoundError", "No module named 'pandas'", "module"},
      {"SyntaxError", "expected ':'", "colon"},
      {"SyntaxError", "'(' was never closed", "bracket"},
      {"SyntaxError", "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", "=="},
      {"IndentationError", "expected an indented block after 'if' statement on line 3", "indented"},
      {"RuntimeError", "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)", "columns"},
      {"RuntimeError", "grad can be implicitly created only for scalar outputs", "backward()"},
      {"RuntimeError", "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 0", "shapes"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.message);
    CHECK(hint(c.type, c.message, "en").find(c.part) != std::string_view::npos);
    CHECK_FALSE(hint(c.type, c.message, "vi").empty());
    CHECK(hint(c.type, c.message, "vi") != hint(c.type, c.message, "en"));
  }
}

TEST_CASE("special cases stand above general ones") {
  CHECK(hint("AttributeError", "'NoneType' object has no attribute 'grad_fn'", "en").find("backward") != std::string_view::npos);
  CHECK(hint("AttributeError", "'NoneType' object has no attribute 'x'", "en").find("backward") == std::string_view::npos);
}

TEST_CASE("no hint for what is rare, and no trouble with long messages") {
  CHECK(hint("ValueError", "tolerances must be non-negative", "en").empty());
  CHECK(hint("MyOwnError", "list index out of range", "en").empty());
  CHECK(hint("TypeError", std::string(1000000, '*'), "vi").empty());
}
