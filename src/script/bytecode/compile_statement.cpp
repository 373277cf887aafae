// Statements. The shapes of try, with and loops are those of CPython 3.11's compile.c.
#include "script/bytecode/compiler_impl.h"

namespace logit::script::bytecode {

void lay_out_cells_of(Compiler::Unit& u);

namespace {
/// The docstring of a body, or null.
const logit::script::ast::Constant* docstring_of(const Seq<Stmt*>& statements) {
  if (statements.empty()) return nullptr;
  const auto* first = statements[0]->if_a<ExprStmt>();
  if (!first) return nullptr;
  const auto* text = first->value->if_a<logit::script::ast::Constant>();
  return text && text->value_kind == ConstantKind::str ? text : nullptr;
}
}  // namespace

void Compiler::body(const Seq<Stmt*>& statements) {
  for (const Stmt* s : statements) {
    if (failed()) return;
    statement(s);
  }
}

/// The body of a module or class: its docstring becomes __doc__.
void Compiler::block_body(const Seq<Stmt*>& statements, bool docstring_first) {
  std::size_t start = 0;
  if (docstring_first) {
    if (const auto* doc = docstring_of(statements)) {
      at(doc->span);
      code().begin_statement();
      code().emit_constant(text_constant(doc->text));
      name("__doc__", NameUse::store);
      start = 1;
    }
  }
  bool future_allowed = true;
  for (std::size_t i = start; i < statements.size() && !failed(); ++i) {
    const auto* from = statements[i]->if_a<ImportFrom>();
    if (from && from->module == "__future__" && from->level == 0) {
      if (!future_allowed) return fail(from->span, "from __future__ imports must occur at the beginning of the file");
    } else {
      future_allowed = false;
    }
    statement(statements[i]);
  }
}

void Compiler::statement(const Stmt* node) {
  at(node->span);
  code().begin_statement();
  switch (node->kind) {
    case NodeKind::FunctionDef:
      return function(node->as<FunctionDef>());
    case NodeKind::AsyncFunctionDef:
      return refuse(node->span, "async def");
    case NodeKind::ClassDef:
      return class_(node->as<ClassDef>());
    case NodeKind::Return:
      return return_(node->as<Return>());
    case NodeKind::Delete:
      for (const Expr* e : node->as<Delete>()->targets) delete_target(e);
      return;
    case NodeKind::Assign: {
      const auto* n = node->as<Assign>();
      expression(n->value);
      for (std::size_t i = 0; i < n->targets.size(); ++i) {
        if (i + 1 < n->targets.size()) emit(Opcode::copy, 1);
        store(n->targets[i]);
      }
      return;
    }
    case NodeKind::AugAssign:
      return augmented(node->as<AugAssign>());
    case NodeKind::AnnAssign:
      return annotated(node->as<AnnAssign>());
    case NodeKind::For:
      return for_(node->as<For>());
    case NodeKind::AsyncFor:
      return refuse(node->span, "async for");
    case NodeKind::While:
      return while_(node->as<While>());
    case NodeKind::If:
      return if_(node->as<If>());
    case NodeKind::With:
      return with_(node->as<With>(), 0);
    case NodeKind::AsyncWith:
      return refuse(node->span, "async with");
    case NodeKind::Match:
      return match(node->as<Match>());
    case NodeKind::Raise: {
      const auto* n = node->as<Raise>();
      std::uint32_t count = 0;
      if (n->exc) {
        expression(n->exc);
        ++count;
        if (n->cause) {
          expression(n->cause);
          ++count;
        }
      }
      return emit(Opcode::raise, count);
    }
    case NodeKind::Try:
      return try_(node->as<Try>());
    case NodeKind::TryStar:
      return refuse(node->span, "except*");
    case NodeKind::Assert:
      return assert_(node->as<Assert>());
    case NodeKind::Import:
      return import(node->as<Import>());
    case NodeKind::ImportFrom:
      return import_from(node->as<ImportFrom>());
    case NodeKind::Global:
    case NodeKind::Nonlocal:
      return;
    case NodeKind::Expr: {
      const auto* n = node->as<ExprStmt>();
      if (n->value->kind == NodeKind::Constant) {
        emit(Opcode::nop);
        return;
      }
      expression(n->value);
      return emit(Opcode::pop_top);
    }
    case NodeKind::Pass:
      return emit(Opcode::nop);
    case NodeKind::Break:
      return break_or_continue(node, true);
    case NodeKind::Continue:
      return break_or_continue(node, false);
    default:
      return;
  }
}

// ------------------------------------------------------------------------------------ functions and classes

void Compiler::decorators(const Seq<Expr*>& list) {
  for (const Expr* e : list) {
    at(e->span);
    expression(e);
    emit(Opcode::push_undefined);
  }
}

void Compiler::apply_decorators(const Seq<Expr*>& list) {
  for (std::size_t i = list.size(); i-- > 0;) {
    at(list[i]->span);
    emit(Opcode::call, 1);
  }
}

std::uint32_t Compiler::default_arguments(const Arguments* args) {
  std::uint32_t flags = 0;
  if (!args->defaults.empty()) {
    for (const Expr* e : args->defaults) expression(e);
    emit(Opcode::build_tuple, static_cast<std::uint32_t>(args->defaults.size()));
    flags |= 1;
  }
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < args->kwonlyargs.size(); ++i) {
    if (!args->kw_defaults[i]) continue;
    code().emit_constant(text_constant(mangled(args->kwonlyargs[i]->name)));
    expression(args->kw_defaults[i]);
    ++count;
  }
  if (count) {
    emit(Opcode::build_map, count);
    flags |= 2;
  }
  return flags;
}

void Compiler::annotation(const Expr* node) {
  if (!future_annotations) return expression(node);
  // `from __future__ import annotations`: kept as text.
  std::size_t start = 0;
  for (std::uint32_t line = 1; line < node->span.line; ++line) start = source.find('\n', start) + 1;
  std::size_t end = start;
  for (std::uint32_t line = node->span.line; line < node->span.end_line; ++line) end = source.find('\n', end) + 1;
  code().emit_constant(text_constant(
      source.substr(start + node->span.col, end + node->span.end_col - (start + node->span.col))));
}

std::uint32_t Compiler::annotations(const Arguments* args, const Expr* returns) {
  std::uint32_t count = 0;
  const auto one = [&](std::string_view arg_name, const Expr* e) {
    if (!e) return;
    code().emit_constant(text_constant(mangled(arg_name)));
    annotation(e);
    ++count;
  };
  for (const Arg* a : args->posonlyargs) one(a->name, a->annotation);
  for (const Arg* a : args->args) one(a->name, a->annotation);
  if (args->vararg) one(args->vararg->name, args->vararg->annotation);
  for (const Arg* a : args->kwonlyargs) one(a->name, a->annotation);
  if (args->kwarg) one(args->kwarg->name, args->kwarg->annotation);
  one("return", returns);
  if (!count) return 0;
  emit(Opcode::build_map, count);
  return 4;
}

void Compiler::declare_arguments(const Arguments* args) {
  CodeBuilder& c = code();
  CodeUnit& u = c.unit;
  for (const Arg* a : args->posonlyargs) c.local_index(mangled(a->name));
  for (const Arg* a : args->args) c.local_index(mangled(a->name));
  for (const Arg* a : args->kwonlyargs) c.local_index(mangled(a->name));
  if (args->vararg) c.local_index(mangled(args->vararg->name));
  if (args->kwarg) c.local_index(mangled(args->kwarg->name));
  u.positional_only = static_cast<std::uint32_t>(args->posonlyargs.size());
  u.arg_count = static_cast<std::uint32_t>(args->posonlyargs.size() + args->args.size());
  u.keyword_only = static_cast<std::uint32_t>(args->kwonlyargs.size());
  u.has_star = args->vararg != nullptr;
  u.has_double_star = args->kwarg != nullptr;
}

void Compiler::function_body(const FunctionDef* node) {
  declare_arguments(node->args);
  const auto* doc = docstring_of(node->body);
  if (doc) {
    code().constant_index(text_constant(doc->text));
    code().unit.has_docstring = true;
  } else {
    code().constant_index({});  // constants[0] is never mistaken for a docstring
  }
  lay_out_cells_of(*unit);
  for (std::size_t i = doc ? 1 : 0; i < node->body.size() && !failed(); ++i) statement(node->body[i]);
  load_none();
  emit(Opcode::return_value);
}

void Compiler::function(const FunctionDef* node) {
  decorators(node->decorator_list);
  const std::uint32_t first_line = node->decorator_list.empty() ? node->span.line : node->decorator_list[0]->span.line;
  at(node->span);
  std::uint32_t flags = default_arguments(node->args);
  flags |= annotations(node->args, node->returns);
  enter(node, std::string(node->name), first_line, true);
  code().set_line(node->span.line);
  function_body(node);
  Scope* scope = unit->scope;
  auto made = leave();
  if (!made) return;
  code().set_line(first_line);
  make_closure(std::move(made), scope, flags);
  apply_decorators(node->decorator_list);
  at(node->span);
  name(node->name, NameUse::store);
}

void Compiler::class_(const ClassDef* node) {
  decorators(node->decorator_list);
  const std::uint32_t first_line = node->decorator_list.empty() ? node->span.line : node->decorator_list[0]->span.line;
  code().set_line(first_line);
  emit(Opcode::load_build_class);
  emit(Opcode::push_undefined);
  enter(node, std::string(node->name), first_line, false);
  code().set_line(first_line);
  lay_out_cells_of(*unit);
  code().emit_cached(Opcode::load_name, "__name__");
  emit(Opcode::store_name, code().name_index("__module__"));
  code().emit_constant(text_constant(unit->qualname));
  emit(Opcode::store_name, code().name_index("__qualname__"));
  bool annotations_needed = false;
  for (const Symbol& s : unit->scope->symbols) annotations_needed = annotations_needed || s.annotated;
  if (annotations_needed) emit(Opcode::setup_annotations);
  block_body(node->body, true);
  if (unit->scope->needs_class_cell) {
    emit(Opcode::load_closure, code().cell_index("__class__"));
    emit(Opcode::copy, 1);
    emit(Opcode::store_name, code().name_index("__classcell__"));
  } else {
    load_none();
  }
  emit(Opcode::return_value);
  Scope* scope = unit->scope;
  auto made = leave();
  if (!made) return;
  make_closure(std::move(made), scope, 0);
  code().emit_constant(text_constant(node->name));
  call_arguments(2, node->bases, node->keywords, node->span);
  apply_decorators(node->decorator_list);
  at(node->span);
  name(node->name, NameUse::store);
}

// ------------------------------------------------------------------------------------------------- loops

void Compiler::for_(const For* node) {
  const Label start = label(), cleanup = label(), end = label();
  unit->blocks.push_back({.kind = Block::Kind::for_loop, .start = start, .exit = end});
  expression(node->iter);
  at(node->span);
  emit(Opcode::get_iter);
  note(Note::Kind::loop_begins, node->span.line, node->span.end_line);
  bind(start);
  at(node->span);
  jump(Opcode::for_iter, cleanup);
  code().begin_statement();
  at(node->target->span);
  store(node->target);
  note(Note::Kind::iteration, node->span.line, node->span.end_line);
  body(node->body);
  jump(Opcode::jump_back, start);
  unit->blocks.pop_back();
  bind(cleanup);
  body(node->orelse);
  bind(end);
  note(Note::Kind::loop_ends, node->span.line, node->span.end_line);
}

void Compiler::while_(const While* node) {
  const Label loop = label(), again = label(), end = label(), otherwise = label();
  note(Note::Kind::loop_begins, node->span.line, node->span.end_line);
  bind(loop);
  unit->blocks.push_back({.kind = Block::Kind::while_loop, .start = loop, .exit = end});
  jump_if(node->test, otherwise, false);
  bind(again);
  note(Note::Kind::iteration, node->span.line, node->span.end_line);
  body(node->body);
  at(node->span);
  jump(Opcode::jump_back, loop);
  unit->blocks.pop_back();
  bind(otherwise);
  body(node->orelse);
  bind(end);
  note(Note::Kind::loop_ends, node->span.line, node->span.end_line);
}

void Compiler::if_(const If* node) {
  const Label end = label();
  const Label next = node->orelse.empty() ? end : label();
  jump_if(node->test, next, false);
  body(node->body);
  if (!node->orelse.empty()) {
    jump(Opcode::jump, end);
    bind(next);
    body(node->orelse);
  }
  bind(end);
}

void Compiler::unwind(const Block& block, bool keep_top) {
  switch (block.kind) {
    case Block::Kind::while_loop:
    case Block::Kind::exception_handler:
      return;
    case Block::Kind::for_loop:
      if (keep_top) emit(Opcode::swap, 2);
      return emit(Opcode::pop_top);
    case Block::Kind::try_except:
      return code().end_handler();
    case Block::Kind::finally_try:
      code().end_handler();
      if (keep_top) unit->blocks.push_back({.kind = Block::Kind::pop_value});
      body(*block.final_body);
      if (keep_top) unit->blocks.pop_back();
      return;
    case Block::Kind::finally_end:
      if (keep_top) emit(Opcode::swap, 2);
      emit(Opcode::pop_top);
      if (keep_top) emit(Opcode::swap, 2);
      code().end_handler();
      return emit(Opcode::pop_except);
    case Block::Kind::with:
      code().end_handler();
      if (keep_top) emit(Opcode::swap, 2);
      code().set_line(block.line);
      emit(Opcode::call_exit);
      return emit(Opcode::pop_top);
    case Block::Kind::handler_cleanup:
      if (!block.name.empty()) code().end_handler();
      if (keep_top) emit(Opcode::swap, 2);
      code().end_handler();
      emit(Opcode::pop_except);
      if (!block.name.empty()) {
        load_none();
        name(block.name, NameUse::store);
        name(block.name, NameUse::del);
      }
      return;
    case Block::Kind::pop_value:
      if (keep_top) emit(Opcode::swap, 2);
      return emit(Opcode::pop_top);
  }
}

void Compiler::unwind_all(bool keep_top, Block* loop, bool* found) {
  if (unit->blocks.empty()) return;
  const Block top = unit->blocks.back();
  if (loop && (top.kind == Block::Kind::while_loop || top.kind == Block::Kind::for_loop)) {
    *loop = top;
    *found = true;
    return;
  }
  unit->blocks.pop_back();
  unwind(top, keep_top);
  unwind_all(keep_top, loop, found);
  unit->blocks.push_back(top);
}

void Compiler::return_(const Return* node) {
  if (!unit->code.unit.is_function) return fail(node->span, "'return' outside function");
  const std::int32_t handler = code().handler();
  const bool keep = node->value && !constant(node->value);
  if (keep) expression(node->value);
  const int depth = code().depth();
  const std::uint32_t line = node->span.line;
  code().set_line(line);
  unwind_all(keep, nullptr, nullptr);
  code().set_line(line);
  if (!node->value) load_none();
  else if (!keep) expression(node->value);
  at(node->span);
  emit(Opcode::return_value);
  code().set_handler(handler);
  code().set_depth(keep ? depth - 1 : depth);
}

void Compiler::break_or_continue(const Stmt* node, bool is_break) {
  const std::int32_t handler = code().handler();
  const int depth = code().depth();
  Block loop;
  bool found = false;
  emit(Opcode::nop);
  unwind_all(false, &loop, &found);
  if (!found) return fail(node->span, is_break ? "'break' outside loop" : "'continue' not properly in loop");
  at(node->span);
  if (is_break) {
    unwind(loop, false);
    jump(Opcode::jump, loop.exit);
  } else {
    jump(Opcode::jump_back, loop.start);
  }
  code().set_handler(handler);
  code().set_depth(depth);
}

// --------------------------------------------------------------------------------------- try and with

void Compiler::pop_except_and_reraise() {
  emit(Opcode::swap, 2);
  emit(Opcode::pop_except);
  emit(Opcode::reraise);
}

void Compiler::try_(const Try* node) {
  emit(Opcode::nop);
  if (!node->finalbody.empty()) try_finally(node);
  else try_except(node);
}

void Compiler::try_finally(const Try* node) {
  const Label end = label(), exit = label(), cleanup = label();
  code().begin_handler(end);
  unit->blocks.push_back({.kind = Block::Kind::finally_try, .final_body = &node->finalbody});
  if (!node->handlers.empty()) try_except(node);
  else body(node->body);
  code().end_handler();
  unit->blocks.pop_back();
  body(node->finalbody);
  jump(Opcode::jump, exit);

  bind(end);
  code().begin_handler(cleanup);  // the exception is on the stack; push_exc_info puts the previous one below it
  unit->blocks.push_back({.kind = Block::Kind::finally_end});
  emit(Opcode::push_exc_info);
  body(node->finalbody);
  unit->blocks.pop_back();
  emit(Opcode::reraise);
  code().end_handler();
  bind(cleanup);
  pop_except_and_reraise();
  bind(exit);
}

void Compiler::try_except(const Try* node) {
  const Label except = label(), end = label(), cleanup = label();
  code().begin_handler(except);
  unit->blocks.push_back({.kind = Block::Kind::try_except});
  body(node->body);
  unit->blocks.pop_back();
  code().end_handler();
  body(node->orelse);
  jump(Opcode::jump, end);

  bind(except);
  code().begin_handler(cleanup);
  emit(Opcode::push_exc_info);
  const int depth = code().depth();
  unit->blocks.push_back({.kind = Block::Kind::exception_handler});
  for (std::size_t i = 0; i < node->handlers.size() && !failed(); ++i) {
    const ExceptHandler* h = node->handlers[i];
    at(h->span);
    code().begin_statement();
    const Label next = label();
    code().set_depth(depth);
    if (!h->type && i + 1 < node->handlers.size()) return fail(h->span, "default 'except:' must be last");
    if (h->type) {
      expression(h->type);
      emit(Opcode::check_exc_match);
      jump(Opcode::pop_jump_if_false, next);
    }
    if (!h->name.empty()) {
      const Label name_cleanup = label();
      name(h->name, NameUse::store);
      // try: body  finally: name = None; del name
      code().begin_handler(name_cleanup);
      unit->blocks.push_back({.kind = Block::Kind::handler_cleanup, .name = h->name});
      body(h->body);
      unit->blocks.pop_back();
      code().end_handler();
      const std::int32_t inner = code().handler();
      code().end_handler();
      emit(Opcode::pop_except);
      load_none();
      name(h->name, NameUse::store);
      name(h->name, NameUse::del);
      jump(Opcode::jump, end);
      code().set_handler(inner);
      bind(name_cleanup);
      load_none();
      name(h->name, NameUse::store);
      name(h->name, NameUse::del);
      emit(Opcode::reraise);
    } else {
      emit(Opcode::pop_top);
      unit->blocks.push_back({.kind = Block::Kind::handler_cleanup});
      body(h->body);
      unit->blocks.pop_back();
      const std::int32_t inner = code().handler();
      code().end_handler();
      emit(Opcode::pop_except);
      jump(Opcode::jump, end);
      code().set_handler(inner);
    }
    bind(next);
  }
  unit->blocks.pop_back();
  code().set_depth(depth);
  emit(Opcode::reraise);
  code().end_handler();
  bind(cleanup);
  pop_except_and_reraise();
  bind(end);
}

void Compiler::with_(const With* node, std::size_t index) {
  const WithItem* item = node->items[index];
  const Label handler = label(), cleanup = label(), suppress = label(), exit = label();
  expression(item->context_expr);
  at(item->context_expr->span);
  emit(Opcode::before_with);
  // Exceptions go to the handler with __exit__ on the stack, the value of __enter__ dropped.
  code().set_depth(code().depth() - 1);
  code().begin_handler(handler);
  code().set_depth(code().depth() + 1);
  unit->blocks.push_back({.kind = Block::Kind::with, .line = node->span.line});
  if (item->optional_vars) store(item->optional_vars);
  else emit(Opcode::pop_top);
  if (index + 1 < node->items.size()) with_(node, index + 1);
  else body(node->body);
  if (failed()) return;
  unit->blocks.pop_back();
  code().end_handler();
  at(node->span);
  emit(Opcode::call_exit);
  emit(Opcode::pop_top);
  jump(Opcode::jump, exit);

  bind(handler);
  at(node->span);
  code().begin_handler(cleanup);
  emit(Opcode::push_exc_info);
  emit(Opcode::with_except_start);
  jump(Opcode::pop_jump_if_true, suppress);
  emit(Opcode::reraise);
  bind(suppress);
  emit(Opcode::pop_top);  // the exception
  code().end_handler();
  emit(Opcode::pop_except);
  emit(Opcode::pop_top);  // __exit__
  jump(Opcode::jump, exit);
  bind(cleanup);
  pop_except_and_reraise();
  bind(exit);
}

void Compiler::assert_(const Assert* node) {
  const Label end = label();
  jump_if(node->test, end, true);
  at(node->span);
  emit(Opcode::load_assertion_error);
  if (node->msg) {
    emit(Opcode::push_undefined);
    expression(node->msg);
    at(node->span);
    emit(Opcode::call, 1);
  }
  emit(Opcode::raise, 1);
  bind(end);
}

// ------------------------------------------------------------------------------------- imports, assignment

void Compiler::import(const Import* node) {
  for (const Alias* a : node->names) {
    code().emit_constant(integer_constant(0));
    load_none();
    emit(Opcode::import_name, code().name_index(a->name));
    if (!a->asname.empty()) {
      std::size_t dot = a->name.find('.');
      while (dot != std::string_view::npos) {
        const std::size_t next = a->name.find('.', dot + 1);
        emit(Opcode::import_from, code().name_index(a->name.substr(dot + 1, next == std::string_view::npos ? next : next - dot - 1)));
        emit(Opcode::swap, 2);
        emit(Opcode::pop_top);
        dot = next;
      }
      name(a->asname, NameUse::store);
    } else {
      name(a->name.substr(0, a->name.find('.')), NameUse::store);
    }
  }
}

void Compiler::import_from(const ImportFrom* node) {
  if (node->module == "__future__" && node->level == 0) {
    for (const Alias* a : node->names) {
      static constexpr std::string_view kFeatures[] = {"nested_scopes", "generators", "division", "absolute_import",
                                                       "with_statement", "print_function", "unicode_literals",
                                                       "barry_as_FLUFL", "generator_stop", "annotations"};
      bool known = false;
      for (const std::string_view feature : kFeatures) known = known || feature == a->name;
      SourceSpan start = node->span;  // CPython points at the beginning only
      start.end_line = start.line;
      start.end_col = start.col;
      if (a->name == "braces") return fail(start, "not a chance");
      if (!known) return fail(start, cat("future feature ", a->name, " is not defined"));
      if (a->name == "annotations") future_annotations = true;
    }
  }
  code().emit_constant(integer_constant(node->level));
  Constant list;
  list.kind = Constant::Kind::tuple;
  for (const Alias* a : node->names) list.items.push_back(text_constant(a->name));
  code().emit_constant(std::move(list));
  emit(Opcode::import_name, code().name_index(node->module));
  if (node->names.size() == 1 && node->names[0]->name == "*") return emit(Opcode::import_star);
  for (const Alias* a : node->names) {
    emit(Opcode::import_from, code().name_index(a->name));
    name(a->asname.empty() ? a->name : a->asname, NameUse::store);
  }
  emit(Opcode::pop_top);
}

void Compiler::augmented(const AugAssign* node) {
  const Expr* target = node->target;
  switch (target->kind) {
    case NodeKind::Name:
      at(target->span);
      name(target->as<Name>()->id, NameUse::load);
      expression(node->value);
      at(node->span);
      emit(opcode_of(node->op), 1);
      note_binding(target);
      return name(target->as<Name>()->id, NameUse::store);
    case NodeKind::Attribute: {
      const auto* n = target->as<Attribute>();
      expression(n->value);
      emit(Opcode::copy, 1);
      code().set_line(n->span.end_line);
      code().emit_cached(Opcode::load_attr, mangled(n->attr));
      expression(node->value);
      at(node->span);
      emit(opcode_of(node->op), 1);
      note_binding(target);
      emit(Opcode::swap, 2);
      code().set_line(n->span.end_line);
      return code().emit_cached(Opcode::store_attr, mangled(n->attr));
    }
    case NodeKind::Subscript: {
      const auto* n = target->as<Subscript>();
      expression(n->value);
      expression(n->slice);
      at(n->span);
      emit(Opcode::copy, 2);
      emit(Opcode::copy, 2);
      emit(Opcode::subscript);
      expression(node->value);
      at(node->span);
      emit(opcode_of(node->op), 1);
      // object key result -> result object key
      emit(Opcode::swap, 3);
      emit(Opcode::swap, 2);
      at(n->span);
      return emit(Opcode::store_subscript);
    }
    default:
      return;
  }
}

void Compiler::annotated(const AnnAssign* node) {
  if (node->value) {
    expression(node->value);
    store(node->target);
  }
  const bool evaluated = unit->scope->kind != Scope::Kind::function;
  if (const auto* n = node->target->if_a<Name>()) {
    if (node->simple && evaluated) {
      annotation(node->annotation);
      name("__annotations__", NameUse::load);
      code().emit_constant(text_constant(mangled(n->id)));
      emit(Opcode::store_subscript);
    } else if (!node->simple && evaluated) {
      expression(node->annotation);
      emit(Opcode::pop_top);
    }
    return;
  }
  if (!node->value) {
    if (const auto* n = node->target->if_a<Attribute>()) {
      expression(n->value);
      emit(Opcode::pop_top);
    } else if (const auto* s = node->target->if_a<Subscript>()) {
      expression(s->value);
      emit(Opcode::pop_top);
      expression(s->slice);
      emit(Opcode::pop_top);
    }
  }
  if (evaluated) {
    expression(node->annotation);
    emit(Opcode::pop_top);
  }
}

void Compiler::delete_target(const Expr* node) {
  at(node->span);
  switch (node->kind) {
    case NodeKind::Name:
      return name(node->as<Name>()->id, NameUse::del);
    case NodeKind::Attribute:
      expression(node->as<Attribute>()->value);
      code().set_line(node->span.end_line);
      return emit(Opcode::delete_attr, code().name_index(mangled(node->as<Attribute>()->attr)));
    case NodeKind::Subscript:
      expression(node->as<Subscript>()->value);
      expression(node->as<Subscript>()->slice);
      at(node->span);
      return emit(Opcode::delete_subscript);
    case NodeKind::Tuple:
      for (const Expr* e : node->as<logit::script::ast::Tuple>()->elts) delete_target(e);
      return;
    case NodeKind::List:
      for (const Expr* e : node->as<logit::script::ast::List>()->elts) delete_target(e);
      return;
    default:
      return;
  }
}

}  // namespace logit::script::bytecode
