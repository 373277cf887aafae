// A fuzzer without libFuzzer: NAME_replay RUNS MAX_LENGTH CRASH_FILE INPUT…
//
// Tries every INPUT file as it stands, then RUNS changes to them, always the same ones: bytes flipped, set, put in, taken out, repeated, and
// pieces of one file in another. It knows nothing of coverage, so it finds what is near; it needs no other compiler and no other build, so
// that ./lab test can afford it. An input that ends the program, or keeps it busy for twenty seconds, is left in CRASH_FILE.
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::string current;      // what a signal handler writes down
const char* crash_file = "";

void write_down(int signal) {
  if (std::FILE* file = std::fopen(crash_file, "wb")) {
    std::fwrite(current.data(), 1, current.size(), file);
    std::fclose(file);
  }
  std::fprintf(stderr, "%s: the input is in %s\n", signal == SIGALRM ? "twenty seconds are over" : "ended by a signal", crash_file);
  _exit(1);
}

void try_input(std::string input) {
  current = std::move(input);
  alarm(20);
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(current.data()), current.size());
}

// splitmix64: the same numbers everywhere.
struct Random {
  std::uint64_t state = 1;
  std::size_t below(std::size_t count) {
    std::uint64_t z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return count ? static_cast<std::size_t>((z ^ z >> 31) % count) : 0;
  }
};

// Bytes that mean something to most readers: ends, signs, brackets, and numbers at the edge of their types.
constexpr std::string_view kTokens[] = {"\n", "\r\n", ",", ";", "\"", "'", "{", "}", "[", "]", "(", ")", ":", "0", "-1", "9223372036854775807",
                                        "1e999", "nan", "\\u0000", "\xff\xff\xff\xff", std::string_view("\0\0\0\0", 4), "\xc3", "    ", "#"};

std::string changed(std::string text, const std::vector<std::string>& inputs, Random& random, std::size_t most) {
  for (std::size_t left = 1 + random.below(6); left > 0; --left) {
    const std::size_t at = random.below(text.size() + 1), length = random.below(16);
    switch (random.below(7)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ 1 << random.below(8));
        break;
      case 1:
        if (at < text.size()) text[at] = static_cast<char>(random.below(256));
        break;
      case 2: text.insert(at, 1, static_cast<char>(random.below(256))); break;
      case 3: text.insert(at, kTokens[random.below(std::size(kTokens))]); break;
      case 4: text.erase(at, length); break;
      case 5: text.insert(at, text.substr(random.below(text.size() + 1), length)); break;
      default: {
        const std::string& other = inputs[random.below(inputs.size())];
        text.insert(at, other.substr(random.below(other.size() + 1), 4 * length));
      }
    }
  }
  if (text.size() > most) text.resize(most);
  return text;
}

std::string read(const char* path) {
  std::string text;
  if (std::FILE* file = std::fopen(path, "rb")) {
    char buffer[4096];
    for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
    std::fclose(file);
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    std::fprintf(stderr, "usage: %s RUNS MAX_LENGTH CRASH_FILE INPUT...\n", argv[0]);
    return 2;
  }
  const long runs = std::strtol(argv[1], nullptr, 10);
  const std::size_t most = std::strtoul(argv[2], nullptr, 10);
  crash_file = argv[3];
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL, SIGBUS, SIGALRM}) std::signal(signal, write_down);
  std::vector<std::string> inputs;
  for (int i = 4; i < argc; ++i) inputs.push_back(read(argv[i]).substr(0, most));
  for (const std::string& input : inputs) try_input(input);
  Random random;
  for (long i = 0; i < runs; ++i) try_input(changed(inputs[random.below(inputs.size())], inputs, random, most));
  alarm(0);
  std::printf("%ld inputs\n", runs + static_cast<long>(inputs.size()));
  return 0;
}
