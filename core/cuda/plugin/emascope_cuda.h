// SPDX-License-Identifier: Apache-2.0
//
// The interface of libemascope_cuda.so, EMAscope's own CUDA kernels: plain C, so that neither
// LibTorch nor CUDA's headers meet the caller's. Pointers are device addresses of the current
// device unless said otherwise; a stream is a cudaStream_t, null for the default stream. No
// function waits for the device or allocates, so each may be captured in a CUDA graph. A function
// returns EMASCOPE_CUDA_OK or a code whose text is emascopeCudaErrorText(); after another code than
// OK, nothing of that call was launched unless the code is CUDA's. [any-thread]
#pragma once

#include <stddef.h> /* NOLINT(modernize-deprecated-headers): C */

/* NOLINTBEGIN(modernize-use-using,readability-identifier-naming): C */
#ifdef __cplusplus
extern "C" {
#endif

/* Grows with each incompatible change of this header. */
#define EMASCOPE_CUDA_INTERFACE 1

#define EMASCOPE_CUDA_MOST_TRACKS 64

/* The value of a `first_bad` word if no value was bad. */
#define EMASCOPE_CUDA_NONE_BAD (~0ULL)

enum EmascopeCudaCode {
  EMASCOPE_CUDA_OK = 0,
  EMASCOPE_CUDA_NULL = 1,      /* a required pointer is null */
  EMASCOPE_CUDA_TRACKS = 2,    /* tracks outside of [1, EMASCOPE_CUDA_MOST_TRACKS] */
  EMASCOPE_CUDA_TYPE = 3,      /* no value of EmascopeCudaType */
  EMASCOPE_CUDA_ADDRESS = 4,   /* an address is no multiple of its element's size */
  EMASCOPE_CUDA_LIMIT = 5,     /* the limit is NaN or not above 0 */
  EMASCOPE_CUDA_SCRATCH = 6,   /* squared distances without scratch memory */
  EMASCOPE_CUDA_SAME_WORD = 7, /* skip and first_bad are one word */
  EMASCOPE_CUDA_FAILED = 1000  /* plus CUDA's own error code */
};

enum EmascopeCudaType {
  EMASCOPE_CUDA_FLOAT32 = 0,
  EMASCOPE_CUDA_BFLOAT16 = 1,
  EMASCOPE_CUDA_FLOAT16 = 2
};

typedef struct EmascopeCudaBuild {
  int interface_version;     /* EMASCOPE_CUDA_INTERFACE; always the first field */
  const char* build_id;      /* version, and a hash of this folder's sources */
  int toolkit_version;       /* 13020 is CUDA 13.2 */
  const char* architectures; /* of its machine code, ascending: "75 80 86"; PTX of the last */
} EmascopeCudaBuild;

typedef struct EmascopeCudaUpdate {
  const void* online;     /* [count] values of online_type */
  int online_type;        /* EmascopeCudaType */
  size_t count;           /* 0: nothing to do */
  float* const* averages; /* host array of `tracks` device addresses, [count] each */
  const float* rates;     /* [tracks], each 1 - beta in [0, 1] */
  int tracks;             /* 1 to EMASCOPE_CUDA_MOST_TRACKS */
  float limit;            /* a value is bad if it is NaN or its magnitude is not below; above 0 */
  /* If not null and its word is not EMASCOPE_CUDA_NONE_BAD when the kernel starts, nothing is
   * changed. */
  const unsigned long long* skip;
  /* If not null, receives the index of the first bad online value, or EMASCOPE_CUDA_NONE_BAD. */
  unsigned long long* first_bad;
  /* If not null, [tracks]: sum of (online - average)^2 after the update; difference in float32, sum
   * in double. */
  double* squared_distances;
  void* scratch; /* emascopeCudaScratchBytes(), if squared_distances is not null; at a multiple of 8
                  */
  unsigned
      blocks; /* of the grid; 0: chosen for the device. The result is the same for every number. */
} EmascopeCudaUpdate;

/* What this library was built as. The pointer is valid while the library is loaded. */
const EmascopeCudaBuild* emascopeCudaBuild(void);

/* A sentence without full stop, never null. */
const char* emascopeCudaErrorText(int code);

/* Bytes of scratch memory for the squared distances of an update. */
size_t emascopeCudaScratchBytes(size_t count, int tracks);

/* averages[k][i] += rates[k] * (online[i] - averages[k][i]) for every k and i, with three float32
 * roundings as on the CPU, whatever the grid. Reads the online weights once for each 16 tracks if
 * all arrays start at multiples of 16 bytes, else once for each 4. Arrays must not overlap. */
int emascopeCudaUpdateTracks(const EmascopeCudaUpdate* update, void* stream);

/* *first_bad becomes the index of the first bad value, or EMASCOPE_CUDA_NONE_BAD; see
 * EmascopeCudaUpdate. As `skip` of an update, it keeps a bad step from the averages without a word
 * to the host. */
int emascopeCudaFindBad(const void* online, int online_type, size_t count, float limit,
                        unsigned long long* first_bad, unsigned blocks, void* stream);

#ifdef __cplusplus
}
#endif
/* NOLINTEND(modernize-use-using,readability-identifier-naming) */
