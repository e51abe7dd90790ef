// SPDX-License-Identifier: Apache-2.0
//
// Bytes of a file, a pipe or standard input, as they arrive: a row written to a pipe can be read
// immediately, and consumed bytes are not kept.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace emascope {

class InputStream {
 public:
  /// `path` "-" is standard input. Fails for folders; waits for the writer of a FIFO.
  [[nodiscard]] static Result<InputStream> open(const std::string& path);

  /// Opens regular files only; never waits.
  [[nodiscard]] static Result<InputStream> openFile(const std::string& path);

  /// Fills `bytes`, or as much as remains until the end; returns the count.
  using Reader = std::function<Result<std::size_t>(std::span<std::byte> bytes)>;
  /// A stream of bytes produced by `reader`: decompressed or re-encoded, for example. Has no
  /// size().
  [[nodiscard]] static InputStream through(std::string name, Reader reader);

  InputStream(InputStream&& other) noexcept;
  InputStream& operator=(InputStream&& other) = delete;
  InputStream(const InputStream&) = delete;
  InputStream& operator=(const InputStream&) = delete;
  ~InputStream();

  [[nodiscard]] const std::string& name() const { return name_; }
  /// From now on, waiting fails once `descriptor` is readable. -1: never.
  void stopAt(int descriptor) { stop_ = descriptor; }

  /// Size of a regular file from where it was opened; empty for streams.
  [[nodiscard]] std::optional<std::uint64_t> size() const { return size_; }

  /// Bytes read and not yet consumed; valid until the next call of any other function.
  [[nodiscard]] std::string_view ahead() const;
  /// Waits for at least one more byte ahead(); false at the end.
  [[nodiscard]] Result<bool> more();
  /// Waits until `count` bytes are ahead, or the end is reached.
  [[nodiscard]] Status fill(std::size_t count);
  /// @pre count <= ahead().size()
  void consume(std::size_t count) { begin_ += count; }

  /// Reads bytes anywhere in a regular file; ahead() is unaffected. @pre size()
  [[nodiscard]] Status readAt(std::uint64_t offset, std::span<std::byte> bytes) const;

 private:
  InputStream(std::string name, int descriptor) : name_(std::move(name)), descriptor_(descriptor) {}

  [[nodiscard]] Status waitForMore() const;

  std::string name_;
  int descriptor_;  ///< -1 if bytes come from reader_
  Reader reader_ = {};
  int stop_ = -1;
  std::optional<std::uint64_t> size_ = {};
  std::uint64_t start_ = 0;  ///< start offset in a regular file
  std::string buffer_ = {};
  std::size_t begin_ = 0;  ///< start of the bytes not yet consumed
};

}  // namespace emascope
