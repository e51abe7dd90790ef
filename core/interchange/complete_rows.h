// SPDX-License-Identifier: Apache-2.0
//
// The complete rows of a table that another program is writing: the bytes up to the last line end
// outside of quotes. Reads each byte once, in pieces, however often it is asked. Of what was read
// it remembers the first and the last bytes, so that it notices a table that was written anew.
#pragma once

#include "core/base/positioned_file.h"
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <sys/types.h>
#include <utility>

namespace emascope {

class CompleteRows {
 public:
  static constexpr std::size_t kRemembered = 4096;  ///< bytes, at either end

  /// Opens nothing yet.
  explicit CompleteRows(std::string path) : path_(std::move(path)) {}

  /// Opens the file anew, to find what was added. False if it is another file, has become shorter,
  /// or begins or goes on otherwise than what was read: then another object has to read it. Fails
  /// if the file cannot be read.
  [[nodiscard]] Result<bool> look();
  /// Whether read() has something to give. Fails if the file cannot be read, or was cut meanwhile.
  [[nodiscard]] Result<bool> more();
  /// Fills `bytes` with what comes next, or as much as there is of it; returns the count.
  [[nodiscard]] Result<std::size_t> read(std::span<std::byte> bytes);

  /// Whether bytes of a row without an end were read.
  [[nodiscard]] bool hasRest() const { return held_.size() > complete_; }
  /// Of the file, in all calls, also those that were compared.
  [[nodiscard]] std::uint64_t bytesRead() const { return bytes_read_; }

 private:
  [[nodiscard]] Status load();
  [[nodiscard]] Result<bool> isStillThere(std::uint64_t offset, const std::string& bytes);

  std::string path_;
  std::optional<PositionedFile> file_ = {};
  std::optional<std::pair<dev_t, ino_t>> identity_ = {};
  std::uint64_t offset_ = 0;  ///< of the next byte to be read
  std::string held_ = {};     ///< read, and not all given away
  std::size_t given_ = 0;     ///< of `held_`
  std::size_t complete_ = 0;  ///< of `held_`, end of the last complete row
  bool quoted_ = false;       ///< a quote is open at the end of `held_`
  std::string first_ = {};    ///< bytes of the file
  std::string last_ = {};     ///< before `offset_`
  std::uint64_t bytes_read_ = 0;
};

}  // namespace emascope
