// SPDX-License-Identifier: Apache-2.0
//
// What a model's outputs say of single samples, in the terms of its objective: the class it finds
// most probable, the probability it gives to the right one, or its error.
#pragma once

#include "core/models/objective.h"

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace emascope {

/// Number of results that each of the samples with these targets has: its tokens, else 1.
[[nodiscard]] std::int64_t resultsPerSample(const Objective& objective, const at::Tensor& targets);

/// One entry for each result, on the CPU. With numbers, `right`, `top` and `given` are undefined;
/// with classes, `loss` and `prediction`.
struct SampleResults {
  at::Tensor truth = {};       ///< int32 classes; float32 numbers, if there is one for each sample
  at::Tensor top = {};         ///< int32: the most probable class
  at::Tensor right = {};       ///< bool: it is the right one
  at::Tensor given = {};       ///< float32: probability given to the right class
  at::Tensor loss = {};        ///< float32: as in evaluationSums()
  at::Tensor prediction = {};  ///< float32; undefined unless there is one for each sample
};

/// `outputs` are the model's, in evaluation mode, for the samples with these targets.
[[nodiscard]] SampleResults sampleResults(const Objective& objective, const at::Tensor& outputs,
                                          const at::Tensor& targets);

}  // namespace emascope
