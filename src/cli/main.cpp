// main() where there is no window: the program in Node, and a native build without the lab. With the lab, the
// command line is reached through shell/main.cpp.
#include <cstdio>

#include "cli/cli.h"

int main(int argc, char** argv) {
  using namespace logit;
  if (const auto status = cli::dispatch(cli::Words(argv + 1, static_cast<std::size_t>(argc - 1)))) return *status;
  std::fwrite(cli::usage().data(), 1, cli::usage().size(), stderr);
  return 2;
}
