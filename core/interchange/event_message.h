// SPDX-License-Identifier: Apache-2.0
//
// The message of one record of a TensorBoard event file (event.proto, summary.proto and
// tensor.proto of TensorFlow), as far as curves need it: where it was written, and its values.
// Values other than numbers (images, histograms) are not read; the caller counts them.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace emascope {

/// One value of a summary. The texts are views of the message.
struct EventValue {
  std::string_view tag = {};
  /// Of TensorBoard's plugins, the one that shows the value: "scalars", "text". Writers may say it
  /// only with the first value of a tag; empty if this value does not.
  std::string_view plugin = {};
  /// A `simple_value`, which is a scalar whatever its plugin; otherwise a tensor or something else.
  bool simple = false;
  /// Of a simple value, or of a tensor with one element of type float, double, half, bfloat16,
  /// int32 or int64.
  std::optional<double> number = {};
};

struct EventMessage {
  double wall_time = 0.0;  ///< Unix time in seconds
  std::int64_t step = 0;
  std::string_view file_version = {};  ///< "brain.Event:2", in a file's first record
  /// The writer has begun again at `step`: what was logged for it and later steps is void
  /// (SessionLog.START).
  bool restarts = false;
  std::vector<EventValue> values = {};
};

/// Refuses bytes that are not such a message, without a place (Error::where). Unknown fields are
/// skipped, as protobuf demands.
[[nodiscard]] Result<EventMessage> decodeEvent(std::string_view bytes);

}  // namespace emascope
