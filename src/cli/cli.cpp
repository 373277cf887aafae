#include "cli/cli.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace logit::cli {

namespace {

struct Command {
  std::string_view name;
  int (*run)(Words);
};

constexpr Command kCommands[] = {{"run", run}, {"link", link}, {"open", open}, {"dump", dump}};

}  // namespace

std::string_view usage() {
  return "usage: logit [FILE]                     open the lab, with FILE in its editor\n"
         "       logit run FILE [ARG...]          run a script; FILE may be - for standard input\n"
         "             --max-steps N              stop after N instructions\n"
         "             --max-memory BYTES         allow this much memory (suffix K, M or G)\n"
         "             --timeout SECONDS          stop after this time\n"
         "             --stop-every N|random      give control back after every N instructions; prints the same\n"
         "       logit link FILE                  print the link that carries a script\n"
         "       logit open LINK                  print the script in a link\n"
         "       logit dump --tokens|--ast|--bytecode FILE\n";
}

std::optional<int> dispatch(Words words) {
  if (words.empty()) return std::nullopt;
  const std::string_view name = words[0];
  if (name == "--help" || name == "-h" || name == "help") {
    std::fwrite(usage().data(), 1, usage().size(), stdout);
    return 0;
  }
  for (const Command& command : kCommands) {
    if (command.name == name) return command.run(words.subspan(1));
  }
  return std::nullopt;
}

std::optional<std::string> read_source(const char* path) {
  const bool standard_input = std::strcmp(path, "-") == 0;
  std::FILE* file = standard_input ? stdin : std::fopen(path, "rb");
  if (!file) {
    std::fprintf(stderr, "logit: can't open file '%s': [Errno %d] %s\n", path, errno, std::strerror(errno));
    return std::nullopt;
  }
  std::string text;
  char piece[1 << 14];
  while (const std::size_t n = std::fread(piece, 1, sizeof piece, file)) text.append(piece, n);
  const bool failed = std::ferror(file) != 0;
  if (!standard_input) std::fclose(file);
  if (failed) {
    std::fprintf(stderr, "logit: can't read '%s'\n", path);
    return std::nullopt;
  }
  return text;
}

}  // namespace logit::cli
