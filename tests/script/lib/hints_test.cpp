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
      {"NameError", "name 'np' is not defined", "import numpy"},
      {"NameError", "name 'math' is not defined. Did you forget to import 'math'?", "import"},
      {"NameError", "name 'self' is not defined. Did you mean: 'set'?", "parameter"},
      {"NameError", "name 'true' is not defined. Did you mean: 'True'?", "True"},
      {"TypeError", "object of type 'int' has no len()", "len(str(x))"},
      {"TypeError", "sequence item 0: expected str instance, int found", "map(str"},
      {"TypeError", "'float' object cannot be interpreted as an integer", "//"},
      {"TypeError", "argument of type 'int' is not iterable", "`in`"},
      {"TypeError", "'list' object is not callable", "parenthesis"},
      {"TypeError", "'str' object is not callable", "name of a function"},
      {"TypeError", "'<' not supported between instances of 'int' and 'str'", "ordered"},
      {"TypeError", "can't multiply sequence by non-int of type 'float'", "repeats"},
      {"TypeError", "'builtin_function_or_method' object is not subscriptable", "round brackets"},
      {"TypeError", "f() got an unexpected keyword argument 'z'", "spelling"},
      {"ValueError", "list.remove(x): x not in list", "no such item"},
      {"ValueError", "could not convert string to float: '1,5'", "comma"},
      {"ValueError", "Unknown format code 'f' for object of type 'str'", "numbers"},
      {"ValueError", "math domain error", "logarithm"},
      {"AttributeError", "'str' object has no attribute 'push'", "spelling"},
      {"AttributeError", "module 'math' has no attribute 'squareroot'", "spelling"},
      {"FileNotFoundError", "[Errno 2] No such file or directory: 'x.csv'", "session"},
      {"NotImplementedError", "eval() is not available in logit: scripts cannot run text as code", "harm"},
      {"SyntaxError", "not supported in logit: async def", "does not run"},
      {"SyntaxError", "invalid syntax", "line above"},
      {"SyntaxError", "invalid syntax. Perhaps you forgot a comma?", "comma"},
      {"SyntaxError", "unterminated string literal (detected at line 3)", "quote"},
      {"SyntaxError", "f-string: expecting '}'", "braces"},
      {"SyntaxError", "positional argument follows keyword argument", "first"},
      {"SyntaxError", "'break' outside loop", "loop"},
      {"SyntaxError", "'return' outside function", "def"},
      {"SyntaxError", "closing parenthesis ']' does not match opening parenthesis '('", "bracket"},
      {"SyntaxError", "Missing parentheses in call to 'print'. Did you mean print(...)?", "Python 2"},
      {"SyntaxError", "invalid decimal literal", "digit"},
      {"IndentationError", "unexpected indent", "further to the right"},
      {"IndentationError", "unindent does not match any outer indentation level", "four spaces"},
      {"TabError", "inconsistent use of tabs and spaces in indentation", "spaces"},
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
