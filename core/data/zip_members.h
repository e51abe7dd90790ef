// SPDX-License-Identifier: Apache-2.0
//
// The files in a ZIP archive, by name, unpacked into memory. What an archive claims of itself is
// not believed: a member is refused before anything is allocated if it claims more than it may
// have, and again if it holds more or less than it claimed.
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
