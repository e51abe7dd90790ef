// SPDX-License-Identifier: Apache-2.0
#include "core/base/output_path.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include <climits>

namespace emascope {
namespace {

namespace fs = std::filesystem;

constexpr int kMostLinks = 40;  // like the kernel

Error refusal(const std::string& path, int error) {
  return {path, std::string("cannot be written: ") + std::strerror(error), ""};
}

/// Follows links manually, because realpath() requires that the file exists.
Result<std::string> followLinks(const std::string& path) {
  std::string at = path;
  for (int links = 0; links < kMostLinks; ++links) {
    std::vector<char> to(PATH_MAX);
    const ssize_t length = ::readlink(at.c_str(), to.data(), to.size());
    if (length < 0) return at;
    const std::string next(to.data(), static_cast<std::size_t>(length));
    at = next.starts_with('/') ? next : folderOf(at) + next;
  }
  return refusal(path, ELOOP);
}

FileState stateFrom(const struct stat& info) {
  FileState state{{info.st_dev, info.st_ino, {}}};
  if (!S_ISREG(info.st_mode)) return state;
  state.size = info.st_size;
  state.written = info.st_mtim.tv_sec * 1'000'000'000 + info.st_mtim.tv_nsec;
  return state;
}

}  // namespace

std::string folderOf(const std::string& path) {
  const auto slash = path.find_last_of('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

Result<std::string> outputTarget(const std::string& path) {
  struct stat info {};
  const bool there = ::stat(path.c_str(), &info) == 0;
  if (there && !S_ISREG(info.st_mode)) return path;
  if (!there && errno != ENOENT) return refusal(path, errno);
  const auto followed = followLinks(path);
  if (!followed) return followed.error();
  const std::string folder = folderOf(*followed);
  char* real = ::realpath(folder.empty() ? "." : folder.c_str(), nullptr);
  if (real == nullptr) return refusal(path, errno);
  std::string target(real);
  std::free(real);
  if (!target.ends_with('/')) target += '/';
  const std::string name = followed->substr(folder.size());
  if (name.empty()) return refusal(path, ENOENT);
  const long longest = ::pathconf(target.c_str(), _PC_NAME_MAX);
  if (longest > 0 && name.size() > static_cast<std::size_t>(longest)) {
    Error error = refusal(path, ENAMETOOLONG);
    error.allowed = "a name of at most " + std::to_string(longest) + " bytes";
    return error;
  }
  return target + name;
}

std::optional<FileIdentity> identityOf(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0) return FileIdentity{info.st_dev, info.st_ino, {}};
  const auto target = outputTarget(path);
  if (!target) return std::nullopt;
  const std::string folder = folderOf(*target);
  if (::stat(folder.c_str(), &info) != 0) return std::nullopt;
  return FileIdentity{info.st_dev, info.st_ino, target->substr(folder.size())};
}

std::optional<FileState> stateOf(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? std::optional(stateFrom(info)) : std::nullopt;
}

std::optional<FileState> stateOf(int descriptor) {
  struct stat info {};
  return ::fstat(descriptor, &info) == 0 ? std::optional(stateFrom(info)) : std::nullopt;
}

std::string numberedPath(const std::string& path, int number) {
  const fs::path whole(path);
  return folderOf(path) + whole.stem().string() + "-" + std::to_string(number) +
         whole.extension().string();
}

}  // namespace emascope
