// SPDX-License-Identifier: Apache-2.0
//
// All pictures below a folder by name, without hidden files and the folders that archives and
// systems leave behind.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Whether the file name extension, in any case, is PNG, JPEG, BMP, WebP, or a picture format that
/// is refused by name later.
[[nodiscard]] bool isPictureName(std::string_view file);

/// Contents of one folder.
struct FolderContent {
  std::map<std::string, std::uint64_t> folders = {};  ///< with pictures: the number below
  std::vector<std::string> empty = {};                ///< folders without a picture
  std::vector<std::string> loose = {};                ///< pictures directly in the folder
};

/// Paths are relative to the folder, with "/" between names; "" is the folder itself.
class PictureFiles {
 public:
  /// Follows links to folders in the first two levels, but never to a folder that contains them.
  /// Refuses unreadable folders and more than kMostPictures pictures.
  [[nodiscard]] static Result<PictureFiles> below(const std::string& root);

  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }  ///< sorted
  /// Folders that were skipped (hidden, "__MACOSX" and similar), sorted.
  [[nodiscard]] const std::vector<std::string>& skipped() const { return skipped_; }
  [[nodiscard]] FolderContent in(const std::string& folder) const;
  /// The subset of files() below `folder`.
  [[nodiscard]] std::vector<std::string> filesBelow(const std::string& folder) const;

 private:
  PictureFiles() = default;
  Status gather(const std::string& root, const std::string& folder, int depth);

  std::vector<std::string> files_ = {};
  std::vector<std::string> folders_ = {};
  std::vector<std::string> skipped_ = {};
};

}  // namespace emascope
