// The compiler's inner class, shared by compile_statement.cpp, compile_expression.cpp and compile_pattern.cpp.
// The code it makes is CPython 3.11's, but for the calling sequence and the superinstructions; line numbers are CPython's, because
// tracebacks show them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/format.h"
#include "script/ast/ast.h"
#include "script/bytecode/code_builder.h"
#include "script/bytecode/compiler.h"
#include "script/bytecode/symbol_table.h"

namespace logit::script::bytecode {

using namespace ast;

/// A construct that a return, break or continue must leave properly.
struct Block {
  enum class Kind : std::uint8_t {
    while_loop, for_loop, try_except, finally_try, finally_end, with, handler_cleanup, pop_value, exception_handler
  };
  Kind kind;
  Label start = 0, exit = 0;
  const Seq<Stmt*>* final_body = nullptr;
  std::string_view name = {};       ///< handler_cleanup: of `except … as name`
  std::uint32_t line = 0;           ///< with: its line
};

struct Compiler {
  std::string_view source;
  std::string file;
  bool library = false;
  bool notes = false;
  std::uint32_t note_count = 0;
  bool future_annotations = false;
  SymbolTable symbols;
  std::optional<SyntaxErrorInfo> error;

  /// The unit being compiled.
  struct Unit {
    CodeBuilder code;
    Scope* scope = nullptr;
    std::string qualname;
    std::vector<Block> blocks;
    std::unique_ptr<Unit> outer;
  };
  std::unique_ptr<Unit> unit;

  bool failed() const { return error.has_value(); }
  void fail(const SourceSpan& span, std::string message) {
    if (!error) error = compiler_error(source, span, std::move(message));
    unit->code.abandon();
  }
  void refuse(const SourceSpan& span, std::string_view construct) {
    if (!error) error = unsupported(source, span, construct);
    unit->code.abandon();
  }
  CodeBuilder& code() { return unit->code; }
  void emit(Opcode op, std::uint32_t operand = 0) { unit->code.emit(op, operand); }
  void jump(Opcode op, Label label) { unit->code.emit_jump(op, label); }
  Label label() { return unit->code.new_label(); }
  void bind(Label l) { unit->code.bind(l); }
  void load_none() { unit->code.emit_constant({}); }
  void at(const SourceSpan& span) { unit->code.set_line(span.line); }

  // compiler.cpp
  std::shared_ptr<CodeUnit> module(const Module& node);
  void enter(const Node* node, std::string name, std::uint32_t line, bool is_function);
  std::shared_ptr<CodeUnit> leave();
  /// An instruction that tells the host, if notes are wanted. For a binding the value is on top of the stack.
  void note(Note::Kind kind, std::uint32_t line, std::uint32_t end_line, std::string text = {},
            Note::Place place = Note::Place::module);
  void note_binding(const Expr* target);
  enum class NameUse : std::uint8_t { load, store, del };
  void name(std::string_view name, NameUse use);
  void load_callable_name(std::string_view name);
  std::string_view mangled(std::string_view name) { return symbols.mangle(unit->scope->class_name, name); }
  /// Pushes a function made from `made`; the operands that `flags` announces are on the stack.
  void make_closure(std::shared_ptr<CodeUnit> made, Scope* scope, std::uint32_t flags);
  static Constant text_constant(std::string_view text);
  static Constant integer_constant(std::int64_t i);

  // compile_statement.cpp
  void body(const Seq<Stmt*>& statements);
  void block_body(const Seq<Stmt*>& statements, bool docstring_first);
  void statement(const Stmt* node);
  void function(const FunctionDef* node);
  void function_body(const FunctionDef* node);
  std::uint32_t default_arguments(const Arguments* args);
  std::uint32_t annotations(const Arguments* args, const Expr* returns);
  void annotation(const Expr* node);
  void declare_arguments(const Arguments* args);
  void class_(const ClassDef* node);
  void decorators(const Seq<Expr*>& list);
  void apply_decorators(const Seq<Expr*>& list);
  void for_(const For* node);
  void while_(const While* node);
  void if_(const If* node);
  void try_(const Try* node);
  void try_except(const Try* node);
  void try_finally(const Try* node);
  void with_(const With* node, std::size_t item);
  void return_(const Return* node);
  void break_or_continue(const Stmt* node, bool is_break);
  void assert_(const Assert* node);
  void import(const Import* node);
  void import_from(const ImportFrom* node);
  void augmented(const AugAssign* node);
  void annotated(const AnnAssign* node);
  void delete_target(const Expr* node);
  void unwind(const Block& block, bool keep_top);
  /// Leaves all blocks; stops at the innermost loop when `loop` is given and returns it there.
  void unwind_all(bool keep_top, Block* loop, bool* found);
  void pop_except_and_reraise();

  // compile_expression.cpp
  void expression(const Expr* node);
  void store(const Expr* target);
  void jump_if(const Expr* test, Label target, bool condition);
  void call(const Call* node);
  void call_arguments(std::uint32_t pushed, const Seq<Expr*>& args, const Seq<Keyword*>& keywords,
                      const SourceSpan& span);
  void unpacked_call(std::uint32_t pushed, const Seq<Expr*>& args, const Seq<Keyword*>& keywords);
  void sequence_display(const Seq<Expr*>& elements, Opcode build, Opcode add, Opcode extend, bool tuple);
  void dict_display(const Dict* node);
  void comprehension(const Expr* node, std::string_view name, const Expr* element, const Expr* value,
                     const Seq<Comprehension*>& generators);
  void comprehension_loop(NodeKind kind, const Expr* element, const Expr* value, const Seq<Comprehension*>& generators,
                          std::size_t index, std::uint32_t depth);
  void compare(const Compare* node);
  void lambda(const Lambda* node);
  void joined(const JoinedStr* node);
  void formatted(const FormattedValue* node);
  void unpack(const Seq<Expr*>& targets, const SourceSpan& span);
  void slice_bounds(const Slice* node);
  /// The value when the expression is a constant, folding signs, simple arithmetic and tuples.
  std::optional<Constant> constant(const Expr* node);
  static Opcode opcode_of(Operator op);

  // compile_pattern.cpp
  struct PatternContext {
    std::vector<std::string_view> stores;
    bool allow_irrefutable = false;
    std::vector<Label> fail_pops;
    std::uint32_t on_top = 0;
  };
  void match(const Match* node);
  void pattern(const Pattern* node, PatternContext& pc);
  void pattern_capture(std::string_view name, const Node* node, PatternContext& pc);
  void pattern_as(const MatchAs* node, PatternContext& pc);
  void pattern_sequence(const MatchSequence* node, PatternContext& pc);
  void pattern_mapping(const MatchMapping* node, PatternContext& pc);
  void pattern_class(const MatchClass* node, PatternContext& pc);
  void pattern_or(const MatchOr* node, PatternContext& pc);
  void pattern_subpattern(const Pattern* node, PatternContext& pc);
  void jump_to_fail_pop(Opcode op, PatternContext& pc);
  void emit_fail_pops(PatternContext& pc);
  void rotate(std::uint32_t count);
  const Pattern* last_pattern = nullptr;  ///< where CPython's compiler stands when alternatives do not fit
};

}  // namespace logit::script::bytecode
