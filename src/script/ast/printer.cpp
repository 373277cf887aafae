// One case for each kind lists its fields by name; the layout is ast.dump's: a node stays on one line when it has at
// most three fields and all of them are simple.
#include "script/ast/printer.h"

#include <vector>

#include "base/format.h"
#include "script/ast/constant_repr.h"

namespace logit::script {

using namespace ast;

namespace {

std::string_view name_of(ExprContext ctx) {
  return ctx == ExprContext::Load ? "Load()" : ctx == ExprContext::Store ? "Store()" : "Del()";
}

std::string_view name_of(Operator op) {
  static constexpr std::string_view kNames[] = {"Add()",    "Sub()",    "Mult()",  "MatMult()", "Div()",
                                                "Mod()",    "Pow()",    "LShift()", "RShift()", "BitOr()",
                                                "BitXor()", "BitAnd()", "FloorDiv()"};
  return kNames[static_cast<int>(op)];
}

std::string_view name_of(UnaryOperator op) {
  static constexpr std::string_view kNames[] = {"Invert()", "Not()", "UAdd()", "USub()"};
  return kNames[static_cast<int>(op)];
}

std::string_view name_of(CmpOperator op) {
  static constexpr std::string_view kNames[] = {"Eq()", "NotEq()", "Lt()",    "LtE()", "Gt()",
                                                "GtE()", "Is()",   "IsNot()", "In()",  "NotIn()"};
  return kNames[static_cast<int>(op)];
}

// ------------------------------------------------------------------------------------------------- layout

struct Text {
  std::string text;
  bool simple;
};

class Dumper {
 public:
  explicit Dumper(const DumpOptions& options) : options_(options) {}

  Text node(const Node* n, int level);

 private:
  /// Collects the fields of one node.
  struct Fields {
    Dumper& d;
    int level;
    std::vector<std::string> args;
    bool all_simple = true;

    void add(std::string_view name, Text value) {
      all_simple = all_simple && value.simple;
      args.push_back(cat(name, "=", value.text));
    }
    void word(std::string_view name, std::string_view value) { add(name, {std::string(value), true}); }
    void id(std::string_view name, std::string_view value) { word(name, repr_text(value, false)); }
    void optional_id(std::string_view name, std::string_view value) {
      if (!value.empty()) id(name, value);
    }
    void number(std::string_view name, int value) { word(name, cat(value)); }
    void child(std::string_view name, const Node* value) { add(name, d.node(value, level)); }
    void optional(std::string_view name, const Node* value) {
      if (value) child(name, value);
    }
    /// Operators and contexts are nodes without fields: simple.
    void leaf(std::string_view name, std::string_view value) { add(name, {std::string(value), true}); }

    template <class T, class Show>
    void list(std::string_view name, const Seq<T>& items, Show show) {
      if (items.empty()) {
        word(name, "[]");
        return;
      }
      std::string out = "[";
      bool first = true;
      for (const T& item : items) {
        out += first ? d.new_line(level + 1) : "," + d.new_line(level + 1);
        out += show(item);
        first = false;
      }
      add(name, {out + "]", false});
    }
    template <class T>
    void children(std::string_view name, const Seq<T*>& items) {
      list(name, items, [&](const T* n) { return n ? d.node(n, level + 1).text : std::string("None"); });
    }
    void ids(std::string_view name, const Seq<Identifier>& items) {
      list(name, items, [&](Identifier n) { return repr_text(n, false); });
    }
  };

  std::string new_line(int level) const { return "\n" + std::string(static_cast<std::size_t>(level) * 2, ' '); }
  void fields(const Node* n, Fields& f);

  DumpOptions options_;
};

bool has_position(const Node* n) {
  switch (n->kind) {
    case NodeKind::Module: case NodeKind::arguments: case NodeKind::comprehension: case NodeKind::withitem:
    case NodeKind::match_case:
      return false;
    default: return true;
  }
}

Text Dumper::node(const Node* n, int level) {
  ++level;
  Fields f{*this, level, {}};
  fields(n, f);
  if (options_.attributes && has_position(n)) {
    f.number("lineno", static_cast<int>(n->span.line));
    f.number("col_offset", static_cast<int>(n->span.col));
    f.number("end_lineno", static_cast<int>(n->span.end_line));
    f.number("end_col_offset", static_cast<int>(n->span.end_col));
  }
  const bool one_line = f.all_simple && f.args.size() <= 3;
  std::string out = cat(ast::name_of(n->kind), "(");
  for (std::size_t i = 0; i < f.args.size(); ++i) {
    if (one_line) {
      if (i) out += ", ";
    } else {
      out += i ? "," + new_line(level) : new_line(level);
    }
    out += f.args[i];
  }
  out += ')';
  return {std::move(out), f.args.empty()};
}

void Dumper::fields(const Node* n, Fields& f) {
  switch (n->kind) {
    case NodeKind::Module:
      f.children("body", n->as<Module>()->body);
      f.word("type_ignores", "[]");
      return;
    case NodeKind::FunctionDef:
    case NodeKind::AsyncFunctionDef: {
      const auto* s = n->as<FunctionDef>();
      f.id("name", s->name);
      f.child("args", s->args);
      f.children("body", s->body);
      f.children("decorator_list", s->decorator_list);
      f.optional("returns", s->returns);
      return;
    }
    case NodeKind::ClassDef: {
      const auto* s = n->as<ClassDef>();
      f.id("name", s->name);
      f.children("bases", s->bases);
      f.children("keywords", s->keywords);
      f.children("body", s->body);
      f.children("decorator_list", s->decorator_list);
      return;
    }
    case NodeKind::Return: f.optional("value", n->as<Return>()->value); return;
    case NodeKind::Delete: f.children("targets", n->as<Delete>()->targets); return;
    case NodeKind::Assign:
      f.children("targets", n->as<Assign>()->targets);
      f.child("value", n->as<Assign>()->value);
      return;
    case NodeKind::AugAssign: {
      const auto* s = n->as<AugAssign>();
      f.child("target", s->target);
      f.leaf("op", name_of(s->op));
      f.child("value", s->value);
      return;
    }
    case NodeKind::AnnAssign: {
      const auto* s = n->as<AnnAssign>();
      f.child("target", s->target);
      f.child("annotation", s->annotation);
      f.optional("value", s->value);
      f.number("simple", s->simple);
      return;
    }
    case NodeKind::For:
    case NodeKind::AsyncFor: {
      const auto* s = n->as<For>();
      f.child("target", s->target);
      f.child("iter", s->iter);
      f.children("body", s->body);
      f.children("orelse", s->orelse);
      return;
    }
    case NodeKind::While: {
      const auto* s = n->as<While>();
      f.child("test", s->test);
      f.children("body", s->body);
      f.children("orelse", s->orelse);
      return;
    }
    case NodeKind::If: {
      const auto* s = n->as<If>();
      f.child("test", s->test);
      f.children("body", s->body);
      f.children("orelse", s->orelse);
      return;
    }
    case NodeKind::With:
    case NodeKind::AsyncWith:
      f.children("items", n->as<With>()->items);
      f.children("body", n->as<With>()->body);
      return;
    case NodeKind::Match:
      f.child("subject", n->as<Match>()->subject);
      f.children("cases", n->as<Match>()->cases);
      return;
    case NodeKind::Raise:
      f.optional("exc", n->as<Raise>()->exc);
      f.optional("cause", n->as<Raise>()->cause);
      return;
    case NodeKind::Try:
    case NodeKind::TryStar: {
      const auto* s = n->as<Try>();
      f.children("body", s->body);
      f.children("handlers", s->handlers);
      f.children("orelse", s->orelse);
      f.children("finalbody", s->finalbody);
      return;
    }
    case NodeKind::Assert:
      f.child("test", n->as<Assert>()->test);
      f.optional("msg", n->as<Assert>()->msg);
      return;
    case NodeKind::Import: f.children("names", n->as<Import>()->names); return;
    case NodeKind::ImportFrom: {
      const auto* s = n->as<ImportFrom>();
      f.optional_id("module", s->module);
      f.children("names", s->names);
      f.number("level", s->level);
      return;
    }
    case NodeKind::Global: f.ids("names", n->as<Global>()->names); return;
    case NodeKind::Nonlocal: f.ids("names", n->as<Nonlocal>()->names); return;
    case NodeKind::Expr: f.child("value", n->as<ExprStmt>()->value); return;
    case NodeKind::Pass:
    case NodeKind::Break:
    case NodeKind::Continue: return;

    case NodeKind::BoolOp: {
      const auto* e = n->as<BoolOp>();
      f.leaf("op", e->op == BoolOperator::And ? "And()" : "Or()");
      f.children("values", e->values);
      return;
    }
    case NodeKind::NamedExpr:
      f.child("target", n->as<NamedExpr>()->target);
      f.child("value", n->as<NamedExpr>()->value);
      return;
    case NodeKind::BinOp: {
      const auto* e = n->as<BinOp>();
      f.child("left", e->left);
      f.leaf("op", name_of(e->op));
      f.child("right", e->right);
      return;
    }
    case NodeKind::UnaryOp:
      f.leaf("op", name_of(n->as<UnaryOp>()->op));
      f.child("operand", n->as<UnaryOp>()->operand);
      return;
    case NodeKind::Lambda:
      f.child("args", n->as<Lambda>()->args);
      f.child("body", n->as<Lambda>()->body);
      return;
    case NodeKind::IfExp: {
      const auto* e = n->as<IfExp>();
      f.child("test", e->test);
      f.child("body", e->body);
      f.child("orelse", e->orelse);
      return;
    }
    case NodeKind::Dict:
      f.children("keys", n->as<Dict>()->keys);
      f.children("values", n->as<Dict>()->values);
      return;
    case NodeKind::Set: f.children("elts", n->as<Set>()->elts); return;
    case NodeKind::ListComp:
    case NodeKind::SetComp:
    case NodeKind::GeneratorExp:
      f.child("elt", n->as<Comp>()->elt);
      f.children("generators", n->as<Comp>()->generators);
      return;
    case NodeKind::DictComp: {
      const auto* e = n->as<DictComp>();
      f.child("key", e->key);
      f.child("value", e->value);
      f.children("generators", e->generators);
      return;
    }
    case NodeKind::Await: f.child("value", n->as<Await>()->value); return;
    case NodeKind::Yield: f.optional("value", n->as<Yield>()->value); return;
    case NodeKind::YieldFrom: f.child("value", n->as<YieldFrom>()->value); return;
    case NodeKind::Compare: {
      const auto* e = n->as<Compare>();
      f.child("left", e->left);
      f.list("ops", e->ops, [](CmpOperator op) { return std::string(name_of(op)); });
      f.children("comparators", e->comparators);
      return;
    }
    case NodeKind::Call: {
      const auto* e = n->as<Call>();
      f.child("func", e->func);
      f.children("args", e->args);
      f.children("keywords", e->keywords);
      return;
    }
    case NodeKind::FormattedValue: {
      const auto* e = n->as<FormattedValue>();
      f.child("value", e->value);
      f.number("conversion", e->conversion);
      f.optional("format_spec", e->format_spec);
      return;
    }
    case NodeKind::JoinedStr: f.children("values", n->as<JoinedStr>()->values); return;
    case NodeKind::Constant:
      f.word("value", repr_constant(*n->as<Constant>()));
      if (n->as<Constant>()->u_prefix) f.word("kind", "'u'");
      return;
    case NodeKind::Attribute: {
      const auto* e = n->as<Attribute>();
      f.child("value", e->value);
      f.id("attr", e->attr);
      f.leaf("ctx", name_of(e->ctx));
      return;
    }
    case NodeKind::Subscript: {
      const auto* e = n->as<Subscript>();
      f.child("value", e->value);
      f.child("slice", e->slice);
      f.leaf("ctx", name_of(e->ctx));
      return;
    }
    case NodeKind::Starred:
      f.child("value", n->as<Starred>()->value);
      f.leaf("ctx", name_of(n->as<Starred>()->ctx));
      return;
    case NodeKind::Name:
      f.id("id", n->as<Name>()->id);
      f.leaf("ctx", name_of(n->as<Name>()->ctx));
      return;
    case NodeKind::List:
      f.children("elts", n->as<List>()->elts);
      f.leaf("ctx", name_of(n->as<List>()->ctx));
      return;
    case NodeKind::Tuple:
      f.children("elts", n->as<Tuple>()->elts);
      f.leaf("ctx", name_of(n->as<Tuple>()->ctx));
      return;
    case NodeKind::Slice: {
      const auto* e = n->as<Slice>();
      f.optional("lower", e->lower);
      f.optional("upper", e->upper);
      f.optional("step", e->step);
      return;
    }

    case NodeKind::MatchValue: f.child("value", n->as<MatchValue>()->value); return;
    case NodeKind::MatchSingleton: f.word("value", singleton_name(n->as<MatchSingleton>()->value)); return;
    case NodeKind::MatchSequence: f.children("patterns", n->as<MatchSequence>()->patterns); return;
    case NodeKind::MatchMapping: {
      const auto* p = n->as<MatchMapping>();
      f.children("keys", p->keys);
      f.children("patterns", p->patterns);
      f.optional_id("rest", p->rest);
      return;
    }
    case NodeKind::MatchClass: {
      const auto* p = n->as<MatchClass>();
      f.child("cls", p->cls);
      f.children("patterns", p->patterns);
      f.ids("kwd_attrs", p->kwd_attrs);
      f.children("kwd_patterns", p->kwd_patterns);
      return;
    }
    case NodeKind::MatchStar: f.optional_id("name", n->as<MatchStar>()->name); return;
    case NodeKind::MatchAs:
      f.optional("pattern", n->as<MatchAs>()->pattern);
      f.optional_id("name", n->as<MatchAs>()->name);
      return;
    case NodeKind::MatchOr: f.children("patterns", n->as<MatchOr>()->patterns); return;

    case NodeKind::comprehension: {
      const auto* c = n->as<Comprehension>();
      f.child("target", c->target);
      f.child("iter", c->iter);
      f.children("ifs", c->ifs);
      f.number("is_async", c->is_async);
      return;
    }
    case NodeKind::ExceptHandler: {
      const auto* h = n->as<ExceptHandler>();
      f.optional("type", h->type);
      f.optional_id("name", h->name);
      f.children("body", h->body);
      return;
    }
    case NodeKind::arguments: {
      const auto* a = n->as<Arguments>();
      f.children("posonlyargs", a->posonlyargs);
      f.children("args", a->args);
      f.optional("vararg", a->vararg);
      f.children("kwonlyargs", a->kwonlyargs);
      f.children("kw_defaults", a->kw_defaults);
      f.optional("kwarg", a->kwarg);
      f.children("defaults", a->defaults);
      return;
    }
    case NodeKind::arg:
      f.id("arg", n->as<Arg>()->name);
      f.optional("annotation", n->as<Arg>()->annotation);
      return;
    case NodeKind::keyword:
      f.optional_id("arg", n->as<Keyword>()->name);
      f.child("value", n->as<Keyword>()->value);
      return;
    case NodeKind::alias:
      f.id("name", n->as<Alias>()->name);
      f.optional_id("asname", n->as<Alias>()->asname);
      return;
    case NodeKind::withitem:
      f.child("context_expr", n->as<WithItem>()->context_expr);
      f.optional("optional_vars", n->as<WithItem>()->optional_vars);
      return;
    case NodeKind::match_case: {
      const auto* c = n->as<MatchCase>();
      f.child("pattern", c->pattern);
      f.optional("guard", c->guard);
      f.children("body", c->body);
      return;
    }
  }
}

}  // namespace

std::string_view ast::name_of(NodeKind kind) {
  static constexpr std::string_view kNames[] = {
      "Module", "FunctionDef", "AsyncFunctionDef", "ClassDef", "Return", "Delete", "Assign", "AugAssign", "AnnAssign",
      "For", "AsyncFor", "While", "If", "With", "AsyncWith", "Match", "Raise", "Try", "TryStar", "Assert", "Import",
      "ImportFrom", "Global", "Nonlocal", "Expr", "Pass", "Break", "Continue", "BoolOp", "NamedExpr", "BinOp",
      "UnaryOp", "Lambda", "IfExp", "Dict", "Set", "ListComp", "SetComp", "DictComp", "GeneratorExp", "Await", "Yield",
      "YieldFrom", "Compare", "Call", "FormattedValue", "JoinedStr", "Constant", "Attribute", "Subscript", "Starred",
      "Name", "List", "Tuple", "Slice", "MatchValue", "MatchSingleton", "MatchSequence", "MatchMapping", "MatchClass",
      "MatchStar", "MatchAs", "MatchOr", "comprehension", "ExceptHandler", "arguments", "arg", "keyword", "alias",
      "withitem", "match_case"};
  static_assert(std::size(kNames) == static_cast<std::size_t>(NodeKind::match_case) + 1);
  return kNames[static_cast<int>(kind)];
}

std::string dump(const Node& node, const DumpOptions& options) { return Dumper(options).node(&node, 0).text; }

}  // namespace logit::script
