// SPDX-License-Identifier: Apache-2.0
//
// Decompresses a gzip file on demand, only as far as it is read, so memory use is bounded by the
// caller. Reports damaged and truncated files when the damage is reached.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace emascope {

/// Largest size that `compressed` bytes can decompress to: deflate expands by at most 1032 (zlib's
/// technical details, "maximum compression factor").
[[nodiscard]] constexpr std::uint64_t mostUnpacked(std::uint64_t compressed) {
  constexpr std::uint64_t kMostFactor = 1032;
  return compressed > UINT64_MAX / kMostFactor ? UINT64_MAX : compressed * kMostFactor;
}

class GzipFile {
 public:
  [[nodiscard]] static Result<GzipFile> open(const std::string& path);
  GzipFile(GzipFile&& other) noexcept;
  GzipFile& operator=(GzipFile&& other) noexcept;
  ~GzipFile();

  /// Fills `bytes` as far as the file reaches. Returns the number of bytes read.
  [[nodiscard]] Result<std::size_t> read(std::span<std::byte> bytes);

 private:
  struct State;
  explicit GzipFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace emascope
