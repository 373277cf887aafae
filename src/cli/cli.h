// The command line: one function a command, chosen by its first word. No window, no ImGui.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace logit::cli {

/// The words behind the command itself.
using Words = std::span<const char* const>;

/// Each command returns the exit status of the process.
int run(Words words);   ///< logit run [--max-steps N] [--max-memory BYTES] [--timeout SECONDS] [--stop-every N|random] FILE|- [ARG…]
int link(Words words);  ///< logit link FILE: prints the share link
int open(Words words);  ///< logit open LINK: prints the script in a link
int dump(Words words);  ///< logit dump --tokens|--ast|--bytecode FILE: shows a stage of the compiler

/// Runs the command named by the first word. Nothing if the first word names none: the caller opens the window.
std::optional<int> dispatch(Words words);

/// The usage text of all commands.
std::string_view usage();

/// Reads a whole file, or standard input for "-". Nothing (and a line on stderr) if that fails.
std::optional<std::string> read_source(const char* path);

}  // namespace logit::cli
