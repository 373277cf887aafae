#include "script/ast/error_machine.h"

#include <algorithm>

#include "base/format.h"
#include "script/ast/parser_impl.h"
#include "script/ast/syntax_errors.h"

namespace logit::script {

namespace {

/// A place given by columns from 1, as a span. An end that is not known is one character further.
SourceSpan byte_span(int line, int col, int end_line, int end_col) {
  const int begin = col > 0 ? col - 1 : 0;
  const bool has_end = end_line > line || end_col - 1 > begin;
  return {static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(begin),
          static_cast<std::uint32_t>(has_end ? end_line : line),
          static_cast<std::uint32_t>(has_end && end_col > 0 ? end_col - 1 : begin + 1)};
}

/// How many bytes the first `characters` of a line take.
int bytes_of(std::string_view line, int characters) {
  std::size_t at = 0;
  for (; characters > 0 && at < line.size(); --characters) next_utf8(line, at);
  return static_cast<int>(at);
}

/// As many rules may be under way as CPython's parser allows before its MemoryError.
constexpr std::size_t kMaxFrames = 6000;

}  // namespace

ErrorMachine::ErrorMachine(const TokenStream& stream, Arena& arena, NameTable& names, LexOrigin origin,
                           int fstring_depth)
    : stream_(stream),
      tokens_(stream.tokens),
      arena_(arena),
      names_(names),
      origin_(origin),
      fstring_depth_(fstring_depth),
      grammar_(error_grammar()),
      without_invalid_rule_(grammar_.rule("expression_without_invalid")) {}

std::optional<SyntaxErrorInfo> ErrorMachine::find() {
  const std::uint16_t start = grammar_.rule(fstring_depth_ ? "fstring" : "file");
  begin_pass(false);
  if (run(start)) return std::nullopt;
  if (!error_) {
    const std::uint32_t last = fill_ - 1;
    begin_pass(true);
    run(start);
    if (!error_) {
      const TokenKind kind = tokens_[last].kind;
      if (kind == TokenKind::indent || kind == TokenKind::dedent) {
        raise_here(SyntaxErrorKind::indentation_error,
                   kind == TokenKind::indent ? "unexpected indent" : "unexpected unindent");
        return error_;
      }
      raise_token(last, "invalid syntax");
    }
  }
  if (!lexer_failed_ && error_->kind != SyntaxErrorKind::memory_error) check_rest_of_source();
  return error_;
}

void ErrorMachine::begin_pass(bool invalid_rules) {
  invalid_rules_ = invalid_rules;
  mark_ = 0;
  frames_.clear();
  values_.clear();
  collected_.clear();
  children_.clear();
  nodes_.assign(1, Node{});
  memo_.assign(1024, MemoEntry{});
  memo_used_ = 0;
}

// ----------------------------------------------------------------------------------------------- tokens

/// Makes sure that the token at the mark has been read; false when it is the lexer's error.
bool ErrorMachine::fetch() {
  if (mark_ < fill_) return true;
  fill_ = mark_ + 1;
  if (tokens_[mark_].kind != TokenKind::error) return true;
  raise_lexer_error();
  return false;
}

bool ErrorMachine::token_is(TokenKind kind) { return fetch() && tokens_[mark_].kind == kind; }

bool ErrorMachine::token_spelled(std::string_view text) {
  return token_is(TokenKind::name) && stream_.text(tokens_[mark_]) == text;
}

/// CPython compares only as many letters as the name has: `c` and `mat` pass for soft keywords here.
bool ErrorMachine::token_like_soft_keyword() {
  if (!token_is(TokenKind::name)) return false;
  const std::string_view text = stream_.text(tokens_[mark_]);
  const auto begins = [text](std::string_view keyword) { return keyword.substr(0, text.size()) == text; };
  return begins("_") || begins("case") || begins("match");
}

// ------------------------------------------------------------------------------------------------- memory

std::uint64_t ErrorMachine::memo_key(const Rule& rule, std::uint16_t number, std::uint32_t start, bool setting) const {
  const bool context = rule.memo == Memo::by_setting && setting;
  return (static_cast<std::uint64_t>(start) << 20 | static_cast<std::uint64_t>(number) << 2 | (context ? 2u : 0u) | 1u);
}

ErrorMachine::MemoEntry* ErrorMachine::find_memo(std::uint64_t key) {
  const std::size_t mask = memo_.size() - 1;
  std::size_t i = (key * 0x9E3779B97F4A7C15ull >> 32) & mask;
  while (memo_[i].key && memo_[i].key != key) i = (i + 1) & mask;
  return &memo_[i];
}

void ErrorMachine::put_memo(std::uint64_t key, bool matched, NodeId node, std::uint32_t mark) {
  MemoEntry* entry = find_memo(key);
  if (!entry->key) {
    if (++memo_used_ * 2 > memo_.size()) {
      std::vector<MemoEntry> old(memo_.size() * 2);
      old.swap(memo_);
      for (const MemoEntry& e : old) {
        if (e.key) *find_memo(e.key) = e;
      }
      entry = find_memo(key);
    }
    entry->key = key;
  }
  entry->matched = matched;
  entry->node = node;
  entry->mark = mark;
}

// ------------------------------------------------------------------------------------------------ running

/// Begins `rule` at the mark. True when its outcome is known at once (in outcome_).
bool ErrorMachine::call(std::uint16_t number) {
  const Rule& rule = grammar_.rules[number];
  if (!fetch() || !rule.first.has(tokens_[mark_].kind)) {
    outcome_ = {false, kNothing, mark_};
    return true;
  }
  if (rule.memo != Memo::never) {
    if (const MemoEntry* known = find_memo(memo_key(rule, number, mark_, invalid_rules_)); known->key) {
      outcome_ = {known->matched, known->node, known->mark};
      return true;
    }
  }
  if (rule.left_recursive) put_memo(memo_key(rule, number, mark_, invalid_rules_), false, kNothing, mark_);
  Frame f{};
  f.rule = number;
  f.start = mark_;
  f.values = static_cast<std::uint32_t>(values_.size());
  f.seed_mark = mark_;
  f.saved_setting = invalid_rules_;
  if (number == without_invalid_rule_) invalid_rules_ = false;
  frames_.push_back(f);
  if (frames_.size() > kMaxFrames) {
    error_.emplace();
    error_->kind = SyntaxErrorKind::memory_error;
  }
  return false;
}

void ErrorMachine::begin_alternative(Frame& f) {
  f.item = 0;
  f.cut = false;
  f.waiting = false;
  mark_ = f.start;
  values_.resize(f.values);
}

bool ErrorMachine::run(std::uint16_t start_rule) {
  call(start_rule);
  while (!frames_.empty()) {
    if (error_) return false;
    Frame& f = frames_.back();
    const Rule& rule = grammar_.rules[f.rule];
    if (f.alternative == rule.alternatives) {
      finish_rule(false, kNothing);
      continue;
    }
    const Alternative& alternative = grammar_.alternatives[rule.first_alternative + f.alternative];
    if (f.item == 0 && !f.waiting && !alternative.first.has(tokens_[f.start].kind)) {
      ++f.alternative;
      continue;
    }
    if (f.item == alternative.items) {
      NodeId node = kNothing;
      const bool matched = act(f, alternative, node);
      if (error_) return false;
      finish_rule(matched, node);
      continue;
    }
    const Item& item = grammar_.items[alternative.first_item + f.item];
    const Step step = f.waiting ? after_call(f, item) : step_item(f, item);
    if (error_) return false;
    switch (step) {
      case Step::advance: ++frames_.back().item; break;
      case Step::called: break;
      case Step::failed: {
        Frame& failed = frames_.back();
        failed.alternative = failed.cut ? rule.alternatives : static_cast<std::uint16_t>(failed.alternative + 1);
        begin_alternative(failed);
        break;
      }
      case Step::stop: return false;
    }
  }
  return outcome_.matched;
}

/// Begins one item. Rules are called; the others are done at once.
ErrorMachine::Step ErrorMachine::step_item(Frame& f, const Item& item) {
  f.item_start = mark_;
  const auto take = [&](bool matched) {
    if (!matched) return Step::failed;
    values_.push_back(token_node(mark_++));
    return Step::advance;
  };
  switch (item.op) {
    case ItemOp::token: {
      const bool matched = token_is(item.token);
      if (matched && item.token == TokenKind::number && !number(mark_)) return Step::stop;
      return take(matched);
    }
    case ItemOp::soft_keyword: return take(token_spelled(item.text));
    case ItemOp::any_soft_keyword: return take(token_like_soft_keyword());
    case ItemOp::cut:
      f.cut = true;
      values_.push_back(kNothing);
      return Step::advance;
    case ItemOp::forced:
      if (token_is(item.token)) return take(true);
      if (!error_) raise_token(mark_, cat("expected '", name_of(item.token), "'"));
      return Step::stop;
    case ItemOp::repeat:
      f.repeated = static_cast<std::uint32_t>(collected_.size());
      f.repeats = 0;
      [[fallthrough]];
    default:
      if (item.second_pass_only && !invalid_rules_) return Step::failed;
      break;
  }
  f.waiting = true;
  if (!call(item.rule)) return Step::called;
  return after_call(frames_.back(), item);
}

/// Goes on with the outcome of the rule that the current item called.
ErrorMachine::Step ErrorMachine::after_call(Frame& frame, const Item& item) {
  Frame* f = &frame;
  while (true) {
    f->waiting = false;
    switch (item.op) {
      case ItemOp::optional:
        mark_ = outcome_.matched ? outcome_.mark : f->item_start;
        values_.push_back(outcome_.matched ? outcome_.node : kNothing);
        return Step::advance;
      case ItemOp::look_for:
      case ItemOp::look_against:
        mark_ = f->item_start;
        values_.push_back(kNothing);
        return outcome_.matched == (item.op == ItemOp::look_for) ? Step::advance : Step::failed;
      case ItemOp::repeat:
        if (!outcome_.matched) {
          // With separators, item_start stands before the last one, which is given back.
          mark_ = f->item_start;
          return finish_repeat(*f, item);
        }
        mark_ = outcome_.mark;
        collected_.push_back(outcome_.node);
        ++f->repeats;
        f->item_start = mark_;
        if (item.gather) {
          if (!token_is(item.token)) return error_ ? Step::stop : finish_repeat(*f, item);
          ++mark_;
        }
        f->waiting = true;
        if (!call(item.rule)) return Step::called;
        f = &frames_.back();
        break;
      default:
        if (!outcome_.matched) return Step::failed;
        mark_ = outcome_.mark;
        values_.push_back(outcome_.node);
        return Step::advance;
    }
  }
}

ErrorMachine::Step ErrorMachine::finish_repeat(Frame& f, const Item& item) {
  if (f.repeats < item.min) {
    collected_.resize(f.repeated);
    return Step::failed;
  }
  const std::vector<NodeId> items(collected_.begin() + f.repeated, collected_.end());
  collected_.resize(f.repeated);
  values_.push_back(make_node(Shape::Seq, f.item_start, f.item_start, items));
  return Step::advance;
}

void ErrorMachine::finish_rule(bool matched, NodeId node) {
  Frame& f = frames_.back();
  const Rule& rule = grammar_.rules[f.rule];
  const std::uint64_t key = memo_key(rule, f.rule, f.start, f.saved_setting);
  values_.resize(f.values);
  if (rule.left_recursive) {
    if (matched && mark_ > f.seed_mark) {
      // The seed grew: try again with it in place.
      f.seed_mark = mark_;
      f.seed_node = node;
      f.seed_matched = true;
      put_memo(key, true, node, mark_);
      f.alternative = 0;
      begin_alternative(f);
      return;
    }
    matched = f.seed_matched;
    node = f.seed_node;
    mark_ = f.seed_mark;
  }
  if (!matched) mark_ = f.start;
  outcome_ = {matched, node, mark_};
  invalid_rules_ = f.saved_setting;
  if (rule.memo != Memo::never) put_memo(key, matched, node, mark_);
  frames_.pop_back();
}

// -------------------------------------------------------------------------------------------------- nodes

ErrorMachine::NodeId ErrorMachine::make_node(Shape shape, std::uint32_t first, std::uint32_t last,
                                             const std::vector<NodeId>& children) {
  nodes_.push_back({shape, first, last, static_cast<std::uint32_t>(children_.size()),
                    static_cast<std::uint32_t>(children.size())});
  children_.insert(children_.end(), children.begin(), children.end());
  return static_cast<NodeId>(nodes_.size() - 1);
}

ErrorMachine::NodeId ErrorMachine::token_node(std::uint32_t token) {
  const TokenKind kind = tokens_[token].kind;
  const Shape shape = kind == TokenKind::name     ? Shape::Name
                      : kind == TokenKind::number ? Shape::Literal
                                                  : Shape::Token;
  nodes_.push_back({shape, token, token, 0, 0});
  return static_cast<NodeId>(nodes_.size() - 1);
}

/// The nodes that `node` stands for: itself, or when it is a Seq, those in it.
void ErrorMachine::flatten(NodeId node, std::vector<NodeId>& out) const {
  if (node == kNothing) return;
  const Node& n = nodes_[node];
  if (n.shape == Shape::Token) return;
  if (n.shape != Shape::Seq) {
    out.push_back(node);
    return;
  }
  for (std::uint32_t i = 0; i < n.count; ++i) flatten(child(node, i), out);
}

/// The token that ended the text before the mark, line ends and indents left out.
std::uint32_t ErrorMachine::last_text_token() const {
  std::uint32_t token = mark_ ? mark_ - 1 : 0;
  while (token > 0) {
    const TokenKind kind = tokens_[token].kind;
    if (kind != TokenKind::end_marker && kind != TokenKind::newline && kind != TokenKind::indent &&
        kind != TokenKind::dedent) {
      break;
    }
    --token;
  }
  return token;
}

std::uint32_t ErrorMachine::first_token(NodeId node) const {
  const Node& n = nodes_[node];
  return n.shape == Shape::Seq && n.count ? first_token(child(node, 0)) : n.first;
}

std::uint32_t ErrorMachine::last_token(NodeId node) const {
  const Node& n = nodes_[node];
  // A comprehension ends, for CPython, where its last expression does, brackets around that not counted.
  const bool by_child = (n.shape == Shape::Seq || n.shape == Shape::comprehension) && n.count;
  return by_child ? last_token(child(node, n.count - 1)) : n.last;
}

// ------------------------------------------------------------------------------------------------- actions

/// The end of an alternative: false when its rule fails after all. Errors are left in error_.
bool ErrorMachine::act(Frame& f, const Alternative& alternative, NodeId& result) {
  const Action& action = alternative.action;
  const auto is_real = [&] { return !is_imaginary(first_token(value(f, 1))); };
  switch (action.kind) {
    case ActionKind::none:
    case ActionKind::node: {
      std::vector<NodeId> children;
      for (std::uint32_t i = 0; i < alternative.items; ++i) flatten(values_[f.values + i], children);
      result = make_node(action.shape, f.start, last_text_token(), children);
      return true;
    }
    case ActionKind::select: result = value(f, action.a); return true;
    case ActionKind::strings: return strings(f, result);

    case ActionKind::error_on:
      raise_nodes(value(f, action.a), value(f, action.a), expand(action, f));
      return false;
    case ActionKind::error_span:
      raise_nodes(value(f, action.a), value(f, action.b), expand(action, f));
      return false;
    case ActionKind::error_from: {
      const Token& from = tokens_[first_token(value(f, action.a))];
      const Token& to = tokens_[fill_ - 1];
      raise_between(SyntaxErrorKind::syntax_error, from.line, from.col + 1, to.end_line,
                    to.kind == TokenKind::newline ? to.end_col + 1 : to.end_col < 0 ? cursor_column(to) : to.end_col,
                    expand(action, f));
      return false;
    }
    case ActionKind::error_here:
      raise_here(SyntaxErrorKind::syntax_error, std::string(action.message));
      return false;
    case ActionKind::error_indent: {
      std::string message(action.message);
      if (action.a) message += cat(" on line ", tokens_[first_token(value(f, action.a))].line);
      raise_here(SyntaxErrorKind::indentation_error, std::move(message));
      return false;
    }

    case ActionKind::star_target:
    case ActionKind::for_target:
    case ActionKind::del_target: {
      const NodeId bad = invalid_target(value(f, action.a), action.kind);
      if (bad == kNothing) return false;
      raise_nodes(bad, bad, cat(action.kind == ActionKind::del_target ? "cannot delete " : "cannot assign to ",
                                expression_name(nodes_[bad].shape)));
      return false;
    }
    case ActionKind::legacy_statement: {
      const NodeId name = value(f, 1);
      if (!is_legacy_statement(name)) return false;
      const std::string_view text = stream_.text(tokens_[first_token(name)]);
      raise_nodes(name, value(f, 3), cat("Missing parentheses in call to '", text, "'. Did you mean ", text, "(...)?"));
      return false;
    }
    case ActionKind::forgotten_comma:
      // Only inside brackets: elsewhere two expressions in a row are more likely something else.
      if (is_legacy_statement(value(f, 2)) || tokens_[mark_ - 1].level == 0) return false;
      raise_nodes(value(f, 2), value(f, 3), "invalid syntax. Perhaps you forgot a comma?");
      return false;
    case ActionKind::generator_in_call: {
      NodeId last = kNothing;
      std::uint32_t positional = 0;
      const Node call = nodes_[value(f, 1)];
      for (std::uint32_t i = 0; i < call.count; ++i) {
        const NodeId argument = children_[call.children + i];
        if (nodes_[argument].shape == Shape::keyword || nodes_[argument].shape == Shape::Mapping) continue;
        last = argument;
        ++positional;
      }
      if (positional <= 1) return false;
      raise_nodes(last, value(f, 2), "Generator expression must be parenthesized");
      return false;
    }
    case ActionKind::argument_order: {
      const Node call = nodes_[value(f, 1)];
      bool unpacking = false;
      for (std::uint32_t i = 0; i < call.count; ++i) {
        unpacking |= nodes_[children_[call.children + i]].shape == Shape::Mapping;
      }
      raise_here(SyntaxErrorKind::syntax_error, unpacking ? "positional argument follows keyword argument unpacking"
                                                          : "positional argument follows keyword argument");
      return false;
    }
    case ActionKind::key_without_value: {
      const Token &first = tokens_[first_token(value(f, 1))], &last = tokens_[last_token(value(f, 1))];
      raise_between(SyntaxErrorKind::syntax_error, first.line, last.end_col, last.end_line, 0,
                    "':' expected after dictionary key");
      return false;
    }
    case ActionKind::real_number:
      if (!is_real()) {
        raise_nodes(value(f, 1), value(f, 1), "real number required in complex literal");
        return false;
      }
      result = value(f, 1);
      return true;
    case ActionKind::imaginary_number:
      if (is_real()) {
        raise_nodes(value(f, 1), value(f, 1), "imaginary number required in complex literal");
        return false;
      }
      result = value(f, 1);
      return true;
  }
  return false;
}

bool ErrorMachine::is_imaginary(std::uint32_t token) const {
  const std::string_view text = stream_.text(tokens_[token]);
  return text.size() > 1 && (text.back() | 0x20) == 'j';
}

/// Very long decimal literals are refused, as CPython refuses to convert them.
bool ErrorMachine::number(std::uint32_t token) {
  const std::string_view text = stream_.text(tokens_[token]);
  if (text.size() <= 4300) return true;
  std::size_t digits = 0;
  for (char c : text) {
    if (c >= '0' && c <= '9') {
      ++digits;
    } else if (c != '_') {
      return true;  // a float or another base
    }
  }
  if (digits <= 4300) return true;
  const int line = tokens_[token].line;
  raise_between(SyntaxErrorKind::syntax_error, line, 0, line, 0,
                cat("Exceeds the limit (4300 digits) for integer string conversion: value has ", digits,
                    " digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge "
                    "integer literals to avoid decimal conversion limits."));
  return false;
}

bool ErrorMachine::strings(Frame& f, NodeId& result) {
  const std::uint32_t count = mark_ - f.start;
  StringError wrong;
  Parser parser(stream_, arena_, names_, fstring_depth_);
  const Expr* literal = parser.concatenate_strings(f.start, count, &wrong);
  if (literal) {
    const bool format = literal->kind == NodeKind::JoinedStr;
    result = make_node(format ? Shape::JoinedStr : Shape::Literal, f.start, last_text_token(), {});
    return true;
  }
  if (wrong.nested) {
    error_ = std::move(wrong.nested);
  } else if (wrong.at_token >= 0) {
    raise_token(static_cast<std::uint32_t>(wrong.at_token), std::move(wrong.message));
  } else if (!wrong.message.empty()) {
    raise_here(SyntaxErrorKind::syntax_error, std::move(wrong.message));
  } else {
    result = make_node(Shape::JoinedStr, f.start, last_text_token(), {});
    return true;  // too deep for the parser, but well formed
  }
  return false;
}

bool ErrorMachine::is_legacy_statement(NodeId node) const {
  if (nodes_[node].shape != Shape::Name) return false;
  const std::string_view text = stream_.text(tokens_[nodes_[node].first]);
  return text == "print" || text == "exec";
}

/// The innermost part of `node` that cannot be a target, or kNothing.
ErrorMachine::NodeId ErrorMachine::invalid_target(NodeId node, ActionKind targets) const {
  const Node& n = nodes_[node];
  switch (n.shape) {
    case Shape::Name:
    case Shape::Attribute:
    case Shape::Subscript: return kNothing;
    case Shape::List:
    case Shape::Tuple:
      for (std::uint32_t i = 0; i < n.count; ++i) {
        if (const NodeId bad = invalid_target(child(node, i), targets)) return bad;
      }
      return kNothing;
    case Shape::Starred: return targets == ActionKind::del_target ? node : invalid_target(child(node, 0), targets);
    case Shape::Compare:
      // `for f() in x` was read as a comparison: its left side is the target.
      if (targets != ActionKind::for_target) return node;
      return nodes_[child(node, 1)].shape == Shape::In ? invalid_target(child(node, 0), targets) : kNothing;
    default: return node;
  }
}

std::string ErrorMachine::expand(const Action& action, const Frame& f) const {
  std::string out;
  for (std::size_t i = 0; i < action.message.size(); ++i) {
    const char c = action.message[i];
    if (c == '\\') continue;
    if (c != '%') {
      out += c;
      continue;
    }
    const NodeId node = value(f, action.a);
    out += action.message[++i] == 'e' ? expression_name(nodes_[node].shape) : stream_.text(tokens_[first_token(node)]);
  }
  return out;
}

// -------------------------------------------------------------------------------------------------- errors

/// The byte column of CPython's tokenizer after it gave a token that has no column of its own.
int ErrorMachine::cursor_column(const Token& token) const {
  if (token.kind == TokenKind::error) return stream_.error.cursor;
  if (token.kind == TokenKind::end_marker || token.offset >= stream_.source.size()) return 0;
  const std::size_t line_end = token.offset ? stream_.source.rfind('\n', token.offset - 1) : std::string::npos;
  return static_cast<int>(token.offset - (line_end == std::string::npos ? 0 : line_end + 1));
}

std::string ErrorMachine::line_text(int line) const {
  const int relative = line - origin_.line;
  std::size_t begin = 0;
  for (int i = 0; i < relative; ++i) {
    const std::size_t end = stream_.source.find('\n', begin);
    if (end == std::string::npos) return "";
    begin = end + 1;
  }
  const std::size_t end = stream_.source.find('\n', begin);
  return stream_.source.substr(begin, end == std::string::npos ? end : end + 1 - begin);
}

void ErrorMachine::raise_between(SyntaxErrorKind kind, int line, int col, int end_line, int end_col, std::string message) {
  error_.emplace();
  error_->kind = kind;
  error_->message = fstring_depth_ ? cat("f-string: ", message) : std::move(message);
  error_->line = line;
  error_->offset = col;
  error_->end_line = end_line;
  error_->end_offset = end_col;
  error_->text = line_text(line);
  error_->span = byte_span(line, col, end_line, end_col);
  if (fstring_depth_) {
    error_->offset -= origin_.col;
    error_->end_offset -= origin_.col;
  }
}

void ErrorMachine::raise_here(SyntaxErrorKind kind, std::string message) {
  const Token& t = tokens_[fill_ - 1];
  raise_between(kind, t.line, t.col < 0 ? cursor_column(t) : t.col + 1, t.end_line, t.end_col < 0 ? -1 : t.end_col + 1,
                std::move(message));
}

void ErrorMachine::raise_nodes(NodeId first, NodeId last, std::string message) {
  const Token &a = tokens_[first_token(first)], &b = tokens_[last_token(last)];
  raise_between(SyntaxErrorKind::syntax_error, a.line, a.col + 1, b.end_line, b.end_col + 1, std::move(message));
}

void ErrorMachine::raise_token(std::uint32_t token, std::string message) {
  const Token& t = tokens_[token];
  raise_between(SyntaxErrorKind::syntax_error, t.line, t.col + 1, t.end_line, t.end_col + 1, std::move(message));
}

void ErrorMachine::raise_unclosed() {
  const OpenBracket& open = stream_.open.back();
  raise_between(SyntaxErrorKind::syntax_error, open.line, open.col + 1, open.line, 0,
                cat("'", open.bracket, "' was never closed"));
}

void ErrorMachine::raise_lexer_error() {
  lexer_failed_ = true;
  const LexError& e = stream_.error;
  switch (e.failure) {
    case LexFailure::none: return;
    case LexFailure::message:
      error_.emplace();
      error_->message = e.message;
      error_->line = error_->end_line = e.line;
      error_->offset = e.offset;
      error_->end_offset = e.end_offset < 0 ? e.offset : e.end_offset;
      error_->text = line_text(e.line);
      error_->span = byte_span(e.line, bytes_of(error_->text, e.offset - 1) + 1, e.line,
                               bytes_of(error_->text, error_->end_offset - 1) + 1);
      return;
    case LexFailure::end_of_file:
      if (!stream_.open.empty()) {
        raise_unclosed();
      } else {
        raise_here(SyntaxErrorKind::syntax_error, "unexpected EOF while parsing");
      }
      return;
    case LexFailure::unindent:
      raise_here(SyntaxErrorKind::indentation_error, "unindent does not match any outer indentation level");
      return;
    case LexFailure::mixed_tabs:
      raise_between(SyntaxErrorKind::tab_error, e.line, 1, e.line, 0,
                    "inconsistent use of tabs and spaces in indentation");
      return;
    case LexFailure::too_many_indents:
      raise_between(SyntaxErrorKind::indentation_error, e.line, 1, e.line, 0, "too many levels of indentation");
      return;
    case LexFailure::continuation:
      raise_between(SyntaxErrorKind::syntax_error, e.line, e.cursor_in_buffer, e.line, 0,
                    "unexpected character after line continuation character");
      return;
  }
}

/// A grammar error gives way to what is wrong with the characters further on, and to a bracket that was opened on
/// an earlier line and never closed.
void ErrorMachine::check_rest_of_source() {
  if (tokens_.back().kind != TokenKind::error || fill_ == tokens_.size()) return;
  const int error_line = tokens_[fill_ - 1].line;
  if (stream_.error.failure == LexFailure::message) {
    raise_lexer_error();
  } else if (!stream_.open.empty() && error_line > stream_.open.back().line) {
    raise_unclosed();
  }
}

std::optional<SyntaxErrorInfo> find_syntax_error(const TokenStream& stream, Arena& arena, NameTable& names,
                                                 LexOrigin origin, int fstring_depth) {
  return ErrorMachine(stream, arena, names, origin, fstring_depth).find();
}

}  // namespace logit::script
