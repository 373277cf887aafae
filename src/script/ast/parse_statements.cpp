// Statements: one function for each, in the order of the language reference.
#include "script/ast/parser_impl.h"

namespace logit::script {

namespace {

using K = TokenKind;

bool ends_simple_statement(K kind) { return kind == K::newline || kind == K::semi; }

bool augmented_operator(K kind, Operator& op) {
  switch (kind) {
    case K::plus_equal: op = Operator::Add; return true;
    case K::minus_equal: op = Operator::Sub; return true;
    case K::star_equal: op = Operator::Mult; return true;
    case K::at_equal: op = Operator::MatMult; return true;
    case K::slash_equal: op = Operator::Div; return true;
    case K::percent_equal: op = Operator::Mod; return true;
    case K::amper_equal: op = Operator::BitAnd; return true;
    case K::vbar_equal: op = Operator::BitOr; return true;
    case K::circumflex_equal: op = Operator::BitXor; return true;
    case K::left_shift_equal: op = Operator::LShift; return true;
    case K::right_shift_equal: op = Operator::RShift; return true;
    case K::double_star_equal: op = Operator::Pow; return true;
    case K::double_slash_equal: op = Operator::FloorDiv; return true;
    default: return false;
  }
}

bool is_single_target(const Expr* e) {
  return e->kind == NodeKind::Name || e->kind == NodeKind::Attribute || e->kind == NodeKind::Subscript;
}

}  // namespace

// ---------------------------------------------------------------------------------------- lists and blocks

void Parser::statements_until(K end, List<Stmt*>& out) {
  while (!at(end) && !failed_) statement(out);
}

void Parser::statement(List<Stmt*>& out) {
  switch (kind()) {
    case K::kw_if: out.add(if_statement()); return;
    case K::kw_while: out.add(while_statement()); return;
    case K::kw_for: out.add(for_statement(pos_, false)); return;
    case K::kw_with: out.add(with_statement(pos_, false)); return;
    case K::kw_try: out.add(try_statement()); return;
    case K::kw_def: out.add(function(pos_, false, {})); return;
    case K::kw_class: out.add(class_statement({})); return;
    case K::at: out.add(decorated()); return;
    case K::kw_async: {
      const std::size_t first = advance();
      if (at(K::kw_def)) {
        out.add(function(first, true, {}));
      } else if (at(K::kw_for)) {
        out.add(for_statement(first, true));
      } else if (at(K::kw_with)) {
        out.add(with_statement(first, true));
      } else {
        fail();
      }
      return;
    }
    case K::name:
      if (at_name("match")) {
        // A soft keyword: a match statement if what follows can only be one.
        const Place before = place();
        if (Stmt* match = match_statement()) {
          out.add(match);
          return;
        }
        back_to(before);
      }
      break;
    default: break;
  }
  simple_statements(out);
}

void Parser::simple_statements(List<Stmt*>& out) {
  do {
    out.add(simple_statement());
  } while (accept(K::semi) && !at(K::newline));
  expect(K::newline);
}

Seq<Stmt*> Parser::block() {
  List<Stmt*> body(stmt_stack_);
  if (accept(K::newline)) {
    expect(K::indent);
    statements_until(K::dedent, body);
    expect(K::dedent);
  } else {
    simple_statements(body);
  }
  return body.take(arena_);
}

Seq<Stmt*> Parser::else_block() {
  if (!accept(K::kw_else)) return {};
  expect(K::colon);
  return block();
}

// --------------------------------------------------------------------------------------- simple statements

Stmt* Parser::simple_statement() {
  const std::size_t first = pos_;
  switch (kind()) {
    case K::kw_pass: advance(); return statement<Pass>(NodeKind::Pass, first);
    case K::kw_break: advance(); return statement<Break>(NodeKind::Break, first);
    case K::kw_continue: advance(); return statement<Continue>(NodeKind::Continue, first);
    case K::kw_return: {
      advance();
      Expr* value = ends_simple_statement(kind()) ? nullptr : star_expressions();
      return statement<Return>(NodeKind::Return, first, value);
    }
    case K::kw_raise: {
      advance();
      Expr* exc = ends_simple_statement(kind()) ? nullptr : expression();
      Expr* cause = exc && accept(K::kw_from) ? expression() : nullptr;
      return statement<Raise>(NodeKind::Raise, first, exc, cause);
    }
    case K::kw_assert: {
      advance();
      Expr* test = expression();
      Expr* msg = accept(K::comma) ? expression() : nullptr;
      return statement<Assert>(NodeKind::Assert, first, test, msg);
    }
    case K::kw_del: {
      advance();
      List<Expr*> targets(expr_stack_);
      do {
        targets.add(delete_target(expression()));
      } while (accept(K::comma) && !ends_simple_statement(kind()));
      return statement<Delete>(NodeKind::Delete, first, targets.take(arena_));
    }
    case K::kw_global:
    case K::kw_nonlocal: {
      const bool global = at(K::kw_global);
      advance();
      List<Identifier> names(name_stack_);
      do {
        names.add(expect_identifier());
      } while (accept(K::comma));
      const Seq<Identifier> all = names.take(arena_);
      if (global) return statement<Global>(NodeKind::Global, first, all);
      return statement<Nonlocal>(NodeKind::Nonlocal, first, all);
    }
    case K::kw_import: return import_statement();
    case K::kw_from: return import_from();
    default: return assignment_or_expression();
  }
}

Stmt* Parser::assignment_or_expression() {
  const std::size_t first = pos_;
  Expr* expr = yield_or_star_expressions();
  if (at(K::equal)) {
    List<Expr*> targets(expr_stack_);
    while (accept(K::equal)) {
      targets.add(target(expr));
      expr = yield_or_star_expressions();
    }
    return statement<Assign>(NodeKind::Assign, first, targets.take(arena_), expr);
  }
  if (at(K::colon)) return annotated_assignment(first, expr);
  Operator op;
  if (augmented_operator(kind(), op)) {
    if (!is_single_target(expr)) fail();
    target(expr);
    if (!failed_) advance();
    Expr* value = yield_or_star_expressions();
    return statement<AugAssign>(NodeKind::AugAssign, first, expr, op, value);
  }
  return statement<ExprStmt>(NodeKind::Expr, first, expr);
}

Stmt* Parser::annotated_assignment(std::size_t first, Expr* expr) {
  if (!is_single_target(expr)) fail();
  const bool simple = expr->kind == NodeKind::Name && tokens_[first].kind == K::name;
  target(expr);
  expect(K::colon);
  Expr* annotation = expression();
  Expr* value = accept(K::equal) ? yield_or_star_expressions() : nullptr;
  return statement<AnnAssign>(NodeKind::AnnAssign, first, expr, annotation, value, simple);
}

// --------------------------------------------------------------------------------------------------- imports

Identifier Parser::dotted_name() {
  Identifier name = expect_identifier();
  if (!at(K::dot)) return name;
  std::string joined(name);
  while (accept(K::dot)) {
    joined += '.';
    joined += expect_identifier();
  }
  return names_.intern(joined);
}

Stmt* Parser::import_statement() {
  const std::size_t first = pos_;
  expect(K::kw_import);
  List<Alias*> names(alias_stack_);
  do {
    const std::size_t begin = pos_;
    const Identifier name = dotted_name();
    const Identifier asname = accept(K::kw_as) ? expect_identifier() : Identifier();
    names.add(make<Alias>(NodeKind::alias, begin, 0, name, asname));
  } while (accept(K::comma));
  return statement<Import>(NodeKind::Import, first, names.take(arena_));
}

Stmt* Parser::import_from() {
  const std::size_t first = pos_;
  expect(K::kw_from);
  int level = 0;
  while (at(K::dot) || at(K::ellipsis)) {
    level += at(K::dot) ? 1 : 3;
    advance();
  }
  const Identifier module = level > 0 && at(K::kw_import) ? Identifier() : dotted_name();
  expect(K::kw_import);
  List<Alias*> names(alias_stack_);
  if (at(K::star)) {
    const std::size_t star = advance();
    names.add(make<Alias>(NodeKind::alias, star, 0, names_.intern("*"), Identifier()));
  } else {
    const bool parenthesized = accept(K::lpar);
    do {
      if (parenthesized && at(K::rpar) && names.size()) break;
      const std::size_t begin = pos_;
      const Identifier name = expect_identifier();
      const Identifier asname = accept(K::kw_as) ? expect_identifier() : Identifier();
      names.add(make<Alias>(NodeKind::alias, begin, 0, name, asname));
    } while (accept(K::comma));
    if (parenthesized) expect(K::rpar);
  }
  return statement<ImportFrom>(NodeKind::ImportFrom, first, module, names.take(arena_), level);
}

// --------------------------------------------------------------------------------------- branches and loops

Stmt* Parser::if_statement() {
  // An elif is an If inside the orelse of the one before; they are joined from the last to the first.
  struct Branch {
    std::size_t first;
    Expr* test;
    Seq<Stmt*> body;
  };
  std::vector<Branch> branches;
  do {
    const std::size_t first = advance();
    Expr* test = named_expression();
    expect(K::colon);
    branches.push_back({first, test, block()});
  } while (at(K::kw_elif));
  if (branches.size() > static_cast<std::size_t>(kMaxTreeDepth)) {
    too_deep_ = true;
    fail();
  }
  Seq<Stmt*> orelse = else_block();
  Stmt* result = nullptr;
  for (std::size_t i = branches.size(); i-- > 0;) {
    const Branch& b = branches[i];
    result = statement<If>(NodeKind::If, b.first, b.test, b.body, orelse);
    orelse = arena_.copy(&result, 1);
  }
  return result;
}

Stmt* Parser::while_statement() {
  const std::size_t first = advance();
  Expr* test = named_expression();
  expect(K::colon);
  const Seq<Stmt*> body = block();
  const Seq<Stmt*> orelse = else_block();
  return statement<While>(NodeKind::While, first, test, body, orelse);
}

Stmt* Parser::for_statement(std::size_t first, bool is_async) {
  expect(K::kw_for);
  Expr* target = star_targets();
  expect(K::kw_in);
  Expr* iter = star_expressions();
  expect(K::colon);
  const Seq<Stmt*> body = block();
  const Seq<Stmt*> orelse = else_block();
  return statement<For>(is_async ? NodeKind::AsyncFor : NodeKind::For, first, target, iter, body, orelse);
}

// ---------------------------------------------------------------------------------------------------- with

Stmt* Parser::with_statement(std::size_t first, bool is_async) {
  expect(K::kw_with);
  List<WithItem*> items(with_stack_);
  if (!parenthesized_with_items(items)) with_items(items);
  expect(K::colon);
  const Seq<WithItem*> all = items.take(arena_);
  const Seq<Stmt*> body = block();
  return statement<With>(is_async ? NodeKind::AsyncWith : NodeKind::With, first, all, body);
}

/// `with (a as b, c):` if the brackets hold items and the colon follows; otherwise nothing is consumed and the
/// bracket belongs to an expression.
bool Parser::parenthesized_with_items(List<WithItem*>& items) {
  if (!at(K::lpar)) return false;
  const Place before = place();
  advance();
  do {
    if (at(K::rpar)) break;
    items.add(with_item());
  } while (accept(K::comma));
  if (!failed_ && items.size() && at(K::rpar) && kind(1) == K::colon) {
    advance();
    return true;
  }
  items.clear();
  back_to(before);
  return false;
}

void Parser::with_items(List<WithItem*>& items) {
  do {
    items.add(with_item());
  } while (accept(K::comma));
}

WithItem* Parser::with_item() {
  const std::size_t first = pos_;
  Expr* context = expression();
  Expr* vars = nullptr;
  if (accept(K::kw_as)) {
    vars = target(at(K::star) ? star_expression() : expression());
    if (!at(K::comma) && !at(K::rpar) && !at(K::colon)) fail();
  }
  return make<WithItem>(NodeKind::withitem, first, 0, context, vars);
}

// ----------------------------------------------------------------------------------------------------- try

Stmt* Parser::try_statement() {
  const std::size_t first = advance();
  expect(K::colon);
  const Seq<Stmt*> body = block();
  List<ExceptHandler*> handlers(handler_stack_);
  const bool star = at(K::kw_except) && kind(1) == K::star;
  while (at(K::kw_except)) handlers.add(except_handler(star));
  Seq<Stmt*> orelse;
  if (handlers.size()) orelse = else_block();
  Seq<Stmt*> finalbody;
  if (accept(K::kw_finally)) {
    expect(K::colon);
    finalbody = block();
  } else if (handlers.size() == 0) {
    fail();
  }
  return statement<Try>(star ? NodeKind::TryStar : NodeKind::Try, first, body, handlers.take(arena_), orelse, finalbody);
}

ExceptHandler* Parser::except_handler(bool star) {
  const std::size_t first = advance();
  if (star) expect(K::star);
  Expr* type = nullptr;
  Identifier name;
  if (star || !at(K::colon)) {
    type = expression();
    if (accept(K::kw_as)) name = expect_identifier();
  }
  expect(K::colon);
  const Seq<Stmt*> body = block();
  return make<ExceptHandler>(NodeKind::ExceptHandler, first, 0, type, name, body);
}

// ---------------------------------------------------------------------------------- functions and classes

Stmt* Parser::decorated() {
  List<Expr*> decorators(expr_stack_);
  while (accept(K::at)) {
    decorators.add(named_expression());
    expect(K::newline);
  }
  const Seq<Expr*> all = decorators.take(arena_);
  if (at(K::kw_class)) return class_statement(all);
  const std::size_t first = pos_;
  const bool is_async = accept(K::kw_async);
  return function(first, is_async, all);
}

Stmt* Parser::function(std::size_t first, bool is_async, Seq<Expr*> decorators) {
  expect(K::kw_def);
  const Identifier name = expect_identifier();
  expect(K::lpar);
  Arguments* args = parameters(K::rpar);
  expect(K::rpar);
  Expr* returns = accept(K::arrow) ? expression() : nullptr;
  expect(K::colon);
  const Seq<Stmt*> body = block();
  return statement<FunctionDef>(is_async ? NodeKind::AsyncFunctionDef : NodeKind::FunctionDef, first, name, args, body,
                                decorators, returns);
}

Stmt* Parser::class_statement(Seq<Expr*> decorators) {
  const std::size_t first = advance();
  const Identifier name = expect_identifier();
  Seq<Expr*> bases;
  Seq<Keyword*> keywords;
  if (at(K::lpar)) {
    const std::size_t lpar = advance();
    arguments(bases, keywords, false, lpar);
  }
  expect(K::colon);
  const Seq<Stmt*> body = block();
  return statement<ClassDef>(NodeKind::ClassDef, first, name, bases, keywords, body, decorators);
}

Arg* Parser::parameter(bool annotated, bool star) {
  const std::size_t first = pos_;
  const Identifier name = expect_identifier();
  Expr* annotation = nullptr;
  if (annotated && accept(K::colon)) annotation = star && at(K::star) ? star_expression() : expression();
  return make<Arg>(NodeKind::arg, first, 0, name, annotation);
}

/// Parameters of a def (up to the bracket) or of a lambda (up to the colon, without annotations).
Arguments* Parser::parameters(K end) {
  const std::size_t first = pos_;
  const bool annotated = end == K::rpar;
  List<Arg*> positional(arg_stack_);
  List<Expr*> defaults(expr_stack_);
  Seq<Arg*> posonly;
  Arg* vararg = nullptr;
  Arg* kwarg = nullptr;
  Seq<Arg*> kwonly;
  Seq<Expr*> kw_defaults;
  std::size_t taken = 0;  // of `positional`, by the part before the slash
  const auto separator = [&] {
    if (!at(end)) expect(K::comma);
  };
  while (at(K::name) || (at(K::slash) && taken == 0 && positional.size() > 0)) {
    if (accept(K::slash)) {
      taken = positional.size();
    } else {
      positional.add(parameter(annotated, false));
      if (accept(K::equal)) {
        defaults.add(expression());
      } else if (defaults.size()) {
        fail();
      }
    }
    separator();
  }
  const Seq<Arg*> all = positional.take(arena_);
  posonly = Seq<Arg*>(all.begin(), taken);
  const Seq<Arg*> args(all.begin() + taken, all.size() - taken);
  const Seq<Expr*> all_defaults = defaults.take(arena_);
  if (accept(K::star)) {
    if (at(K::comma)) {
      advance();
      if (!at(K::name)) fail();
    } else {
      vararg = parameter(annotated, true);
      separator();
    }
    List<Arg*> names(arg_stack_);
    List<Expr*> values(expr_stack_);
    while (at(K::name)) {
      names.add(parameter(annotated, false));
      values.add(accept(K::equal) ? expression() : nullptr);
      separator();
    }
    kwonly = names.take(arena_);
    kw_defaults = values.take(arena_);
  }
  if (accept(K::double_star)) {
    kwarg = parameter(annotated, false);
    separator();
  }
  if (!at(end)) fail();
  return make<Arguments>(NodeKind::arguments, first, 0, posonly, args, vararg, kwonly, kw_defaults, kwarg, all_defaults);
}

}  // namespace logit::script
