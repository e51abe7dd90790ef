// SPDX-License-Identifier: Apache-2.0
//
// A ZIP archive open for reading: libzip's handle and the member names. ZipMembers unpacks members
// of NumPy's archives, TorchArchive reads ranges of members written by torch.save.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

struct zip;

namespace emascope {

class ZipArchive {
 public:
  /// Opens a regular file. Fails for more than `most_members` members, a damaged directory, or
  /// another format; `wanted` is the text after "allowed:" in the error.
  [[nodiscard]] static Result<ZipArchive> open(const std::string& path, std::int64_t most_members,
                                               const std::string& wanted);
  ZipArchive(ZipArchive&& other) noexcept;
  ZipArchive& operator=(ZipArchive&& other) noexcept;
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;
  ~ZipArchive();

  [[nodiscard]] const std::string& path() const { return path_; }
  /// In the archive's order, as raw bytes.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  /// "PATH, member NAME", for messages. @pre index < names().size()
  [[nodiscard]] std::string where(std::size_t index) const;
  [[nodiscard]] zip* handle() const { return handle_; }

 private:
  ZipArchive(std::string path, zip* handle);

  std::string path_;
  zip* handle_;
  std::vector<std::string> names_;
};

}  // namespace emascope
