// The machine that runs the error grammar over a token stream and stops at the error CPython would report.
//
// It keeps its own stack of rule frames, so that the depth of a script costs heap and not C++ stack, and
// remembers the outcome of every rule at every place, so that the time stays proportional to the text.
// Source: Bryan Ford, "Parsing Expression Grammars" and "Packrat Parsing"; left recursion grows a seed
// (Warth et al., "Packrat Parsers Can Support Left Recursion"), as in CPython.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "script/ast/arena.h"
#include "script/ast/diagnostic.h"
#include "script/ast/grammar_table.h"
#include "script/tokens/lexer.h"

namespace logit::script {

class NameTable;

class ErrorMachine {
 public:
  ErrorMachine(const TokenStream& stream, Arena& arena, NameTable& names, LexOrigin origin, int fstring_depth);

  /// Runs both passes; nothing when the grammar accepts the stream.
  std::optional<SyntaxErrorInfo> find();

 private:
  using NodeId = std::uint32_t;
  static constexpr NodeId kNothing = 0;

  struct Node {
    Shape shape;
    std::uint32_t first;  ///< token
    std::uint32_t last;   ///< token
    std::uint32_t children;
    std::uint32_t count;
  };

  /// One rule under way.
  struct Frame {
    std::uint16_t rule;
    std::uint16_t alternative;
    std::uint16_t item;
    bool cut;
    bool saved_setting;      ///< invalid rules were on when it began
    std::uint32_t start;     ///< token where the rule began
    std::uint32_t item_start;
    std::uint32_t values;    ///< where the values of the current alternative begin
    std::uint32_t repeated;  ///< where the collected values of a repetition begin
    std::uint32_t repeats;
    std::uint32_t seed_mark;  ///< left recursion: the best outcome so far
    NodeId seed_node;
    bool seed_matched;
    bool waiting;             ///< a called rule's outcome belongs to the current item
  };

  struct Outcome {
    bool matched;
    NodeId node;
    std::uint32_t mark;
  };

  struct MemoEntry {
    std::uint64_t key = 0;  ///< 0 = free
    NodeId node = kNothing;
    std::uint32_t mark = 0;
    bool matched = false;
  };

  enum class Step { advance, called, failed, stop };

  // running
  bool run(std::uint16_t start_rule);
  void begin_pass(bool invalid_rules);
  bool call(std::uint16_t rule);
  void begin_alternative(Frame& f);
  Step step_item(Frame& f, const Item& item);
  Step after_call(Frame& f, const Item& item);
  Step finish_repeat(Frame& f, const Item& item);
  void finish_rule(bool matched, NodeId node);
  bool token_is(TokenKind kind);
  bool token_spelled(std::string_view text);
  bool token_like_soft_keyword();
  bool fetch();
  bool act(Frame& f, const Alternative& alternative, NodeId& result);
  MemoEntry* find_memo(std::uint64_t key);
  void put_memo(std::uint64_t key, bool matched, NodeId node, std::uint32_t mark);
  std::uint64_t memo_key(const Rule& rule, std::uint16_t number, std::uint32_t start, bool setting) const;

  // nodes
  NodeId make_node(Shape shape, std::uint32_t first, std::uint32_t last, const std::vector<NodeId>& children);
  NodeId token_node(std::uint32_t token);
  void flatten(NodeId node, std::vector<NodeId>& out) const;
  NodeId child(NodeId node, std::uint32_t i) const { return children_[nodes_[node].children + i]; }
  std::uint32_t first_token(NodeId node) const;
  std::uint32_t last_token(NodeId node) const;
  std::uint32_t last_text_token() const;
  NodeId value(const Frame& f, int item) const { return values_[f.values + static_cast<std::uint32_t>(item) - 1]; }

  // special actions
  bool strings(Frame& f, NodeId& result);
  bool number(std::uint32_t token);
  NodeId invalid_target(NodeId node, ActionKind targets) const;
  bool is_legacy_statement(NodeId node) const;
  bool is_imaginary(std::uint32_t token) const;

  // errors
  void raise_here(SyntaxErrorKind kind, std::string message);
  void raise_between(SyntaxErrorKind kind, int line, int col, int end_line, int end_col, std::string message);
  void raise_nodes(NodeId first, NodeId last, std::string message);
  void raise_token(std::uint32_t token, std::string message);
  void raise_unclosed();
  void raise_lexer_error();
  void check_rest_of_source();
  std::string expand(const Action& action, const Frame& f) const;
  int cursor_column(const Token& token) const;
  std::string line_text(int line) const;

  const TokenStream& stream_;
  const std::vector<Token>& tokens_;
  Arena& arena_;
  NameTable& names_;
  LexOrigin origin_;
  int fstring_depth_;
  const Grammar& grammar_;
  std::uint16_t without_invalid_rule_;

  std::vector<Frame> frames_;
  std::vector<NodeId> values_;
  std::vector<NodeId> collected_;  ///< values of the repetitions under way
  std::vector<Node> nodes_;
  std::vector<NodeId> children_;
  std::vector<MemoEntry> memo_;
  std::size_t memo_used_ = 0;
  Outcome outcome_{};
  std::uint32_t mark_ = 0;
  std::uint32_t fill_ = 0;  ///< tokens read so far; the last of them is where many errors are reported
  bool invalid_rules_ = false;
  bool lexer_failed_ = false;
  std::optional<SyntaxErrorInfo> error_;
};

}  // namespace logit::script
