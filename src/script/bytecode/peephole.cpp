// The peephole pass: instructions that often come together become one (the superinstructions of opcodes.def).
//
// Instructions may only be joined when nothing can tell: same line, same handler, no jump to and no line event at any
// but the first of them. At each place the first rule that fits is taken, so longer ones stand before shorter ones.
#include <optional>
#include <span>

#include "script/bytecode/code_builder.h"

namespace logit::script::bytecode {

namespace {

constexpr bool is_arithmetic(Opcode op) {
  return op == Opcode::binary_add || op == Opcode::binary_sub || op == Opcode::binary_mul;
}

/// The member for + - or * of a family that opcodes.def lists in this order.
constexpr Opcode of_family(Opcode add, Opcode binary) {
  const int offset = binary == Opcode::binary_add ? 0 : binary == Opcode::binary_sub ? 1 : 2;
  return static_cast<Opcode>(static_cast<int>(add) + offset);
}

struct Joined {
  std::size_t length;
  Opcode op;
  std::uint32_t operand = 0;
};

/// What the instructions at the beginning of `in` may become.
std::optional<Joined> join(std::span<const Instruction> in) {
  constexpr std::uint32_t kSmall = 1u << 8, kLarge = 1u << 16;  // what the halves of a pair can hold
  const auto op = [&](std::size_t i) { return i < in.size() ? in[i].op : Opcode::nop; };
  const std::uint32_t a = in[0].operand;
  const std::uint32_t b = in.size() > 1 ? in[1].operand : 0;
  const std::uint32_t flag = in.size() > 2 ? in[2].operand : 0;  // of an operator
  const bool pair = a < kSmall && b < kLarge;
  const bool flagged_pair = a < kSmall && b < kLarge / 2;
  switch (op(0)) {
    case Opcode::load_fast:
      if (op(1) == Opcode::load_fast) {
        if (is_arithmetic(op(2)) && flagged_pair) {
          return Joined{3, of_family(Opcode::add_fast_fast, op(2)), make_pair(a, b << 1 | flag)};
        }
        if (op(2) == Opcode::subscript && pair) return Joined{3, Opcode::fast_item_fast, make_pair(a, b)};
        // The second belongs to what follows it.
        if (is_arithmetic(op(2)) || op(2) == Opcode::load_attr || op(2) == Opcode::store_attr) return std::nullopt;
        if (op(2) == Opcode::load_const && (op(3) == Opcode::subscript || is_arithmetic(op(3)))) return std::nullopt;
        if (op(2) == Opcode::load_fast && (op(3) == Opcode::subscript || is_arithmetic(op(3)))) return std::nullopt;
        if (pair) return Joined{2, Opcode::load_fast_fast, make_pair(a, b)};
      } else if (op(1) == Opcode::load_const) {
        if (is_arithmetic(op(2)) && flagged_pair) {
          return Joined{3, of_family(Opcode::add_fast_const, op(2)), make_pair(a, b << 1 | flag)};
        }
        if (op(2) == Opcode::subscript && pair) return Joined{3, Opcode::fast_item_const, make_pair(a, b)};
        if (pair) return Joined{2, Opcode::load_fast_const, make_pair(a, b)};
      } else if (op(1) == Opcode::load_attr) {
        if (pair) return Joined{2, Opcode::load_fast_attr, make_pair(a, b)};
      } else if (op(1) == Opcode::store_attr) {
        if (pair) return Joined{2, Opcode::store_fast_attr, make_pair(a, b)};
      } else if (op(1) == Opcode::subscript) {
        return Joined{2, Opcode::item_fast, a};
      } else if (is_arithmetic(op(1)) && a < 1u << 22) {
        return Joined{2, of_family(Opcode::add_fast, op(1)), a << 1 | b};
      }
      return std::nullopt;
    case Opcode::load_const:
      if (is_arithmetic(op(1)) && a < 1u << 22) return Joined{2, of_family(Opcode::add_const, op(1)), a << 1 | b};
      return std::nullopt;
    case Opcode::store_fast:
      if (op(1) == Opcode::load_fast && pair && op(2) != Opcode::load_attr && op(3) != Opcode::subscript) {
        return Joined{2, Opcode::store_fast_load_fast, make_pair(a, b)};
      }
      if (op(1) == Opcode::store_fast && pair) return Joined{2, Opcode::store_fast_store_fast, make_pair(a, b)};
      return std::nullopt;
    case Opcode::copy:
      if (a == 1 && op(1) == Opcode::load_attr) return Joined{2, Opcode::copy_attr, b};
      if (a == 2 && op(1) == Opcode::copy && b == 2 && op(2) == Opcode::subscript) return Joined{3, Opcode::copy_item};
      return std::nullopt;
    case Opcode::swap:
      if (a == 2 && op(1) == Opcode::store_attr) return Joined{2, Opcode::store_attr_under, b};
      if (a == 3 && op(1) == Opcode::swap && b == 2 && op(2) == Opcode::store_subscript) {
        return Joined{3, Opcode::store_item_under};
      }
      return std::nullopt;
    case Opcode::compare_lt:
    case Opcode::compare_le:
    case Opcode::compare_eq:
    case Opcode::compare_ne:
    case Opcode::compare_gt:
    case Opcode::compare_ge:
      if (op(1) == Opcode::pop_jump_if_false) {
        const int offset = static_cast<int>(op(0)) - static_cast<int>(Opcode::compare_lt);
        return Joined{2, static_cast<Opcode>(static_cast<int>(Opcode::jump_unless_lt) + offset), b};
      }
      return std::nullopt;
    default: return std::nullopt;
  }
}

}  // namespace

void CodeBuilder::combine() {
  constexpr std::size_t kLongest = 4;  // how far a rule looks
  std::vector<bool> target(code_.size() + 1, false);
  for (const LabelState& label : labels_) {
    if (label.position >= 0) target[static_cast<std::size_t>(label.position)] = true;
  }
  std::vector<Instruction> out;
  std::vector<std::uint32_t> moved(code_.size() + 1);
  out.reserve(code_.size());
  for (std::size_t i = 0; i < code_.size();) {
    const Instruction& first = code_[i];
    std::size_t reach = 1;
    while (reach < kLongest && i + reach < code_.size() && !target[i + reach] && code_[i + reach].line == first.line &&
           code_[i + reach].handler == first.handler && !code_[i + reach].statement) {
      ++reach;
    }
    const std::optional<Joined> joined = join({&first, reach});
    const std::size_t length = joined ? joined->length : 1;
    for (std::size_t k = 0; k < length; ++k) moved[i + k] = static_cast<std::uint32_t>(out.size());
    out.push_back(first);
    if (joined) {
      out.back().op = joined->op;
      out.back().operand = joined->operand;
    }
    i += length;
  }
  moved[code_.size()] = static_cast<std::uint32_t>(out.size());
  for (LabelState& label : labels_) {
    if (label.position >= 0) label.position = static_cast<std::int32_t>(moved[static_cast<std::size_t>(label.position)]);
  }
  code_ = std::move(out);
}

}  // namespace logit::script::bytecode
