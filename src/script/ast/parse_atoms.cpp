// What operators work on: names, literals, displays, comprehensions, and calls, subscripts and attributes of them.
#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "script/ast/parser_impl.h"

namespace logit::script {

namespace {
using K = TokenKind;
}

// ------------------------------------------------------------------------------------------------ primaries

Expr* Parser::primary() {
  const std::size_t first = pos_;
  Expr* expr = atom();
  while (true) {
    switch (kind()) {
      case K::dot: {
        advance();
        const Identifier name = expect_identifier();
        expr = make<Attribute>(NodeKind::Attribute, first, expr->height, expr, name, ExprContext::Load);
        break;
      }
      case K::lpar: {
        const std::size_t lpar = advance();
        Seq<Expr*> args;
        Seq<Keyword*> keywords;
        arguments(args, keywords, true, lpar);
        int height = higher(height_of(args), expr);
        for (const Keyword* k : keywords) height = higher(height, k->value);
        expr = make<Call>(NodeKind::Call, first, height, expr, args, keywords);
        break;
      }
      case K::lsqb: {
        advance();
        Expr* index = slices();
        expect(K::rsqb);
        expr = make<Subscript>(NodeKind::Subscript, first, height_of({expr, index}), expr, index, ExprContext::Load);
        break;
      }
      default: return expr;
    }
  }
}

/// The arguments of a call or of a class statement, up to and with the closing bracket. Positional and *starred
/// ones come first; after a keyword only *starred and keywords; after a **mapping only keywords and **mappings.
void Parser::arguments(Seq<Expr*>& args, Seq<Keyword*>& keywords, bool allow_generator, std::size_t lpar) {
  List<Expr*> positional(expr_stack_);
  List<Keyword*> named(keyword_stack_);
  bool mapping = false;
  while (!at(K::rpar)) {
    const std::size_t first = pos_;
    if (at(K::star)) {
      if (mapping) fail();
      advance();
      Expr* value = expression();
      positional.add(make<Starred>(NodeKind::Starred, first, value->height, value, ExprContext::Load));
    } else if (accept(K::double_star)) {
      Expr* value = expression();
      named.add(make<Keyword>(NodeKind::keyword, first, 0, Identifier(), value));
      mapping = true;
    } else if (at(K::name) && kind(1) == K::equal) {
      const Identifier name = identifier(advance());
      advance();
      Expr* value = expression();
      named.add(make<Keyword>(NodeKind::keyword, first, 0, name, value));
    } else {
      if (named.size()) fail();
      Expr* value = named_expression();
      if (at_comprehension() && allow_generator && positional.size() == 0) {
        const Seq<Comprehension*> generators = comprehension_clauses();
        expect(K::rpar);
        int height = value->height;
        for (const Comprehension* c : generators) height = higher(height, c);
        positional.add(make<Comp>(NodeKind::GeneratorExp, lpar, height, value, generators));
        args = positional.take(arena_);
        return;
      }
      positional.add(value);
    }
    if (!accept(K::comma)) break;
  }
  expect(K::rpar);
  args = positional.take(arena_);
  keywords = named.take(arena_);
}

Expr* Parser::slices() {
  const std::size_t first = pos_;
  const bool starred = at(K::star);
  const auto one = [&]() -> Expr* {
    if (!at(K::star)) return slice();
    const std::size_t star = advance();
    Expr* value = expression();
    return make<Starred>(NodeKind::Starred, star, value->height, value, ExprContext::Load);
  };
  Expr* expr = one();
  if (!at(K::comma) && !starred) return expr;
  List<Expr*> items(expr_stack_);
  items.add(expr);
  while (accept(K::comma)) {
    if (at(K::rsqb)) break;
    items.add(one());
  }
  return tuple_of(first, items);
}

Expr* Parser::slice() {
  const std::size_t first = pos_;
  Expr* lower = nullptr;
  if (!at(K::colon)) {
    lower = named_expression();
    if (!at(K::colon)) return lower;
    if (lower->kind == NodeKind::NamedExpr && tokens_[first].kind != K::lpar) fail();
  }
  advance();
  const auto part = [&]() -> Expr* { return begins_expression(kind()) ? expression() : nullptr; };
  Expr* upper = part();
  Expr* step = accept(K::colon) ? part() : nullptr;
  return make<Slice>(NodeKind::Slice, first, height_of({lower, upper, step}), lower, upper, step);
}

// ----------------------------------------------------------------------------------------------------- atoms

Expr* Parser::atom() {
  switch (kind()) {
    case K::name: {
      const std::size_t first = advance();
      return make<Name>(NodeKind::Name, first, 0, identifier(first), ExprContext::Load);
    }
    case K::number: return number();
    case K::string: return strings();
    case K::lpar: return parenthesized();
    case K::lsqb: return list_display();
    case K::lbrace: return brace_display();
    case K::kw_none: return constant(ConstantKind::none);
    case K::kw_true: return constant(ConstantKind::true_);
    case K::kw_false: return constant(ConstantKind::false_);
    case K::ellipsis: return constant(ConstantKind::ellipsis);
    default: fail(); return constant(ConstantKind::none);
  }
}

Expr* Parser::constant(ConstantKind value) {
  const std::size_t first = failed_ ? pos_ : advance();
  return make<Constant>(NodeKind::Constant, first, 0, value, std::uint8_t(0), false, std::int64_t(0), 0.0,
                        std::string_view());
}

Expr* Parser::number() {
  Constant* result = constant(ConstantKind::int_)->as<Constant>();
  std::string digits;
  for (char c : stream_.text(tokens_[last_])) {
    if (c != '_') digits += c;
  }
  int base = 10;
  if (digits.size() > 2 && digits[0] == '0') {
    const int letter = digits[1] | 0x20;
    base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
  }
  if (base != 10) {
    digits.erase(0, 2);
  } else if ((digits.back() | 0x20) == 'j') {
    digits.pop_back();
    result->value_kind = ConstantKind::imaginary;
    result->number = std::strtod(digits.c_str(), nullptr);
    return result;
  } else if (digits.find_first_of(".eE") != std::string::npos) {
    result->value_kind = ConstantKind::float_;
    result->number = std::strtod(digits.c_str(), nullptr);
    return result;
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  errno = 0;
  const long long value = std::strtoll(digits.c_str(), nullptr, base);
  if (errno == 0) {
    result->integer = value;
    return result;
  }
  if (base == 10 && digits.size() > 4300) fail();  // CPython's limit against quadratic conversion
  result->value_kind = ConstantKind::big_int;
  result->base = static_cast<std::uint8_t>(base);
  result->text = arena_.copy(std::string_view(digits));
  return result;
}

Expr* Parser::strings() {
  const std::size_t first = pos_;
  while (at(K::string)) advance();
  Expr* result = concatenate_strings(first, pos_ - first, nullptr);
  if (result) return result;
  fail();
  return constant(ConstantKind::none);
}

Expr* Parser::parenthesized() {
  const std::size_t first = advance();
  if (accept(K::rpar)) return make<Tuple>(NodeKind::Tuple, first, 0, Seq<Expr*>(), ExprContext::Load);
  if (at(K::kw_yield)) {
    Expr* inner = yield_expression();
    expect(K::rpar);
    return inner;
  }
  const bool starred = at(K::star);
  Expr* inner = star_named_expression();
  if (at(K::comma)) {
    List<Expr*> items(expr_stack_);
    items.add(inner);
    while (accept(K::comma)) {
      if (at(K::rpar)) break;
      items.add(star_named_expression());
    }
    expect(K::rpar);
    return tuple_of(first, items);
  }
  if (starred) fail();
  if (at_comprehension()) {
    const Seq<Comprehension*> generators = comprehension_clauses();
    expect(K::rpar);
    int height = inner->height;
    for (const Comprehension* c : generators) height = higher(height, c);
    return make<Comp>(NodeKind::GeneratorExp, first, height, inner, generators);
  }
  expect(K::rpar);
  return inner;
}

Expr* Parser::list_display() {
  const std::size_t first = advance();
  List<Expr*> items(expr_stack_);
  while (!at(K::rsqb)) {
    const bool starred = at(K::star);
    items.add(star_named_expression());
    if (at_comprehension() && items.size() == 1 && !starred) {
      const Seq<Comprehension*> generators = comprehension_clauses();
      expect(K::rsqb);
      Expr* elt = items[0];
      int height = elt->height;
      for (const Comprehension* c : generators) height = higher(height, c);
      return make<Comp>(NodeKind::ListComp, first, height, elt, generators);
    }
    if (!accept(K::comma)) break;
  }
  expect(K::rsqb);
  const Seq<Expr*> elts = items.take(arena_);
  return make<logit::script::List>(NodeKind::List, first, height_of(elts), elts, ExprContext::Load);
}

Expr* Parser::brace_display() {
  const std::size_t first = advance();
  if (at(K::rbrace) || at(K::double_star)) return dict_display(first, nullptr);
  const bool starred = at(K::star);
  Expr* item = star_named_expression();
  if (at(K::colon)) {
    if (starred || (item->kind == NodeKind::NamedExpr && tokens_[first + 1].kind != K::lpar)) fail();
    return dict_display(first, item);
  }
  if (at_comprehension() && !starred) {
    const Seq<Comprehension*> generators = comprehension_clauses();
    expect(K::rbrace);
    int height = item->height;
    for (const Comprehension* c : generators) height = higher(height, c);
    return make<Comp>(NodeKind::SetComp, first, height, item, generators);
  }
  List<Expr*> items(expr_stack_);
  items.add(item);
  while (accept(K::comma)) {
    if (at(K::rbrace)) break;
    items.add(star_named_expression());
  }
  expect(K::rbrace);
  const Seq<Expr*> elts = items.take(arena_);
  return make<Set>(NodeKind::Set, first, height_of(elts), elts);
}

/// Behind `{`, or behind `{ first_key`.
Expr* Parser::dict_display(std::size_t first, Expr* key) {
  List<Expr*> pairs(expr_stack_);  // key, value, key, value, …
  while (!at(K::rbrace)) {
    if (!key && accept(K::double_star)) {
      pairs.add(nullptr);
      pairs.add(binary(kBitOr));
    } else {
      pairs.add(key ? key : expression());
      key = nullptr;
      expect(K::colon);
      pairs.add(expression());
      if (at_comprehension() && pairs.size() == 2) {
        const Seq<Comprehension*> generators = comprehension_clauses();
        expect(K::rbrace);
        int height = height_of({pairs[0], pairs[1]});
        for (const Comprehension* c : generators) height = higher(height, c);
        return make<DictComp>(NodeKind::DictComp, first, height, pairs[0], pairs[1], generators);
      }
    }
    if (!accept(K::comma)) break;
  }
  expect(K::rbrace);
  const std::size_t count = pairs.size() / 2;
  Seq<Expr*> keys(static_cast<Expr**>(arena_.allocate(count * sizeof(Expr*))), count);
  Seq<Expr*> values(static_cast<Expr**>(arena_.allocate(count * sizeof(Expr*))), count);
  for (std::size_t i = 0; i < count; ++i) {
    keys[i] = pairs[2 * i];
    values[i] = pairs[2 * i + 1];
  }
  const int height = std::max(height_of(keys), height_of(values));
  return make<Dict>(NodeKind::Dict, first, height, keys, values);
}

Expr* Parser::lambda() {
  const std::size_t first = advance();
  Arguments* args = parameters(K::colon);
  expect(K::colon);
  Expr* body = expression();
  int height = std::max(height_of(args->defaults), height_of(args->kw_defaults));
  return make<Lambda>(NodeKind::Lambda, first, higher(height, body), args, body);
}

Seq<Comprehension*> Parser::comprehension_clauses() {
  List<Comprehension*> clauses(comprehension_stack_);
  while (at_comprehension()) {
    const std::size_t first = pos_;
    const bool is_async = accept(K::kw_async);
    expect(K::kw_for);
    Expr* target = star_targets();
    expect(K::kw_in);
    Expr* iter = binary(kOr);
    List<Expr*> ifs(expr_stack_);
    while (accept(K::kw_if)) ifs.add(binary(kOr));
    const Seq<Expr*> conditions = ifs.take(arena_);
    const int height = higher(higher(height_of(conditions), iter), target);
    clauses.add(make<Comprehension>(NodeKind::comprehension, first, height, target, iter, conditions, is_async));
  }
  return clauses.take(arena_);
}

}  // namespace logit::script
