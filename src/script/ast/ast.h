// The syntax tree of a script: CPython's `ast` module, node for node and field for field, so that the two
// can be compared by their dumps.
//
// Nodes live in the Ast's arena and are plain structs: a kind, a span, the fields. Optional children are
// null pointers; optional names are empty views. Names are NFKC-normalised and interned within one tree
// (equal names share one view); all texts are UTF-8. A function for each kind is a switch over `kind`, and
// `node->as<Call>()` is the checked downcast. The parser never builds a tree that is deeper than
// kMaxTreeDepth, so that later stages may recurse over it. The nodes have a namespace of their own because the
// machine's objects share names with them: Tuple, List, Module.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/assert.h"
#include "base/source_span.h"
#include "script/ast/arena.h"

namespace logit::script::ast {

/// No expression, pattern or statement nests deeper than this; beyond it the parser reports an error.
inline constexpr int kMaxTreeDepth = 1000;

enum class NodeKind : std::uint8_t {
  // mod
  Module,
  // stmt
  FunctionDef, AsyncFunctionDef, ClassDef, Return, Delete, Assign, AugAssign, AnnAssign, For, AsyncFor, While, If,
  With, AsyncWith, Match, Raise, Try, TryStar, Assert, Import, ImportFrom, Global, Nonlocal, Expr, Pass, Break,
  Continue,
  // expr
  BoolOp, NamedExpr, BinOp, UnaryOp, Lambda, IfExp, Dict, Set, ListComp, SetComp, DictComp, GeneratorExp, Await,
  Yield, YieldFrom, Compare, Call, FormattedValue, JoinedStr, Constant, Attribute, Subscript, Starred, Name, List,
  Tuple, Slice,
  // pattern
  MatchValue, MatchSingleton, MatchSequence, MatchMapping, MatchClass, MatchStar, MatchAs, MatchOr,
  // the rest
  comprehension, ExceptHandler, arguments, arg, keyword, alias, withitem, match_case,
};

enum class ExprContext : std::uint8_t { Load, Store, Del };
enum class BoolOperator : std::uint8_t { And, Or };
enum class Operator : std::uint8_t {
  Add, Sub, Mult, MatMult, Div, Mod, Pow, LShift, RShift, BitOr, BitXor, BitAnd, FloorDiv,
};
enum class UnaryOperator : std::uint8_t { Invert, Not, UAdd, USub };
enum class CmpOperator : std::uint8_t { Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn };

/// The class name in Python's `ast`, for example "FunctionDef".
std::string_view name_of(NodeKind kind);

/// What all nodes share. Module, arguments, comprehension, withitem and match_case have no position in
/// CPython; theirs are those of their text, for the lab's use.
struct Node {
  NodeKind kind;
  std::uint16_t height;  ///< expressions and patterns: 1 + that of the highest child
  SourceSpan span;

  template <class T>
  T* as() {
    LOGIT_ASSERT(T::is(kind), "wrong node kind");
    return static_cast<T*>(this);
  }
  template <class T>
  const T* as() const {
    LOGIT_ASSERT(T::is(kind), "wrong node kind");
    return static_cast<const T*>(this);
  }
  /// The node as a T, or null when it is something else.
  template <class T>
  const T* if_a() const {
    return T::is(kind) ? static_cast<const T*>(this) : nullptr;
  }
};

struct Stmt : Node {
  static constexpr bool is(NodeKind k) { return k >= NodeKind::FunctionDef && k <= NodeKind::Continue; }
};
/// The category called `expr` in CPython. (The statement made of one expression is ExprStmt.)
struct Expr : Node {
  static constexpr bool is(NodeKind k) { return k >= NodeKind::BoolOp && k <= NodeKind::Slice; }
};
struct Pattern : Node {
  static constexpr bool is(NodeKind k) { return k >= NodeKind::MatchValue && k <= NodeKind::MatchOr; }
};

/// An identifier. Empty means "absent" where the field is optional.
using Identifier = std::string_view;

// `is` for structs that stand for one kind, and for those that stand for a pair (sync and async).
#define LOGIT_NODE(K) \
  static constexpr bool is(NodeKind k) { return k == NodeKind::K; }
#define LOGIT_NODE2(K1, K2) \
  static constexpr bool is(NodeKind k) { return k == NodeKind::K1 || k == NodeKind::K2; }

// ---------------------------------------------------------------------------------------- small parts

struct Arg : Node {  // arg(identifier arg, expr? annotation)
  LOGIT_NODE(arg)
  Identifier name;
  Expr* annotation;
};

/// defaults belong to the last of posonlyargs + args; kw_defaults has one entry (maybe null) per kwonlyarg.
struct Arguments : Node {
  LOGIT_NODE(arguments)
  Seq<Arg*> posonlyargs;
  Seq<Arg*> args;
  Arg* vararg;
  Seq<Arg*> kwonlyargs;
  Seq<Expr*> kw_defaults;
  Arg* kwarg;
  Seq<Expr*> defaults;
};

struct Keyword : Node {  // keyword(identifier? arg, expr value); no name is **value
  LOGIT_NODE(keyword)
  Identifier name;
  Expr* value;
};

struct Alias : Node {  // alias(identifier name, identifier? asname); name may be dotted or "*"
  LOGIT_NODE(alias)
  Identifier name;
  Identifier asname;
};

struct WithItem : Node {
  LOGIT_NODE(withitem)
  Expr* context_expr;
  Expr* optional_vars;
};

struct Comprehension : Node {
  LOGIT_NODE(comprehension)
  Expr* target;
  Expr* iter;
  Seq<Expr*> ifs;
  bool is_async;
};

struct ExceptHandler : Node {
  LOGIT_NODE(ExceptHandler)
  Expr* type;  ///< null for a bare `except:`
  Identifier name;
  Seq<Stmt*> body;
};

struct MatchCase : Node {
  LOGIT_NODE(match_case)
  Pattern* pattern;
  Expr* guard;
  Seq<Stmt*> body;
};

// ----------------------------------------------------------------------------------------- statements

struct FunctionDef : Stmt {
  LOGIT_NODE2(FunctionDef, AsyncFunctionDef)
  Identifier name;
  Arguments* args;
  Seq<Stmt*> body;
  Seq<Expr*> decorator_list;
  Expr* returns;
};

struct ClassDef : Stmt {
  LOGIT_NODE(ClassDef)
  Identifier name;
  Seq<Expr*> bases;
  Seq<Keyword*> keywords;
  Seq<Stmt*> body;
  Seq<Expr*> decorator_list;
};

struct Return : Stmt {
  LOGIT_NODE(Return)
  Expr* value;  ///< may be null
};

struct Delete : Stmt {
  LOGIT_NODE(Delete)
  Seq<Expr*> targets;
};

struct Assign : Stmt {  // a = b = value
  LOGIT_NODE(Assign)
  Seq<Expr*> targets;
  Expr* value;
};

struct AugAssign : Stmt {
  LOGIT_NODE(AugAssign)
  Expr* target;
  Operator op;
  Expr* value;
};

struct AnnAssign : Stmt {
  LOGIT_NODE(AnnAssign)
  Expr* target;
  Expr* annotation;
  Expr* value;  ///< may be null
  bool simple;  ///< the target is a bare name, not in parentheses
};

struct For : Stmt {
  LOGIT_NODE2(For, AsyncFor)
  Expr* target;
  Expr* iter;
  Seq<Stmt*> body;
  Seq<Stmt*> orelse;
};

struct While : Stmt {
  LOGIT_NODE(While)
  Expr* test;
  Seq<Stmt*> body;
  Seq<Stmt*> orelse;
};

struct If : Stmt {  // elif is an If that stands alone in orelse
  LOGIT_NODE(If)
  Expr* test;
  Seq<Stmt*> body;
  Seq<Stmt*> orelse;
};

struct With : Stmt {
  LOGIT_NODE2(With, AsyncWith)
  Seq<WithItem*> items;
  Seq<Stmt*> body;
};

struct Match : Stmt {
  LOGIT_NODE(Match)
  Expr* subject;
  Seq<MatchCase*> cases;
};

struct Raise : Stmt {
  LOGIT_NODE(Raise)
  Expr* exc;    ///< may be null
  Expr* cause;  ///< may be null
};

struct Try : Stmt {
  LOGIT_NODE2(Try, TryStar)
  Seq<Stmt*> body;
  Seq<ExceptHandler*> handlers;
  Seq<Stmt*> orelse;
  Seq<Stmt*> finalbody;
};

struct Assert : Stmt {
  LOGIT_NODE(Assert)
  Expr* test;
  Expr* msg;  ///< may be null
};

struct Import : Stmt {
  LOGIT_NODE(Import)
  Seq<Alias*> names;
};

struct ImportFrom : Stmt {
  LOGIT_NODE(ImportFrom)
  Identifier module;  ///< empty for `from . import x`
  Seq<Alias*> names;
  int level;  ///< number of leading dots
};

struct Global : Stmt {
  LOGIT_NODE(Global)
  Seq<Identifier> names;
};

struct Nonlocal : Stmt {
  LOGIT_NODE(Nonlocal)
  Seq<Identifier> names;
};

struct ExprStmt : Stmt {  // kind is NodeKind::Expr, the name that CPython gives it
  LOGIT_NODE(Expr)
  Expr* value;
};

struct Pass : Stmt { LOGIT_NODE(Pass) };
struct Break : Stmt { LOGIT_NODE(Break) };
struct Continue : Stmt { LOGIT_NODE(Continue) };

// ---------------------------------------------------------------------------------------- expressions

struct BoolOp : Expr {  // a and b and c is one node
  LOGIT_NODE(BoolOp)
  BoolOperator op;
  Seq<Expr*> values;
};

struct NamedExpr : Expr {
  LOGIT_NODE(NamedExpr)
  Expr* target;
  Expr* value;
};

struct BinOp : Expr {
  LOGIT_NODE(BinOp)
  Expr* left;
  Operator op;
  Expr* right;
};

struct UnaryOp : Expr {
  LOGIT_NODE(UnaryOp)
  UnaryOperator op;
  Expr* operand;
};

struct Lambda : Expr {
  LOGIT_NODE(Lambda)
  Arguments* args;
  Expr* body;
};

struct IfExp : Expr {
  LOGIT_NODE(IfExp)
  Expr* test;
  Expr* body;
  Expr* orelse;
};

struct Dict : Expr {  // a null key stands for **value
  LOGIT_NODE(Dict)
  Seq<Expr*> keys;
  Seq<Expr*> values;
};

struct Set : Expr {
  LOGIT_NODE(Set)
  Seq<Expr*> elts;
};

/// ListComp, SetComp and GeneratorExp.
struct Comp : Expr {
  static constexpr bool is(NodeKind k) {
    return k == NodeKind::ListComp || k == NodeKind::SetComp || k == NodeKind::GeneratorExp;
  }
  Expr* elt;
  Seq<Comprehension*> generators;
};

struct DictComp : Expr {
  LOGIT_NODE(DictComp)
  Expr* key;
  Expr* value;
  Seq<Comprehension*> generators;
};

struct Await : Expr {
  LOGIT_NODE(Await)
  Expr* value;
};

struct Yield : Expr {
  LOGIT_NODE(Yield)
  Expr* value;  ///< may be null
};

struct YieldFrom : Expr {
  LOGIT_NODE(YieldFrom)
  Expr* value;
};

struct Compare : Expr {
  LOGIT_NODE(Compare)
  Expr* left;
  Seq<CmpOperator> ops;
  Seq<Expr*> comparators;
};

struct Call : Expr {  // *args are Starred among args, **mappings are keywords without a name
  LOGIT_NODE(Call)
  Expr* func;
  Seq<Expr*> args;
  Seq<Keyword*> keywords;
};

struct FormattedValue : Expr {
  LOGIT_NODE(FormattedValue)
  Expr* value;
  int conversion;     ///< -1, or one of 's' 'r' 'a'
  Expr* format_spec;  ///< a JoinedStr, or null
};

struct JoinedStr : Expr {
  LOGIT_NODE(JoinedStr)
  Seq<Expr*> values;
};

/// What a Constant holds.
enum class ConstantKind : std::uint8_t { none, true_, false_, ellipsis, int_, big_int, float_, imaginary, str, bytes };

struct Constant : Expr {
  LOGIT_NODE(Constant)
  ConstantKind value_kind;
  std::uint8_t base;      ///< big_int: 2, 8, 10 or 16
  bool u_prefix;          ///< str: written u"..." (ast's kind='u')
  std::int64_t integer;   ///< int_
  double number;          ///< float_; imaginary: the part before the j
  /// big_int: its digits in `base`, without prefix and underscores. str: UTF-8, a lone surrogate \ud800..\udfff as
  /// the three bytes UTF-8's scheme would give it. bytes: the bytes.
  std::string_view text;
};

struct Attribute : Expr {
  LOGIT_NODE(Attribute)
  Expr* value;
  Identifier attr;
  ExprContext ctx;
};

struct Subscript : Expr {
  LOGIT_NODE(Subscript)
  Expr* value;
  Expr* slice;  ///< an expression, a Slice, or a Tuple of them
  ExprContext ctx;
};

struct Starred : Expr {
  LOGIT_NODE(Starred)
  Expr* value;
  ExprContext ctx;
};

struct Name : Expr {
  LOGIT_NODE(Name)
  Identifier id;
  ExprContext ctx;
};

struct List : Expr {
  LOGIT_NODE(List)
  Seq<Expr*> elts;
  ExprContext ctx;
};

struct Tuple : Expr {
  LOGIT_NODE(Tuple)
  Seq<Expr*> elts;
  ExprContext ctx;
};

struct Slice : Expr {  // any of the three may be null
  LOGIT_NODE(Slice)
  Expr* lower;
  Expr* upper;
  Expr* step;
};

// ------------------------------------------------------------------------------------------- patterns

struct MatchValue : Pattern {
  LOGIT_NODE(MatchValue)
  Expr* value;
};

struct MatchSingleton : Pattern {
  LOGIT_NODE(MatchSingleton)
  ConstantKind value;  ///< none, true_ or false_
};

struct MatchSequence : Pattern {
  LOGIT_NODE(MatchSequence)
  Seq<Pattern*> patterns;
};

struct MatchMapping : Pattern {
  LOGIT_NODE(MatchMapping)
  Seq<Expr*> keys;
  Seq<Pattern*> patterns;
  Identifier rest;  ///< may be empty
};

struct MatchClass : Pattern {
  LOGIT_NODE(MatchClass)
  Expr* cls;
  Seq<Pattern*> patterns;
  Seq<Identifier> kwd_attrs;
  Seq<Pattern*> kwd_patterns;
};

struct MatchStar : Pattern {
  LOGIT_NODE(MatchStar)
  Identifier name;  ///< empty for *_
};

struct MatchAs : Pattern {  // `_` has neither; a capture has only the name
  LOGIT_NODE(MatchAs)
  Pattern* pattern;
  Identifier name;
};

struct MatchOr : Pattern {
  LOGIT_NODE(MatchOr)
  Seq<Pattern*> patterns;
};

// --------------------------------------------------------------------------------------------- the root

struct Module : Node {
  LOGIT_NODE(Module)
  Seq<Stmt*> body;
};

#undef LOGIT_NODE
#undef LOGIT_NODE2

/// A parsed script. Keeps every node and text alive; independent of the source text it came from.
struct Ast {
  Arena arena;
  Module* module = nullptr;
};

}  // namespace logit::script::ast
