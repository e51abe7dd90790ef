// SPDX-License-Identifier: Apache-2.0
//
// The members of a ZIP archive by name, decompressed into memory. Sizes in the archive are not
// trusted: a member is refused before allocation if its claimed size is too large, and afterward if
// its actual size differs from the claim.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace emascope {

class ZipMembers {
 public:
  [[nodiscard]] static Result<ZipMembers> open(const std::string& path);
  ZipMembers(ZipMembers&& other) noexcept;
  ZipMembers& operator=(ZipMembers&& other) noexcept;
  ~ZipMembers();

  [[nodiscard]] const std::vector<std::string>& names() const;
  /// @pre index < names().size()
  [[nodiscard]] Result<std::vector<std::byte>> read(std::size_t index, std::uint64_t most_bytes);

 private:
  struct State;
  explicit ZipMembers(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace emascope
