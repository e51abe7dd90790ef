// SPDX-License-Identifier: Apache-2.0
//
// One TensorBoard event file, also while it is being written. It is a list of records, each the
// length of its data (8 bytes, little-endian), a masked CRC-32C of the length, the data, and a
// masked CRC-32C of the data (tensorflow/core/lib/io/record_writer.h). A record that is cut off at
// the end of the file is not an error: its writer may not have finished it.
#pragma once

#include "core/base/result.h"
#include "core/interchange/event_message.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace emascope {

inline constexpr std::uint64_t kLongestEventRecord = std::uint64_t{64} << 20U;  ///< bytes
inline constexpr std::size_t kEventHeaderBytes = 12;

/// Whether a file that begins with `begin` is an event file: its first length has a right checksum.
/// At least kEventHeaderBytes of it must be there.
[[nodiscard]] bool startsAsEventFile(std::string_view begin);

class EventFile {
 public:
  /// Opens nothing yet.
  explicit EventFile(std::string path) : path_(std::move(path)) {}

  using Take = std::function<Status(const EventMessage& event)>;
  /// Passes the events of all complete records after those that were passed before. Fails at a
  /// record whose checksums, length or message are wrong, at an error of `take`, if the file cannot
  /// be read, and if it has become shorter than what was read. The error names the file and the
  /// byte at which the record begins; earlier events have been passed.
  [[nodiscard]] Status readMore(const Take& take);

  [[nodiscard]] const std::string& path() const { return path_; }
  /// Where the next record begins, in bytes.
  [[nodiscard]] std::uint64_t offset() const { return offset_; }

 private:
  [[nodiscard]] Status readFrom(int descriptor, std::uint64_t size, const Take& take);
  [[nodiscard]] Error problem(std::string why, std::string allowed) const;

  std::string path_;
  std::uint64_t offset_ = 0;
};

}  // namespace emascope
