// SPDX-License-Identifier: Apache-2.0
//
// The files that a person's own data and model are read from: their absolute names, so that a run
// finds them again from any working directory, and their size and SHA-256, so that a run that is
// made again or goes on says which of them has changed. Reads files; changes none.
#pragma once

#include "core/protocol/spec/model_info.h"
#include "core/protocol/spec/user_task_options.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Bytes of a folder up to which the content of its files is hashed.
inline constexpr std::int64_t kMostHashedInFolder = std::int64_t{256} << 20;

/// Whether the value of the option is the name of a file: always for "data", and for "model" unless
/// it is the name of a built-in network.
[[nodiscard]] bool namesFile(std::string_view option, std::string_view value);

/// The same with the names of files made absolute by the working directory.
[[nodiscard]] UserTaskOptions withAbsoluteFiles(UserTaskOptions user_task);

/// The files and folders of `user_task` that can be read, in the order of the options. A file's
/// SHA-256 is that of its content, whatever its size. An index of shards of weights counts as one
/// with its shards, in their order: as a folder whose content is hashed. The SHA-256 of a folder is
/// of the names and sizes of its pictures (without pictures, of all files but hidden ones), in
/// alphabetical order, and of their contents if they have at most `most_hashed` bytes together. In
/// larger folders, `times` covers when the files were changed last.
[[nodiscard]] std::vector<InputFile> inputFilesOf(const UserTaskOptions& user_task,
                                                  std::int64_t most_hashed = kMostHashedInFolder);

struct InputChange {
  std::string option = {};
  std::string text = {};    ///< for people: which file, with its size and SHA-256 then and now
  bool times_only = false;  ///< names and sizes in a large folder are the same
};

/// Files of `then` that are others `now`, by option. Options that one of the two lacks are left
/// out.
[[nodiscard]] std::vector<InputChange> changedInputs(const std::vector<InputFile>& then,
                                                     const std::vector<InputFile>& now);

/// Sentences on what is different about the data: changed files, then other numbers of samples.
[[nodiscard]] std::vector<std::string> dataChanges(const ModelInfo& then, const ModelInfo& now);

}  // namespace emascope
