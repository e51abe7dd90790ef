// SPDX-License-Identifier: Apache-2.0
//
// A libemascope_cuda.so that only says what it was built as; STANDIN_INTERFACE and STANDIN_ID are
// given by the build.
#include "core/cuda/plugin/emascope_cuda.h"

extern "C" const EmascopeCudaBuild* emascopeCudaBuild(void) {
  static const EmascopeCudaBuild build = {STANDIN_INTERFACE, STANDIN_ID, 13020, "75 80 90"};
  return &build;
}
