// logit run: a script without a window. stdout, stderr and the exit status are those of `python3 FILE`.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>

#include "cli/cli.h"
#include "session/session.h"

namespace logit::cli {

namespace {

constexpr int kUsageError = 2;
constexpr int kTimeout = 124;  // as timeout(1)

// Long enough to cost nothing, short enough that output of a slow script appears while it runs.
constexpr double kSliceMilliseconds = 50;

struct Options {
  SessionOptions session;
  double timeout_seconds = 1e30;
  std::uint64_t stop_every = 0;  // instructions; 0: by time
  bool stop_at_random = false;
  const char* file = nullptr;
};

// "500000", "64K", "512M", "2G". Returns false unless the whole word is a number.
bool parse_size(const char* word, std::uint64_t& out) {
  char* end = nullptr;
  const double value = std::strtod(word, &end);
  if (end == word || value < 0) return false;
  double unit = 1;
  if (*end == 'K') unit = 1024.0, ++end;
  else if (*end == 'M') unit = 1024.0 * 1024, ++end;
  else if (*end == 'G') unit = 1024.0 * 1024 * 1024, ++end;
  out = static_cast<std::uint64_t>(value * unit);
  return *end == '\0';
}

bool parse(Words words, Options& options) {
  std::size_t i = 0;
  for (; i < words.size() && std::strncmp(words[i], "--", 2) == 0; i += 2) {
    if (i + 1 >= words.size()) return false;
    std::uint64_t number = 0;
    if (std::strcmp(words[i], "--stop-every") == 0 && std::strcmp(words[i + 1], "random") == 0) {
      options.stop_at_random = true;
      continue;
    }
    if (!parse_size(words[i + 1], number)) return false;
    if (std::strcmp(words[i], "--max-steps") == 0) options.session.limits.instructions = number;
    else if (std::strcmp(words[i], "--max-memory") == 0) options.session.limits.memory_bytes = number;
    else if (std::strcmp(words[i], "--timeout") == 0) options.timeout_seconds = std::atof(words[i + 1]);
    else if (std::strcmp(words[i], "--stop-every") == 0) options.stop_every = number;
    else return false;
  }
  if (i >= words.size()) return false;
  options.file = words[i];
  for (++i; i < words.size(); ++i) options.session.argv.emplace_back(words[i]);
  return true;
}

// How far the next advance() goes. Stopping often is for tests: it must not change what a script prints.
class Slices {
 public:
  explicit Slices(const Options& options) : every_(options.stop_every), random_(options.stop_at_random) {}

  Budget next() {
    if (random_) {
      state_ = state_ * 1664525 + 1013904223;
      return Budget::steps(1 + (state_ >> 24));
    }
    return every_ ? Budget::steps(every_) : Budget::time(kSliceMilliseconds);
  }

 private:
  std::uint64_t every_;
  bool random_;
  std::uint32_t state_ = 12345;
};

// Standard input for input(). What was printed so far appears before the program waits.
class Terminal final : public Host {
 public:
  std::function<void()> before_reading;
  bool read_line(std::string& line) override {
    before_reading();
    line.clear();
    int c = 0;
    while ((c = std::getc(stdin)) != EOF && c != '\n') line += static_cast<char>(c);
    return c != EOF || !line.empty();
  }

  /// Files of the working folder, or beside the script, may be read. What a script writes stays in memory.
  std::string folder;
  bool read_file(std::string_view name, std::string& bytes) override {
    const std::string normal = FileStore::normal_name(name);
    if (normal.empty()) return false;
    std::FILE* file = std::fopen(normal.c_str(), "rb");
    if (!file && !folder.empty()) file = std::fopen((folder + normal).c_str(), "rb");
    if (!file) return false;
    bytes.clear();
    char piece[1 << 16];
    for (std::size_t n; (n = std::fread(piece, 1, sizeof piece, file)) > 0 && bytes.size() <= FileStore::kMaxBytes;) bytes.append(piece, n);
    const bool whole = !std::ferror(file) && bytes.size() <= FileStore::kMaxBytes;
    std::fclose(file);
    return whole;
  }
};

// Writes what was printed since the last call.
class Echo {
 public:
  void flush(const EventLog& log) {
    cursor_ = log.read(cursor_, [](const Event& event) {
      if (const auto* printed = std::get_if<Printed>(&event)) {
        std::FILE* stream = printed->stream == Stream::out ? stdout : stderr;
        // Keep the order of the two streams as the script wrote them.
        if (stream == stderr) std::fflush(stdout);
        std::fwrite(printed->text.data(), 1, printed->text.size(), stream);
      }
    });
    std::fflush(stdout);
  }

 private:
  std::uint64_t cursor_ = 0;
};

}  // namespace

int run(Words words) {
  Options options;
  options.session.record = false;
  options.session.limits.memory_bytes = 4ull << 30;
  if (!parse(words, options)) {
    std::fwrite(usage().data(), 1, usage().size(), stderr);
    return kUsageError;
  }
  const std::optional<std::string> source = read_source(options.file);
  if (!source) return kUsageError;

  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  Terminal terminal;
  options.session.host = &terminal;
  Session session(options.session);
  Echo echo;
  Slices slices(options);
  if (const char* slash = std::strrchr(options.file, '/')) terminal.folder.assign(options.file, slash + 1);
  terminal.before_reading = [&] { echo.flush(session.events()); };
  session.load(*source, std::strcmp(options.file, "-") == 0 ? "<stdin>" : options.file);
  echo.flush(session.events());
  while (session.status() != Status::finished) {
    session.advance(slices.next());
    echo.flush(session.events());
    if (std::chrono::duration<double>(Clock::now() - start).count() > options.timeout_seconds) {
      std::fprintf(stderr, "logit: stopped after %g s\n", options.timeout_seconds);
      return kTimeout;
    }
  }
  return session.exit_status();
}

}  // namespace logit::cli
