// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/picture_files.h"

#include "core/data/formats/picture_list.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <span>
#include <system_error>

namespace emascope {
namespace {

namespace fs = std::filesystem;

constexpr int kMostDepth = 64;
constexpr int kMostLinkDepth = 2;

bool isLeftBehind(std::string_view folder) {
  constexpr std::array<std::string_view, 6> kNames = {"__MACOSX",     "__pycache__",
                                                      "@eaDir",       "lost+found",
                                                      "$RECYCLE.BIN", "System Volume Information"};
  return folder.starts_with('.') || std::ranges::find(kNames, folder) != kNames.end();
}

/// Whether the link at `path` leads to a folder that contains it.
bool leadsUp(const fs::path& path) {
  std::error_code code;
  const fs::path target = fs::canonical(path, code);
  const fs::path from = fs::canonical(path.parent_path(), code);
  return code || std::ranges::mismatch(target, from).in1 == target.end();
}

std::string joined(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + "/" + name;
}

/// The entries of sorted `paths` that are below `folder`.
std::span<const std::string> below(const std::vector<std::string>& paths,
                                   const std::string& folder) {
  if (folder.empty()) return paths;
  const auto begin = std::ranges::lower_bound(paths, folder + "/");
  // "0" follows "/" in ASCII.
  const auto end = std::lower_bound(begin, paths.end(), folder + "0");
  return {begin, end};
}

}  // namespace

bool isPictureName(std::string_view file) {
  constexpr std::array<std::string_view, 8> kEndings = {".png",  ".jpg", ".jpeg", ".bmp",
                                                        ".webp", ".gif", ".tif",  ".tiff"};
  const std::string_view name = file.substr(file.rfind('/') + 1);
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.starts_with('.')) return false;
  std::string ending(name.substr(dot));
  std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::ranges::find(kEndings, ending) != kEndings.end();
}

Result<PictureFiles> PictureFiles::below(const std::string& root) {
  PictureFiles pictures;
  if (auto status = pictures.gather(root, "", 0); !status) return status.error();
  std::ranges::sort(pictures.files_);
  std::ranges::sort(pictures.folders_);
  std::ranges::sort(pictures.skipped_);
  return pictures;
}

Status PictureFiles::gather(const std::string& root, const std::string& folder, int depth) {
  std::error_code code;
  for (fs::directory_iterator it(fs::path(root) / folder, code), end; !code && it != end;
       it.increment(code)) {
    std::error_code ignored;
    const std::string name = it->path().filename();
    if (!it->is_directory(ignored)) {
      if (!isPictureName(name)) continue;
      files_.push_back(joined(folder, name));
      if (files_.size() <= kMostPictures) continue;
      return Error{root, "has more than " + std::to_string(kMostPictures) + " pictures",
                   "at most that many"};
    }
    if (isLeftBehind(name)) {
      skipped_.push_back(joined(folder, name));
      continue;
    }
    if (it->is_symlink(ignored) && (depth >= kMostLinkDepth || leadsUp(it->path()))) continue;
    if (depth == kMostDepth) {
      return Error{it->path(), "is nested too deeply",
                   "at most " + std::to_string(kMostDepth) + " folders deep"};
    }
    const std::string inner = joined(folder, name);
    folders_.push_back(inner);
    if (auto status = gather(root, inner, depth + 1); !status) return status;
  }
  if (!code) return Ok{};
  return Error{fs::path(root) / folder, "cannot be read: " + code.message(),
               "a folder of pictures"};
}

std::vector<std::string> PictureFiles::filesBelow(const std::string& folder) const {
  const auto found = emascope::below(files_, folder);
  return {found.begin(), found.end()};
}

FolderContent PictureFiles::in(const std::string& folder) const {
  const std::size_t begin = folder.empty() ? 0 : folder.size() + 1;
  FolderContent content;
  for (const std::string& file : emascope::below(files_, folder)) {
    const auto slash = file.find('/', begin);
    if (slash == std::string::npos) {
      content.loose.push_back(file);
    } else {
      ++content.folders[file.substr(begin, slash - begin)];
    }
  }
  for (const std::string& other : emascope::below(folders_, folder)) {
    std::string name = other.substr(begin);
    if (name.find('/') == std::string::npos && !content.folders.contains(name)) {
      content.empty.push_back(std::move(name));
    }
  }
  return content;
}

}  // namespace emascope
