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
#define EMASCOPE_CUDA_INTERFACE 2

#define EMASCOPE_CUDA_MOST_TRACKS 64

/* The value of a `first_bad` word if no value was bad. */
#define EMASCOPE_CUDA_NONE_BAD (~0ULL)
/* Values of EmascopeCudaProgress.skip that are no index of a gradient. */
#define EMASCOPE_CUDA_BAD_LOSS (~1ULL)
#define EMASCOPE_CUDA_BAD_WEIGHTS (~2ULL) /* a step before has spoiled the weights */

enum EmascopeCudaCode {
  EMASCOPE_CUDA_OK = 0,
  EMASCOPE_CUDA_NULL = 1,      /* a required pointer is null */
  EMASCOPE_CUDA_TRACKS = 2,    /* tracks outside of [1, EMASCOPE_CUDA_MOST_TRACKS] */
  EMASCOPE_CUDA_TYPE = 3,      /* no value of EmascopeCudaType */
  EMASCOPE_CUDA_ADDRESS = 4,   /* an address is no multiple of its element's size */
  EMASCOPE_CUDA_LIMIT = 5,     /* the limit is NaN or not above 0 */
  EMASCOPE_CUDA_SCRATCH = 6,   /* scratch memory is needed, and its pointer is null */
  EMASCOPE_CUDA_SAME_WORD = 7, /* first_bad is a word that says what to skip */
  EMASCOPE_CUDA_OPTIMIZER = 8, /* no value of EmascopeCudaOptimizer */
  EMASCOPE_CUDA_MOMENTS = 9,   /* the optimizer needs another number of moment arrays */
  EMASCOPE_CUDA_RING = 10,     /* a ring without elements */
  EMASCOPE_CUDA_FAILED = 1000  /* plus CUDA's own error code */
};

enum EmascopeCudaType {
  EMASCOPE_CUDA_FLOAT32 = 0,
  EMASCOPE_CUDA_BFLOAT16 = 1,
  EMASCOPE_CUDA_FLOAT16 = 2
};

enum EmascopeCudaOptimizer {
  EMASCOPE_CUDA_SGD = 0,
  EMASCOPE_CUDA_ADAM = 1,
  EMASCOPE_CUDA_ADAMW = 2,
  EMASCOPE_CUDA_RMSPROP = 3,
  EMASCOPE_CUDA_LION = 4
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
  const unsigned long long* skip_too; /* a second such word, or null */
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

/* What an optimizer is set to, in device memory. The host changes it with a copy in the order of
 * the stream; emascopeCudaDecideStep() reads it, so a change is in force from the next step on. */
typedef struct EmascopeCudaSettings {
  double rate;           /* learning rate */
  double momentum;       /* SGD, RMSprop */
  double alpha;          /* RMSprop: decay of the squared gradients */
  double beta1;          /* Adam, AdamW, Lion */
  double beta2;          /* Adam, AdamW, Lion */
  double eps;            /* Adam, AdamW, RMSprop */
  double weight_decay;   /* AdamW, Lion: of the weights; else added to the gradient */
  double gradient_scale; /* each gradient is multiplied by it first; 1: as it is */
  double clip_value;     /* then clamped to [-clip_value, clip_value]; 0: not */
  double clip_norm;      /* then scaled so that the norm is at most clip_norm; 0: not */
} EmascopeCudaSettings;

/* The numbers of one step, each computed in double and rounded once to float32. */
typedef struct EmascopeCudaConstants {
  float gradient_scale;
  float clip_value;  /* infinity: no clamp */
  float clip_factor; /* at most 1 */
  float rate;
  float adam_rate; /* rate / (1 - beta1^t) */
  float keep;      /* 1 - rate * weight_decay */
  float weight_decay;
  float momentum;
  float alpha;
  float one_minus_alpha;
  float beta1;
  float one_minus_beta1;
  float beta2;
  float one_minus_beta2;
  float correction2; /* 1 / sqrt(1 - beta2^t) */
  float eps;
} EmascopeCudaConstants;

/* Where the steps are, in device memory at a multiple of 8, changed by the device alone. To begin:
 * `skip` and `bad_weight` are EMASCOPE_CUDA_NONE_BAD, all else is 0; a run that is resumed begins
 * with the `steps` and `skipped` of before, whose sum is the place in the rings. */
typedef struct EmascopeCudaProgress {
  /* Why the step is left out: the index of the first gradient that is NaN or infinite,
   * EMASCOPE_CUDA_BAD_LOSS, EMASCOPE_CUDA_BAD_WEIGHTS; or EMASCOPE_CUDA_NONE_BAD. */
  unsigned long long skip;
  /* The first weight that a step has made bad, or whose moments are not finite; stays until the
   * host has restored them and sets it back. */
  unsigned long long bad_weight;
  unsigned long long steps; /* taken: the t of Adam's bias correction */
  unsigned long long skipped;
  unsigned long long skipped_in_row;
  double norm;                     /* of the gradient before clip_norm; NaN if a gradient is bad */
  EmascopeCudaConstants constants; /* of the last step that was taken */
} EmascopeCudaProgress;

/* What is told of each step, taken or not. */
typedef struct EmascopeCudaRecord {
  unsigned long long step; /* from 1; also counts the skipped ones */
  unsigned long long skip; /* as in EmascopeCudaProgress */
  double norm;
  double rate; /* the learning rate, with its factor */
  float loss;  /* NaN without a loss */
  float clip_factor;
} EmascopeCudaRecord;

typedef struct EmascopeCudaDecision {
  const void* gradients; /* [count] values of gradients_type */
  int gradients_type;    /* EmascopeCudaType */
  size_t count;
  const float* loss; /* one value: a step whose loss is not finite is left out. Or null */
  const EmascopeCudaSettings* settings;
  const double* rate_factors; /* a ring: step n from 1 has factor (n - 1) % rate_factor_count */
  size_t rate_factor_count;   /* of the learning rate; or null: 1 */
  EmascopeCudaProgress* progress;
  EmascopeCudaRecord* records; /* a ring: step n is written to (n - 1) % record_count; or null */
  size_t record_count;
  void* scratch;   /* emascopeCudaScratchBytes(count, 1), at a multiple of 8 */
  unsigned blocks; /* as in EmascopeCudaUpdate */
} EmascopeCudaDecision;

typedef struct EmascopeCudaStep {
  int optimizer;         /* EmascopeCudaOptimizer */
  int nesterov;          /* SGD: not 0 for Nesterov's momentum */
  float* weights;        /* [count] */
  const void* gradients; /* those of the decision; they stay as they are */
  int gradients_type;
  size_t count; /* 0: nothing to do */
  /* Moments, [count] each, 0 before the first step. SGD: first is the momentum, or null. Adam and
   * AdamW: both. RMSprop: first has the squares, second is the momentum, or null. Lion: first. */
  float* first;
  float* second;
  float limit; /* a weight is bad if it is NaN or its magnitude is not below; above 0 */
  EmascopeCudaProgress* progress;
  unsigned blocks; /* as in EmascopeCudaUpdate */
} EmascopeCudaStep;

/* What this library was built as. The pointer is valid while the library is loaded. */
const EmascopeCudaBuild* emascopeCudaBuild(void);

/* A sentence without full stop, never null. */
const char* emascopeCudaErrorText(int code);

/* Bytes of scratch memory for the squared distances of an update; with 1 track, for a decision. */
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

/* rates[k] = values[k] for `count` tracks, 1 to EMASCOPE_CUDA_MOST_TRACKS, in one launch. `values`
 * is host memory; they travel with the launch, so they may change after the call, and a captured
 * graph repeats those of the capture. */
int emascopeCudaSetRates(float* rates, const float* values, int count, void* stream);

/* Copies `count` words of 4 bytes, or nothing: see `skip` of EmascopeCudaUpdate. Arrays must not
 * overlap. */
int emascopeCudaCopy(void* to, const void* from, size_t count, const unsigned long long* skip,
                     void* stream);

/* Begins a step in two launches, without a word to the host. Sums the squares of the gradients, in
 * double and in an order that depends on `count` and the type alone, and looks for bad ones. Then
 * decides: writes `skip` and `norm`, and, if the step is taken, counts it and writes its constants.
 * The factor of clip_norm is clip_norm / (norm + 1e-6), as PyTorch's. */
int emascopeCudaDecideStep(const EmascopeCudaDecision* decision, void* stream);

/* The rest of the step, in one launch: moves the weights and moments as decided, or nothing. The
 * operations are those of torch.optim, and Lion's of its paper, each rounded to float32. Reads and
 * writes 16 bytes at a time if all arrays start at multiples of 16 bytes. Averages follow with
 * `skip` and `bad_weight` of the progress as `skip` and `skip_too` of their update. */
int emascopeCudaTakeStep(const EmascopeCudaStep* step, void* stream);

#ifdef __cplusplus
}
#endif
/* NOLINTEND(modernize-use-using,readability-identifier-naming) */
