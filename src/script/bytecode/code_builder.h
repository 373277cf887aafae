// CodeBuilder: collects the instructions of one code unit, with labels for jumps, the active exception handler and the
// stack depth at each point, and assembles them into a CodeUnit.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "script/bytecode/code_unit.h"
#include "script/bytecode/opcode.h"

namespace logit::script::bytecode {

struct Instruction {
  Opcode op = Opcode::nop;
  std::uint32_t operand = 0;  ///< of a jump: the label
  std::uint32_t line = 0;
  std::int32_t handler = -1;
  bool statement = false;     ///< first instruction of a statement
};

using Label = std::uint32_t;

class CodeBuilder {
 public:
  CodeUnit unit;

  Label new_label() {
    labels_.push_back({});
    return static_cast<Label>(labels_.size() - 1);
  }
  /// The label stands here.
  void bind(Label label);
  void emit(Opcode op, std::uint32_t operand = 0);
  void emit_jump(Opcode op, Label label);
  void emit_pair(Opcode op, std::uint32_t a, std::uint32_t b) { emit(op, make_pair(a, b)); }
  void emit_cached(Opcode op, std::string_view name);
  void emit_constant(Constant constant) { emit(Opcode::load_const, constant_index(std::move(constant))); }
  std::uint32_t constant_index(Constant constant);
  std::uint32_t name_index(std::string_view name);
  std::uint32_t local_index(std::string_view name);
  std::uint32_t cell_index(std::string_view name) const;
  void add_cell(std::string_view name) {
    cells_[std::string(name)] = static_cast<std::uint32_t>(cells_.size());
  }

  /// An error was found: nothing is emitted any more.
  void abandon() { abandoned_ = true; }
  /// From here on exceptions go to `label`, with the stack as high as now (plus the exception).
  void begin_handler(Label label);
  void end_handler() { handler_ = handlers_[static_cast<std::size_t>(handler_)].parent; }
  std::int32_t handler() const { return handler_; }
  void set_handler(std::int32_t handler) { handler_ = handler; }
  int depth() const { return depth_; }
  void set_depth(int depth) { depth_ = depth; }
  void set_line(std::uint32_t line) { line_ = line; }
  std::uint32_t line() const { return line_; }
  /// The next instruction begins a statement (a line event).
  void begin_statement() { statement_ = true; }

  /// Peephole pass, then labels become positions and handlers ranges.
  void assemble();

 private:
  struct LabelState {
    std::int32_t position = -1;
    int depth = -1;
  };
  struct HandlerState {
    Label label;
    int depth;
    std::int32_t parent;
  };
  void combine();

  std::vector<Instruction> code_;
  std::vector<LabelState> labels_;
  std::vector<HandlerState> handlers_;
  std::map<std::string, std::uint32_t> names_, locals_, cells_;
  std::unordered_map<std::string, std::uint32_t> constants_;
  std::int32_t handler_ = -1;
  int depth_ = 0, max_depth_ = 0;
  std::uint32_t line_ = 1;
  bool statement_ = false, abandoned_ = false;
};

}  // namespace logit::script::bytecode
