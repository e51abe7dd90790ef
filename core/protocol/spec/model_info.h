// SPDX-License-Identifier: Apache-2.0
//
// Describes a model and its data for people: one that an engine offers, or the one that a run
// trains.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// A file that a run reads, as it was when the run was prepared; or a folder of data, or an index
/// with its shards.
struct InputFile {
  std::string option = {};  ///< "data", "test-labels", "model"; the option that names it
  std::string path = {};
  std::int64_t files = 0;   ///< in a folder, or the index and its shards; 0: one file
  std::int64_t bytes = 0;   ///< of all files together
  std::string sha256 = {};  ///< of the content; core/models/user_task/task_files.h says of what
  /// SHA-256 of the times at which the files of a large folder were changed last; else empty.
  std::string times = {};
  friend bool operator==(const InputFile&, const InputFile&) = default;
};

struct ModelInfo {
  std::string id = {};       ///< "two-spirals"
  std::string title = {};    ///< "two spirals"
  std::string network = {};  ///< "MLP 2-32-32-1"
  std::string data = {};     ///< one sentence: what the data are and where they come from
  std::int64_t parameters = 0;
  std::int64_t buffers = 0;  ///< floats in BatchNorm statistics and the like
  std::int64_t train_samples = 0;
  std::int64_t validation_samples = 0;
  /// Looked at once, at the end of a run; 0 without a test set. None: the engine does not say.
  std::optional<std::int64_t> test_samples = {};
  /// The metric besides the loss: "accuracy", "rmse", "perplexity", …; used in column names.
  std::string metric = "accuracy";
  /// Notes for the user on how files were read, and on settings that were adapted to them.
  /// Sentences without a full stop; empty for built-in data.
  std::vector<std::string> notes = {};
  /// The files that a run was prepared from; empty for built-in data, and where the engine does not
  /// say.
  std::vector<InputFile> files = {};
  friend bool operator==(const ModelInfo&, const ModelInfo&) = default;
};

}  // namespace emascope
