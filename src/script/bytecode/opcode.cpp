// Names, operand kinds and stack effects of the opcodes.
#include "script/bytecode/opcode.h"

namespace logit::script::bytecode {

std::string_view name_of(Opcode op) {
  static constexpr std::string_view kNames[] = {
#define OPCODE(name, operand, effect) #name,
#include "script/bytecode/opcodes.def"
#undef OPCODE
  };
  return kNames[static_cast<int>(op)];
}

Operand operand_kind(Opcode op) {
  static constexpr Operand kKinds[] = {
#define OPCODE(name, operand, effect) Operand::operand,
#include "script/bytecode/opcodes.def"
#undef OPCODE
  };
  return kKinds[static_cast<int>(op)];
}

int stack_effect(Opcode op, std::uint32_t operand) {
  constexpr int varies = 1000;
  static constexpr int kEffects[] = {
#define OPCODE(name, operand, effect) effect,
#include "script/bytecode/opcodes.def"
#undef OPCODE
  };
  const int effect = kEffects[static_cast<int>(op)];
  if (effect != varies) return effect;
  const int n = static_cast<int>(operand);
  switch (op) {
    case Opcode::build_map: return 1 - 2 * n;
    case Opcode::unpack_sequence: return n - 1;
    case Opcode::unpack_ex: return static_cast<int>(pair_a(operand) + pair_b(operand));
    case Opcode::format_value: return n & 4 ? -1 : 0;
    case Opcode::call: return -1 - n;
    case Opcode::call_keywords: return -1 - static_cast<int>(pair_a(operand));
    case Opcode::call_unpacked: return n & 1 ? -3 : -2;
    case Opcode::make_function: return -((n & 1) + (n >> 1 & 1) + (n >> 2 & 1) + (n >> 3 & 1));
    case Opcode::raise: return -n;
    default: return 1 - n;  // the build instructions
  }
}

int jump_effect(Opcode op, std::uint32_t operand) {
  switch (op) {
    case Opcode::for_iter: return -1;
    case Opcode::jump_if_false_or_pop:
    case Opcode::jump_if_true_or_pop: return 0;
    default: return stack_effect(op, operand);
  }
}

}  // namespace logit::script::bytecode
