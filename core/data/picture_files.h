// SPDX-License-Identifier: Apache-2.0
//
// All pictures below a folder by their names, without hidden files and without the folders that
// archives and systems leave behind.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// By its ending, in any case: PNG, JPEG, BMP, WebP, and those that are refused by name later.
[[nodiscard]] bool isPictureName(std::string_view file);

/// What lies in one folder.
struct FolderContent {
  std::map<std::string, std::uint64_t> folders = {};  ///< those with pictures: how many below
  std::vector<std::string> empty = {};                ///< folders without a picture
  std::vector<std::string> loose = {};                ///< pictures in the folder itself
};

/// Paths are relative to the folder, with "/" between names; "" is the folder itself.
class PictureFiles {
 public:
  /// Links to folders are followed in the first two levels, and nowhere to a folder they lie in.
  /// Refuses what cannot be read and more than kMostPictures.
  [[nodiscard]] static Result<PictureFiles> below(const std::string& root);

  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }  ///< sorted
  /// Folders that are not read: hidden, "__MACOSX" and the like; sorted.
  [[nodiscard]] const std::vector<std::string>& skipped() const { return skipped_; }
  [[nodiscard]] FolderContent in(const std::string& folder) const;
  /// The part of files() that is below `folder`.
  [[nodiscard]] std::vector<std::string> filesBelow(const std::string& folder) const;

 private:
  PictureFiles() = default;
  Status gather(const std::string& root, const std::string& folder, int depth);

  std::vector<std::string> files_ = {};
  std::vector<std::string> folders_ = {};
  std::vector<std::string> skipped_ = {};
};

}  // namespace emascope
