// The match statement and its patterns.
#include "script/ast/parser_impl.h"

namespace logit::script {

namespace {
using K = TokenKind;
}

/// `match subject:` with at least one case; null, with anything consumed, when `match` is an ordinary name here.
Stmt* Parser::match_statement() {
  const std::size_t first = advance();
  Expr* value = subject();
  if (!at(K::colon) || kind(1) != K::newline || kind(2) != K::indent || failed_) return nullptr;
  advance();
  advance();
  advance();
  if (!at_name("case")) return nullptr;
  List<MatchCase*> cases(case_stack_);
  while (at_name("case")) cases.add(match_case());
  expect(K::dedent);
  return statement<Match>(NodeKind::Match, first, value, cases.take(arena_));
}

Expr* Parser::subject() {
  const std::size_t begin = pos_;
  const bool starred = at(K::star);
  Expr* expr = star_named_expression();
  if (!at(K::comma)) {
    if (starred) fail();
    return expr;
  }
  List<Expr*> items(expr_stack_);
  items.add(expr);
  while (accept(K::comma)) {
    if (at(K::colon)) break;
    items.add(star_named_expression());
  }
  return tuple_of(begin, items);
}

MatchCase* Parser::match_case() {
  const std::size_t first = advance();
  Pattern* what = patterns();
  Expr* guard = accept(K::kw_if) ? named_expression() : nullptr;
  expect(K::colon);
  const Seq<Stmt*> body = block();
  return make<MatchCase>(NodeKind::match_case, first, 0, what, guard, body);
}

Pattern* Parser::patterns() {
  const std::size_t first = pos_;
  const bool starred = at(K::star);
  Pattern* one = maybe_star_pattern();
  if (!at(K::comma)) {
    if (starred) fail();
    return one;
  }
  List<Pattern*> items(pattern_stack_);
  items.add(one);
  while (accept(K::comma)) {
    if (at(K::colon) || at(K::kw_if)) break;
    items.add(maybe_star_pattern());
  }
  const Seq<Pattern*> all = items.take(arena_);
  return make<MatchSequence>(NodeKind::MatchSequence, first, height_of(all), all);
}

/// A name that a pattern may bind: not _, and not the beginning of a value or class pattern.
bool Parser::at_capture() const {
  return at(K::name) && !at_name("_") && kind(1) != K::dot && kind(1) != K::lpar && kind(1) != K::equal;
}

Pattern* Parser::maybe_star_pattern() {
  if (!at(K::star)) return pattern();
  const std::size_t first = advance();
  if (at_name("_")) {
    advance();
    return make<MatchStar>(NodeKind::MatchStar, first, 0, Identifier());
  }
  if (!at_capture()) fail();
  return make<MatchStar>(NodeKind::MatchStar, first, 0, expect_identifier());
}

Pattern* Parser::pattern() {
  const Nest nest(*this);
  const std::size_t first = pos_;
  Pattern* inner = or_pattern();
  if (!accept(K::kw_as)) return inner;
  if (!at_capture()) fail();
  const Identifier name = expect_identifier();
  return make<MatchAs>(NodeKind::MatchAs, first, inner->height, inner, name);
}

Pattern* Parser::or_pattern() {
  const std::size_t first = pos_;
  Pattern* one = closed_pattern();
  if (!at(K::vbar)) return one;
  List<Pattern*> items(pattern_stack_);
  items.add(one);
  while (accept(K::vbar)) items.add(closed_pattern());
  const Seq<Pattern*> all = items.take(arena_);
  return make<MatchOr>(NodeKind::MatchOr, first, height_of(all), all);
}

Pattern* Parser::closed_pattern() {
  const std::size_t first = pos_;
  const auto singleton = [&](ConstantKind value) -> Pattern* {
    advance();
    return make<MatchSingleton>(NodeKind::MatchSingleton, first, 0, value);
  };
  switch (kind()) {
    case K::kw_none: return singleton(ConstantKind::none);
    case K::kw_true: return singleton(ConstantKind::true_);
    case K::kw_false: return singleton(ConstantKind::false_);
    case K::number:
    case K::minus:
    case K::string: {
      Expr* value = literal_expression();
      return make<MatchValue>(NodeKind::MatchValue, first, value->height, value);
    }
    case K::lsqb:
      advance();
      return sequence_pattern(first, K::rsqb);
    case K::lpar: {
      advance();
      if (at(K::rpar) || at(K::star)) return sequence_pattern(first, K::rpar);
      Pattern* inner = pattern();
      if (at(K::comma)) {
        List<Pattern*> items(pattern_stack_);
        items.add(inner);
        while (accept(K::comma)) {
          if (at(K::rpar)) break;
          items.add(maybe_star_pattern());
        }
        expect(K::rpar);
        const Seq<Pattern*> all = items.take(arena_);
        return make<MatchSequence>(NodeKind::MatchSequence, first, height_of(all), all);
      }
      expect(K::rpar);
      return inner;
    }
    case K::lbrace: return mapping_pattern();
    case K::name: {
      if (at_name("_")) {
        advance();
        return make<MatchAs>(NodeKind::MatchAs, first, 0, static_cast<Pattern*>(nullptr), Identifier());
      }
      if (at_capture()) {
        const Identifier name = expect_identifier();
        return make<MatchAs>(NodeKind::MatchAs, first, 0, static_cast<Pattern*>(nullptr), name);
      }
      Expr* value = name_or_attribute();
      if (at(K::lpar)) return class_pattern(first, value);
      if (value->kind != NodeKind::Attribute || at(K::equal)) fail();
      return make<MatchValue>(NodeKind::MatchValue, first, value->height, value);
    }
    default: fail(); return make<MatchSingleton>(NodeKind::MatchSingleton, first, 0, ConstantKind::none);
  }
}

/// Behind the opening bracket. In round ones a single star pattern needs its comma.
Pattern* Parser::sequence_pattern(std::size_t first, K close) {
  List<Pattern*> items(pattern_stack_);
  bool comma = true;
  while (!at(close) && comma) {
    items.add(maybe_star_pattern());
    comma = accept(K::comma);
  }
  if (close == K::rpar && items.size() == 1 && !comma) fail();
  expect(close);
  const Seq<Pattern*> all = items.take(arena_);
  return make<MatchSequence>(NodeKind::MatchSequence, first, height_of(all), all);
}

Pattern* Parser::mapping_pattern() {
  const std::size_t first = advance();
  List<Expr*> keys(expr_stack_);
  List<Pattern*> values(pattern_stack_);
  Identifier rest;
  while (!at(K::rbrace)) {
    if (accept(K::double_star)) {
      if (!at_capture()) fail();
      rest = expect_identifier();
      accept(K::comma);
      break;
    }
    Expr* key;
    if (at(K::name)) {
      key = name_or_attribute();
      if (key->kind != NodeKind::Attribute) fail();
    } else {
      key = literal_expression();
    }
    keys.add(key);
    expect(K::colon);
    values.add(pattern());
    if (!accept(K::comma)) break;
  }
  expect(K::rbrace);
  const Seq<Pattern*> all = values.take(arena_);
  return make<MatchMapping>(NodeKind::MatchMapping, first, height_of(all), keys.take(arena_), all, rest);
}

Pattern* Parser::class_pattern(std::size_t first, Expr* cls) {
  expect(K::lpar);
  List<Pattern*> positional(pattern_stack_);
  List<Identifier> names(name_stack_);
  while (!at(K::rpar) && !(at(K::name) && kind(1) == K::equal)) {
    positional.add(pattern());
    if (!accept(K::comma)) break;
  }
  const Seq<Pattern*> args = positional.take(arena_);
  List<Pattern*> named(pattern_stack_);
  while (at(K::name) && kind(1) == K::equal) {
    names.add(expect_identifier());
    advance();
    named.add(pattern());
    if (!accept(K::comma)) break;
  }
  expect(K::rpar);
  const Seq<Pattern*> values = named.take(arena_);
  const int height = std::max(height_of(args), height_of(values));
  return make<MatchClass>(NodeKind::MatchClass, first, higher(height, cls), cls, args, names.take(arena_), values);
}

Expr* Parser::name_or_attribute() {
  const std::size_t first = pos_;
  Expr* expr = atom();
  while (accept(K::dot)) {
    const Identifier name = expect_identifier();
    expr = make<Attribute>(NodeKind::Attribute, first, expr->height, expr, name, ExprContext::Load);
  }
  return expr;
}

Expr* Parser::signed_number() {
  const std::size_t first = pos_;
  const bool negative = accept(K::minus);
  if (!at(K::number)) {
    fail();
    return constant(ConstantKind::none);
  }
  Expr* value = number();
  return negative ? make<UnaryOp>(NodeKind::UnaryOp, first, value->height, UnaryOperator::USub, value) : value;
}

/// A number (perhaps negative, perhaps real ± imaginary), a string, None, True or False.
Expr* Parser::literal_expression() {
  switch (kind()) {
    case K::kw_none: return constant(ConstantKind::none);
    case K::kw_true: return constant(ConstantKind::true_);
    case K::kw_false: return constant(ConstantKind::false_);
    case K::string: return strings();
    default: break;
  }
  const std::size_t first = pos_;
  const auto is_imaginary = [](const Expr* e) {
    const Constant* c = e->if_a<Constant>();
    return c && c->value_kind == ConstantKind::imaginary;
  };
  Expr* real = signed_number();
  if (!at(K::plus) && !at(K::minus)) return real;
  const Operator op = at(K::plus) ? Operator::Add : Operator::Sub;
  advance();
  const UnaryOp* negated = real->if_a<UnaryOp>();
  if (is_imaginary(negated ? negated->operand : real) || !at(K::number)) fail();
  Expr* imaginary = at(K::number) ? number() : constant(ConstantKind::none);
  if (!is_imaginary(imaginary)) fail();
  return make<BinOp>(NodeKind::BinOp, first, 1, real, op, imaginary);
}

}  // namespace logit::script
