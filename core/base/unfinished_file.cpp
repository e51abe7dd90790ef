// SPDX-License-Identifier: Apache-2.0
#include "core/base/unfinished_file.h"

#include "core/base/output_file.h"
#include "core/base/output_path.h"
#include "core/base/sha256.h"
#include "core/base/uninterrupted.h"

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <functional>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace emascope {
namespace {

constexpr std::string_view kNeighbor = ".emascope-";
constexpr std::size_t kNeighborDigits = 16;

/// Prefix of the names of all new files for `target`, however long its own name.
std::string neighborPrefix(const std::string& target) {
  const std::string digest = sha256(target.substr(folderOf(target).size()));
  return std::string(kNeighbor) + digest.substr(0, kNeighborDigits) + ".";
}

/// A name that begins with neighborPrefix() of any target and ends like those of mkostemp().
bool isNeighbor(std::string_view name) {
  constexpr std::size_t kRandom = 6;
  if (!name.starts_with(kNeighbor)) return false;
  name.remove_prefix(kNeighbor.size());
  return name.size() == kNeighborDigits + 1 + kRandom && name[kNeighborDigits] == '.' &&
         name.find_first_not_of("0123456789abcdef") == kNeighborDigits;
}

/// Programs lock the new files they write, so a file that can be locked is a killed program's.
/// `folder` ends with a slash.
void removeStale(const std::string& folder, const std::function<bool(std::string_view)>& is_ours) {
  DIR* entries = ::opendir(folder.c_str());
  if (entries == nullptr) return;
  while (const dirent* entry = ::readdir(entries)) {
    if (!is_ours(entry->d_name)) continue;
    const std::string name = folder + entry->d_name;
    const int file = openDescriptor(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) continue;
    if (::flock(file, LOCK_EX | LOCK_NB) == 0) ::unlink(name.c_str());
    ::close(file);
  }
  ::closedir(entries);
}

/// mkostemp(3) that is repeated if a signal interrupts it. `pattern` becomes the name of the file;
/// it keeps its X's on failure.
int createNamed(std::string& pattern) {
  std::string name;
  const int descriptor = uninterrupted([&] {
    name = pattern;
    return ::mkostemp(name.data(), O_CLOEXEC);
  });
  if (descriptor >= 0) pattern = std::move(name);
  return descriptor;
}

}  // namespace

UnfinishedFile makeUnfinished(const std::string& target) {
  UnfinishedFile file{folderOf(target) + neighborPrefix(target) + "XXXXXX"};
  constexpr mode_t kOwner = 0600;
  file.descriptor = openDescriptor(folderOf(target), O_TMPFILE | O_WRONLY | O_CLOEXEC, kOwner);
  if (file.descriptor < 0) {
    file.descriptor = createNamed(file.name);
    file.named = file.descriptor >= 0;
  }
  if (file.descriptor >= 0) ::flock(file.descriptor, LOCK_EX | LOCK_NB);
  return file;
}

std::string nameUnfinished(int descriptor, const std::string& pattern) {
  const std::string self = "/proc/self/fd/" + std::to_string(descriptor);
  for (int attempt = 0; attempt < 100; ++attempt) {
    std::string name = pattern;
    const int taken = createNamed(name);
    if (taken < 0) return {};
    ::close(taken);
    ::unlink(name.c_str());
    if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      return name;
    }
    if (errno != EEXIST) return {};
  }
  return {};
}

void removeUnfinishedOf(const std::string& target) {
  const std::string prefix = neighborPrefix(target);
  removeStale(folderOf(target),
              [&prefix](std::string_view name) { return name.starts_with(prefix); });
}

void removeUnfinished(const std::string& folder) { removeStale(folder + "/", isNeighbor); }

}  // namespace emascope
