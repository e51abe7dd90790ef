// SPDX-License-Identifier: Apache-2.0
//
// A regular file that is read in pieces from any position: for files that are checked before, or
// instead of, being read into memory. The file is not locked; if it shrinks meanwhile, reading
// fails. Never waits: folders, pipes and devices are errors.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace emascope {

/// Reads a regular file by position. [any-thread]
class PositionedFile {
 public:
  /// `allowed` is what the error says is expected: "a safetensors file".
  [[nodiscard]] static Result<PositionedFile> open(const std::string& path,
                                                   const std::string& allowed);

  /// Takes the open file of `other`.
  PositionedFile(PositionedFile&& other) noexcept;
  PositionedFile& operator=(PositionedFile&& other) = delete;
  PositionedFile(const PositionedFile&) = delete;
  PositionedFile& operator=(const PositionedFile&) = delete;
  /// Closes the file.
  ~PositionedFile();

  /// The path, as given.
  [[nodiscard]] const std::string& path() const { return path_; }
  /// In bytes, when it was opened.
  [[nodiscard]] std::uint64_t size() const { return size_; }

  /// Fills `bytes` from `offset` on. Fails if the file ends before.
  [[nodiscard]] Status read(std::uint64_t offset, std::span<std::byte> bytes) const;

 private:
  PositionedFile(std::string path, int descriptor)
      : path_(std::move(path)), descriptor_(descriptor) {}

  std::string path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace emascope
