// The match statement, after CPython 3.11's compile.c: each pattern either falls through with its captured
// values on the stack, or jumps to one of the "fail pops", which drop what the pattern had pushed so far.
#include <algorithm>

#include "script/ast/constant_repr.h"
#include "script/bytecode/compiler_impl.h"

namespace logit::script::bytecode {

namespace {
bool is_wildcard(const Pattern* p) {
  const auto* as = p->if_a<MatchAs>();
  return as && as->name.empty();
}
bool is_wildcard_star(const Pattern* p) {
  const auto* star = p->if_a<MatchStar>();
  return star && star->name.empty();
}
/// The key of a mapping pattern as Python writes it: a literal, perhaps with a minus.
std::string repr_of(const Expr* key) {
  if (const auto* c = key->if_a<logit::script::ast::Constant>()) return repr_constant(*c);
  const auto* negated = key->if_a<UnaryOp>();
  return negated ? cat("-", repr_of(negated->operand)) : std::string();
}
}  // namespace

/// Moves the top below `count - 1` values.
void Compiler::rotate(std::uint32_t count) {
  while (count > 1) emit(Opcode::swap, count--);
}

void Compiler::jump_to_fail_pop(Opcode op, PatternContext& pc) {
  const std::size_t pops = pc.on_top + pc.stores.size();
  while (pc.fail_pops.size() < pops + 1) pc.fail_pops.push_back(label());
  jump(op, pc.fail_pops[pops]);
}

void Compiler::emit_fail_pops(PatternContext& pc) {
  if (pc.fail_pops.empty()) {
    emit(Opcode::nop);
    return;
  }
  while (pc.fail_pops.size() > 1) {
    bind(pc.fail_pops.back());
    pc.fail_pops.pop_back();
    emit(Opcode::pop_top);
  }
  bind(pc.fail_pops.back());
  pc.fail_pops.pop_back();
}

void Compiler::pattern_capture(std::string_view name, const Node* node, PatternContext& pc) {
  if (name.empty()) return emit(Opcode::pop_top);
  if (std::find(pc.stores.begin(), pc.stores.end(), name) != pc.stores.end()) {
    return fail(node->span, cat("multiple assignments to name '", name, "' in pattern"));
  }
  rotate(pc.on_top + static_cast<std::uint32_t>(pc.stores.size()) + 1);
  pc.stores.push_back(name);
}

void Compiler::pattern_subpattern(const Pattern* node, PatternContext& pc) {
  const bool before = pc.allow_irrefutable;
  pc.allow_irrefutable = true;
  pattern(node, pc);
  pc.allow_irrefutable = before;
}

void Compiler::pattern(const Pattern* node, PatternContext& pc) {
  if (failed()) return;
  at(node->span);
  last_pattern = node;
  switch (node->kind) {
    case NodeKind::MatchValue:
      if (node->as<MatchValue>()->value->kind == NodeKind::JoinedStr) {
        return fail(node->span, "patterns may only match literals and attribute lookups");
      }
      expression(node->as<MatchValue>()->value);
      at(node->span);
      emit(Opcode::compare_eq);
      return jump_to_fail_pop(Opcode::pop_jump_if_false, pc);
    case NodeKind::MatchSingleton: {
      Constant c;
      const ConstantKind kind = node->as<MatchSingleton>()->value;
      c.kind = kind == ConstantKind::none    ? Constant::Kind::none
               : kind == ConstantKind::true_ ? Constant::Kind::true_
                                             : Constant::Kind::false_;
      code().emit_constant(std::move(c));
      emit(Opcode::is_op, 0);
      return jump_to_fail_pop(Opcode::pop_jump_if_false, pc);
    }
    case NodeKind::MatchSequence:
      return pattern_sequence(node->as<MatchSequence>(), pc);
    case NodeKind::MatchMapping:
      return pattern_mapping(node->as<MatchMapping>(), pc);
    case NodeKind::MatchClass:
      return pattern_class(node->as<MatchClass>(), pc);
    case NodeKind::MatchStar:
      return pattern_capture(node->as<MatchStar>()->name, node, pc);
    case NodeKind::MatchAs:
      return pattern_as(node->as<MatchAs>(), pc);
    case NodeKind::MatchOr:
      return pattern_or(node->as<MatchOr>(), pc);
    default:
      return;
  }
}

void Compiler::pattern_as(const MatchAs* node, PatternContext& pc) {
  if (!node->pattern) {
    if (!pc.allow_irrefutable) {
      if (!node->name.empty()) {
        return fail(node->span, cat("name capture '", node->name, "' makes remaining patterns unreachable"));
      }
      return fail(node->span, "wildcard makes remaining patterns unreachable");
    }
    return pattern_capture(node->name, node, pc);
  }
  ++pc.on_top;
  emit(Opcode::copy, 1);
  pattern(node->pattern, pc);
  --pc.on_top;
  pattern_capture(node->name, node, pc);
}

void Compiler::pattern_sequence(const MatchSequence* node, PatternContext& pc) {
  const auto& patterns = node->patterns;
  const auto size = static_cast<std::uint32_t>(patterns.size());
  std::int64_t star = -1;
  bool only_wildcard = true, star_wildcard = false;
  for (std::uint32_t i = 0; i < size; ++i) {
    if (patterns[i]->kind == NodeKind::MatchStar) {
      if (star >= 0) return fail(node->span, "multiple starred names in sequence pattern");
      star_wildcard = is_wildcard_star(patterns[i]);
      only_wildcard = only_wildcard && star_wildcard;
      star = i;
      continue;
    }
    only_wildcard = only_wildcard && is_wildcard(patterns[i]);
  }
  ++pc.on_top;
  emit(Opcode::match_sequence);
  jump_to_fail_pop(Opcode::pop_jump_if_false, pc);
  if (star < 0) {
    emit(Opcode::get_len);
    code().emit_constant(integer_constant(size));
    emit(Opcode::compare_eq);
    jump_to_fail_pop(Opcode::pop_jump_if_false, pc);
  } else if (size > 1) {
    emit(Opcode::get_len);
    code().emit_constant(integer_constant(size - 1));
    emit(Opcode::compare_ge);
    jump_to_fail_pop(Opcode::pop_jump_if_false, pc);
  }
  --pc.on_top;
  if (only_wildcard) return emit(Opcode::pop_top);
  if (star_wildcard) {
    // [a, *_, b]: take the items by position.
    ++pc.on_top;
    for (std::uint32_t i = 0; i < size; ++i) {
      if (is_wildcard(patterns[i]) || i == star) continue;
      emit(Opcode::copy, 1);
      if (i < star) {
        code().emit_constant(integer_constant(i));
      } else {
        emit(Opcode::get_len);
        code().emit_constant(integer_constant(size - i));
        emit(Opcode::binary_sub);
      }
      emit(Opcode::subscript);
      pattern_subpattern(patterns[i], pc);
    }
    --pc.on_top;
    return emit(Opcode::pop_top);
  }
  if (star < 0) {
    emit(Opcode::unpack_sequence, size);
  } else {
    if (star >= 256) return fail(node->span, "too many expressions in star-unpacking sequence pattern");
    code().emit_pair(Opcode::unpack_ex, static_cast<std::uint32_t>(star), size - static_cast<std::uint32_t>(star) - 1);
  }
  pc.on_top += size;
  for (std::uint32_t i = 0; i < size; ++i) {
    --pc.on_top;
    pattern_subpattern(patterns[i], pc);
  }
}

void Compiler::pattern_mapping(const MatchMapping* node, PatternContext& pc) {
  const auto size = static_cast<std::uint32_t>(node->keys.size());
  ++pc.on_top;
  emit(Opcode::match_mapping);
  jump_to_fail_pop(Opcode::pop_jump_if_false, pc);
  if (size == 0 && node->rest.empty()) {
    --pc.on_top;
    return emit(Opcode::pop_top);
  }
  if (size > 0) {
    emit(Opcode::get_len);
    code().emit_constant(integer_constant(size));
    emit(Opcode::compare_ge);
    jump_to_fail_pop(Opcode::pop_jump_if_false, pc);
  }
  std::vector<Constant> seen;
  for (const Expr* key : node->keys) {
    if (auto c = constant(key)) {
      for (const Constant& other : seen) {
        if (other.kind == c->kind && other == *c) return fail(node->span, cat("mapping pattern checks duplicate key (", repr_of(key), ")"));
      }
      seen.push_back(std::move(*c));
    }
    expression(key);
  }
  at(node->span);
  emit(Opcode::build_tuple, size);
  emit(Opcode::match_keys);
  pc.on_top += 2;  // subject, keys, values
  emit(Opcode::copy, 1);
  jump_to_fail_pop(Opcode::pop_jump_if_none, pc);
  emit(Opcode::unpack_sequence, size);
  pc.on_top += size - 1;
  for (std::uint32_t i = 0; i < size; ++i) {
    --pc.on_top;
    pattern_subpattern(node->patterns[i], pc);
  }
  // subject, keys
  pc.on_top -= 2;
  if (!node->rest.empty()) {
    // {**subject} without the keys
    emit(Opcode::build_map, 0);
    emit(Opcode::swap, 3);         // rest, keys, subject
    emit(Opcode::dict_update, 2);  // rest, keys
    emit(Opcode::unpack_sequence, size);
    for (std::uint32_t i = size; i > 0; --i) {
      emit(Opcode::copy, 1 + i);
      emit(Opcode::swap, 2);
      emit(Opcode::delete_subscript);
    }
    return pattern_capture(node->rest, node, pc);
  }
  emit(Opcode::pop_top);
  emit(Opcode::pop_top);
}

void Compiler::pattern_class(const MatchClass* node, PatternContext& pc) {
  const auto positional = static_cast<std::uint32_t>(node->patterns.size());
  const auto named = static_cast<std::uint32_t>(node->kwd_attrs.size());
  for (std::size_t i = 0; i < named; ++i) {
    for (std::size_t j = i + 1; j < named; ++j) {
      if (node->kwd_attrs[i] == node->kwd_attrs[j]) {
        return fail(node->kwd_patterns[j]->span, cat("attribute name repeated in class pattern: ", node->kwd_attrs[i]));
      }
    }
  }
  expression(node->cls);
  Constant names;
  names.kind = Constant::Kind::tuple;
  for (const Identifier& n : node->kwd_attrs) names.items.push_back(text_constant(n));
  code().emit_constant(std::move(names));
  at(node->span);
  emit(Opcode::match_class, positional);
  emit(Opcode::copy, 1);
  ++pc.on_top;
  jump_to_fail_pop(Opcode::pop_jump_if_none, pc);
  emit(Opcode::unpack_sequence, positional + named);
  pc.on_top += positional + named - 1;
  for (std::uint32_t i = 0; i < positional + named; ++i) {
    --pc.on_top;
    const Pattern* p = i < positional ? node->patterns[i] : node->kwd_patterns[i - positional];
    if (is_wildcard(p)) {
      emit(Opcode::pop_top);
      continue;
    }
    pattern_subpattern(p, pc);
  }
}

void Compiler::pattern_or(const MatchOr* node, PatternContext& pc) {
  const Label end = label();
  PatternContext old = pc;
  std::vector<std::string_view> control;
  const int depth = code().depth();
  for (std::size_t i = 0; i < node->patterns.size() && !failed(); ++i) {
    const Pattern* alternative = node->patterns[i];
    at(alternative->span);
    code().set_depth(depth);
    pc.stores.clear();
    pc.allow_irrefutable = i + 1 == node->patterns.size() && old.allow_irrefutable;
    pc.fail_pops.clear();
    pc.on_top = 0;
    emit(Opcode::copy, 1);
    pattern(alternative, pc);
    if (failed()) return;
    const auto n = pc.stores.size();
    if (i == 0) {
      control = pc.stores;
    } else if (n != control.size()) {
      return fail(last_pattern->span, "alternative patterns bind different names");
    } else if (n) {
      // Bring the captured values into the order of the first alternative.
      for (std::size_t c = n; c-- > 0;) {
        const auto found = std::find(pc.stores.begin(), pc.stores.end(), control[c]);
        if (found == pc.stores.end()) return fail(last_pattern->span, "alternative patterns bind different names");
        const auto s = static_cast<std::size_t>(found - pc.stores.begin());
        if (s == c) continue;
        std::vector<std::string_view> rotated(pc.stores.begin(), pc.stores.begin() + static_cast<std::ptrdiff_t>(s) + 1);
        pc.stores.erase(pc.stores.begin(), pc.stores.begin() + static_cast<std::ptrdiff_t>(s) + 1);
        pc.stores.insert(pc.stores.begin() + static_cast<std::ptrdiff_t>(c - s - 1), rotated.begin(), rotated.end());
        for (std::size_t r = 0; r < s + 1; ++r) rotate(static_cast<std::uint32_t>(c) + 1);
      }
    }
    jump(Opcode::jump, end);
    emit_fail_pops(pc);
  }
  pc = old;
  code().set_depth(depth);
  // No alternative matched: drop the copy and jump out.
  emit(Opcode::pop_top);
  jump_to_fail_pop(Opcode::jump, pc);
  bind(end);
  const auto stores = static_cast<std::uint32_t>(control.size());
  const std::uint32_t rotations = stores + 1 + pc.on_top + static_cast<std::uint32_t>(pc.stores.size());
  for (const std::string_view n : control) {
    rotate(rotations);
    if (std::find(pc.stores.begin(), pc.stores.end(), n) != pc.stores.end()) {
      return fail(node->span, cat("multiple assignments to name '", n, "' in pattern"));
    }
    pc.stores.push_back(n);
  }
  emit(Opcode::pop_top);  // the subject
}

void Compiler::match(const Match* node) {
  expression(node->subject);
  const Label end = label();
  const std::size_t cases = node->cases.size();
  const MatchCase* last = node->cases[cases - 1];
  const bool has_default = is_wildcard(last->pattern) && cases > 1;
  const int depth = code().depth();
  for (std::size_t i = 0; i < cases - (has_default ? 1 : 0) && !failed(); ++i) {
    const MatchCase* c = node->cases[i];
    at(c->pattern->span);
    code().begin_statement();
    code().set_depth(depth);
    const bool is_last = i + 1 == cases - (has_default ? 1 : 0);
    if (!is_last) emit(Opcode::copy, 1);
    PatternContext pc;
    pc.allow_irrefutable = c->guard != nullptr || i + 1 == cases;
    pattern(c->pattern, pc);
    if (failed()) return;
    // The first captured name is the topmost value.
    for (const std::string_view n : pc.stores) name(n, NameUse::store);
    if (c->guard) {
      while (pc.fail_pops.empty()) pc.fail_pops.push_back(label());
      jump_if(c->guard, pc.fail_pops[0], false);
    }
    if (!is_last) emit(Opcode::pop_top);
    body(c->body);
    at(c->pattern->span);
    jump(Opcode::jump, end);
    code().set_depth(is_last ? depth - 1 : depth);
    emit_fail_pops(pc);
  }
  if (has_default && !failed()) {
    at(last->pattern->span);
    code().begin_statement();
    emit(cases == 1 ? Opcode::pop_top : Opcode::nop);
    if (last->guard) jump_if(last->guard, end, false);
    body(last->body);
  }
  bind(end);
}

}  // namespace logit::script::bytecode
