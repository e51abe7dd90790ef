// SPDX-License-Identifier: Apache-2.0
#include "core/json/shard_index.h"

#include "core/base/input_file.h"
#include "core/base/utf8.h"
#include "core/json/read_json.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <system_error>

namespace emascope {

Result<std::vector<std::string>> filesOfIndex(const std::string& path) {
  constexpr JsonLimits kLimits{.longest = std::size_t{64} << 20U, .deepest = 32};
  const auto text = readWholeFile(path, kLimits.longest);
  if (!text) return text.error();
  Fields::TextByKey map;
  const Status status = readJson(*text, path, kLimits, [&](const Fields& fields) {
    if (fields.has("weight_map")) map = fields.textsByKey("weight_map");
  });
  if (!status) return status.error();
  if (map.empty()) {
    return Error{path, "is JSON, but not an index of shards",
                 "a weight_map of names and files, as in model.safetensors.index.json"};
  }
  std::vector<std::string> files;
  for (const auto& [name, file_name] : map) {
    if (file_name.empty() || file_name.find('/') != std::string::npos) {
      return Error{path, "lists '" + asUtf8(file_name) + "' for '" + asUtf8(name) + "'",
                   "the name of a file beside the index"};
    }
    const std::string shard_path = std::filesystem::path(path).parent_path() / file_name;
    if (std::ranges::find(files, shard_path) == files.end()) files.push_back(shard_path);
  }
  std::ranges::sort(files);
  for (const std::string& shard : files) {
    std::error_code failed;
    if (std::filesystem::exists(shard, failed)) continue;
    return Error{path, "lists a missing file: " + asUtf8(shard), "all of its shards"};
  }
  return files;
}

}  // namespace emascope
