// SPDX-License-Identifier: Apache-2.0
//
// Bytes of a gzip file, unpacked as they are asked for and no further: nobody is made to hold more
// than they asked for. Refuses damaged and cut files where the damage is reached.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace emascope {

/// What `compressed` bytes can hold at most: deflate makes at most 1032 bytes of one (zlib's
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

  /// Fills `bytes`, or as much as there is until the end; says how much.
  [[nodiscard]] Result<std::size_t> read(std::span<std::byte> bytes);

 private:
  struct State;
  explicit GzipFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace emascope
