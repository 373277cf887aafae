// CodeUnit: what the compiler makes of one module, function, class body or comprehension. Plain data, independent of any
// session: constants are descriptions, names are text. The machine turns it into a Code object (objects/function.h).
//
// An instruction is one 32-bit word: the opcode in the low 8 bits, the operand in the upper 24. Two small operands (see
// opcodes.def) share them as 8 bits (a) and 16 bits (b), three as 8, 8 and 8.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace logit::script::bytecode {

struct CodeUnit;

struct Constant {
  enum class Kind : std::uint8_t {
    none, false_, true_, ellipsis, integer, big_integer, number, text, tuple, frozenset, code
  };
  Kind kind = Kind::none;
  std::uint8_t base = 10;           ///< of big_integer's digits
  std::int64_t integer = 0;
  double number = 0;
  std::string text;                 ///< text (UTF-8), or the digits of big_integer
  std::vector<Constant> items;      ///< of tuple and frozenset
  std::shared_ptr<const CodeUnit> code;
  bool operator==(const Constant& other) const;
};

/// While an instruction in [start, end) runs, an exception goes to `target` with the stack cut to `depth`.
struct Handler {
  std::uint32_t start, end, target, depth;
};

/// From instruction `start` on, the code belongs to `line`. `statement`: a line event happens at its first instruction.
struct LineEntry {
  std::uint32_t start, line;
  bool statement;
};

/// Something that a watcher of the run wants to hear of (compile_source with notes): which line binds a name to which
/// value, and which turn of a loop begins.
struct Note {
  enum class Kind : std::uint8_t { binding, loop_begins, iteration, loop_ends };
  enum class Place : std::uint8_t { module, function, attribute };  ///< attribute: `self.w = …`
  Kind kind = Kind::binding;
  Place place = Place::module;
  std::uint32_t id = 0;             ///< counts the notes of the whole script
  std::uint32_t line = 0, end_line = 0;
  std::string name;                 ///< of a binding: "z", "self.w"
};

struct CodeUnit {
  std::string name, qualname;
  std::string file;
  std::uint32_t first_line = 1;
  std::vector<std::uint32_t> instructions;
  std::vector<Constant> constants;
  std::vector<std::string> names;        ///< globals and attributes
  std::vector<std::string> locals;       ///< arguments first, then other locals
  std::vector<std::string> cells;        ///< names of own cells; those that are arguments too have cell_arguments >= 0
  std::vector<std::int32_t> cell_arguments;
  std::vector<std::string> frees;        ///< cells of enclosing functions
  std::vector<Handler> handlers;         ///< innermost first
  std::vector<LineEntry> lines;
  std::vector<Note> notes;               ///< empty unless compiled with notes
  std::uint32_t cache_count = 0;         ///< inline caches used by the instructions
  std::vector<std::uint32_t> cache_names;///< for each cache, the index of its name in `names`
  std::uint32_t arg_count = 0;           ///< positional, the positional-only ones included
  std::uint32_t positional_only = 0, keyword_only = 0;
  std::uint32_t stack_size = 0;
  bool has_star = false, has_double_star = false;
  bool is_generator = false;
  bool is_module = false, is_class = false, is_function = false;
  bool is_comprehension = false;
  bool has_docstring = false;            ///< constants[0] is it
  bool is_library = false;               ///< left out of tracebacks

  /// Line of the instruction at `position`.
  std::uint32_t line_at(std::uint32_t position) const;
};

constexpr std::uint32_t encode(std::uint8_t op, std::uint32_t operand) { return op | operand << 8; }
constexpr std::uint8_t opcode_of(std::uint32_t word) { return static_cast<std::uint8_t>(word); }
constexpr std::uint32_t operand_of(std::uint32_t word) { return word >> 8; }

}  // namespace logit::script::bytecode
