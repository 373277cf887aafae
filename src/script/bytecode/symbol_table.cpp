// Two passes: collect what each scope does with its names, then decide from the outside in where each lives.
#include "script/bytecode/symbol_table.h"

#include "base/format.h"

namespace logit::script::bytecode {

using namespace ast;

namespace {
std::string quote(std::string_view name) { return cat("'", name, "'"); }
}  // namespace

std::string_view SymbolTable::mangle(std::string_view class_name, std::string_view name) {
  if (class_name.empty() || !name.starts_with("__") || name.ends_with("__") || name.find('.') != name.npos) return name;
  while (class_name.starts_with('_')) class_name.remove_prefix(1);
  if (class_name.empty()) return name;
  texts_.push_back(cat("_", class_name, name));
  return texts_.back();
}

/// Walks the tree; stops at the first error.
struct SymbolVisitor {
  SymbolTable& table;
  std::string_view source;
  Scope* scope = nullptr;

  bool failed() const { return table.error.has_value(); }
  void fail(const SourceSpan& span, std::string message) {
    if (!failed()) table.error = compiler_error(source, span, std::move(message));
  }

  Scope* enter(const Node* node, Scope::Kind kind, std::string_view name) {
    auto made = std::make_unique<Scope>();
    made->kind = kind;
    made->name = name;
    made->parent = scope;
    made->span = node->span;
    made->in_iterable = scope && scope->in_iterable;
    made->class_name = kind == Scope::Kind::class_ ? name : scope ? scope->class_name : std::string_view();
    Scope* inner = made.get();
    if (scope) scope->children.push_back(std::move(made));
    else table.root_ = std::move(made);
    table.scopes_[node] = inner;
    scope = inner;
    return inner;
  }
  void leave() { scope = scope->parent; }

  Symbol& symbol_in(Scope& where, std::string_view name) {
    const auto [it, fresh] = where.positions.try_emplace(name, where.symbols.size());
    if (fresh) {
      where.symbols.emplace_back();
      where.symbols.back().name = name;
    }
    return where.symbols[it->second];
  }
  Symbol& symbol(std::string_view name) { return symbol_in(*scope, table.mangle(scope->class_name, name)); }

  void use(std::string_view name) {
    symbol(name).used = true;
    if (name == "super" && scope->kind == Scope::Kind::function) symbol("__class__").used = true;
  }
  void assign(std::string_view name, const SourceSpan& span, bool deleted = false) {
    if (name == "__debug__") return fail(span, deleted ? "cannot delete __debug__" : "cannot assign to __debug__");
    Symbol& s = symbol(name);
    s.assigned = true;
    s.only_imported = false;
    if (scope->is_comprehension && s.iteration == false && in_comprehension_target) s.iteration = true;
  }
  bool in_comprehension_target = false;

  void parameter(const Arg* arg, const SourceSpan& definition) {
    if (!arg) return;
    if (arg->name == "__debug__") return fail(definition, "cannot assign to __debug__");
    Symbol& s = symbol(arg->name);
    if (s.parameter) {
      return fail(arg->span, cat("duplicate argument ", quote(arg->name), " in function definition"));
    }
    s.parameter = true;
    s.assigned = true;
  }

  // ------------------------------------------------------------------------------------------ statements

  void body(const Seq<Stmt*>& statements) {
    for (const Stmt* s : statements) {
      if (failed()) return;
      statement(s);
    }
  }

  void defaults_and_annotations(const Arguments* a, const Expr* returns) {
    for (const Expr* e : a->defaults) expression(e);
    for (const Expr* e : a->kw_defaults) expression(e);
    for (const auto& list : {a->posonlyargs, a->args}) {
      for (const Arg* arg : list) expression(arg->annotation);
    }
    if (a->vararg) expression(a->vararg->annotation);
    if (a->kwarg) expression(a->kwarg->annotation);
    for (const Arg* arg : a->kwonlyargs) expression(arg->annotation);
    expression(returns);
  }

  void parameters(const Arguments* a, const SourceSpan& definition) {
    for (const Arg* arg : a->posonlyargs) parameter(arg, definition);
    for (const Arg* arg : a->args) parameter(arg, definition);
    for (const Arg* arg : a->kwonlyargs) parameter(arg, definition);
    parameter(a->vararg, definition);
    parameter(a->kwarg, definition);
  }

  void statement(const Stmt* node) {
    switch (node->kind) {
      case NodeKind::FunctionDef:
      case NodeKind::AsyncFunctionDef: {
        const auto* n = node->as<FunctionDef>();
        assign(n->name, n->span);
        for (const Expr* e : n->args->defaults) expression(e);
        for (const Expr* e : n->args->kw_defaults) expression(e);
        {
          Arguments copy = *n->args;
          copy.defaults = {};
          copy.kw_defaults = {};
          defaults_and_annotations(&copy, n->returns);
        }
        for (const Expr* e : n->decorator_list) expression(e);
        enter(n, Scope::Kind::function, n->name);
        parameters(n->args, n->span);
        body(n->body);
        leave();
        break;
      }
      case NodeKind::ClassDef: {
        const auto* n = node->as<ClassDef>();
        assign(n->name, n->span);
        for (const Expr* e : n->bases) expression(e);
        for (const Keyword* k : n->keywords) expression(k->value);
        for (const Expr* e : n->decorator_list) expression(e);
        enter(n, Scope::Kind::class_, n->name);
        body(n->body);
        leave();
        break;
      }
      case NodeKind::Return:
        expression(node->as<Return>()->value);
        break;
      case NodeKind::Delete:
        for (const Expr* e : node->as<Delete>()->targets) expression(e);
        break;
      case NodeKind::Assign:
        for (const Expr* e : node->as<Assign>()->targets) expression(e);
        expression(node->as<Assign>()->value);
        break;
      case NodeKind::AugAssign:
        expression(node->as<AugAssign>()->target);
        expression(node->as<AugAssign>()->value);
        break;
      case NodeKind::AnnAssign: {
        const auto* n = node->as<AnnAssign>();
        if (const auto* name = n->target->if_a<Name>()) {
          Symbol& s = symbol(name->id);
          if ((s.declared_global || s.declared_nonlocal) && scope->parent && n->simple) {
            return fail(n->span, cat("annotated name ", quote(name->id), " can't be ",
                                     s.declared_global ? "global" : "nonlocal"));
          }
          if (n->simple) {
            s.annotated = true;
            s.assigned = true;
          } else if (n->value) {
            s.assigned = true;
          }
        } else {
          expression(n->target);
        }
        expression(n->annotation);
        expression(n->value);
        break;
      }
      case NodeKind::For:
      case NodeKind::AsyncFor: {
        const auto* n = node->as<For>();
        expression(n->target);
        expression(n->iter);
        body(n->body);
        body(n->orelse);
        break;
      }
      case NodeKind::While: {
        const auto* n = node->as<While>();
        expression(n->test);
        body(n->body);
        body(n->orelse);
        break;
      }
      case NodeKind::If: {
        const auto* n = node->as<If>();
        expression(n->test);
        body(n->body);
        body(n->orelse);
        break;
      }
      case NodeKind::With:
      case NodeKind::AsyncWith: {
        const auto* n = node->as<With>();
        for (const WithItem* item : n->items) {
          expression(item->context_expr);
          expression(item->optional_vars);
        }
        body(n->body);
        break;
      }
      case NodeKind::Match: {
        const auto* n = node->as<Match>();
        expression(n->subject);
        for (const MatchCase* c : n->cases) {
          pattern(c->pattern);
          expression(c->guard);
          body(c->body);
        }
        break;
      }
      case NodeKind::Raise:
        expression(node->as<Raise>()->exc);
        expression(node->as<Raise>()->cause);
        break;
      case NodeKind::Try:
      case NodeKind::TryStar: {
        const auto* n = node->as<Try>();
        body(n->body);
        body(n->orelse);
        for (const ExceptHandler* h : n->handlers) {
          expression(h->type);
          if (!h->name.empty()) assign(h->name, h->span);
          body(h->body);
        }
        body(n->finalbody);
        break;
      }
      case NodeKind::Assert:
        expression(node->as<Assert>()->test);
        expression(node->as<Assert>()->msg);
        break;
      case NodeKind::Import:
        for (const Alias* a : node->as<Import>()->names) import(a, node->span);
        break;
      case NodeKind::ImportFrom:
        for (const Alias* a : node->as<ImportFrom>()->names) {
          if (a->name == "*") {
            if (scope->kind != Scope::Kind::module) return fail(a->span, "import * only allowed at module level");
          } else {
            import(a, node->span);
          }
        }
        break;
      case NodeKind::Global:
        for (const Identifier& name : node->as<Global>()->names) declare(name, node->span, true);
        break;
      case NodeKind::Nonlocal:
        for (const Identifier& name : node->as<Nonlocal>()->names) declare(name, node->span, false);
        break;
      case NodeKind::Expr:
        expression(node->as<ExprStmt>()->value);
        break;
      default:
        break;
    }
  }

  void import(const Alias* alias, const SourceSpan& span) {
    std::string_view name = alias->asname.empty() ? alias->name.substr(0, alias->name.find('.')) : alias->asname;
    const bool first = !symbol(name).assigned;
    assign(name, span);
    if (!failed()) symbol(name).only_imported = first;
  }

  void declare(std::string_view name, const SourceSpan& span, bool global) {
    Symbol& s = symbol(name);
    const char* word = global ? "global" : "nonlocal";
    const bool assigned = s.assigned && !s.only_imported;  // an import before `global` is let through
    if (s.parameter || assigned || s.used || s.annotated) {
      std::string message;
      if (s.parameter) message = cat("name ", quote(name), " is parameter and ", word);
      else if (s.annotated) message = cat("annotated name ", quote(name), " can't be ", word);
      else if (assigned) message = cat("name ", quote(name), " is assigned to before ", word, " declaration");
      else message = cat("name ", quote(name), " is used prior to ", word, " declaration");
      return fail(span, std::move(message));
    }
    if (!s.declared_global && !s.declared_nonlocal) s.declared_first = span;
    (global ? s.declared_global : s.declared_nonlocal) = true;
    s.declared_at = span;
  }

  // ----------------------------------------------------------------------------------------- expressions

  void expressions(const Seq<Expr*>& list) {
    for (const Expr* e : list) expression(e);
  }

  void expression(const Expr* node) {
    if (!node || failed()) return;
    switch (node->kind) {
      case NodeKind::BoolOp:
        return expressions(node->as<BoolOp>()->values);
      case NodeKind::NamedExpr:
        return named(node->as<NamedExpr>());
      case NodeKind::BinOp:
        expression(node->as<BinOp>()->left);
        return expression(node->as<BinOp>()->right);
      case NodeKind::UnaryOp:
        return expression(node->as<UnaryOp>()->operand);
      case NodeKind::Lambda: {
        const auto* n = node->as<Lambda>();
        expressions(n->args->defaults);
        expressions(n->args->kw_defaults);
        enter(n, Scope::Kind::function, "lambda");
        scope->is_lambda = true;
        parameters(n->args, n->span);
        expression(n->body);
        leave();
        return;
      }
      case NodeKind::IfExp:
        expression(node->as<IfExp>()->test);
        expression(node->as<IfExp>()->body);
        return expression(node->as<IfExp>()->orelse);
      case NodeKind::Dict:
        expressions(node->as<Dict>()->keys);
        return expressions(node->as<Dict>()->values);
      case NodeKind::Set:
        return expressions(node->as<Set>()->elts);
      case NodeKind::ListComp:
        return comprehension(node, "listcomp", node->as<Comp>()->elt, nullptr, node->as<Comp>()->generators, false);
      case NodeKind::SetComp:
        return comprehension(node, "setcomp", node->as<Comp>()->elt, nullptr, node->as<Comp>()->generators, false);
      case NodeKind::GeneratorExp:
        return comprehension(node, "genexpr", node->as<Comp>()->elt, nullptr, node->as<Comp>()->generators, true);
      case NodeKind::DictComp: {
        const auto* n = node->as<DictComp>();
        return comprehension(node, "dictcomp", n->key, n->value, n->generators, false);
      }
      case NodeKind::Await:
        return expression(node->as<logit::script::ast::Await>()->value);
      case NodeKind::Yield:
        yields(node, "yield");
        return expression(node->as<Yield>()->value);
      case NodeKind::YieldFrom:
        yields(node, "yield");
        return expression(node->as<YieldFrom>()->value);
      case NodeKind::Compare:
        expression(node->as<Compare>()->left);
        return expressions(node->as<Compare>()->comparators);
      case NodeKind::Call: {
        const auto* n = node->as<Call>();
        expression(n->func);
        expressions(n->args);
        for (const Keyword* k : n->keywords) {
          if (k->name == "__debug__") return fail(node->span, "cannot assign to __debug__");
          expression(k->value);
        }
        return;
      }
      case NodeKind::FormattedValue:
        expression(node->as<FormattedValue>()->value);
        return expression(node->as<FormattedValue>()->format_spec);
      case NodeKind::JoinedStr:
        return expressions(node->as<JoinedStr>()->values);
      case NodeKind::Attribute: {
        const auto* n = node->as<Attribute>();
        if (n->attr == "__debug__" && n->ctx != ExprContext::Load) return fail(n->span, "cannot assign to __debug__");
        return expression(n->value);
      }
      case NodeKind::Subscript:
        expression(node->as<Subscript>()->value);
        return expression(node->as<Subscript>()->slice);
      case NodeKind::Starred:
        return expression(node->as<Starred>()->value);
      case NodeKind::Name: {
        const auto* n = node->as<Name>();
        if (n->ctx == ExprContext::Load) return use(n->id);
        return assign(n->id, n->span, n->ctx == ExprContext::Del);
      }
      case NodeKind::List:
        return expressions(node->as<List>()->elts);
      case NodeKind::Tuple:
        return expressions(node->as<Tuple>()->elts);
      case NodeKind::Slice:
        expression(node->as<Slice>()->lower);
        expression(node->as<Slice>()->upper);
        return expression(node->as<Slice>()->step);
      default:
        return;
    }
  }

  void yields(const Expr* node, std::string_view word) {
    if (scope->is_comprehension) {
      const char* where = scope->is_generator_expression ? "generator expression"
                          : scope->name == "listcomp"    ? "list comprehension"
                          : scope->name == "setcomp"     ? "set comprehension"
                                                         : "dict comprehension";
      return fail(node->span, cat("'", word, "' inside ", where));
    }
    scope->is_generator = true;
  }

  void comprehension(const Expr* node, std::string_view name, const Expr* element, const Expr* value,
                     const Seq<Comprehension*>& generators, bool generator) {
    const bool outer_iterable = scope->in_iterable;
    scope->in_iterable = true;  // the outermost iterable is evaluated outside
    expression(generators[0]->iter);
    scope->in_iterable = outer_iterable;
    enter(node, Scope::Kind::function, name);
    scope->is_comprehension = true;
    scope->is_generator_expression = generator;
    scope->is_generator = generator;
    scope->in_iterable = outer_iterable;
    symbol(".0").parameter = true;
    for (std::size_t i = 0; i < generators.size() && !failed(); ++i) {
      const Comprehension* g = generators[i];
      in_comprehension_target = true;
      expression(g->target);
      in_comprehension_target = false;
      if (i > 0) {
        const bool before = scope->in_iterable;
        scope->in_iterable = true;
        expression(g->iter);
        scope->in_iterable = before;
      }
      for (const Expr* test : g->ifs) expression(test);
    }
    expression(value ? element : nullptr);
    expression(value ? value : element);
    leave();
  }

  void named(const NamedExpr* node) {
    const auto* name = node->target->as<Name>();
    if (scope->in_iterable) {
      return fail(node->span, "assignment expression cannot be used in a comprehension iterable expression");
    }
    if (scope->is_comprehension) {
      // The name belongs to the function around all comprehensions.
      for (Scope* s = scope; s; s = s->parent) {
        const std::string_view mangled = table.mangle(s->class_name, name->id);
        if (s->is_comprehension) {
          Symbol& here = symbol_in(*s, mangled);
          if (here.iteration) {
            return fail(node->target->span, cat("assignment expression cannot rebind comprehension iteration variable ",
                                                quote(name->id)));
          }
          continue;
        }
        if (s->kind == Scope::Kind::class_) {
          return fail(node->target->span, "assignment expression within a comprehension cannot be used in a class body");
        }
        Symbol& owner = symbol_in(*s, mangled);
        const bool global = s->kind == Scope::Kind::module || owner.declared_global;
        owner.assigned = true;
        for (Scope* c = scope; c != s; c = c->parent) {
          Symbol& here = symbol_in(*c, table.mangle(c->class_name, name->id));
          if (global) here.declared_global = true;
          else here.declared_nonlocal = true;
          here.used = true;
        }
        break;
      }
      return expression(node->value);
    }
    expression(node->value);
    expression(node->target);
  }

  // -------------------------------------------------------------------------------------------- patterns

  void pattern(const Pattern* node) {
    if (!node || failed()) return;
    switch (node->kind) {
      case NodeKind::MatchValue:
        return expression(node->as<MatchValue>()->value);
      case NodeKind::MatchSequence:
        for (const Pattern* p : node->as<MatchSequence>()->patterns) pattern(p);
        return;
      case NodeKind::MatchMapping: {
        const auto* n = node->as<MatchMapping>();
        expressions(n->keys);
        for (const Pattern* p : n->patterns) pattern(p);
        if (!n->rest.empty()) assign(n->rest, n->span);
        return;
      }
      case NodeKind::MatchClass: {
        const auto* n = node->as<MatchClass>();
        expression(n->cls);
        for (const Pattern* p : n->patterns) pattern(p);
        for (const Pattern* p : n->kwd_patterns) pattern(p);
        return;
      }
      case NodeKind::MatchStar:
        if (!node->as<MatchStar>()->name.empty()) assign(node->as<MatchStar>()->name, node->span);
        return;
      case NodeKind::MatchAs:
        pattern(node->as<MatchAs>()->pattern);
        if (!node->as<MatchAs>()->name.empty()) assign(node->as<MatchAs>()->name, node->span);
        return;
      case NodeKind::MatchOr:
        for (const Pattern* p : node->as<MatchOr>()->patterns) pattern(p);
        return;
      default:
        return;
    }
  }

  // ------------------------------------------------------------------------------------------- resolving

  /// The function scope around `from` in which `name` is a local, or null.
  Scope* owner_of(Scope* from, std::string_view name) {
    for (Scope* s = from->parent; s; s = s->parent) {
      if (s->kind == Scope::Kind::module) return nullptr;
      if (s->kind == Scope::Kind::class_) {
        if (name == "__class__") {
          s->needs_class_cell = true;
          return s;
        }
        continue;
      }
      const Symbol* found = s->find(name);
      if (!found) continue;
      if (found->declared_global) return nullptr;
      if (found->declared_nonlocal) continue;
      if (found->assigned || found->parameter) return s;
    }
    return nullptr;
  }

  /// Makes `name` a free variable of every scope between the one that uses it and its owner.
  void pass_down(Scope* user, Scope* owner, std::string_view name) {
    if (owner->kind == Scope::Kind::function) owner->find(name)->place = Place::cell;
    for (Scope* s = user; s != owner; s = s->parent) {
      Symbol& here = symbol_in(*s, name);
      if (s->kind == Scope::Kind::class_ && here.assigned && s != user) continue_through(s, name);
      else if (here.place != Place::free) here.place = Place::free;
    }
  }
  /// A class that binds the same name itself still hands the outer cell through to its methods.
  void continue_through(Scope* s, std::string_view name) { s->find(name)->place = Place::free; }

  void resolve(Scope* s) {
    for (std::size_t i = 0; i < s->symbols.size() && !failed(); ++i) {
      const Symbol now = s->symbols[i];
      Place place = now.place;
      if (now.declared_global) {
        if (now.declared_nonlocal) return fail(now.declared_first, cat("name ", quote(now.name), " is nonlocal and global"));
        place = Place::global_explicit;
      } else if (now.declared_nonlocal) {
        if (s->kind == Scope::Kind::module) {
          return fail(now.declared_at, "nonlocal declaration not allowed at module level");
        }
        Scope* owner = owner_of(s, now.name);
        if (!owner) return fail(now.declared_at, cat("no binding for nonlocal ", quote(now.name), " found"));
        pass_down(s, owner, now.name);
        continue;
      } else if (now.assigned || now.parameter) {
        if (place == Place::unknown) place = Place::local;
      } else if (s->kind == Scope::Kind::module) {
        place = Place::global_implicit;
      } else if (place == Place::unknown) {
        Scope* owner = owner_of(s, now.name);
        if (owner) {
          pass_down(s, owner, now.name);
          continue;
        }
        place = Place::global_implicit;
      }
      s->symbols[i].place = place;
    }
    for (const auto& child : s->children) {
      if (failed()) return;
      resolve(child.get());
    }
  }
};

bool SymbolTable::build(const Module& module, std::string_view source) {
  SymbolVisitor visitor{*this, source};
  visitor.enter(&module, Scope::Kind::module, "top");
  Scope* root = visitor.scope;
  visitor.body(module.body);
  if (!error) visitor.resolve(root);
  return !error;
}

}  // namespace logit::script::bytecode
