// Which names a scope binds and where each name lives: CPython's symtable.c in short. Built for a whole module before
// any code is made; finds the errors that need a view of the whole scope ("name 'x' is parameter and global").
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "script/ast/ast.h"
#include "script/ast/diagnostic.h"

namespace logit::script::bytecode {

using namespace ast;

/// Where a name lives, seen from one scope.
enum class Place : std::uint8_t { unknown, local, cell, free, global_explicit, global_implicit };

struct Symbol {
  std::string_view name;
  bool assigned = false, used = false, parameter = false, declared_global = false, declared_nonlocal = false;
  bool annotated = false, only_imported = false, iteration = false;  ///< iteration: target of a comprehension's `for`
  Place place = Place::unknown;
  SourceSpan declared_at, declared_first;
};

struct Scope {
  enum class Kind : std::uint8_t { module, function, class_ };
  Kind kind = Kind::module;
  std::string_view name;
  Scope* parent = nullptr;
  std::vector<std::unique_ptr<Scope>> children;
  std::vector<Symbol> symbols;                       ///< in order of first appearance
  std::unordered_map<std::string_view, std::size_t> positions;
  std::string_view class_name;                       ///< innermost class, for mangling; empty outside classes
  bool is_comprehension = false, is_generator_expression = false, is_lambda = false;
  bool is_generator = false;
  bool needs_class_cell = false;                     ///< class scope whose methods mention super or __class__
  bool in_iterable = false;                          ///< while building: inside a comprehension's iterable
  SourceSpan span;

  Symbol* find(std::string_view name) {
    const auto it = positions.find(name);
    return it == positions.end() ? nullptr : &symbols[it->second];
  }
};

class SymbolTable {
 public:
  /// Looks through the module. On error returns false and `error` is set.
  bool build(const Module& module, std::string_view source);
  /// The scope that a Module, FunctionDef, Lambda, ClassDef or comprehension node opens.
  Scope* scope_of(const Node* node) const { return scopes_.at(node); }
  /// `__x` inside class C is `_C__x`.
  std::string_view mangle(std::string_view class_name, std::string_view name);
  std::optional<SyntaxErrorInfo> error;

 private:
  friend struct SymbolVisitor;
  std::unique_ptr<Scope> root_;
  std::unordered_map<const Node*, Scope*> scopes_;
  std::deque<std::string> texts_;
};

}  // namespace logit::script::bytecode
