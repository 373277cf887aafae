// The grammar of error_grammar.h, compiled from its text into tables: rules of alternatives of items.
//
// Compiling takes half a millisecond and happens when a script has an error for the first time, so the text is
// the only form that the program carries.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "script/tokens/token.h"

namespace logit::script {

/// What a node of the error parse is. The names are those of the grammar's actions.
enum class Shape : std::uint8_t {
  Seq, Token, Name, Attribute, Subscript, Starred, List, Tuple, Lambda, Call, BoolOp, BinOp, UnaryOp, GeneratorExp,
  Yield, YieldFrom, Await, ListComp, SetComp, DictComp, Dict, Set, JoinedStr, Literal, True, False, None, Ellipsis,
  Compare, IfExp, NamedExpr, Slice, comprehension, keyword, Mapping, In, Param, Pattern,
};

/// What messages call an expression of that shape: "function call".
std::string_view expression_name(Shape shape);

enum class ItemOp : std::uint8_t {
  token,         ///< `token`
  soft_keyword,  ///< a name spelled `text`
  any_soft_keyword,
  rule,          ///< `rule`
  optional,      ///< rule, or nothing
  repeat,        ///< rule, at least `min` times, with `token` between when `gather`
  look_for,      ///< rule must match, consuming nothing
  look_against,  ///< rule must not match
  cut,
  forced,        ///< token, or an error
};

struct Item {
  ItemOp op = ItemOp::token;
  TokenKind token = TokenKind::error;
  bool gather = false;
  bool second_pass_only = false;
  std::uint8_t min = 0;
  std::uint16_t rule = 0;
  std::string_view text = {};
};

enum class ActionKind : std::uint8_t {
  none,       ///< a Seq of all items' nodes
  node,       ///< a node of `shape`
  select,     ///< item `a`
  error_on, error_span, error_from, error_here, error_indent,
  strings, generator_in_call, argument_order, legacy_statement, forgotten_comma, star_target, for_target, del_target,
  key_without_value, real_number, imaginary_number,
};

struct Action {
  ActionKind kind = ActionKind::none;
  Shape shape = Shape::Seq;
  std::uint8_t a = 0;
  std::uint8_t b = 0;
  std::string_view message;
};

/// The token kinds that something can begin with.
class FirstSet {
 public:
  void add(TokenKind kind) { words_[index(kind)] |= bit(kind); }
  bool has(TokenKind kind) const { return words_[index(kind)] & bit(kind); }
  /// Adds all of `other`; whether that changed anything.
  bool add(const FirstSet& other) {
    const std::uint64_t a = words_[0] | other.words_[0], b = words_[1] | other.words_[1];
    const bool changed = a != words_[0] || b != words_[1];
    words_[0] = a;
    words_[1] = b;
    return changed;
  }
  void add_all() { words_[0] = words_[1] = ~std::uint64_t(0); }

 private:
  static int index(TokenKind kind) { return static_cast<int>(kind) >> 6; }
  static std::uint64_t bit(TokenKind kind) { return std::uint64_t(1) << (static_cast<int>(kind) & 63); }
  std::uint64_t words_[2] = {0, 0};
};

struct Alternative {
  std::uint16_t first_item;
  std::uint16_t items;
  Action action;
  FirstSet first = {};
};

enum class Memo : std::uint8_t { by_setting, always, never };

struct Rule {
  std::string_view name;
  std::uint16_t first_alternative = 0;
  std::uint16_t alternatives = 0;
  Memo memo = Memo::never;
  bool left_recursive = false;
  FirstSet first;
};

struct Grammar {
  std::vector<Rule> rules;
  std::vector<Alternative> alternatives;
  std::vector<Item> items;

  /// The number of the rule called `name`; it must exist.
  std::uint16_t rule(std::string_view name) const;
};

/// kErrorGrammar as tables; a constant, computed at its first use.
const Grammar& error_grammar();

}  // namespace logit::script
