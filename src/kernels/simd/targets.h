// Which instruction sets a file of this folder is compiled for: include it before <hwy/foreach_target.h>.
#pragma once

// One width of x86 vectors per generation is enough; scalable vectors cannot stand in arrays.
#define HWY_DISABLED_TARGETS                                                                            \
  (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL | HWY_AVX3_ZEN4 | HWY_AVX3_SPR | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | \
   HWY_SVE2_128)
