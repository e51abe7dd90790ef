// SPDX-License-Identifier: Apache-2.0
//
// A model with its data, as people are told of them: one that an engine offers, or the one of a
// run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

struct ModelInfo {
  std::string id = {};       ///< "two-spirals"
  std::string title = {};    ///< "two spirals"
  std::string network = {};  ///< "MLP 2-32-32-1"
  std::string data = {};     ///< one sentence: what the data are and where they come from
  std::int64_t parameters = 0;
  std::int64_t buffers = 0;  ///< floats in BatchNorm statistics and the like
  std::int64_t train_samples = 0;
  std::int64_t validation_samples = 0;
  /// What is measured besides the loss: "accuracy", "rmse", "perplexity", …; for column names.
  std::string metric = "accuracy";
  /// What a person should know of how their files were read, and of settings that were made to fit
  /// them. Sentences without their full stop; none for data that come with the engine.
  std::vector<std::string> notes = {};
  friend bool operator==(const ModelInfo&, const ModelInfo&) = default;
};

}  // namespace emascope
