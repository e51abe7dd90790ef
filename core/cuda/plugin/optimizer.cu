// SPDX-License-Identifier: Apache-2.0
//
// The functions of emascope_cuda.h that take a step of training.
#include "core/cuda/plugin/calls.h"
#include "core/cuda/plugin/optimizer_kernel.h"

namespace {

using namespace emascope::cuda;  // NOLINT(google-build-using-namespace): this file is all of it

int check(const EmascopeCudaDecision& d) {
  if (!isType(d.gradients_type)) return EMASCOPE_CUDA_TYPE;
  if (const int code = checkArray(d.gradients, sizeOf(d.gradients_type), d.count)) return code;
  if (d.settings == nullptr || d.progress == nullptr) return EMASCOPE_CUDA_NULL;
  if (d.scratch == nullptr && d.count > 0) return EMASCOPE_CUDA_SCRATCH;
  if (!isMultiple(d.loss, sizeof(float))) return EMASCOPE_CUDA_ADDRESS;
  for (const void* words :
       {static_cast<const void*>(d.settings), static_cast<const void*>(d.rate_factors),
        static_cast<const void*>(d.progress), static_cast<const void*>(d.records),
        static_cast<const void*>(d.scratch)}) {
    if (!isMultiple(words, sizeof(double))) return EMASCOPE_CUDA_ADDRESS;
  }
  if (d.rate_factors != nullptr && d.rate_factor_count == 0) return EMASCOPE_CUDA_RING;
  if (d.records != nullptr && d.record_count == 0) return EMASCOPE_CUDA_RING;
  return EMASCOPE_CUDA_OK;
}

using DecisionKernel = void (*)(DecisionArguments);

template <bool kAligned>
DecisionKernel measureKernelFor(int type) {
  if (type == EMASCOPE_CUDA_FLOAT32) return measureGradient<Float32, kAligned>;
  if (type == EMASCOPE_CUDA_BFLOAT16) return measureGradient<Bfloat16, kAligned>;
  return measureGradient<Float16, kAligned>;
}

/// Whether the optimizer has `first` and `second`, and no other moments.
bool hasItsMoments(const EmascopeCudaStep& s) {
  const bool first = s.first != nullptr;
  const bool second = s.second != nullptr;
  switch (s.optimizer) {
    case EMASCOPE_CUDA_SGD:
      return !second && (first || s.nesterov == 0);
    case EMASCOPE_CUDA_RMSPROP:
      return first;
    case EMASCOPE_CUDA_LION:
      return first && !second;
    default:
      return first && second;
  }
}

int check(const EmascopeCudaStep& s) {
  if (s.optimizer < EMASCOPE_CUDA_SGD || s.optimizer > EMASCOPE_CUDA_LION)
    return EMASCOPE_CUDA_OPTIMIZER;
  if (!isType(s.gradients_type)) return EMASCOPE_CUDA_TYPE;
  if (!(s.limit > 0.0F)) return EMASCOPE_CUDA_LIMIT;
  if (s.progress == nullptr) return EMASCOPE_CUDA_NULL;
  if (!isMultiple(s.progress, sizeof(double))) return EMASCOPE_CUDA_ADDRESS;
  if (const int code = checkArray(s.gradients, sizeOf(s.gradients_type), s.count)) return code;
  if (const int code = checkArray(s.weights, sizeof(float), s.count)) return code;
  if (s.count > 0 && !hasItsMoments(s)) return EMASCOPE_CUDA_MOMENTS;
  const bool moments = isMultiple(s.first, sizeof(float)) && isMultiple(s.second, sizeof(float));
  return moments ? EMASCOPE_CUDA_OK : EMASCOPE_CUDA_ADDRESS;
}

using StepKernel = void (*)(StepArguments);

template <typename Rule, bool kAligned>
StepKernel kernelFor(int type) {
  if (type == EMASCOPE_CUDA_FLOAT32) return takeStep<Rule, Float32, kAligned>;
  if (type == EMASCOPE_CUDA_BFLOAT16) return takeStep<Rule, Bfloat16, kAligned>;
  return takeStep<Rule, Float16, kAligned>;
}

template <bool kAligned>
StepKernel kernelFor(const EmascopeCudaStep& s) {
  switch (s.optimizer) {
    case EMASCOPE_CUDA_SGD:
      return s.first == nullptr ? kernelFor<Sgd, kAligned>(s.gradients_type)
                                : kernelFor<SgdMomentum, kAligned>(s.gradients_type);
    case EMASCOPE_CUDA_RMSPROP:
      return s.second == nullptr ? kernelFor<Rmsprop, kAligned>(s.gradients_type)
                                 : kernelFor<RmspropMomentum, kAligned>(s.gradients_type);
    case EMASCOPE_CUDA_LION:
      return kernelFor<Lion, kAligned>(s.gradients_type);
    default:
      return kernelFor<Adam, kAligned>(s.gradients_type);
  }
}

}  // namespace

extern "C" {

int emascopeCudaDecideStep(const EmascopeCudaDecision* decision, void* stream) {
  if (decision == nullptr) return EMASCOPE_CUDA_NULL;
  const EmascopeCudaDecision& d = *decision;
  if (const int code = check(d)) return code;
  const DecisionArguments a = {d.gradients,
                               d.count,
                               chunksOf(d.count),
                               d.loss,
                               d.settings,
                               d.rate_factors,
                               d.rate_factor_count,
                               d.progress,
                               d.records,
                               d.record_count,
                               static_cast<double*>(d.scratch)};
  unsigned blocks = d.blocks;
  int failure = chooseBlocks(a.chunks, &blocks);
  if (failure == 0) failure = setAllBits(&d.progress->skip, stream);
  if (failure == 0 && d.count > 0) {
    const DecisionKernel kernel = isMultiple(d.gradients, 16)
                                      ? measureKernelFor<true>(d.gradients_type)
                                      : measureKernelFor<false>(d.gradients_type);
    failure = launch(kernel, blocks, kThreads, stream, a);
  }
  if (failure == 0) failure = launch(decideStep, 1, kThreads, stream, a);
  return codeOf(failure);
}

int emascopeCudaTakeStep(const EmascopeCudaStep* step, void* stream) {
  if (step == nullptr) return EMASCOPE_CUDA_NULL;
  const EmascopeCudaStep& s = *step;
  if (const int code = check(s)) return code;
  if (s.count == 0) return EMASCOPE_CUDA_OK;
  unsigned blocks = s.blocks;
  int failure = chooseBlocks(chunksOf(s.count), &blocks);
  if (failure == 0) {
    const StepArguments a = {{s.weights, s.first, s.second},
                             s.gradients,
                             s.count,
                             s.progress,
                             bitsOf(s.limit),
                             s.nesterov != 0,
                             s.optimizer == EMASCOPE_CUDA_ADAMW};
    const bool aligned = isMultiple(s.gradients, 16) && isMultiple(s.weights, 16) &&
                         isMultiple(s.first, 16) && isMultiple(s.second, 16);
    failure =
        launch(aligned ? kernelFor<true>(s) : kernelFor<false>(s), blocks, kThreads, stream, a);
  }
  return codeOf(failure);
}

}  // extern "C"
