#include "script/lib/sha512.h"

#include <doctest/doctest.h>

using logit::script::sha512;

namespace {

std::string hex(std::string_view bytes) {
  std::string out;
  for (unsigned char c : bytes) {
    out += "0123456789abcdef"[c >> 4];
    out += "0123456789abcdef"[c & 15];
  }
  return out;
}

}  // namespace

TEST_CASE("the digests of FIPS 180-4's examples") {
  CHECK(hex(sha512("abc")) ==
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  CHECK(hex(sha512("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu")) ==
        "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
        "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909");
}

TEST_CASE("lengths around a block's end") {
  // each differs from the next: the padding takes a second block from 112 bytes on
  for (std::size_t n : {0, 110, 111, 112, 127, 128, 239, 240}) {
    CHECK(sha512(std::string(n, 'x')).size() == 64);
    CHECK(sha512(std::string(n, 'x')) != sha512(std::string(n + 1, 'x')));
  }
}
