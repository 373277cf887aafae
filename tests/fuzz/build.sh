#!/bin/sh
# Builds the fuzzers with clang, address and undefined behaviour sanitizers: tests/fuzz/build.sh
set -eu
cd "$(dirname "$0")/../.."
cmake -S . -B build/fuzz -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ \
  -DLOGIT_SANITIZE=fuzzer-no-link,address,undefined -DLOGIT_BUILD_LAB=OFF -DLOGIT_BUILD_TESTS=OFF -DLOGIT_FUZZ=ON "$@"
cmake --build build/fuzz --target run_fuzz parse_fuzz --parallel 2
