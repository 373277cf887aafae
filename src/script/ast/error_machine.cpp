#include "script/ast/error_machine.h"

#include <algorithm>

#include "base/format.h"
#include "script/ast/syntax_errors.h"

namespace logit::script {

namespace {

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

std::optional<SyntaxErrorInfo> find_syntax_error(const TokenStream& stream, Arena& arena, NameTable& names,
                                                 LexOrigin origin, int fstring_depth) {
  return ErrorMachine(stream, arena, names, origin, fstring_depth).find();
}

}  // namespace logit::script
