// The parser's inside: one class, its members spread over parse_statements.cpp, parse_expressions.cpp,
// parse_atoms.cpp, parse_patterns.cpp and parse_strings.cpp.
//
// It answers one question fast: what is the tree of this valid script? At the first thing that does not fit it
// gives up (fail()): the cursor jumps to the last token, the end marker, which fits nowhere in a statement, so
// that all loops end by themselves and no function needs to test its callees. What exactly is wrong is for the
// second, slower machine of error_machine.h to say.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "script/ast/ast.h"
#include "script/ast/diagnostic.h"
#include "script/tokens/identifier.h"
#include "script/tokens/lexer.h"

namespace logit::script {

using namespace ast;

/// Keeps one copy of each name in the arena.
class NameTable {
 public:
  explicit NameTable(Arena& arena) : arena_(arena), slots_(64) {}
  std::string_view intern(std::string_view name);

 private:
  void insert(std::string_view name);

  Arena& arena_;
  std::vector<std::string_view> slots_;  ///< open addressing; the size is a power of two
  std::size_t used_ = 0;
};

/// What went wrong in a string literal or in an expression inside an f-string.
struct StringError {
  std::string message;                     ///< to be reported at the last token read
  int at_token = -1;                       ///< or at this token
  std::optional<SyntaxErrorInfo> nested;   ///< or this, complete, from inside {…}
};

class Parser {
 public:
  Parser(const TokenStream& stream, Arena& arena, NameTable& names, int fstring_depth = 0);

  /// The whole stream as a script; null when it is not a valid one.
  Module* parse_module();
  /// The whole stream as the parenthesised expression of an f-string; null when it is not valid.
  Expr* parse_fstring_expression();
  /// Whether giving up was only because the tree became too deep.
  bool too_deep() const { return too_deep_; }

  /// One literal from adjacent string tokens: Constant or JoinedStr; null on an error, which `error` then tells if
  /// it is given (it costs a second look).
  Expr* concatenate_strings(std::size_t first, std::size_t count, StringError* error);

  /// Sources and positions of the f-string expressions are relative to this.
  const TokenStream& stream() const { return stream_; }

 private:
  friend class FStringReader;

  // ---------------------------------------------------------------------------------------------- cursor

  struct Place {
    std::size_t pos;
    std::size_t last;
    bool failed;
    bool too_deep;
  };

  TokenKind kind() const { return tokens_[pos_].kind; }
  TokenKind kind(std::size_t ahead) const {
    return pos_ + ahead <= end_ ? tokens_[pos_ + ahead].kind : TokenKind::error;
  }
  bool at(TokenKind k) const { return tokens_[pos_].kind == k; }
  bool at_name(std::string_view text) const { return at(TokenKind::name) && stream_.text(tokens_[pos_]) == text; }
  std::size_t advance() {
    const TokenKind k = tokens_[pos_].kind;
    if (k != TokenKind::newline && k != TokenKind::indent && k != TokenKind::dedent) last_ = pos_;
    return pos_ < end_ ? pos_++ : pos_;
  }
  bool accept(TokenKind k) {
    if (!at(k)) return false;
    advance();
    return true;
  }
  void expect(TokenKind k) {
    if (at(k)) {
      advance();
    } else {
      fail();
    }
  }
  void fail() {
    failed_ = true;
    pos_ = end_;
  }
  Place place() const { return {pos_, last_, failed_, too_deep_}; }
  void back_to(const Place& p) {
    pos_ = p.pos;
    last_ = p.last;
    failed_ = p.failed;
    too_deep_ = p.too_deep;
  }

  // --------------------------------------------------------------------------------------------- building

  SourceSpan span_from(std::size_t first) const { return span_of(first, last_); }
  SourceSpan span_of(std::size_t first, std::size_t last) const {
    const Token &a = tokens_[first], &b = tokens_[last];
    return {static_cast<std::uint32_t>(a.line), static_cast<std::uint32_t>(a.col), static_cast<std::uint32_t>(b.end_line),
            static_cast<std::uint32_t>(b.end_col)};
  }

  static int higher(int a, const Node* b) { return b && b->height > a ? b->height : a; }
  static int height_of(std::initializer_list<const Node*> children) {
    int height = 0;
    for (const Node* child : children) height = higher(height, child);
    return height;
  }
  template <class T>
  static int height_of(const Seq<T*>& children) {
    int height = 0;
    for (const Node* child : children) height = higher(height, child);
    return height;
  }

  /// Makes an expression or pattern whose highest child has `height`.
  template <class T, class... Fields>
  T* make(NodeKind kind, std::size_t first, int height, Fields... fields) {
    return make_at<T>(kind, span_from(first), height, fields...);
  }
  template <class T, class... Fields>
  T* make_at(NodeKind kind, const SourceSpan& span, int height, Fields... fields) {
    if (height >= kMaxTreeDepth) {
      height = 0;
      too_deep_ = true;
      fail();
    }
    T* node = static_cast<T*>(arena_.allocate(sizeof(T)));
    const Node head{kind, static_cast<std::uint16_t>(height + 1), span};
    if constexpr (std::is_base_of_v<Expr, T>) {
      return new (node) T{Expr{head}, fields...};
    } else if constexpr (std::is_base_of_v<Pattern, T>) {
      return new (node) T{Pattern{head}, fields...};
    } else if constexpr (std::is_base_of_v<Stmt, T>) {
      return new (node) T{Stmt{head}, fields...};
    } else {
      return new (node) T{head, fields...};
    }
  }
  template <class T, class... Fields>
  T* statement(NodeKind kind, std::size_t first, Fields... fields) {
    return make<T>(kind, first, 0, fields...);
  }

  /// A growing list on one of the parser's scratch stacks, copied into the arena when it is complete.
  template <class T>
  class List {
   public:
    List(std::vector<T>& stack) : stack_(stack), base_(stack.size()) {}
    ~List() { stack_.resize(base_); }
    List(const List&) = delete;
    List& operator=(const List&) = delete;
    void add(T item) { stack_.push_back(item); }
    void clear() { stack_.resize(base_); }
    std::size_t size() const { return stack_.size() - base_; }
    T& operator[](std::size_t i) { return stack_[base_ + i]; }
    Seq<T> take(Arena& arena) { return arena.copy(stack_.data() + base_, size()); }

   private:
    std::vector<T>& stack_;
    std::size_t base_;
  };

  /// Counts recursion; beyond the limit the parser gives up before the C++ stack does.
  class Nest {
   public:
    explicit Nest(Parser& p) : p_(p) {
      if (++p.depth_ > kMaxTreeDepth) {
        p.too_deep_ = true;
        p.fail();
      }
    }
    ~Nest() { --p_.depth_; }

   private:
    Parser& p_;
  };

  Identifier identifier(std::size_t token);
  Identifier expect_identifier();

  // --------------------------------------------------------------------------- parse_statements.cpp

  void statements_until(TokenKind end, List<Stmt*>& out);
  void statement(List<Stmt*>& out);
  void simple_statements(List<Stmt*>& out);
  Stmt* simple_statement();
  Stmt* assignment_or_expression();
  Stmt* annotated_assignment(std::size_t first, Expr* target);
  Seq<Stmt*> block();
  Seq<Stmt*> else_block();
  Stmt* if_statement();
  Stmt* while_statement();
  Stmt* for_statement(std::size_t first, bool is_async);
  Stmt* with_statement(std::size_t first, bool is_async);
  bool parenthesized_with_items(List<WithItem*>& items);
  void with_items(List<WithItem*>& items);
  WithItem* with_item();
  Stmt* try_statement();
  ExceptHandler* except_handler(bool star);
  Stmt* decorated();
  Stmt* function(std::size_t first, bool is_async, Seq<Expr*> decorators);
  Stmt* class_statement(Seq<Expr*> decorators);
  Arguments* parameters(TokenKind end);
  Arg* parameter(bool annotated, bool star);
  Stmt* import_statement();
  Stmt* import_from();
  Identifier dotted_name();
  Stmt* match_statement();
  MatchCase* match_case();
  Expr* subject();

  // -------------------------------------------------------------------------- parse_expressions.cpp

  /// How strongly operators bind. `not` is a prefix operator between `and` and comparisons.
  enum Precedence { kNone = 0, kOr, kAnd, kNot, kCompare, kBitOr, kBitXor, kBitAnd, kShift, kSum, kTerm };

  static Precedence precedence_of(TokenKind kind);
  static bool begins_expression(TokenKind kind);
  Expr* star_expressions();
  Expr* star_expression();
  Expr* star_named_expression();
  Expr* named_expression();
  Expr* expression();
  Expr* binary(int min_precedence);
  Expr* boolean_chain(std::size_t first, Expr* left, int precedence);
  Expr* comparison_chain(std::size_t first, Expr* left);
  Expr* factor();
  Expr* power();
  Expr* yield_expression();
  Expr* yield_or_star_expressions();
  Expr* tuple_of(std::size_t first, List<Expr*>& items);
  Expr* star_targets();
  Expr* target(Expr* expr);
  Expr* delete_target(Expr* expr);
  bool set_context(Expr* expr, ExprContext ctx, bool allow_star);

  // -------------------------------------------------------------------------------- parse_atoms.cpp

  Expr* primary();
  Expr* atom();
  Expr* constant(ConstantKind value);
  Expr* number();
  Expr* strings();
  Expr* parenthesized();
  Expr* list_display();
  Expr* brace_display();
  Expr* dict_display(std::size_t first, Expr* first_key);
  Expr* lambda();
  Expr* slices();
  Expr* slice();
  Seq<Comprehension*> comprehension_clauses();
  bool at_comprehension() const { return at(TokenKind::kw_for) || at(TokenKind::kw_async); }
  void arguments(Seq<Expr*>& args, Seq<Keyword*>& keywords, bool allow_generator, std::size_t lpar);

  // ----------------------------------------------------------------------------- parse_patterns.cpp

  Pattern* patterns();
  Pattern* pattern();
  Pattern* or_pattern();
  Pattern* closed_pattern();
  Pattern* maybe_star_pattern();
  Pattern* sequence_pattern(std::size_t first, TokenKind close);
  Pattern* mapping_pattern();
  Pattern* class_pattern(std::size_t first, Expr* cls);
  Expr* literal_expression();
  Expr* signed_number();
  Expr* name_or_attribute();
  bool at_capture() const;

  const TokenStream& stream_;
  const Token* tokens_;
  std::size_t end_;  ///< index of the end marker (or of the lexer's error)
  std::size_t pos_ = 0;
  std::size_t last_ = 0;  ///< the last token taken that is not a line end or an indent
  bool failed_ = false;
  bool too_deep_ = false;
  int depth_ = 0;
  int fstring_depth_;
  Arena& arena_;
  NameTable& names_;

  std::vector<Expr*> expr_stack_;
  std::vector<Stmt*> stmt_stack_;
  std::vector<Pattern*> pattern_stack_;
  std::vector<Keyword*> keyword_stack_;
  std::vector<Identifier> name_stack_;
  std::vector<CmpOperator> cmp_stack_;
  std::vector<Comprehension*> comprehension_stack_;
  std::vector<Alias*> alias_stack_;
  std::vector<Arg*> arg_stack_;
  std::vector<WithItem*> with_stack_;
  std::vector<ExceptHandler*> handler_stack_;
  std::vector<MatchCase*> case_stack_;
};

}  // namespace logit::script
