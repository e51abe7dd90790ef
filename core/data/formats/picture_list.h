// SPDX-License-Identifier: Apache-2.0
//
// Determines which pictures of a folder are samples, and their classes and splits: from subfolders,
// or from a table of file names and labels. Does not open pictures.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

inline constexpr std::size_t kMostPictures = 5'000'000;

struct ListedPicture {
  std::string file = {};  ///< relative to the folder
  std::string label = {};
  std::optional<Split> split = {};  ///< set for all or for none
  std::uint64_t line = 0;           ///< line in the table, if there is one
};

struct PictureList {
  std::vector<ListedPicture> pictures = {};
  std::vector<Error> missing = {};      ///< pictures that the table names but that do not exist
  std::vector<std::string> notes = {};  ///< as DatasetHead::notes
};

/// By subfolders. A folder whose name is a split's (split_names.h) is that split, and its
/// subfolders are the classes; so is each of folders that all have a split's word in their names,
/// if those for training hold classes; without such folders the subfolders are the classes, which
/// may have folders for splits themselves. Splits are never classes: where some folders look like
/// splits and others hold pictures, it is refused, and options.splits decides. Hidden folders and
/// those that archives and systems leave behind are not read.
[[nodiscard]] Result<PictureList> listPictureFolders(const std::string& root,
                                                     const DataOptions& options);

/// Uses the table options.labels: a column of file names, with or without extensions, one of
/// labels, and, if options.split_column is set, one of splits. A first line that names a picture is
/// not a header.
[[nodiscard]] Result<PictureList> listPictureTable(const std::string& root,
                                                   const DataOptions& options);

}  // namespace emascope
