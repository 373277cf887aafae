#include "script/ast/grammar_table.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"
#include "script/ast/error_grammar.h"

namespace logit::script {

namespace {

struct ShapeName {
  std::string_view action;
  std::string_view expression;
};

// In the order of Shape.
constexpr ShapeName kShapes[] = {
    {"Seq", ""}, {"Token", ""}, {"Name", "name"}, {"Attribute", "attribute"}, {"Subscript", "subscript"},
    {"Starred", "starred"}, {"List", "list"}, {"Tuple", "tuple"}, {"Lambda", "lambda"}, {"Call", "function call"},
    {"BoolOp", "expression"}, {"BinOp", "expression"}, {"UnaryOp", "expression"},
    {"GeneratorExp", "generator expression"}, {"Yield", "yield expression"}, {"YieldFrom", "yield expression"},
    {"Await", "await expression"}, {"ListComp", "list comprehension"}, {"SetComp", "set comprehension"},
    {"DictComp", "dict comprehension"}, {"Dict", "dict literal"}, {"Set", "set display"},
    {"JoinedStr", "f-string expression"}, {"Literal", "literal"}, {"True", "True"}, {"False", "False"},
    {"None", "None"}, {"Ellipsis", "ellipsis"}, {"Compare", "comparison"}, {"IfExp", "conditional expression"},
    {"NamedExpr", "named expression"}, {"Slice", ""}, {"comprehension", ""}, {"keyword", ""}, {"Mapping", ""},
    {"In", ""}, {"Param", ""}, {"Pattern", ""}};
static_assert(static_cast<int>(TokenKind::kw_yield) < 128);
static_assert(std::size(kShapes) == static_cast<std::size_t>(Shape::Pattern) + 1);

struct ActionName {
  std::string_view name;
  ActionKind kind;
};

constexpr ActionName kActions[] = {
    {"on", ActionKind::error_on}, {"span", ActionKind::error_span}, {"from", ActionKind::error_from},
    {"here", ActionKind::error_here}, {"indent", ActionKind::error_indent}, {"strings", ActionKind::strings},
    {"generator_in_call", ActionKind::generator_in_call}, {"argument_order", ActionKind::argument_order},
    {"legacy_statement", ActionKind::legacy_statement}, {"forgotten_comma", ActionKind::forgotten_comma},
    {"star_target", ActionKind::star_target}, {"for_target", ActionKind::for_target},
    {"del_target", ActionKind::del_target}, {"key_without_value", ActionKind::key_without_value},
    {"real_number", ActionKind::real_number}, {"imaginary_number", ActionKind::imaginary_number}};

struct TokenName {
  std::string_view text;
  TokenKind kind;
};

constexpr TokenName kTokens[] = {
#define X(kind, text) {text, TokenKind::kind},
    LOGIT_OPERATOR_TOKENS(X) LOGIT_KEYWORD_TOKENS(X)
#undef X
};

constexpr TokenName kTokenClasses[] = {
    {"NAME", TokenKind::name}, {"NUMBER", TokenKind::number}, {"STRING", TokenKind::string},
    {"NEWLINE", TokenKind::newline}, {"INDENT", TokenKind::indent}, {"DEDENT", TokenKind::dedent},
    {"ENDMARKER", TokenKind::end_marker}};

class Compiler {
 public:
  Grammar compile() {
    // First the names, so that rules may refer to later ones.
    for (text_ = kErrorGrammar; skip_blanks(), !text_.empty();) {
      Rule rule;
      rule.name = word();
      rule.memo = Memo::by_setting;
      if (take('!')) rule.memo = Memo::always;
      if (take('-')) rule.memo = Memo::never;
      if (take('@')) {
        rule.left_recursive = true;
        rule.memo = Memo::always;
      }
      grammar_.rules.push_back(rule);
      skip_rule();
    }
    for (std::size_t i = 0; i < grammar_.rules.size(); ++i) {
      by_name_.emplace_back(grammar_.rules[i].name, static_cast<std::uint16_t>(i));
    }
    std::sort(by_name_.begin(), by_name_.end());
    grammar_.rules.reserve(512);
    grammar_.alternatives.reserve(1024);
    grammar_.items.reserve(2048);
    std::size_t number = 0;
    for (text_ = kErrorGrammar; skip_blanks(), !text_.empty(); ++number) {
      while (text_[0] != '=') text_.remove_prefix(1);
      text_.remove_prefix(1);
      alternatives(static_cast<std::uint16_t>(number));
      expect(';');
    }
    compute_first_sets();
    return std::move(grammar_);
  }

 private:
  void skip_blanks() {
    while (!text_.empty() && (text_[0] == ' ' || text_[0] == '\n')) text_.remove_prefix(1);
  }
  bool take(char c) {
    skip_blanks();
    if (text_.empty() || text_[0] != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    const bool there = take(c);
    LOGIT_ASSERT(there, "error_grammar.h does not follow its own notation");
  }
  std::string_view word() {
    skip_blanks();
    std::size_t n = 0;
    const auto part_of_word = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    while (n < text_.size() && part_of_word(text_[n])) ++n;
    LOGIT_ASSERT(n > 0, "error_grammar.h: a word is missing");
    return cut(n);
  }
  std::string_view cut(std::size_t n) {
    const std::string_view result = text_.substr(0, n);
    text_.remove_prefix(n);
    return result;
  }
  /// Text up to a quote; a backslash protects the next character.
  std::string_view quoted(char quote) {
    std::size_t n = 0;
    while (text_[n] != quote) n += text_[n] == '\\' ? 2 : 1;
    const std::string_view result = cut(n);
    text_.remove_prefix(1);
    return result;
  }
  /// To behind the semicolon that ends the rule.
  void skip_rule() {
    while (true) {
      const char c = text_[0];
      text_.remove_prefix(1);
      if (c == '\'' || c == '"') quoted(c);
      if (c == ';') return;
    }
  }

  /// The alternatives of a rule or group. Those inside are compiled first and stand before them in the tables.
  void alternatives(std::uint16_t rule) {
    std::vector<Alternative> all;
    do {
      std::vector<Item> items;
      Action action;
      while (true) {
        skip_blanks();
        const char c = text_[0];
        if (c == '|' || c == ';' || c == ')') break;
        if (take('{')) {
          action = read_action();
          break;
        }
        items.push_back(item());
      }
      if (items.size() == 1 && items[0].op == ItemOp::rule) {
        items[0].second_pass_only = grammar_.rules[items[0].rule].name.substr(0, 8) == "invalid_";
      }
      if (action.kind == ActionKind::none) action = only_item(items);
      all.push_back({static_cast<std::uint16_t>(grammar_.items.size()), static_cast<std::uint16_t>(items.size()), action, {}});
      grammar_.items.insert(grammar_.items.end(), items.begin(), items.end());
    } while (take('|'));
    grammar_.rules[rule].first_alternative = static_cast<std::uint16_t>(grammar_.alternatives.size());
    grammar_.rules[rule].alternatives = static_cast<std::uint16_t>(all.size());
    grammar_.alternatives.insert(grammar_.alternatives.end(), all.begin(), all.end());
  }

  /// An alternative with one item that consumes anything has that item's result.
  static Action only_item(const std::vector<Item>& items) {
    Action action;
    int consuming = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const ItemOp op = items[i].op;
      if (op == ItemOp::look_for || op == ItemOp::look_against || op == ItemOp::cut) continue;
      ++consuming;
      action.a = static_cast<std::uint8_t>(i + 1);
    }
    if (consuming == 1) action.kind = ActionKind::select;
    return action;
  }

  Item item() {
    if (take('~')) return {ItemOp::cut};
    if (take('^')) {
      Item forced = primary();
      forced.op = ItemOp::forced;
      return forced;
    }
    if (take('&')) return wrapped(primary(), ItemOp::look_for);
    if (take('!')) return wrapped(primary(), ItemOp::look_against);
    Item inner = primary();
    if (take('?')) return wrapped(inner, ItemOp::optional);
    if (take('*')) return wrapped(inner, ItemOp::repeat);
    if (take('+')) {
      Item many = wrapped(inner, ItemOp::repeat);
      many.min = 1;
      return many;
    }
    if (take('%')) {
      Item many = wrapped(inner, ItemOp::repeat);
      many.min = 1;
      many.gather = true;
      many.token = primary().token;
      return many;
    }
    return inner;
  }

  /// A token, a rule or a group.
  Item primary() {
    if (take('\'')) return {ItemOp::token, token(quoted('\''))};
    if (take('"')) {
      Item soft{ItemOp::soft_keyword};
      soft.text = quoted('"');
      return soft;
    }
    if (take('(')) {
      Item group{ItemOp::rule};
      group.rule = static_cast<std::uint16_t>(grammar_.rules.size());
      grammar_.rules.emplace_back();
      alternatives(group.rule);
      expect(')');
      return group;
    }
    const std::string_view name = word();
    for (const TokenName& t : kTokenClasses) {
      if (t.text == name) return {ItemOp::token, t.kind};
    }
    if (name == "SOFT_KEYWORD") return {ItemOp::any_soft_keyword};
    Item reference{ItemOp::rule};
    reference.rule = rule_number(name);
    return reference;
  }

  /// Puts `inner` under an operator; what is not a rule becomes one.
  Item wrapped(Item inner, ItemOp op) {
    Item outer{op};
    if (inner.op == ItemOp::rule) {
      outer.rule = inner.rule;
      return outer;
    }
    outer.rule = static_cast<std::uint16_t>(grammar_.rules.size());
    grammar_.rules.emplace_back();
    Rule& rule = grammar_.rules.back();
    rule.first_alternative = static_cast<std::uint16_t>(grammar_.alternatives.size());
    rule.alternatives = 1;
    grammar_.alternatives.push_back({static_cast<std::uint16_t>(grammar_.items.size()), 1, {}, {}});
    grammar_.items.push_back(inner);
    return outer;
  }

  /// Grows the sets until nothing changes. A rule that does not begin with the token at hand need not be tried.
  void compute_first_sets() {
    for (bool changed = true; changed;) {
      changed = false;
      // Backwards, since most rules refer to later ones.
      for (auto at = grammar_.rules.rbegin(); at != grammar_.rules.rend(); ++at) {
        Rule& rule = *at;
        for (std::uint16_t i = 0; i < rule.alternatives; ++i) {
          Alternative& alternative = grammar_.alternatives[rule.first_alternative + i];
          changed |= alternative.first.add(first_of(alternative));
          changed |= rule.first.add(alternative.first);
        }
      }
    }
  }

  FirstSet first_of(const Alternative& alternative) const {
    FirstSet first;
    for (std::uint16_t i = 0; i < alternative.items; ++i) {
      const Item& item = grammar_.items[alternative.first_item + i];
      switch (item.op) {
        case ItemOp::token:
        case ItemOp::forced: first.add(item.token); return first;
        case ItemOp::soft_keyword:
        case ItemOp::any_soft_keyword: first.add(TokenKind::name); return first;
        case ItemOp::rule: first.add(grammar_.rules[item.rule].first); return first;
        case ItemOp::repeat:
          first.add(grammar_.rules[item.rule].first);
          if (item.min) return first;
          break;
        case ItemOp::optional: first.add(grammar_.rules[item.rule].first); break;
        case ItemOp::look_for:
        case ItemOp::look_against:
        case ItemOp::cut: break;
      }
    }
    first.add_all();  // may match nothing
    return first;
  }

  TokenKind token(std::string_view text) const {
    for (const TokenName& t : kTokens) {
      if (t.text == text) return t.kind;
    }
    LOGIT_ASSERT(false, "error_grammar.h names an unknown token");
    return TokenKind::error;
  }

  std::uint16_t rule_number(std::string_view name) const {
    const auto found = std::lower_bound(by_name_.begin(), by_name_.end(), std::pair(name, std::uint16_t(0)));
    LOGIT_ASSERT(found != by_name_.end() && found->first == name, "error_grammar.h names an unknown rule");
    return found->second;
  }

  std::uint8_t digit() {
    skip_blanks();
    return text_[0] >= '0' && text_[0] <= '9' ? static_cast<std::uint8_t>(cut(1)[0] - '0') : 0;
  }

  /// Behind the opening brace.
  Action read_action() {
    Action action;
    if (take('>')) {
      action.kind = ActionKind::select;
      action.a = digit();
      expect('}');
      return action;
    }
    const std::string_view name = word();
    action.kind = ActionKind::node;
    for (const ActionName& a : kActions) {
      if (a.name == name) action.kind = a.kind;
    }
    if (action.kind == ActionKind::node) {
      bool known = false;
      for (std::size_t i = 0; i < std::size(kShapes); ++i) {
        if (kShapes[i].action != name) continue;
        action.shape = static_cast<Shape>(i);
        known = true;
      }
      LOGIT_ASSERT(known, "error_grammar.h names an unknown action");
    }
    action.a = digit();
    action.b = digit();
    if (take('"')) action.message = quoted('"');
    expect('}');
    return action;
  }

  Grammar grammar_;
  std::string_view text_;
  std::vector<std::pair<std::string_view, std::uint16_t>> by_name_;  ///< sorted
};

}  // namespace

std::string_view expression_name(Shape shape) { return kShapes[static_cast<int>(shape)].expression; }

std::uint16_t Grammar::rule(std::string_view name) const {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].name == name) return static_cast<std::uint16_t>(i);
  }
  LOGIT_ASSERT(false, "no such rule");
  return 0;
}

const Grammar& error_grammar() {
  static const Grammar grammar = Compiler().compile();
  return grammar;
}

}  // namespace logit::script
