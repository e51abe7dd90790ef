// SPDX-License-Identifier: Apache-2.0
//
// Bytes of a file, a pipe or standard input, as they come: whoever reads a row at a time from a
// pipe gets it when it has been written, and nothing is kept that has been consumed.
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
  /// `path` "-" is standard input. Refuses folders; waits for the writer of a FIFO.
  [[nodiscard]] static Result<InputStream> open(const std::string& path);

  /// Refuses all but regular files, and waits for nobody.
  [[nodiscard]] static Result<InputStream> openFile(const std::string& path);

  /// Fills `bytes`, or as much as there is until the end; says how much.
  using Reader = std::function<Result<std::size_t>(std::span<std::byte> bytes)>;
  /// What `reader` makes of other bytes: unpacked, or in another encoding. Has no size().
  [[nodiscard]] static InputStream through(std::string name, Reader reader);

  InputStream(InputStream&& other) noexcept;
  InputStream& operator=(InputStream&& other) = delete;
  InputStream(const InputStream&) = delete;
  InputStream& operator=(const InputStream&) = delete;
  ~InputStream();

  [[nodiscard]] const std::string& name() const { return name_; }
  /// From now on waiting is an error while `descriptor` is readable. -1: never.
  void stopAt(int descriptor) { stop_ = descriptor; }

  /// Bytes of a regular file from where it was opened; none for what only streams.
  [[nodiscard]] std::optional<std::uint64_t> size() const { return size_; }

  /// Read and not yet consumed; valid until the next call of any other function.
  [[nodiscard]] std::string_view ahead() const;
  /// Waits for at least one more byte ahead(); false at the end.
  [[nodiscard]] Result<bool> more();
  /// Waits until `count` bytes are ahead, or all that there are.
  [[nodiscard]] Status fill(std::size_t count);
  /// @pre count <= ahead().size()
  void consume(std::size_t count) { begin_ += count; }

  /// Bytes anywhere in a regular file; ahead() stays. @pre size()
  [[nodiscard]] Status readAt(std::uint64_t offset, std::span<std::byte> bytes) const;

 private:
  InputStream(std::string name, int descriptor) : name_(std::move(name)), descriptor_(descriptor) {}

  [[nodiscard]] Status waitForMore() const;

  std::string name_;
  int descriptor_;  ///< -1 where bytes come from reader_
  Reader reader_ = {};
  int stop_ = -1;
  std::optional<std::uint64_t> size_ = {};
  std::uint64_t start_ = 0;  ///< of a regular file that was read before
  std::string buffer_ = {};
  std::size_t begin_ = 0;  ///< of what has not been consumed
};

}  // namespace emascope
