// SPDX-License-Identifier: Apache-2.0
//
// The zip archive that torch.save writes: members in one folder, stored without compression, so
// that any byte range can be read directly.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace emascope {

class TorchArchive {
 public:
  /// Opens regular files that are complete zip archives.
  [[nodiscard]] static Result<TorchArchive> open(const std::string& path);

  TorchArchive(TorchArchive&& other) noexcept;
  TorchArchive& operator=(TorchArchive&& other) = delete;
  TorchArchive(const TorchArchive&) = delete;
  TorchArchive& operator=(const TorchArchive&) = delete;
  ~TorchArchive();

  [[nodiscard]] const std::string& path() const;
  [[nodiscard]] const std::vector<std::string>& names() const;

  struct Member {
    std::uint64_t index = 0;
    std::uint64_t bytes = 0;
  };
  /// Fails for a missing member, and for one that is compressed or encrypted.
  [[nodiscard]] Result<Member> find(const std::string& name) const;

  /// Reads bytes of a member from `first` on. @pre first + bytes.size() <= member.bytes
  [[nodiscard]] Status read(const Member& member, std::uint64_t first,
                            std::span<std::byte> bytes) const;

 private:
  struct State;
  explicit TorchArchive(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace emascope
