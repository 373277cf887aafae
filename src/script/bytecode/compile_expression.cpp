// Expressions, calls, displays, comprehensions, f-strings and assignment targets.
#include <cmath>

#include "script/bytecode/compiler_impl.h"

namespace logit::script::bytecode {

void lay_out_cells_of(Compiler::Unit& u);

using AstConstant = logit::script::ast::Constant;
using Kind = Constant::Kind;

Opcode Compiler::opcode_of(Operator op) {
  switch (op) {
    case Operator::Add: return Opcode::binary_add;
    case Operator::Sub: return Opcode::binary_sub;
    case Operator::Mult: return Opcode::binary_mul;
    case Operator::MatMult: return Opcode::binary_matmul;
    case Operator::Div: return Opcode::binary_truediv;
    case Operator::Mod: return Opcode::binary_mod;
    case Operator::Pow: return Opcode::binary_pow;
    case Operator::LShift: return Opcode::binary_lshift;
    case Operator::RShift: return Opcode::binary_rshift;
    case Operator::BitOr: return Opcode::binary_or;
    case Operator::BitXor: return Opcode::binary_xor;
    case Operator::BitAnd: return Opcode::binary_and;
    case Operator::FloorDiv: return Opcode::binary_floordiv;
  }
  return Opcode::nop;
}

namespace {
std::optional<Constant> literal(const AstConstant* node) {
  Constant c;
  switch (node->value_kind) {
    case ConstantKind::none: return c;
    case ConstantKind::true_: c.kind = Kind::true_; return c;
    case ConstantKind::false_: c.kind = Kind::false_; return c;
    case ConstantKind::ellipsis: c.kind = Kind::ellipsis; return c;
    case ConstantKind::int_:
      c.kind = Kind::integer;
      c.integer = node->integer;
      return c;
    case ConstantKind::big_int:
      c.kind = Kind::big_integer;
      c.base = node->base;
      c.text = node->text;
      return c;
    case ConstantKind::float_:
      c.kind = Kind::number;
      c.number = node->number;
      return c;
    case ConstantKind::str:
      c.kind = Kind::text;
      c.text = node->text;
      return c;
    default:
      return std::nullopt;
  }
}

Constant number_constant(double d) {
  Constant c;
  c.kind = Kind::number;
  c.number = d;
  return c;
}

/// + - * of small numbers; anything that could fail, grow or round differently is left to run time.
std::optional<Constant> fold(const Constant& a, Operator op, const Constant& b) {
  if (a.kind == Kind::integer && b.kind == Kind::integer) {
    std::int64_t r;
    bool overflow = true;
    if (op == Operator::Add) overflow = __builtin_add_overflow(a.integer, b.integer, &r);
    else if (op == Operator::Sub) overflow = __builtin_sub_overflow(a.integer, b.integer, &r);
    else if (op == Operator::Mult) overflow = __builtin_mul_overflow(a.integer, b.integer, &r);
    else if (op == Operator::LShift && a.integer >= 0 && a.integer < 1024 && b.integer >= 0 && b.integer < 40) {
      r = a.integer << b.integer;
      overflow = false;
    } else if (op == Operator::Pow && b.integer >= 0 && b.integer < 64) {
      r = 1;
      overflow = false;
      for (std::int64_t i = 0; i < b.integer && !overflow; ++i) overflow = __builtin_mul_overflow(r, a.integer, &r);
    }
    if (overflow) return std::nullopt;
    Constant c;
    c.kind = Kind::integer;
    c.integer = r;
    return c;
  }
  const auto numeric = [](const Constant& c) { return c.kind == Kind::number || c.kind == Kind::integer; };
  if ((a.kind == Kind::number || b.kind == Kind::number) && numeric(a) && numeric(b)) {
    const double x = a.kind == Kind::number ? a.number : static_cast<double>(a.integer);
    const double y = b.kind == Kind::number ? b.number : static_cast<double>(b.integer);
    if (op == Operator::Add) return number_constant(x + y);
    if (op == Operator::Sub) return number_constant(x - y);
    if (op == Operator::Mult) return number_constant(x * y);
    if (op == Operator::Div && y != 0) return number_constant(x / y);
  }
  return std::nullopt;
}
}  // namespace

std::optional<Constant> Compiler::constant(const Expr* node) {
  switch (node->kind) {
    case NodeKind::Constant:
      return literal(node->as<AstConstant>());
    case NodeKind::UnaryOp: {
      const auto* n = node->as<UnaryOp>();
      if (n->op != UnaryOperator::USub && n->op != UnaryOperator::UAdd) return std::nullopt;
      auto c = constant(n->operand);
      if (!c || (c->kind != Kind::integer && c->kind != Kind::number)) return std::nullopt;
      if (n->op == UnaryOperator::USub) {
        if (c->kind == Kind::integer) {
          if (c->integer == INT64_MIN) return std::nullopt;
          c->integer = -c->integer;
        } else {
          c->number = -c->number;
        }
      }
      return c;
    }
    case NodeKind::BinOp: {
      const auto* n = node->as<BinOp>();
      auto a = constant(n->left);
      if (!a) return std::nullopt;
      auto b = constant(n->right);
      if (!b) return std::nullopt;
      return fold(*a, n->op, *b);
    }
    case NodeKind::Tuple: {
      const auto* n = node->as<logit::script::ast::Tuple>();
      if (n->ctx != ExprContext::Load) return std::nullopt;
      Constant c;
      c.kind = Kind::tuple;
      for (const Expr* e : n->elts) {
        auto item = constant(e);
        if (!item) return std::nullopt;
        c.items.push_back(std::move(*item));
      }
      return c;
    }
    default:
      return std::nullopt;
  }
}

void Compiler::expression(const Expr* node) {
  if (failed()) return;
  const std::uint32_t outer_line = code().line();
  at(node->span);
  switch (node->kind) {
    case NodeKind::Constant: {
      const auto* n = node->as<AstConstant>();
      if (n->value_kind == ConstantKind::imaginary) return refuse(node->span, "imaginary literal");
      if (n->value_kind == ConstantKind::bytes) return refuse(node->span, "bytes literal");
      code().emit_constant(*literal(n));
      break;
    }
    case NodeKind::BoolOp: {
      const auto* n = node->as<BoolOp>();
      const Label end = label();
      const Opcode op = n->op == BoolOperator::And ? Opcode::jump_if_false_or_pop : Opcode::jump_if_true_or_pop;
      for (std::size_t i = 0; i + 1 < n->values.size(); ++i) {
        expression(n->values[i]);
        jump(op, end);
      }
      expression(n->values.back());
      bind(end);
      break;
    }
    case NodeKind::NamedExpr:
      expression(node->as<NamedExpr>()->value);
      emit(Opcode::copy, 1);
      store(node->as<NamedExpr>()->target);
      break;
    case NodeKind::BinOp: {
      const auto* n = node->as<BinOp>();
      if (auto c = constant(node)) {
        code().emit_constant(std::move(*c));
        break;
      }
      expression(n->left);
      expression(n->right);
      at(node->span);
      emit(opcode_of(n->op));
      break;
    }
    case NodeKind::UnaryOp: {
      const auto* n = node->as<UnaryOp>();
      if (auto c = constant(node)) {
        code().emit_constant(std::move(*c));
        break;
      }
      expression(n->operand);
      at(node->span);
      emit(n->op == UnaryOperator::Not    ? Opcode::unary_not
           : n->op == UnaryOperator::USub ? Opcode::unary_neg
           : n->op == UnaryOperator::UAdd ? Opcode::unary_pos
                                          : Opcode::unary_invert);
      break;
    }
    case NodeKind::Lambda:
      lambda(node->as<Lambda>());
      break;
    case NodeKind::IfExp: {
      const auto* n = node->as<IfExp>();
      const Label otherwise = label(), end = label();
      jump_if(n->test, otherwise, false);
      expression(n->body);
      jump(Opcode::jump, end);
      code().set_depth(code().depth() - 1);
      bind(otherwise);
      expression(n->orelse);
      bind(end);
      break;
    }
    case NodeKind::Dict:
      dict_display(node->as<logit::script::ast::Dict>());
      break;
    case NodeKind::Set: {
      const auto* n = node->as<logit::script::ast::Set>();
      if (n->elts.size() >= 3) {
        // As CPython: three or more constants become a frozenset constant, which decides the order of the set.
        Constant c;
        c.kind = Kind::frozenset;
        for (const Expr* e : n->elts) {
          auto item = constant(e);
          if (!item) break;
          c.items.push_back(std::move(*item));
        }
        if (c.items.size() == n->elts.size()) {
          emit(Opcode::build_set, 0);
          code().emit_constant(std::move(c));
          emit(Opcode::set_update, 1);
          break;
        }
      }
      sequence_display(n->elts, Opcode::build_set, Opcode::set_add, Opcode::set_update, false);
      break;
    }
    case NodeKind::ListComp:
      comprehension(node, "<listcomp>", node->as<Comp>()->elt, nullptr, node->as<Comp>()->generators);
      break;
    case NodeKind::SetComp:
      comprehension(node, "<setcomp>", node->as<Comp>()->elt, nullptr, node->as<Comp>()->generators);
      break;
    case NodeKind::GeneratorExp:
      comprehension(node, "<genexpr>", node->as<Comp>()->elt, nullptr, node->as<Comp>()->generators);
      break;
    case NodeKind::DictComp:
      comprehension(node, "<dictcomp>", node->as<DictComp>()->key, node->as<DictComp>()->value,
                    node->as<DictComp>()->generators);
      break;
    case NodeKind::Await:
      return refuse(node->span, "await");
    case NodeKind::Yield: {
      if (!unit->code.unit.is_function) return fail(node->span, "'yield' outside function");
      const auto* n = node->as<Yield>();
      if (n->value) expression(n->value);
      else load_none();
      at(node->span);
      emit(Opcode::yield_value);
      break;
    }
    case NodeKind::YieldFrom:
      if (!unit->code.unit.is_function) return fail(node->span, "'yield' outside function");
      expression(node->as<YieldFrom>()->value);
      at(node->span);
      emit(Opcode::get_yield_from_iter);
      load_none();
      emit(Opcode::yield_from);
      break;
    case NodeKind::Compare:
      compare(node->as<logit::script::ast::Compare>());
      break;
    case NodeKind::Call:
      call(node->as<Call>());
      break;
    case NodeKind::FormattedValue:
      formatted(node->as<FormattedValue>());
      break;
    case NodeKind::JoinedStr:
      joined(node->as<JoinedStr>());
      break;
    case NodeKind::Attribute: {
      const auto* n = node->as<Attribute>();
      expression(n->value);
      code().set_line(n->span.end_line);
      code().emit_cached(Opcode::load_attr, mangled(n->attr));
      break;
    }
    case NodeKind::Subscript: {
      const auto* n = node->as<Subscript>();
      expression(n->value);
      expression(n->slice);
      at(node->span);
      emit(Opcode::subscript);
      break;
    }
    case NodeKind::Starred:
      return fail(node->span, node->as<Starred>()->ctx == ExprContext::Store
                                  ? "starred assignment target must be in a list or tuple"
                                  : "can't use starred expression here");
    case NodeKind::Name: {
      const auto* n = node->as<Name>();
      if (n->id == "__debug__") {
        Constant c;
        c.kind = Kind::true_;
        code().emit_constant(std::move(c));
      } else {
        name(n->id, NameUse::load);
      }
      break;
    }
    case NodeKind::List:
      sequence_display(node->as<logit::script::ast::List>()->elts, Opcode::build_list, Opcode::list_append,
                       Opcode::list_extend, false);
      break;
    case NodeKind::Tuple:
      if (auto c = constant(node)) {
        code().emit_constant(std::move(*c));
        break;
      }
      sequence_display(node->as<logit::script::ast::Tuple>()->elts, Opcode::build_list, Opcode::list_append,
                       Opcode::list_extend, true);
      break;
    case NodeKind::Slice: {
      slice_bounds(node->as<Slice>());
      break;
    }
    default:
      break;
  }
  code().set_line(outer_line);
}

void Compiler::slice_bounds(const Slice* node) {
  if (node->lower) expression(node->lower);
  else load_none();
  if (node->upper) expression(node->upper);
  else load_none();
  if (node->step) expression(node->step);
  at(node->span);
  emit(Opcode::build_slice, node->step ? 3 : 2);
}

void Compiler::note_binding(const Expr* target) {
  if (!notes) return;
  const std::uint32_t line = target->span.line;
  if (const auto* n = target->if_a<Name>()) {
    note(Note::Kind::binding, line, line, std::string(n->id));
  } else if (const auto* a = target->if_a<Attribute>()) {
    if (const auto* object = a->value->if_a<Name>()) {
      note(Note::Kind::binding, line, line, cat(object->id, ".", a->attr), Note::Place::attribute);
    }
  }
}

void Compiler::store(const Expr* target) {
  const std::uint32_t outer_line = code().line();
  at(target->span);
  note_binding(target);
  switch (target->kind) {
    case NodeKind::Name:
      name(target->as<Name>()->id, NameUse::store);
      break;
    case NodeKind::Attribute:
      expression(target->as<Attribute>()->value);
      code().set_line(target->span.end_line);
      code().emit_cached(Opcode::store_attr, mangled(target->as<Attribute>()->attr));
      break;
    case NodeKind::Subscript:
      expression(target->as<Subscript>()->value);
      expression(target->as<Subscript>()->slice);
      at(target->span);
      emit(Opcode::store_subscript);
      break;
    case NodeKind::Tuple:
      unpack(target->as<logit::script::ast::Tuple>()->elts, target->span);
      break;
    case NodeKind::List:
      unpack(target->as<logit::script::ast::List>()->elts, target->span);
      break;
    case NodeKind::Starred:
      return fail(target->span, "starred assignment target must be in a list or tuple");
    default:
      break;
  }
  code().set_line(outer_line);
}

void Compiler::unpack(const Seq<Expr*>& targets, const SourceSpan& span) {
  std::size_t starred = targets.size();
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i]->kind != NodeKind::Starred) continue;
    if (starred != targets.size()) return fail(span, "multiple starred expressions in assignment");
    starred = i;
  }
  if (starred == targets.size()) {
    emit(Opcode::unpack_sequence, static_cast<std::uint32_t>(targets.size()));
  } else {
    const std::size_t after = targets.size() - starred - 1;
    if (starred >= 256 || after >= 65536) return fail(span, "too many expressions in star-unpacking assignment");
    code().emit_pair(Opcode::unpack_ex, static_cast<std::uint32_t>(starred), static_cast<std::uint32_t>(after));
  }
  for (const Expr* t : targets) store(t->kind == NodeKind::Starred ? t->as<Starred>()->value : t);
}

// ------------------------------------------------------------------------------------------- conditions

void Compiler::jump_if(const Expr* test, Label target, bool condition) {
  if (failed()) return;
  switch (test->kind) {
    case NodeKind::UnaryOp:
      if (test->as<UnaryOp>()->op == UnaryOperator::Not) return jump_if(test->as<UnaryOp>()->operand, target, !condition);
      break;
    case NodeKind::BoolOp: {
      const auto* n = test->as<BoolOp>();
      const bool is_or = n->op == BoolOperator::Or;
      const Label past = label();
      const Label early = is_or == condition ? target : past;
      for (std::size_t i = 0; i + 1 < n->values.size(); ++i) jump_if(n->values[i], early, is_or);
      jump_if(n->values.back(), target, condition);
      bind(past);
      return;
    }
    case NodeKind::IfExp: {
      const auto* n = test->as<IfExp>();
      const Label otherwise = label(), end = label();
      jump_if(n->test, otherwise, false);
      jump_if(n->body, target, condition);
      jump(Opcode::jump, end);
      bind(otherwise);
      jump_if(n->orelse, target, condition);
      bind(end);
      return;
    }
    case NodeKind::Constant: {
      const auto* n = test->as<AstConstant>();
      if (n->value_kind == ConstantKind::true_ || (n->value_kind == ConstantKind::int_ && n->integer != 0)) {
        at(test->span);
        if (condition) jump(Opcode::jump, target);
        else emit(Opcode::nop);
        return;
      }
      break;
    }
    case NodeKind::Compare: {
      const auto* n = test->as<logit::script::ast::Compare>();
      if (n->ops.size() == 1 && n->comparators[0]->kind == NodeKind::Constant &&
          n->comparators[0]->as<AstConstant>()->value_kind == ConstantKind::none &&
          (n->ops[0] == CmpOperator::Is || n->ops[0] == CmpOperator::IsNot)) {
        expression(n->left);
        at(test->span);
        const bool none_jumps = (n->ops[0] == CmpOperator::Is) == condition;
        jump(none_jumps ? Opcode::pop_jump_if_none : Opcode::pop_jump_if_not_none, target);
        return;
      }
      break;
    }
    default:
      break;
  }
  expression(test);
  at(test->span);
  jump(condition ? Opcode::pop_jump_if_true : Opcode::pop_jump_if_false, target);
}

void Compiler::compare(const logit::script::ast::Compare* node) {
  const auto one = [&](CmpOperator op) {
    at(node->span);
    switch (op) {
      case CmpOperator::Eq: return emit(Opcode::compare_eq);
      case CmpOperator::NotEq: return emit(Opcode::compare_ne);
      case CmpOperator::Lt: return emit(Opcode::compare_lt);
      case CmpOperator::LtE: return emit(Opcode::compare_le);
      case CmpOperator::Gt: return emit(Opcode::compare_gt);
      case CmpOperator::GtE: return emit(Opcode::compare_ge);
      case CmpOperator::Is: return emit(Opcode::is_op, 0);
      case CmpOperator::IsNot: return emit(Opcode::is_op, 1);
      case CmpOperator::In: return emit(Opcode::contains_op, 0);
      case CmpOperator::NotIn: return emit(Opcode::contains_op, 1);
    }
  };
  const auto operand = [&](std::size_t i) {
    const Expr* e = node->comparators[i];
    // `x in {1, 2, 3}` and `x in [1, 2]` look in a constant.
    if (node->ops[i] == CmpOperator::In || node->ops[i] == CmpOperator::NotIn) {
      const Seq<Expr*>* elements = e->kind == NodeKind::Set    ? &e->as<logit::script::ast::Set>()->elts
                                   : e->kind == NodeKind::List ? &e->as<logit::script::ast::List>()->elts
                                                               : nullptr;
      if (elements) {
        Constant c;
        c.kind = e->kind == NodeKind::Set ? Kind::frozenset : Kind::tuple;
        for (const Expr* item : *elements) {
          auto value = constant(item);
          if (!value) break;
          c.items.push_back(std::move(*value));
        }
        if (c.items.size() == elements->size()) return code().emit_constant(std::move(c));
      }
    }
    expression(e);
  };
  expression(node->left);
  if (node->ops.size() == 1) {
    operand(0);
    return one(node->ops[0]);
  }
  const Label cleanup = label(), end = label();
  for (std::size_t i = 0; i + 1 < node->ops.size(); ++i) {
    operand(i);
    emit(Opcode::swap, 2);
    emit(Opcode::copy, 2);
    one(node->ops[i]);
    jump(Opcode::jump_if_false_or_pop, cleanup);
  }
  operand(node->ops.size() - 1);
  one(node->ops[node->ops.size() - 1]);
  jump(Opcode::jump, end);
  bind(cleanup);
  emit(Opcode::swap, 2);
  emit(Opcode::pop_top);
  bind(end);
}

// ------------------------------------------------------------------------------------------------ calls

void Compiler::call(const Call* node) {
  if (const auto* method = node->func->if_a<Attribute>()) {
    bool plain = true;
    for (const Expr* e : node->args) plain = plain && e->kind != NodeKind::Starred;
    for (const Keyword* k : node->keywords) plain = plain && !k->name.empty();
    if (plain) {
      expression(method->value);
      code().set_line(method->span.end_line);
      code().emit_cached(Opcode::load_method, mangled(method->attr));
      SourceSpan span = node->span;
      span.line = method->span.end_line;
      return call_arguments(0, node->args, node->keywords, span);
    }
  }
  if (const auto* n = node->func->if_a<Name>()) {
    at(n->span);
    load_callable_name(n->id);
  } else {
    expression(node->func);
    emit(Opcode::push_undefined);
  }
  call_arguments(0, node->args, node->keywords, node->span);
}

/// `pushed` positional arguments are on the stack already.
void Compiler::call_arguments(std::uint32_t pushed, const Seq<Expr*>& args, const Seq<Keyword*>& keywords,
                              const SourceSpan& span) {
  bool plain = pushed + args.size() + keywords.size() < 256;
  for (const Expr* e : args) plain = plain && e->kind != NodeKind::Starred;
  for (const Keyword* k : keywords) plain = plain && !k->name.empty();
  for (std::size_t i = 0; i < keywords.size(); ++i) {
    for (std::size_t j = i + 1; j < keywords.size(); ++j) {
      if (!keywords[i]->name.empty() && keywords[i]->name == keywords[j]->name) {
        return fail(keywords[j]->span, cat("keyword argument repeated: ", keywords[j]->name));
      }
    }
  }
  if (!plain) {
    unpacked_call(pushed, args, keywords);
    code().set_line(span.line);
    return;
  }
  for (const Expr* e : args) expression(e);
  if (keywords.empty()) {
    code().set_line(span.line);
    return emit(Opcode::call, pushed + static_cast<std::uint32_t>(args.size()));
  }
  Constant names;
  names.kind = Kind::tuple;
  for (const Keyword* k : keywords) {
    names.items.push_back(text_constant(mangled(k->name)));
    expression(k->value);
  }
  code().set_line(span.line);
  code().emit_pair(Opcode::call_keywords, pushed + static_cast<std::uint32_t>(args.size() + keywords.size()),
                   code().constant_index(std::move(names)));
}

void Compiler::unpacked_call(std::uint32_t pushed, const Seq<Expr*>& args, const Seq<Keyword*>& keywords) {
  const std::uint32_t line = code().line();
  // f(*args): the tuple itself will do.
  if (pushed == 0 && args.size() == 1 && args[0]->kind == NodeKind::Starred) {
    expression(args[0]->as<Starred>()->value);
  } else if (args.empty() && pushed == 0) {
    Constant empty;
    empty.kind = Kind::tuple;
    code().emit_constant(std::move(empty));
  } else {
    emit(Opcode::build_list, pushed);
    for (const Expr* e : args) {
      if (e->kind == NodeKind::Starred) {
        expression(e->as<Starred>()->value);
        code().set_line(line);
        emit(Opcode::list_extend, 1);
      } else {
        expression(e);
        emit(Opcode::list_append, 1);
      }
    }
    emit(Opcode::list_to_tuple);
  }
  if (!keywords.empty()) {
    emit(Opcode::build_map, 0);
    for (const Keyword* k : keywords) {
      if (k->name.empty()) {
        expression(k->value);
        code().set_line(line);
        emit(Opcode::dict_merge, 1);
      } else {
        code().emit_constant(text_constant(mangled(k->name)));
        expression(k->value);
        emit(Opcode::build_map, 1);
        emit(Opcode::dict_merge, 1);
      }
    }
  }
  code().set_line(line);
  emit(Opcode::call_unpacked, keywords.empty() ? 0 : 1);
}

// --------------------------------------------------------------------------------------------- displays

void Compiler::sequence_display(const Seq<Expr*>& elements, Opcode build, Opcode add, Opcode extend, bool tuple) {
  bool starred = false;
  for (const Expr* e : elements) starred = starred || e->kind == NodeKind::Starred;
  constexpr std::size_t kMany = 30;  // beyond it one at a time, so that the stack stays small
  if (!starred && elements.size() <= kMany) {
    for (const Expr* e : elements) expression(e);
    return emit(tuple ? Opcode::build_tuple : build, static_cast<std::uint32_t>(elements.size()));
  }
  if (build == Opcode::build_list && !starred) {
    // A long list or tuple of constants comes from one constant.
    Constant all;
    all.kind = Kind::tuple;
    for (const Expr* e : elements) {
      auto item = constant(e);
      if (!item) break;
      all.items.push_back(std::move(*item));
    }
    if (all.items.size() == elements.size()) {
      emit(Opcode::build_list, 0);
      code().emit_constant(std::move(all));
      emit(Opcode::list_extend, 1);
      if (tuple) emit(Opcode::list_to_tuple);
      return;
    }
  }
  emit(build, 0);
  for (const Expr* e : elements) {
    if (e->kind == NodeKind::Starred) {
      expression(e->as<Starred>()->value);
      emit(extend, 1);
    } else {
      expression(e);
      emit(add, 1);
    }
  }
  if (tuple) emit(Opcode::list_to_tuple);
}

void Compiler::dict_display(const logit::script::ast::Dict* node) {
  bool plain = node->keys.size() <= 15;
  for (const Expr* k : node->keys) plain = plain && k;
  if (plain) {
    for (std::size_t i = 0; i < node->keys.size(); ++i) {
      expression(node->keys[i]);
      expression(node->values[i]);
    }
    return emit(Opcode::build_map, static_cast<std::uint32_t>(node->keys.size()));
  }
  emit(Opcode::build_map, 0);
  for (std::size_t i = 0; i < node->keys.size(); ++i) {
    if (node->keys[i]) {
      expression(node->keys[i]);
      expression(node->values[i]);
      emit(Opcode::map_add, 1);
    } else {
      expression(node->values[i]);
      emit(Opcode::dict_update, 1);
    }
  }
}

void Compiler::comprehension(const Expr* node, std::string_view name, const Expr* element, const Expr* value,
                             const Seq<Comprehension*>& generators) {
  for (const Comprehension* g : generators) {
    if (g->is_async) return refuse(node->span, "asynchronous comprehension");
  }
  enter(node, std::string(name), node->span.line, true);
  code().constant_index({});
  code().local_index(".0");
  code().unit.arg_count = 1;
  lay_out_cells_of(*unit);
  std::uint32_t depth = 0;
  if (node->kind != NodeKind::GeneratorExp) {
    emit(node->kind == NodeKind::ListComp  ? Opcode::build_list
         : node->kind == NodeKind::SetComp ? Opcode::build_set
                                           : Opcode::build_map,
         0);
    depth = 1;
  }
  code().begin_statement();
  comprehension_loop(node->kind, element, value, generators, 0, depth);
  at(node->span);
  if (node->kind == NodeKind::GeneratorExp) load_none();
  emit(Opcode::return_value);
  Scope* scope = unit->scope;
  auto made = leave();
  if (!made) return;
  at(node->span);
  make_closure(std::move(made), scope, 0);
  emit(Opcode::push_undefined);
  expression(generators[0]->iter);
  at(node->span);
  emit(Opcode::get_iter);
  emit(Opcode::call, 1);
}

void Compiler::comprehension_loop(NodeKind kind, const Expr* element, const Expr* value,
                                  const Seq<Comprehension*>& generators, std::size_t index, std::uint32_t depth) {
  const Comprehension* g = generators[index];
  const Label start = label(), if_cleanup = label(), end = label();
  const std::uint32_t line = code().line();
  if (index == 0) {
    emit(Opcode::load_fast, 0);
  } else {
    expression(g->iter);
    emit(Opcode::get_iter);
  }
  ++depth;
  bind(start);
  jump(Opcode::for_iter, end);
  store(g->target);
  for (const Expr* test : g->ifs) jump_if(test, if_cleanup, false);
  if (index + 1 < generators.size()) {
    comprehension_loop(kind, element, value, generators, index + 1, depth);
  } else {
    switch (kind) {
      case NodeKind::GeneratorExp:
        expression(element);
        at(element->span);
        emit(Opcode::yield_value);
        emit(Opcode::pop_top);
        break;
      case NodeKind::ListComp:
        expression(element);
        emit(Opcode::list_append, depth);
        break;
      case NodeKind::SetComp:
        expression(element);
        at(element->span);
        emit(Opcode::set_add, depth);
        break;
      default:
        expression(element);
        expression(value);
        at(element->span);
        emit(Opcode::map_add, depth);
        break;
    }
  }
  code().set_line(line);
  bind(if_cleanup);
  jump(Opcode::jump_back, start);
  bind(end);
}

void Compiler::lambda(const Lambda* node) {
  const std::uint32_t flags = default_arguments(node->args);
  enter(node, "<lambda>", node->span.line, true);
  declare_arguments(node->args);
  code().constant_index({});
  lay_out_cells_of(*unit);
  code().set_line(node->body->span.line);
  code().begin_statement();
  expression(node->body);
  at(node->body->span);
  if (unit->code.unit.is_generator) {
    emit(Opcode::pop_top);
    load_none();
  }
  emit(Opcode::return_value);
  Scope* scope = unit->scope;
  auto made = leave();
  at(node->span);
  make_closure(std::move(made), scope, flags);
}

// --------------------------------------------------------------------------------------------- f-strings

void Compiler::joined(const JoinedStr* node) {
  if (node->values.empty()) return code().emit_constant(text_constant(""));
  if (node->values.size() > 200) {
    // Joined in pieces, so that the stack stays small.
    std::uint32_t count = 0;
    for (const Expr* e : node->values) {
      expression(e);
      if (++count == 200) {
        emit(Opcode::build_string, count);
        count = 1;
      }
    }
    at(node->span);
    return emit(Opcode::build_string, count);
  }
  for (const Expr* e : node->values) expression(e);
  at(node->span);
  if (node->values.size() != 1 || node->values[0]->kind != NodeKind::FormattedValue) {
    emit(Opcode::build_string, static_cast<std::uint32_t>(node->values.size()));
  }
}

void Compiler::formatted(const FormattedValue* node) {
  expression(node->value);
  std::uint32_t flags = node->conversion == 's' ? 1 : node->conversion == 'r' ? 2 : node->conversion == 'a' ? 3 : 0;
  if (node->format_spec) {
    expression(node->format_spec);
    flags |= 4;
  }
  at(node->span);
  emit(Opcode::format_value, flags);
}

}  // namespace logit::script::bytecode
