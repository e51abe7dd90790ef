// SPDX-License-Identifier: Apache-2.0
//
// Writes a TensorBoard event file: scalars as simple values, which every reader knows, and texts in
// Markdown for TensorBoard's page Text. event_file.h has the form of the records.
#pragma once

#include "core/protocol/record/run_writer.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace emascope {

class EventWriter {
 public:
  /// @param started Unix time of the file's first record
  EventWriter(const TextSink& sink, double started);

  /// The value is written as float32, as event files have it.
  void scalar(std::string_view tag, std::int64_t step, double wall_time, double value);
  void text(std::string_view tag, std::int64_t step, double wall_time, std::string_view markdown);
  /// Writes what is left. Returns the first error.
  [[nodiscard]] Status finish();

 private:
  void record(std::string_view event);
  void handOn(std::size_t least);

  const TextSink& sink_;
  std::string bytes_ = {};
  Status status_ = Ok{};
};

}  // namespace emascope
