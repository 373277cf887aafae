// Operators by precedence climbing: one function for all binary operators, one level of C++ recursion for each
// operand that is not on the left. Also lists of expressions, and expressions that turn out to be targets.
#include "script/ast/parser_impl.h"

namespace logit::script {

namespace {

using K = TokenKind;

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

}  // namespace

Parser::Precedence Parser::precedence_of(K kind) {
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

bool Parser::begins_expression(K kind) {
  switch (kind) {
    case K::name: case K::number: case K::string: case K::lpar: case K::lsqb: case K::lbrace: case K::ellipsis:
    case K::plus: case K::minus: case K::tilde: case K::kw_not: case K::kw_lambda: case K::kw_await: case K::kw_none:
    case K::kw_true: case K::kw_false:
      return true;
    default: return false;
  }
}

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
