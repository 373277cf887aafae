// Looking things up in the op table, and reading signature texts.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "base/assert.h"
#include "base/error.h"
#include "ops/op_def.h"

namespace logit {
namespace {

#define OP(result, name, params) &def::name,
#define FORM(result, name, params)
constexpr const OpDef* kAllOps[] = {
#include "ops/ops.def"
};
#undef OP
#undef FORM

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Calls use(word) for each word between spaces.
template <class Use>
void each_word(std::string_view text, Use use) {
  while (!(text = trim(text)).empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    use(text.substr(0, end));
    text.remove_prefix(end);
  }
}

Arg parse_default(std::string_view text, ParamKind::Type type) {
  if (text == "None") return Arg();
  if (text == "True") return Arg(true);
  if (text == "False") return Arg(false);
  if (text.front() == '\'' || text.front() == '"') return Arg(std::string(text.substr(1, text.size() - 2)));
  if (text == "inf") return Arg(HUGE_VAL);
  if (text == "-inf") return Arg(-HUGE_VAL);
  if (text.front() == '(' || text.front() == '[') {
    Shape list;
    std::string numbers(text.substr(1, text.size() - 2));
    for (char* at = numbers.data(); *at;) {
      char* end = at;
      const long long value = std::strtoll(at, &end, 10);
      if (end == at) break;
      list.push_back(value);
      at = *end == ',' ? end + 1 : end;
    }
    return Arg(std::move(list));
  }
  const std::string number(text);
  if (type == ParamKind::Type::real || number.find_first_of(".e") != std::string::npos) {
    return Arg(std::strtod(number.c_str(), nullptr));
  }
  if (type == ParamKind::Type::int_list) return Arg(Shape{std::strtoll(number.c_str(), nullptr, 10)});
  return Arg(std::int64_t{std::strtoll(number.c_str(), nullptr, 10)});
}

}  // namespace

Arg::Arg(Scalar value) {
  if (value.is_bool()) value_ = value.to_bool();
  else if (value.is_float()) value_ = value.to_double();
  else value_ = value.to_int();
}

Scalar Arg::number() const {
  if (const bool* value = std::get_if<bool>(&value_)) return Scalar(*value);
  if (const std::int64_t* value = std::get_if<std::int64_t>(&value_)) return Scalar(*value);
  if (const double* value = std::get_if<double>(&value_)) return Scalar(*value);
  return std::get<Tensor>(value_).item();  // a tensor where a number is wanted
}

std::string_view OpDef::name() const {
  const std::string_view text = forms[0].signature;
  return text.substr(0, text.find('('));
}

std::span<const Form> OpDef::all_forms() const {
  std::size_t count = 0;
  while (count < kMaxForms && forms[count].signature) ++count;
  return {forms, count};
}

std::vector<std::string_view> OpDef::names() const {
  std::vector<std::string_view> out;
  each_word(reference, [&](std::string_view word) { out.push_back(word); });
  return out;
}

std::span<const OpDef* const> all_ops() { return kAllOps; }

const OpDef* find_op(std::string_view public_name) {
  for (const OpDef* op : kAllOps) {
    bool found = false;
    each_word(op->reference, [&](std::string_view word) { found = found || word == public_name; });
    if (found) return op;
  }
  return nullptr;
}

const OpDef* find_op_by_grad_fn(std::string_view grad_fn) {
  for (const OpDef* op : kAllOps) {
    bool found = false;
    each_word(op->grad_fn, [&](std::string_view word) { found = found || word == grad_fn; });
    if (found) return op;
  }
  return nullptr;
}

Signature parse_signature(const Form& form) {
  Signature out;
  const std::string_view text = form.signature;
  const std::size_t open = text.find('(');
  out.name = text.substr(0, open);
  std::string_view rest = text.substr(open + 1, text.rfind(')') - open - 1);
  bool keyword_only = false;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= rest.size(); ++i) {
    if (i < rest.size()) {
      depth += rest[i] == '(' || rest[i] == '[';
      depth -= rest[i] == ')' || rest[i] == ']';
      if (rest[i] != ',' || depth > 0) continue;
    }
    std::string_view piece = trim(rest.substr(start, i - start));
    start = i + 1;
    if (piece.empty()) continue;
    if (piece == "*") {
      keyword_only = true;
      continue;
    }
    Param param;
    param.keyword_only = keyword_only;
    if (piece.front() == '*') {
      param.spread = true;
      piece.remove_prefix(1);
    }
    LOGIT_ASSERT(static_cast<int>(out.params.size()) < form.bound.count, form.signature);
    param.kind = form.bound.kinds[out.params.size()];
    const std::size_t equals = piece.find('=');
    param.name = trim(piece.substr(0, equals));
    if (equals != std::string_view::npos) {
      param.has_default = true;
      param.default_value = parse_default(trim(piece.substr(equals + 1)), param.kind.type);
      if (param.default_value.is_none()) param.kind.optional = true;
    }
    out.params.push_back(std::move(param));
  }
  LOGIT_ASSERT(static_cast<int>(out.params.size()) == form.bound.count, form.signature);
  return out;
}

}  // namespace logit
