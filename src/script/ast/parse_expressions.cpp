// Expressions by precedence climbing: one function for all binary operators, one level of C++ recursion for
// each operand that is not on the left.
#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "script/ast/parser_impl.h"

namespace logit::script {

namespace {

using K = TokenKind;

// Binding strength. `not` is a prefix operator between `and` and comparisons.
enum Precedence { kNone = 0, kOr, kAnd, kNot, kCompare, kBitOr, kBitXor, kBitAnd, kShift, kSum, kTerm };

Precedence precedence_of(K kind) {
  switch (kind) {
    case K::kw_or: return kOr;
    case K::kw_and: return kAnd;
    case K::eq_equal: case K::not_equal: case K::less: case K::less_equal: case K::greater: case K::greater_equal:
    case K::kw_in: case K::kw_is: case K::kw_not: return kCompare;
    case K::vbar: return kBitOr;
    case K::circumflex: return kBitXor;
    case K::amper: return kBitAnd;
    case K::left_shift: case K::right_shift: return kShift;
    case K::plus: case K::minus: return kSum;
    case K::star: case K::slash: case K::double_slash: case K::percent: case K::at: return kTerm;
    default: return kNone;
  }
}

Operator operator_of(K kind) {
  switch (kind) {
    case K::vbar: return Operator::BitOr;
    case K::circumflex: return Operator::BitXor;
    case K::amper: return Operator::BitAnd;
    case K::left_shift: return Operator::LShift;
    case K::right_shift: return Operator::RShift;
    case K::plus: return Operator::Add;
    case K::minus: return Operator::Sub;
    case K::star: return Operator::Mult;
    case K::slash: return Operator::Div;
    case K::double_slash: return Operator::FloorDiv;
    case K::percent: return Operator::Mod;
    default: return Operator::MatMult;
  }
}

/// Whether an expression can begin with this token.
bool begins_expression(K kind) {
  switch (kind) {
    case K::name: case K::number: case K::string: case K::lpar: case K::lsqb: case K::lbrace: case K::ellipsis:
    case K::plus: case K::minus: case K::tilde: case K::kw_not: case K::kw_lambda: case K::kw_await: case K::kw_none:
    case K::kw_true: case K::kw_false:
      return true;
    default: return false;
  }
}

}  // namespace

// ------------------------------------------------------------------------------------- lists of expressions

Expr* Parser::tuple_of(std::size_t first, List<Expr*>& items) {
  const Seq<Expr*> elts = items.take(arena_);
  return make<Tuple>(NodeKind::Tuple, first, height_of(elts), elts, ExprContext::Load);
}

Expr* Parser::star_expressions() {
  const std::size_t first = pos_;
  Expr* expr = star_expression();
  if (!at(K::comma)) return expr;
  List<Expr*> items(expr_stack_);
  items.add(expr);
  while (accept(K::comma)) {
    if (!begins_expression(kind()) && !at(K::star)) break;
    items.add(star_expression());
  }
  return tuple_of(first, items);
}

Expr* Parser::star_expression() {
  if (!at(K::star)) return expression();
  const std::size_t first = advance();
  Expr* value = binary(kBitOr);
  return make<Starred>(NodeKind::Starred, first, value->height, value, ExprContext::Load);
}

Expr* Parser::star_named_expression() { return at(K::star) ? star_expression() : named_expression(); }

Expr* Parser::named_expression() {
  if (!at(K::name) || kind(1) != K::colon_equal) {
    Expr* expr = expression();
    if (at(K::colon_equal)) fail();
    return expr;
  }
  const std::size_t first = pos_;
  Expr* name = atom();
  set_context(name, ExprContext::Store, false);
  advance();
  Expr* value = expression();
  return make<NamedExpr>(NodeKind::NamedExpr, first, value->height, name, value);
}

Expr* Parser::yield_or_star_expressions() { return at(K::kw_yield) ? yield_expression() : star_expressions(); }

Expr* Parser::yield_expression() {
  const std::size_t first = pos_;
  expect(K::kw_yield);
  if (accept(K::kw_from)) {
    Expr* value = expression();
    return make<YieldFrom>(NodeKind::YieldFrom, first, value->height, value);
  }
  Expr* value = begins_expression(kind()) || at(K::star) ? star_expressions() : nullptr;
  return make<Yield>(NodeKind::Yield, first, height_of({value}), value);
}

// ------------------------------------------------------------------------------------------------ operators

Expr* Parser::expression() {
  const Nest nest(*this);
  if (at(K::kw_lambda)) return lambda();
  const std::size_t first = pos_;
  Expr* body = binary(kOr);
  if (!accept(K::kw_if)) return body;
  Expr* test = binary(kOr);
  expect(K::kw_else);
  Expr* orelse = expression();
  return make<IfExp>(NodeKind::IfExp, first, height_of({test, body, orelse}), test, body, orelse);
}

Expr* Parser::binary(int min_precedence) {
  const std::size_t first = pos_;
  Expr* left;
  if (at(K::kw_not)) {
    if (min_precedence > kNot) fail();
    const Nest nest(*this);
    advance();
    Expr* operand = binary(kNot);
    left = make<UnaryOp>(NodeKind::UnaryOp, first, operand->height, UnaryOperator::Not, operand);
  } else {
    left = factor();
  }
  while (true) {
    const K op = kind();
    const Precedence precedence = precedence_of(op);
    if (precedence == kNone || precedence < min_precedence) return left;
    if (precedence <= kAnd) {
      left = boolean_chain(first, left, precedence);
    } else if (precedence == kCompare) {
      if (op == K::kw_not && kind(1) != K::kw_in) return left;
      left = comparison_chain(first, left);
    } else {
      advance();
      Expr* right = binary(precedence + 1);
      left = make<BinOp>(NodeKind::BinOp, first, height_of({left, right}), left, operator_of(op), right);
    }
  }
}

Expr* Parser::boolean_chain(std::size_t first, Expr* left, int precedence) {
  const K op = kind();
  List<Expr*> values(expr_stack_);
  values.add(left);
  while (accept(op)) values.add(binary(precedence + 1));
  const Seq<Expr*> all = values.take(arena_);
  return make<BoolOp>(NodeKind::BoolOp, first, height_of(all), op == K::kw_or ? BoolOperator::Or : BoolOperator::And, all);
}

Expr* Parser::comparison_chain(std::size_t first, Expr* left) {
  List<Expr*> operands(expr_stack_);
  List<CmpOperator> ops(cmp_stack_);
  while (true) {
    CmpOperator op;
    switch (kind()) {
      case K::eq_equal: op = CmpOperator::Eq; break;
      case K::not_equal: op = CmpOperator::NotEq; break;
      case K::less: op = CmpOperator::Lt; break;
      case K::less_equal: op = CmpOperator::LtE; break;
      case K::greater: op = CmpOperator::Gt; break;
      case K::greater_equal: op = CmpOperator::GtE; break;
      case K::kw_in: op = CmpOperator::In; break;
      case K::kw_is: op = CmpOperator::Is; break;
      case K::kw_not: op = CmpOperator::NotIn; break;
      default: {
        const Seq<Expr*> comparators = operands.take(arena_);
        const int height = higher(height_of(comparators), left);
        return make<Compare>(NodeKind::Compare, first, height, left, ops.take(arena_), comparators);
      }
    }
    advance();
    if (op == CmpOperator::NotIn) expect(K::kw_in);
    if (op == CmpOperator::Is && accept(K::kw_not)) op = CmpOperator::IsNot;
    ops.add(op);
    operands.add(binary(kBitOr));
  }
}

Expr* Parser::factor() {
  UnaryOperator op;
  switch (kind()) {
    case K::plus: op = UnaryOperator::UAdd; break;
    case K::minus: op = UnaryOperator::USub; break;
    case K::tilde: op = UnaryOperator::Invert; break;
    default: return power();
  }
  const Nest nest(*this);
  const std::size_t first = advance();
  Expr* operand = factor();
  return make<UnaryOp>(NodeKind::UnaryOp, first, operand->height, op, operand);
}

Expr* Parser::power() {
  const std::size_t first = pos_;
  Expr* base;
  if (accept(K::kw_await)) {
    Expr* value = primary();
    base = make<Await>(NodeKind::Await, first, value->height, value);
  } else {
    base = primary();
  }
  if (!accept(K::double_star)) return base;
  const Nest nest(*this);
  Expr* exponent = factor();
  return make<BinOp>(NodeKind::BinOp, first, height_of({base, exponent}), base, Operator::Pow, exponent);
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

// --------------------------------------------------------------------------------------------------- targets

/// Makes `expr` a target: names, attributes, subscripts, and displays of them. False when it cannot be one.
bool Parser::set_context(Expr* expr, ExprContext ctx, bool allow_star) {
  switch (expr->kind) {
    case NodeKind::Name: expr->as<Name>()->ctx = ctx; return true;
    case NodeKind::Attribute: expr->as<Attribute>()->ctx = ctx; return true;
    case NodeKind::Subscript: expr->as<Subscript>()->ctx = ctx; return true;
    case NodeKind::Starred: {
      if (!allow_star) return false;
      Starred* starred = expr->as<Starred>();
      starred->ctx = ctx;
      return set_context(starred->value, ctx, false);
    }
    case NodeKind::List: {
      auto* list = expr->as<logit::script::List>();
      list->ctx = ctx;
      for (Expr* e : list->elts) {
        if (!set_context(e, ctx, ctx == ExprContext::Store)) return false;
      }
      return true;
    }
    case NodeKind::Tuple: {
      Tuple* tuple = expr->as<Tuple>();
      tuple->ctx = ctx;
      for (Expr* e : tuple->elts) {
        if (!set_context(e, ctx, ctx == ExprContext::Store)) return false;
      }
      return true;
    }
    default: return false;
  }
}

Expr* Parser::target(Expr* expr) {
  if (!set_context(expr, ExprContext::Store, true)) fail();
  return expr;
}

Expr* Parser::delete_target(Expr* expr) {
  if (!set_context(expr, ExprContext::Del, false)) fail();
  return expr;
}

/// The targets of a loop or comprehension: they end where `in` begins, so `in` is no operator here.
Expr* Parser::star_targets() {
  const std::size_t first = pos_;
  const auto one = [&]() -> Expr* { return at(K::star) ? star_expression() : binary(kBitOr); };
  Expr* expr = one();
  if (!at(K::comma)) return target(expr);
  List<Expr*> items(expr_stack_);
  items.add(expr);
  while (accept(K::comma)) {
    if (!begins_expression(kind()) && !at(K::star)) break;
    items.add(one());
  }
  return target(tuple_of(first, items));
}

}  // namespace logit::script
