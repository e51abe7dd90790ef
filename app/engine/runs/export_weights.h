// SPDX-License-Identifier: Apache-2.0
//
// The weights of a kept run as a safetensors file, from the checkpoint in which they are best: the
// one with the lowest validation loss at its last evaluation.
#pragma once

#include "core/base/result.h"
#include "core/store/tensor_source.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// The best of all averages. No track can be called "raw"; a track called "best" is not chosen by
/// its name.
inline constexpr std::string_view kBestAverage = "best";

struct ChosenWeights {
  std::unique_ptr<TensorSource> source = {};
  std::string of = {};          ///< "raw" or a track's label
  std::int64_t step = 0;        ///< of the checkpoint
  double loss = 0.0;            ///< NaN: there was no evaluation with a finite loss before it
  std::size_t checkpoints = 0;  ///< of the run
  std::vector<std::string> files = {};  ///< these and the run's other files; not to be overwritten
  std::vector<std::string> notes = {};  ///< checkpoints that would have come before, and why not
};

/// @param run as placeOfRun() takes it, with `library`
/// @param of kBestAverage, "raw" or a track's label
[[nodiscard]] Result<ChosenWeights> chooseWeights(const std::string& run,
                                                  const std::string& library,
                                                  const std::string& of);

/// Writes them to `path`, whose earlier content stays if that fails.
[[nodiscard]] Status writeWeights(const ChosenWeights& weights, const std::string& path);

/// For people: "main after step 4200, validation loss 0.1234, the lowest among the run's
/// checkpoints", or "…, from the run's only checkpoint"; says so if some cannot be read.
[[nodiscard]] std::string shownWords(const ChosenWeights& weights);

/// For the file: "main after step 4200, validation loss 0.12339876", with all digits.
[[nodiscard]] std::string wordsOf(const ChosenWeights& weights);

}  // namespace emascope
