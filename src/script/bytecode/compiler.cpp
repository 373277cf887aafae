// Units, names and closures; the entry point.
#include "script/bytecode/compiler.h"

#include "script/ast/parser.h"
#include "script/bytecode/compiler_impl.h"

namespace logit::script::bytecode {

using namespace ast;

Constant Compiler::text_constant(std::string_view text) {
  Constant c;
  c.kind = Constant::Kind::text;
  c.text = text;
  return c;
}

Constant Compiler::integer_constant(std::int64_t i) {
  Constant c;
  c.kind = Constant::Kind::integer;
  c.integer = i;
  return c;
}

void Compiler::enter(const Node* node, std::string name, std::uint32_t line, bool is_function) {
  auto made = std::make_unique<Unit>();
  made->scope = symbols.scope_of(node);
  CodeUnit& u = made->code.unit;
  u.name = name;
  u.file = file;
  u.first_line = line;
  u.is_library = library;
  u.is_function = is_function;
  u.is_generator = made->scope->is_generator;
  u.is_comprehension = made->scope->is_comprehension;
  u.is_module = made->scope->kind == Scope::Kind::module;
  u.is_class = made->scope->kind == Scope::Kind::class_;
  // C.method, f.<locals>.inner; a name declared global has no prefix.
  std::string prefix;
  if (unit && !unit->code.unit.is_module) {
    Symbol* symbol = nullptr;
    if (!made->scope->is_lambda && !made->scope->is_comprehension) symbol = unit->scope->find(mangled(name));
    const bool global = symbol && symbol->place == Place::global_explicit;
    if (!global) prefix = unit->qualname + (unit->code.unit.is_function ? ".<locals>." : ".");
  }
  made->qualname = prefix + name;
  u.qualname = made->qualname;
  made->code.set_line(line);
  made->outer = std::move(unit);
  unit = std::move(made);
  if (failed()) unit->code.abandon();
}

std::shared_ptr<CodeUnit> Compiler::leave() {
  if (failed()) {
    unit = std::move(unit->outer);
    unit->code.abandon();
    return nullptr;
  }
  unit->code.assemble();
  auto made = std::make_shared<CodeUnit>(std::move(unit->code.unit));
  unit = std::move(unit->outer);
  return made;
}

namespace {
/// Own cells first, then free variables, in the order of the symbol table.
void lay_out_cells(Compiler::Unit& u) {
  Scope& scope = *u.scope;
  for (const Symbol& s : scope.symbols) {
    if (s.place != Place::cell) continue;
    u.code.add_cell(s.name);
    u.code.unit.cells.emplace_back(s.name);
    std::int32_t argument = -1;
    if (s.parameter) {
      for (std::size_t i = 0; i < u.code.unit.locals.size(); ++i) {
        if (u.code.unit.locals[i] == s.name) argument = static_cast<std::int32_t>(i);
      }
    }
    u.code.unit.cell_arguments.push_back(argument);
  }
  if (scope.kind == Scope::Kind::class_ && scope.needs_class_cell) {
    u.code.add_cell("__class__");
    u.code.unit.cells.emplace_back("__class__");
    u.code.unit.cell_arguments.push_back(-1);
  }
  for (const Symbol& s : scope.symbols) {
    if (s.place != Place::free) continue;
    if (scope.kind == Scope::Kind::class_ && scope.needs_class_cell && s.name == "__class__") continue;
    u.code.add_cell(s.name);
    u.code.unit.frees.emplace_back(s.name);
  }
  if (!u.code.unit.cells.empty() || !u.code.unit.frees.empty()) u.code.emit(Opcode::enter_cells);
}
}  // namespace

std::shared_ptr<CodeUnit> Compiler::module(const Module& node) {
  enter(&node, "<module>", 1, false);
  lay_out_cells(*unit);
  bool annotations_needed = false;
  for (const Symbol& s : unit->scope->symbols) annotations_needed = annotations_needed || s.annotated;
  if (annotations_needed) emit(Opcode::setup_annotations);
  block_body(node.body, true);
  load_none();
  emit(Opcode::return_value);
  return failed() ? nullptr : leave();
}

void Compiler::name(std::string_view text, NameUse use) {
  const std::string_view n = mangled(text);
  Symbol* symbol = unit->scope->find(n);
  const bool in_class = unit->scope->kind == Scope::Kind::class_;
  const bool in_module = unit->scope->kind == Scope::Kind::module;
  Place place = symbol ? symbol->place : Place::global_implicit;
  if (in_class && symbol && symbol->assigned && !symbol->declared_nonlocal && place == Place::free) place = Place::local;
  CodeBuilder& c = code();
  switch (place) {
    case Place::cell:
    case Place::free: {
      const std::uint32_t i = c.cell_index(n);
      if (use == NameUse::load) {
        emit(in_class && n != "__class__" ? Opcode::load_classderef : Opcode::load_deref, i);
      } else {
        emit(use == NameUse::store ? Opcode::store_deref : Opcode::delete_deref, i);
      }
      return;
    }
    case Place::local:
      if (!in_class && !in_module) {
        const std::uint32_t i = c.local_index(n);
        emit(use == NameUse::load ? Opcode::load_fast : use == NameUse::store ? Opcode::store_fast : Opcode::delete_fast, i);
        return;
      }
      [[fallthrough]];
    case Place::unknown:
    case Place::global_implicit:
      if (in_class && (place == Place::local || place == Place::unknown || place == Place::global_implicit)) {
        if (use == NameUse::load) c.emit_cached(Opcode::load_name, n);
        else emit(use == NameUse::store ? Opcode::store_name : Opcode::delete_name, c.name_index(n));
        return;
      }
      [[fallthrough]];
    case Place::global_explicit:
      if (use == NameUse::load) c.emit_cached(Opcode::load_global, n);
      else if (use == NameUse::store) c.emit_cached(Opcode::store_global, n);
      else emit(Opcode::delete_global, c.name_index(n));
      return;
  }
}

void Compiler::load_callable_name(std::string_view text) {
  const std::string_view n = mangled(text);
  Symbol* symbol = unit->scope->find(n);
  const Place place = symbol ? symbol->place : Place::global_implicit;
  const bool in_class = unit->scope->kind == Scope::Kind::class_;
  const bool global = place == Place::global_explicit || (!in_class && place == Place::global_implicit) ||
                      (unit->scope->kind == Scope::Kind::module && place != Place::cell);
  if (global) {
    code().emit_cached(Opcode::load_global_callable, n);
  } else {
    name(text, NameUse::load);
    emit(Opcode::push_undefined);
  }
}

void Compiler::make_closure(std::shared_ptr<CodeUnit> made, Scope*, std::uint32_t flags) {
  if (!made) return;
  if (!made->frees.empty()) {
    for (const std::string& free : made->frees) emit(Opcode::load_closure, code().cell_index(free));
    emit(Opcode::build_tuple, static_cast<std::uint32_t>(made->frees.size()));
    flags |= 8;
  }
  Constant c;
  c.kind = Constant::Kind::code;
  c.code = std::move(made);
  code().emit_constant(std::move(c));
  emit(Opcode::make_function, flags);
}

void Compiler::note(Note::Kind kind, std::uint32_t line, std::uint32_t end_line, std::string text, Note::Place place) {
  if (!notes || unit->scope->is_comprehension || text == "_") return;
  if (place == Note::Place::module && !unit->code.unit.is_module) place = Note::Place::function;
  std::vector<Note>& list = unit->code.unit.notes;
  emit(Opcode::note, static_cast<std::uint32_t>(list.size()));
  list.push_back({kind, place, note_count++, line, end_line, std::move(text)});
}

/// For compile_statement.cpp and compile_expression.cpp, which open scopes too.
void lay_out_cells_of(Compiler::Unit& u) { lay_out_cells(u); }

CompileResult compile(const Module& module, std::string_view source, std::string file, bool library, bool notes) {
  CompileResult result;
  Compiler compiler;
  compiler.source = source;
  compiler.file = std::move(file);
  compiler.library = library;
  compiler.notes = notes;
  if (!compiler.symbols.build(module, source)) {
    result.error = std::move(compiler.symbols.error);
    return result;
  }
  result.unit = compiler.module(module);
  if (compiler.error) {
    result.unit = nullptr;
    result.error = std::move(compiler.error);
  }
  return result;
}

CompileResult compile_source(std::string_view source, std::string file, bool library, bool notes) {
  ParseResult parsed = parse(source);
  if (parsed.error) return {nullptr, std::move(parsed.error)};
  return compile(*parsed.ast->module, source, std::move(file), library, notes);
}

}  // namespace logit::script::bytecode
