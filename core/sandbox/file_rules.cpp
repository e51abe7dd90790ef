// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/file_rules.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <iterator>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>

#if defined(__linux__) && __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#define EMASCOPE_LANDLOCK 1
#endif

namespace emascope {

#ifdef EMASCOPE_LANDLOCK
namespace {

/// As in <linux/landlock.h> since version 6. Older kernels get only the first fields.
struct Ruleset {
  std::uint64_t files = 0;
  std::uint64_t network = 0;
  std::uint64_t scopes = 0;
};

/// All file access rights of Landlock version `version`.
std::uint64_t allFileRights(long version) {
  constexpr unsigned kFirst = 13;  // version 1: execute … make_sym
  unsigned rights = kFirst;
  if (version >= 2) rights = 14;  // + refer
  if (version >= 3) rights = 15;  // + truncate
  if (version >= 5) rights = 16;  // + ioctl_dev
  return (std::uint64_t{1} << rights) - 1;
}

void allow(int ruleset, const char* path, std::uint64_t rights) {
  landlock_path_beneath_attr rule{};
  rule.parent_fd = ::open(path, O_PATH | O_CLOEXEC);
  if (rule.parent_fd < 0) return;
  rule.allowed_access = rights;
  ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0U);
  ::close(rule.parent_fd);
}

void allowReading(int ruleset, const char* path) {
  const bool folder = std::filesystem::is_directory(path);
  allow(ruleset, path, LANDLOCK_ACCESS_FS_READ_FILE | (folder ? LANDLOCK_ACCESS_FS_READ_DIR : 0U));
}

bool hasOneThread() {
  std::error_code failed;
  const std::filesystem::directory_iterator threads("/proc/self/task", failed);
  return !failed && std::distance(begin(threads), end(threads)) == 1;
}

/// Restricts this thread to the access that `allow_some` adds to the ruleset. `allow_some` receives
/// the kernel's Landlock version.
template <typename AllowSome>
bool restrictTo(const AllowSome& allow_some) {
  const long version =
      ::syscall(SYS_landlock_create_ruleset, nullptr, 0U, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return false;
  Ruleset wanted{.files = allFileRights(version)};
  std::size_t size = sizeof wanted.files;
  if (version >= 4) {
    wanted.network = 3;  // bind and connect, TCP
    size = offsetof(Ruleset, scopes);
  }
  if (version >= 6) {
    wanted.scopes = 3;  // abstract sockets and signals
    size = sizeof wanted;
  }
  const auto ruleset = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &wanted, size, 0U));
  if (ruleset < 0) return false;
  allow_some(ruleset, version);
  const bool held = ::syscall(SYS_landlock_restrict_self, ruleset, 0U) == 0;
  ::close(ruleset);
  return held;
}

void allowWhatComputingReads(int ruleset, long /*version*/) {
  for (const char* path : {"/dev/urandom", "/proc/cpuinfo", "/proc/meminfo", "/proc/self/maps",
                           "/sys/devices/system/cpu", "/sys/devices/system/node"}) {
    allowReading(ruleset, path);
  }
}

void allowWhatDevicesNeed(int ruleset, long version) {
  allowReading(ruleset, "/");
  allow(ruleset, "/dev", allFileRights(version));
}

}  // namespace

bool restrictFiles() { return hasOneThread() && restrictTo(allowWhatComputingReads); }

bool restrictFilesOfThisThread(bool devices) {
  return devices ? restrictTo(allowWhatDevicesNeed) : restrictTo(allowWhatComputingReads);
}
#else
bool restrictFiles() { return false; }
bool restrictFilesOfThisThread(bool /*devices*/) { return false; }
#endif

}  // namespace emascope
