// SPDX-License-Identifier: Apache-2.0
//
// A libemascope_cuda.so that says what it was built as and whose other functions do nothing;
// STANDIN_INTERFACE and STANDIN_ID are given by the build. With STANDIN_INCOMPLETE it lacks
// emascopeCudaTakeStep().
#include "core/cuda/plugin/emascope_cuda.h"

extern "C" const EmascopeCudaBuild* emascopeCudaBuild(void) {
  static const EmascopeCudaBuild build = {STANDIN_INTERFACE, STANDIN_ID, 13020, "75 80 90"};
  return &build;
}

extern "C" {

const char* emascopeCudaErrorText(int /*code*/) { return "a stand-in"; }
size_t emascopeCudaScratchBytes(size_t /*count*/, int /*tracks*/) { return 0; }
int emascopeCudaUpdateTracks(const EmascopeCudaUpdate* /*update*/, void* /*stream*/) {
  return EMASCOPE_CUDA_OK;
}
int emascopeCudaFindBad(const void* /*online*/, int /*online_type*/, size_t /*count*/,
                        float /*limit*/, unsigned long long* /*first_bad*/, unsigned /*blocks*/,
                        void* /*stream*/) {
  return EMASCOPE_CUDA_OK;
}
int emascopeCudaSetRates(float* /*rates*/, const float* /*values*/, int /*count*/,
                         void* /*stream*/) {
  return EMASCOPE_CUDA_OK;
}
int emascopeCudaCopy(void* /*to*/, const void* /*from*/, size_t /*count*/,
                     const unsigned long long* /*skip*/, void* /*stream*/) {
  return EMASCOPE_CUDA_OK;
}
int emascopeCudaDecideStep(const EmascopeCudaDecision* /*decision*/, void* /*stream*/) {
  return EMASCOPE_CUDA_OK;
}
#ifndef STANDIN_INCOMPLETE
int emascopeCudaTakeStep(const EmascopeCudaStep* /*step*/, void* /*stream*/) {
  return EMASCOPE_CUDA_OK;
}
#endif

}  // extern "C"
