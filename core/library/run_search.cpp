// SPDX-License-Identifier: Apache-2.0
#include "core/library/run_search.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <system_error>

namespace emascope {
namespace {

Error severalRuns(std::string_view run, const std::vector<RunRow>& rows) {
  std::string names;
  constexpr std::size_t kShown = 5;
  for (std::size_t i = 0; i < std::min(rows.size(), kShown); ++i) {
    names += (i == 0 ? "" : ", ") + rows[i].folder;
  }
  if (rows.size() > kShown) names += ", …";
  return {"run", "'" + std::string(run) + "' is ambiguous", names};
}

Result<RunRow> runAtPath(const std::string& path, const std::vector<RunRow>& rows,
                         const std::string& library,
                         const std::function<std::string(const RunRow&)>& path_of) {
  std::error_code error;
  const std::filesystem::path wanted = std::filesystem::weakly_canonical(path, error);
  for (const RunRow& row : rows) {
    if (std::filesystem::weakly_canonical(path_of(row), error) == wanted) return row;
  }
  return Error{"run", "'" + path + "' is not in the library " + library, "one of its folders"};
}

}  // namespace

Result<RunRow> runNamed(std::string_view run, const std::vector<RunRow>& rows,
                        const std::string& library,
                        const std::function<std::string(const RunRow&)>& path_of) {
  std::string name(run);
  while (name.size() > 1 && name.back() == '/') name.pop_back();
  if (name.find('/') != std::string::npos) return runAtPath(name, rows, library, path_of);
  std::vector<RunRow> exact;
  std::vector<RunRow> begun;
  for (const RunRow& row : rows) {
    if (row.id == name || row.folder == name) exact.push_back(row);
    if (!name.empty() && (row.id.starts_with(name) || row.folder.starts_with(name))) {
      begun.push_back(row);
    }
  }
  const std::vector<RunRow>& found = exact.empty() ? begun : exact;
  if (found.size() == 1) return found.front();
  if (found.size() > 1) return severalRuns(run, found);
  return Error{"run", "'" + name + "' is not in the library " + library,
               "a folder, an id, or a unique beginning of one"};
}

}  // namespace emascope
