// SPDX-License-Identifier: Apache-2.0
//
// All that the kernels need of a device: launch, shared memory, barrier, shuffle, an atomic
// minimum, 16-byte accesses, and float32 arithmetic that is never contracted. nvcc takes what is
// below; another compiler takes the header named by EMASCOPE_LAUNCH_ON_HOST, which runs a block's
// threads as threads of the host.
#pragma once

#ifndef __CUDACC__
#include EMASCOPE_LAUNCH_ON_HOST
#else

#include <cuda_runtime.h>

// The head of a kernel that is launched with `threads` threads a block.
#define EMASCOPE_KERNEL(threads) __global__ void __launch_bounds__(threads, 1)
#define EMASCOPE_DEVICE __device__ __forceinline__
// Before a loop whose number of rounds is a constant.
#define EMASCOPE_UNROLL _Pragma("unroll")
// An array that the threads of a block share.
#define EMASCOPE_SHARED(type, name, count) __shared__ type name[count]

namespace emascope::cuda {

EMASCOPE_DEVICE unsigned threadIndex() { return threadIdx.x; }
EMASCOPE_DEVICE unsigned blockIndex() { return blockIdx.x; }
EMASCOPE_DEVICE unsigned blockCount() { return gridDim.x; }
/// Waits for all threads of the block. All of them must call it.
EMASCOPE_DEVICE void barrier() { __syncthreads(); }
/// The value of the thread `offset` further in this warp of 32, all of which must call it.
EMASCOPE_DEVICE double shuffleDown(double value, unsigned offset) {
  return __shfl_down_sync(0xffffffffU, value, offset);
}
EMASCOPE_DEVICE void atomicMinimum(unsigned long long* word, unsigned long long value) {
  atomicMin(word, value);
}

/// A value that no thread changes while the kernel runs.
template <typename Value>
EMASCOPE_DEVICE Value loadConstant(const Value* from) {
  return __ldg(from);
}
// As instructions, since the compiler splits a load or store of a uint4 where it likes.
/// 16 bytes at a multiple of 16.
EMASCOPE_DEVICE void loadWords(const void* from, unsigned (&words)[4]) {
  asm volatile("ld.global.v4.u32 {%0, %1, %2, %3}, [%4];"
               : "=r"(words[0]), "=r"(words[1]), "=r"(words[2]), "=r"(words[3])
               : "l"(__cvta_generic_to_global(from))
               : "memory");
}
/// The same, of memory that no thread changes while the kernel runs.
EMASCOPE_DEVICE void loadConstantWords(const void* from, unsigned (&words)[4]) {
  asm volatile("ld.global.nc.v4.u32 {%0, %1, %2, %3}, [%4];"
               : "=r"(words[0]), "=r"(words[1]), "=r"(words[2]), "=r"(words[3])
               : "l"(__cvta_generic_to_global(from)));
}
EMASCOPE_DEVICE void storeWords(void* to, const unsigned (&words)[4]) {
  asm volatile("st.global.v4.u32 [%0], {%1, %2, %3, %4};"
               :
               : "l"(__cvta_generic_to_global(to)), "r"(words[0]), "r"(words[1]), "r"(words[2]),
                 "r"(words[3])
               : "memory");
}

EMASCOPE_DEVICE float asFloat(unsigned bits) { return __uint_as_float(bits); }
EMASCOPE_DEVICE unsigned asBits(float value) { return __float_as_uint(value); }
EMASCOPE_DEVICE float float16AsFloat(unsigned short bits) {
  float value;
  asm("cvt.f32.f16 %0, %1;" : "=f"(value) : "h"(bits));
  return value;
}
EMASCOPE_DEVICE float sum(float a, float b) { return __fadd_rn(a, b); }
EMASCOPE_DEVICE float difference(float a, float b) { return __fsub_rn(a, b); }
EMASCOPE_DEVICE float product(float a, float b) { return __fmul_rn(a, b); }
EMASCOPE_DEVICE float quotient(float a, float b) { return __fdiv_rn(a, b); }
EMASCOPE_DEVICE float squareRoot(float a) { return __fsqrt_rn(a); }
EMASCOPE_DEVICE double squareRoot(double a) { return __dsqrt_rn(a); }

/// @return CUDA's error code; 0: launched
template <typename Arguments>
int launch(void (*kernel)(Arguments), unsigned blocks, unsigned threads, void* stream,
           const Arguments& arguments) {
  kernel<<<blocks, threads, 0, static_cast<cudaStream_t>(stream)>>>(arguments);
  return cudaGetLastError();
}

/// Sets all bits of a word, in the order of the stream.
inline int setAllBits(unsigned long long* word, void* stream) {
  return cudaMemsetAsync(word, 0xff, sizeof *word, static_cast<cudaStream_t>(stream));
}

/// Blocks that a grid of at most `wanted` should have on the current device.
inline int usualBlocks(unsigned wanted, unsigned* blocks) {
  constexpr unsigned kBlocksPerMultiprocessor = 8;
  int device = 0;
  int multiprocessors = 0;
  int failure = cudaGetDevice(&device);
  if (failure == 0)
    failure = cudaDeviceGetAttribute(&multiprocessors, cudaDevAttrMultiProcessorCount, device);
  const unsigned most = static_cast<unsigned>(multiprocessors) * kBlocksPerMultiprocessor;
  *blocks = wanted < most ? wanted : most;
  return failure;
}

inline const char* launchErrorText(int code) {
  return cudaGetErrorString(static_cast<cudaError_t>(code));
}
inline int toolkitVersion() { return CUDART_VERSION; }

}  // namespace emascope::cuda
#endif
