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

/// As <linux/landlock.h> has it since version 6; an older kernel is told of its first part alone.
struct Ruleset {
  std::uint64_t files = 0;
  std::uint64_t network = 0;
  std::uint64_t scopes = 0;
};

/// Every right over files that a kernel of `version` knows.
std::uint64_t allFileRights(long version) {
  constexpr unsigned kFirst = 13;  // version 1: execute … make_sym
  unsigned rights = kFirst;
  if (version >= 2) rights = 14;  // + refer
  if (version >= 3) rights = 15;  // + truncate
  if (version >= 5) rights = 16;  // + ioctl_dev
  return (std::uint64_t{1} << rights) - 1;
}

void allowReading(int ruleset, const char* path) {
  landlock_path_beneath_attr rule{};
  rule.parent_fd = ::open(path, O_PATH | O_CLOEXEC);
  if (rule.parent_fd < 0) return;
  const bool folder = std::filesystem::is_directory(path);
  rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
  if (folder) rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
  ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0U);
  ::close(rule.parent_fd);
}

bool hasOneThread() {
  std::error_code failed;
  const std::filesystem::directory_iterator threads("/proc/self/task", failed);
  return !failed && std::distance(begin(threads), end(threads)) == 1;
}

}  // namespace

bool restrictFiles() {
  const long version =
      ::syscall(SYS_landlock_create_ruleset, nullptr, 0U, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1 || !hasOneThread()) return false;
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
  for (const char* path : {"/dev/urandom", "/proc/cpuinfo", "/proc/meminfo", "/proc/self/maps",
                           "/sys/devices/system/cpu", "/sys/devices/system/node"}) {
    allowReading(ruleset, path);
  }
  const bool held = ::syscall(SYS_landlock_restrict_self, ruleset, 0U) == 0;
  ::close(ruleset);
  return held;
}
#else
bool restrictFiles() { return false; }
#endif

}  // namespace emascope
