// Host: the surroundings of a script, given to the Vm by whoever owns it. Everything the script can learn about or do to
// the outside world passes here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "events/event.h"

namespace logit::script::bytecode {
struct Note;
}

namespace logit::script {

class Value;

enum class Stream : std::uint8_t { out, err };

class Host {
 public:
  virtual ~Host() = default;
  /// Text for sys.stdout or sys.stderr, UTF-8, any cut.
  virtual void write(Stream stream, std::string_view text) = 0;
  /// Seconds since 1970 (time.time).
  virtual double wall_clock() = 0;
  /// Seconds from any start, never going back (time.perf_counter, monotonic, process_time).
  virtual double steady_clock() = 0;
  /// A seed for generators that the script does not seed.
  virtual std::uint64_t random_seed() = 0;
  /// breakpoint() was called by the script: true to stop there (RunResult::breakpoint).
  virtual bool on_breakpoint() { return false; }
  /// The whole content of a file of the session; false: there is none of this name.
  virtual bool read_file(std::string_view name, std::string& bytes) {
    (void)name, (void)bytes;
    return false;
  }
  /// False: the name cannot be, or there is no room.
  virtual bool write_file(std::string_view name, std::string bytes) {
    (void)name, (void)bytes;
    return false;
  }
  virtual bool remove_file(std::string_view name) {
    (void)name;
    return false;
  }
  virtual std::vector<std::string> file_names() { return {}; }
  /// Something to look at beside text: a figure, a progress bar. False: nobody looks.
  virtual bool show(Event event) {
    (void)event;
    return false;
  }
  enum class Input : std::uint8_t { line, end, later };
  /// The next line of standard input, without its end; `later`: there may be one, ask again.
  virtual Input read_line(std::string& line) {
    (void)line;
    return Input::end;
  }
  /// A binding or a turn of a loop in code compiled with notes; `value` is what is bound, null for loops. Must be quick and
  /// must not touch the machine's stack.
  virtual void noted(const bytecode::Note& note, const Value* value) { (void)note, (void)value; }
};

}  // namespace logit::script
