#include "script/bytecode/disassembler.h"

#include <set>

#include "base/format.h"
#include "script/bytecode/opcode.h"

namespace logit::script::bytecode {

std::string describe(const Constant& c) {
  switch (c.kind) {
    case Constant::Kind::none: return "None";
    case Constant::Kind::true_: return "True";
    case Constant::Kind::false_: return "False";
    case Constant::Kind::ellipsis: return "...";
    case Constant::Kind::integer: return cat(c.integer);
    case Constant::Kind::big_integer: return cat(c.base == 16 ? "0x" : c.base == 8 ? "0o" : c.base == 2 ? "0b" : "", c.text);
    case Constant::Kind::number: return cat(c.number);
    case Constant::Kind::text: {
      std::string out = "'";
      for (const char ch : c.text) {
        if (ch == '\n') out += "\\n";
        else if (ch == '\'' || ch == '\\') (out += '\\') += ch;
        else out += ch;
      }
      return out + "'";
    }
    case Constant::Kind::tuple:
    case Constant::Kind::frozenset: {
      std::string out = c.kind == Constant::Kind::tuple ? "(" : "frozenset(";
      for (std::size_t i = 0; i < c.items.size(); ++i) out += (i ? ", " : "") + describe(c.items[i]);
      return out + ")";
    }
    case Constant::Kind::code: return cat("<code ", c.code->qualname, ">");
  }
  return "";
}

namespace {
std::string padded(std::string text, std::size_t width, bool right = false) {
  if (text.size() >= width) return text;
  return right ? std::string(width - text.size(), ' ') + text : text + std::string(width - text.size(), ' ');
}

std::string cell_name(const CodeUnit& unit, std::uint32_t i) {
  return i < unit.cells.size() ? unit.cells[i] : unit.frees[i - unit.cells.size()];
}

std::string meaning(const CodeUnit& unit, Opcode op, std::uint32_t operand) {
  const auto local = [&](std::uint32_t i) { return i < unit.locals.size() ? unit.locals[i] : std::string("?"); };
  const auto in_place = [](std::uint32_t flag) { return flag & 1 ? " (in place)" : ""; };
  const std::uint32_t a = pair_a(operand), b = pair_b(operand);
  switch (operand_kind(op)) {
    case Operand::none: return "";
    case Operand::constant: return describe(unit.constants[operand]);
    case Operand::local: return local(operand);
    case Operand::cell: return cell_name(unit, operand);
    case Operand::name: return unit.names[operand];
    case Operand::cache: return unit.names[unit.cache_names[operand]];
    case Operand::jump: return cat("to ", operand);
    case Operand::count: return cat(operand);
    case Operand::flags: return operand ? cat(operand) : "";
    case Operand::pair:
      return cat(a, ", ", op == Opcode::call_keywords ? describe(unit.constants[b]) : cat(b));
    case Operand::local_local: return cat(local(a), ", ", local(b));
    case Operand::local_constant: return cat(local(a), ", ", describe(unit.constants[b]));
    case Operand::local_cache: return cat(local(a), ", ", unit.names[unit.cache_names[b]]);
    case Operand::local_flag: return local(operand >> 1) + in_place(operand);
    case Operand::constant_flag: return describe(unit.constants[operand >> 1]) + in_place(operand);
    case Operand::local_local_flag: return cat(local(a), ", ", local(b >> 1), in_place(b));
    case Operand::local_constant_flag: return cat(local(a), ", ", describe(unit.constants[b >> 1]), in_place(b));
  }
  return "";
}
}  // namespace

std::string disassemble(const CodeUnit& unit) {
  std::string out = cat("code ", unit.qualname, "  (line ", unit.first_line, ", stack ", unit.stack_size, ")\n");
  const auto list = [&](const char* title, const std::vector<std::string>& names) {
    if (names.empty()) return;
    out += cat("  ", title, ":");
    for (const std::string& n : names) out += " " + n;
    out += "\n";
  };
  list("locals", unit.locals);
  list("cells", unit.cells);
  list("free", unit.frees);
  std::set<std::uint32_t> targets;
  for (std::uint32_t i = 0; i < unit.instructions.size(); ++i) {
    const auto op = static_cast<Opcode>(opcode_of(unit.instructions[i]));
    if (operand_kind(op) == Operand::jump) targets.insert(operand_of(unit.instructions[i]));
  }
  for (const Handler& h : unit.handlers) targets.insert(h.target);
  std::size_t entry = 0;
  for (std::uint32_t i = 0; i < unit.instructions.size(); ++i) {
    std::string line;
    while (entry < unit.lines.size() && unit.lines[entry].start == i) line = cat(unit.lines[entry++].line);
    const auto op = static_cast<Opcode>(opcode_of(unit.instructions[i]));
    const std::string text = meaning(unit, op, operand_of(unit.instructions[i]));
    out += padded(line, 5, true) + (targets.count(i) ? " >" : "  ") + padded(cat(i), 4, true) + "  ";
    out += text.empty() ? std::string(name_of(op)) : padded(std::string(name_of(op)), 22) + " " + text;
    out += "\n";
  }
  for (const Handler& h : unit.handlers) {
    out += cat("  handler ", h.start, "..", h.end - 1, " to ", h.target, ", depth ", h.depth, "\n");
  }
  for (const Constant& c : unit.constants) {
    if (c.kind == Constant::Kind::code) out += "\n" + disassemble(*c.code);
  }
  return out;
}

}  // namespace logit::script::bytecode
