// Collecting instructions and assembling them.
#include "script/bytecode/code_builder.h"

#include <cstring>

#include "base/assert.h"
#include "base/format.h"

namespace logit::script::bytecode {

namespace {
bool is_jump(Opcode op) { return operand_kind(op) == Operand::jump; }

/// Text that is equal exactly when two constants may share a place (1, 1.0 and True may not; nor 0.0 and -0.0).
std::string key_of(const Constant& c) {
  std::string key(1, static_cast<char>('a' + static_cast<int>(c.kind)));
  switch (c.kind) {
    case Constant::Kind::integer: return key + cat(c.integer);
    case Constant::Kind::number: {
      char bytes[8];
      std::memcpy(bytes, &c.number, 8);
      return key.append(bytes, 8);
    }
    case Constant::Kind::text: return key + c.text;
    case Constant::Kind::big_integer: return key + cat(static_cast<int>(c.base), ":", c.text);
    case Constant::Kind::tuple:
    case Constant::Kind::frozenset:
      for (const Constant& item : c.items) {
        const std::string inner = key_of(item);
        key += cat(inner.size(), ":") + inner;
      }
      return key;
    case Constant::Kind::code: return key + cat(reinterpret_cast<std::uintptr_t>(c.code.get()));
    default: return key;
  }
}
}  // namespace

void CodeBuilder::bind(Label label) {
  LabelState& state = labels_[label];
  state.position = static_cast<std::int32_t>(code_.size());
  if (state.depth >= 0) depth_ = state.depth;
  else state.depth = depth_;
}

void CodeBuilder::emit(Opcode op, std::uint32_t operand) {
  if (abandoned_) return;
  code_.push_back({op, operand, line_, handler_, statement_});
  statement_ = false;
  depth_ += stack_effect(op, operand);
  LOGIT_ASSERT(depth_ >= 0, "stack depth below zero");
  if (depth_ > max_depth_) max_depth_ = depth_;
}

void CodeBuilder::emit_jump(Opcode op, Label label) {
  if (abandoned_) return;
  code_.push_back({op, label, line_, handler_, statement_});
  statement_ = false;
  labels_[label].depth = depth_ + jump_effect(op, 0);
  depth_ += stack_effect(op, 0);
  if (depth_ > max_depth_) max_depth_ = depth_;
}

void CodeBuilder::emit_cached(Opcode op, std::string_view name) {
  unit.cache_names.push_back(name_index(name));
  emit(op, unit.cache_count++);
}

std::uint32_t CodeBuilder::constant_index(Constant constant) {
  const auto [it, fresh] = constants_.try_emplace(key_of(constant), unit.constants.size());
  if (fresh) unit.constants.push_back(std::move(constant));
  return it->second;
}

std::uint32_t CodeBuilder::name_index(std::string_view name) {
  const auto [it, fresh] = names_.try_emplace(std::string(name), unit.names.size());
  if (fresh) unit.names.emplace_back(name);
  return it->second;
}

std::uint32_t CodeBuilder::local_index(std::string_view name) {
  const auto [it, fresh] = locals_.try_emplace(std::string(name), unit.locals.size());
  if (fresh) unit.locals.emplace_back(name);
  return it->second;
}

std::uint32_t CodeBuilder::cell_index(std::string_view name) const {
  const auto it = cells_.find(std::string(name));
  LOGIT_ASSERT(it != cells_.end(), "unknown cell");
  return it->second;
}

void CodeBuilder::begin_handler(Label label) {
  handlers_.push_back({label, depth_, handler_});
  handler_ = static_cast<std::int32_t>(handlers_.size() - 1);
  labels_[label].depth = depth_ + 1;  // the exception
  if (depth_ + 1 > max_depth_) max_depth_ = depth_ + 1;
}

void CodeBuilder::assemble() {
  combine();
  std::uint32_t line = 0;
  for (std::uint32_t i = 0; i < code_.size(); ++i) {
    const Instruction& in = code_[i];
    std::uint32_t operand = in.operand;
    if (is_jump(in.op)) operand = static_cast<std::uint32_t>(labels_[in.operand].position);
    unit.instructions.push_back(encode(static_cast<std::uint8_t>(in.op), operand));
    if (in.line != line || in.statement) {
      unit.lines.push_back({i, in.line, in.statement});
      line = in.line;
    }
    if (in.handler >= 0) {
      const HandlerState& h = handlers_[static_cast<std::size_t>(in.handler)];
      const auto at = static_cast<std::uint32_t>(labels_[h.label].position);
      const auto depth = static_cast<std::uint32_t>(h.depth);
      if (!unit.handlers.empty() && unit.handlers.back().end == i && unit.handlers.back().target == at &&
          unit.handlers.back().depth == depth) {
        unit.handlers.back().end = i + 1;
      } else {
        unit.handlers.push_back({i, i + 1, at, depth});
      }
    }
  }
  unit.stack_size = static_cast<std::uint32_t>(max_depth_) + 1;
}

}  // namespace logit::script::bytecode
