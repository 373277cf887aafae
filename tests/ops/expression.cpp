#include "expression.h"

#include <cctype>
#include <cmath>
#include <cstdlib>

#include <doctest/doctest.h>

#include "autograd/grad_meta.h"
#include "base/format.h"
#include "ops/ops.h"

namespace logit {
namespace {

class Parser {
 public:
  Parser(std::string_view text, Evaluation& evaluation) : text_(text), evaluation_(evaluation) {}

  Arg run() {
    Arg value = expression();
    skip();
    REQUIRE_MESSAGE(at_ == text_.size(), std::string(text_));
    return value;
  }

 private:
  // A literal list keeps its structure until it is known what it is for.
  struct List {
    std::vector<Arg> items;
    std::vector<List> lists;
  };

  void skip() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool take(char c) {
    skip();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void expect(char c) { REQUIRE_MESSAGE(take(c), std::string(std::string(text_) + " at " + std::to_string(at_))); }

  std::string name() {
    skip();
    std::string out;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_' || text_[at_] == '.')) {
      out += text_[at_++];
    }
    return out;
  }

  Arg expression() {
    Arg value = primary();
    for (;;) {
      skip();
      if (at_ >= text_.size() || text_[at_] != '.') return value;
      ++at_;
      std::string method = name();
      // A chain of names without calls between: attributes one after the other.
      const std::size_t dot = method.find('.');
      if (dot != std::string::npos) {
        at_ -= method.size() - dot;
        method.resize(dot);
      }
      std::vector<Arg> positional{value};
      std::vector<std::pair<std::string, Arg>> keywords;
      if (take('(')) arguments(positional, keywords);
      value = call("Tensor." + method, std::move(positional), keywords);
    }
  }

  Arg primary() {
    skip();
    const char c = text_[at_];
    if (c == '[' || c == '(') return list_value(list());
    if (c == '\'') {
      const std::size_t end = text_.find('\'', at_ + 1);
      std::string value(text_.substr(at_ + 1, end - at_ - 1));
      at_ = end + 1;
      return Arg(std::move(value));
    }
    if (c == '-' || std::isdigit(static_cast<unsigned char>(c))) return number();
    const std::string word = name();
    if (word == "True") return Arg(true);
    if (word == "False") return Arg(false);
    if (word == "None") return Arg();
    if (word.starts_with("torch.")) {
      if (const auto dtype = dtype_from_name(std::string_view(word).substr(6)); dtype && !take_look('(')) return Arg(*dtype);
    }
    expect('(');
    if (word == "torch.tensor") return literal();
    if (word == "float") {
      const Arg text = primary();
      expect(')');
      return Arg(std::strtod(text.string().c_str(), nullptr));
    }
    std::vector<Arg> positional;
    std::vector<std::pair<std::string, Arg>> keywords;
    arguments(positional, keywords);
    return call(word, std::move(positional), keywords);
  }

  bool take_look(char c) {
    skip();
    return at_ < text_.size() && text_[at_] == c;
  }

  Arg number() {
    const std::string rest(text_.substr(at_));
    char* end = nullptr;
    const double real = std::strtod(rest.c_str(), &end);
    const std::string digits = rest.substr(0, static_cast<std::size_t>(end - rest.c_str()));
    if (digits == "-" || digits.empty()) {  // -float('inf')
      ++at_;
      return Arg(-primary().real());
    }
    at_ += digits.size();
    if (digits.find_first_of(".e") != std::string::npos) return Arg(real);
    return Arg(std::int64_t{std::strtoll(digits.c_str(), nullptr, 10)});
  }

  // Calls item() for each element between the brackets.
  template <class Item>
  void between(char close, Item item) {
    while (!take(close)) {
      item();
      if (!take(',')) {
        expect(close);
        return;
      }
    }
  }

  List list() {
    const char close = text_[at_++] == '[' ? ']' : ')';
    List out;
    between(close, [&] {
      skip();
      if (text_[at_] == '[' || text_[at_] == '(') out.lists.push_back(list());
      else out.items.push_back(expression());
    });
    return out;
  }

  static Arg list_value(const List& list) {
    if (!list.items.empty() && list.items[0].kind() == Arg::Kind::tensor) {
      std::vector<Tensor> tensors;
      for (const Arg& item : list.items) tensors.push_back(item.tensor());
      return Arg(std::move(tensors));
    }
    Shape ints;
    for (const Arg& item : list.items) ints.push_back(item.integer());
    return Arg(std::move(ints));
  }

  void arguments(std::vector<Arg>& positional, std::vector<std::pair<std::string, Arg>>& keywords) {
    between(')', [&] {
      const std::size_t start = at_;
      const std::string word = name();
      if (!word.empty() && take('=')) {
        keywords.emplace_back(word, expression());
      } else {
        at_ = start;
        positional.push_back(expression());
      }
    });
  }

  static void flatten(const List& list, std::vector<Arg>& out, Shape& sizes, std::size_t depth) {
    if (sizes.size() <= depth) sizes.push_back(static_cast<std::int64_t>(list.items.size() + list.lists.size()));
    for (const Arg& item : list.items) out.push_back(item);
    for (const List& inner : list.lists) flatten(inner, out, sizes, depth + 1);
  }

  // torch.tensor(…), after its opening parenthesis.
  Arg literal() {
    skip();
    std::vector<Arg> values;
    Shape sizes;
    if (text_[at_] == '[' || text_[at_] == '(') flatten(list(), values, sizes, 0);
    else values.push_back(expression());
    std::optional<DType> dtype;
    while (take(',')) {
      REQUIRE(name() == "dtype");
      expect('=');
      dtype = expression().dtype();
    }
    expect(')');
    bool real = false, integer = false;
    for (const Arg& value : values) {
      real = real || value.kind() == Arg::Kind::real;
      integer = integer || value.kind() == Arg::Kind::integer;
    }
    const bool floating = real || values.empty();
    Tensor out = empty(sizes, dtype.value_or(floating ? evaluation_.real : integer ? DType::int64 : DType::boolean));
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Tensor cell = make_alias(out, Shape{}, Shape{}, static_cast<std::int64_t>(i));
      copy_elements(cell, full_of({}, values[i].number(), out.dtype()));
    }
    if (!floating) return Arg(out);
    if (evaluation_.replace) out = (*evaluation_.replace)[evaluation_.leaves.size()];
    if (evaluation_.strided) out = spread(out);
    if (evaluation_.requires_grad && !evaluation_.replace) set_requires_grad(out, true);
    evaluation_.leaves.push_back(out);
    return Arg(out);
  }

  // The same elements with every second place in memory unused and the dimensions turned around.
  static Tensor spread(const Tensor& x) {
    Shape strides(x.sizes().size());
    std::int64_t step = 2;
    for (std::size_t d = 0; d < strides.size(); ++d) {
      strides[d] = step;
      step *= x.sizes()[d] > 0 ? x.sizes()[d] : 1;
    }
    Tensor out = empty_strided(x.sizes(), strides, x.dtype());
    copy_elements(out, x);
    return out;
  }

  Arg call(const std::string& function, std::vector<Arg> positional, const std::vector<std::pair<std::string, Arg>>& keywords) {
    const OpDef* op = find_op(function);
    REQUIRE_MESSAGE(op != nullptr, std::string("no op " + function + " in " + std::string(text_)));
    std::vector<Arg> args;
    const Form* form = match_form(*op, positional, keywords, args);
    REQUIRE_MESSAGE(form != nullptr, std::string("no form of " + function + " takes the arguments in " + std::string(text_)));
    evaluation_.last_op = op;
    evaluation_.last_form = form;
    evaluation_.last_args = args;
    return form->bound.call(args.data());
  }

  std::string_view text_;
  Evaluation& evaluation_;
  std::size_t at_ = 0;
};

// Converts an argument to a parameter's kind; false if it does not fit.
bool fit(Arg& arg, const Param& param) {
  using Type = ParamKind::Type;
  const Arg::Kind kind = arg.kind();
  if (arg.is_none()) return param.kind.optional || param.has_default;
  switch (param.kind.type) {
    case Type::tensor: return kind == Arg::Kind::tensor;
    case Type::operand: return kind == Arg::Kind::tensor || arg.is_number();
    case Type::number: return arg.is_number();
    case Type::boolean: return kind == Arg::Kind::boolean;
    case Type::integer: return kind == Arg::Kind::integer;
    case Type::real: return kind == Arg::Kind::integer || kind == Arg::Kind::real;
    case Type::dtype: return kind == Arg::Kind::dtype;
    case Type::int_list:
      if (kind == Arg::Kind::integer) arg = Arg(Shape{arg.integer()});
      return arg.kind() == Arg::Kind::int_list;
    case Type::tensor_list:
      if (kind == Arg::Kind::int_list && arg.int_list().empty()) arg = Arg(std::vector<Tensor>());
      return arg.kind() == Arg::Kind::tensor_list;
    case Type::string: return kind == Arg::Kind::string;
    case Type::real_list: return kind == Arg::Kind::real_list;
    case Type::generator: return kind == Arg::Kind::generator;
  }
  return false;
}

std::string arg_repr(const Arg& value) {
  switch (value.kind()) {
    case Arg::Kind::none: return "None";
    case Arg::Kind::boolean: return value.boolean() ? "True" : "False";
    case Arg::Kind::integer: return std::to_string(value.integer());
    case Arg::Kind::tensor: return repr(value.tensor());
    default: return "?";
  }
}

}  // namespace

Arg evaluate(std::string_view text, Evaluation& evaluation) { return Parser(text, evaluation).run(); }

const Form* match_form(const OpDef& op, const std::vector<Arg>& positional,
                       const std::vector<std::pair<std::string, Arg>>& keywords, std::vector<Arg>& out) {
  for (const Form& form : op.all_forms()) {
    const Signature signature = parse_signature(form);
    out.clear();
    std::size_t next = 0, used = 0;
    bool ok = true;
    for (const Param& param : signature.params) {
      Arg arg;
      bool given = false;
      if (param.spread && next < positional.size() && !param.keyword_only) {
        if (positional[next].kind() == Arg::Kind::integer) {
          Shape ints;
          while (next < positional.size() && positional[next].kind() == Arg::Kind::integer) ints.push_back(positional[next++].integer());
          arg = Arg(std::move(ints));
          given = true;
        } else if (positional[next].kind() == Arg::Kind::tensor && param.kind.type == ParamKind::Type::tensor_list) {
          std::vector<Tensor> tensors;
          while (next < positional.size() && positional[next].kind() == Arg::Kind::tensor) tensors.push_back(positional[next++].tensor());
          arg = Arg(std::move(tensors));
          given = true;
        }
      }
      if (!given && !param.keyword_only && next < positional.size()) {
        arg = positional[next++];
        given = true;
      }
      for (const auto& [name, value] : keywords) {
        if (name != param.name) continue;
        ok = ok && !given;
        arg = value;
        given = true;
        ++used;
      }
      if (!given) {
        ok = ok && param.has_default;
        arg = param.default_value;
      } else {
        ok = ok && fit(arg, param);
      }
      if (!ok) break;
      out.push_back(std::move(arg));
    }
    if (ok && next == positional.size() && used == keywords.size()) return &form;
  }
  return nullptr;
}

std::string value_repr(const Arg& value, const Form* form) {
  if (value.kind() != Arg::Kind::tensor_list) return arg_repr(value);
  const std::vector<Tensor>& tensors = value.tensor_list();
  const std::string_view results = form->results;
  std::string out;
  if (!results.empty()) {
    const std::size_t open = results.find('(');
    out = "torch.return_types." + std::string(results.substr(0, open)) + "(";
    std::string_view fields = results.substr(open + 1, results.size() - open - 2);
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      const std::size_t comma = fields.find(", ");
      out += (i ? ",\n" : "\n") + std::string(fields.substr(0, comma)) + "=" + repr(tensors[i]);
      fields.remove_prefix(comma == std::string_view::npos ? fields.size() : comma + 2);
    }
    return out + ")";
  }
  for (std::size_t i = 0; i < tensors.size(); ++i) out += (i ? ", " : "(") + repr(tensors[i]);
  return out + (tensors.size() == 1 ? ",)" : ")");
}

}  // namespace logit
