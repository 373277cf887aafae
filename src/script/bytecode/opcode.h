// Opcodes, made from opcodes.def.
#pragma once

#include <cstdint>
#include <string_view>

namespace logit::script::bytecode {

enum class Opcode : std::uint8_t {
#define OPCODE(name, operand, effect) name,
#include "script/bytecode/opcodes.def"
#undef OPCODE
};

enum class Operand : std::uint8_t {
  none, constant, local, cell, name, cache, jump, count, flags, pair, local_local, local_constant, local_cache,
  local_flag, constant_flag, local_local_flag, local_constant_flag
};

inline constexpr int kOpcodeCount = 0
#define OPCODE(name, operand, effect) +1
#include "script/bytecode/opcodes.def"
#undef OPCODE
    ;
static_assert(kOpcodeCount <= 256);

std::string_view name_of(Opcode op);
Operand operand_kind(Opcode op);
/// How much higher the stack is after the instruction; for a jump that is taken see jump_effect.
int stack_effect(Opcode op, std::uint32_t operand);
/// The same when the instruction jumps.
int jump_effect(Opcode op, std::uint32_t operand);

constexpr std::uint32_t make_pair(std::uint32_t a, std::uint32_t b) { return a | b << 8; }
constexpr std::uint32_t pair_a(std::uint32_t operand) { return operand & 0xff; }
constexpr std::uint32_t pair_b(std::uint32_t operand) { return operand >> 8; }

}  // namespace logit::script::bytecode
