// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/confinement.h"

#include "core/base/thread_safety.h"
#include "core/sandbox/file_rules.h"
#include "core/sandbox/system_call_rules.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <optional>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace emascope {
namespace {

thread_local bool devices_in_reach = false;
thread_local bool confined = false;

Mutex memory_mutex;
/// Limit restored by liftMemoryLimit().
std::optional<rlim_t> memory_before EMASCOPE_GUARDED_BY(memory_mutex);

std::uint64_t addressSpace() {
  std::uint64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

/// Memory available without swapping, in bytes; 0 if unknown.
std::uint64_t availableMemory() {
  std::ifstream file("/proc/meminfo");
  std::string key;
  std::uint64_t kilobytes = 0;
  while (file >> key >> kilobytes) {
    if (key == "MemAvailable:") return 1024 * kilobytes;
    file.ignore(100, '\n');
  }
  return 0;
}

/// Leaves a margin, since more address space is reserved (stacks, allocator arenas) than memory is
/// used.
bool limitMemory() {
  constexpr std::uint64_t kReserve = std::uint64_t{2} << 30U;
  const std::uint64_t used = addressSpace();
  const std::uint64_t available = availableMemory();
  rlimit limits{};
  if (used == 0 || available == 0 || ::getrlimit(RLIMIT_AS, &limits) != 0) return false;
  const MutexLock lock(memory_mutex);
  if (!memory_before) memory_before = limits.rlim_cur;
  limits.rlim_cur = std::min<rlim_t>(limits.rlim_max, used + available + kReserve);
  limits.rlim_cur = std::min<rlim_t>(limits.rlim_cur, *memory_before);
  return ::setrlimit(RLIMIT_AS, &limits) == 0;
}

std::string joined(const std::string& list, const char* part) {
  return list.empty() ? part : list + ", " + part;
}

}  // namespace

std::string Confinement::text() const {
  struct Line {
    bool held;
    const char* what;
  };
  const Line lines[] = {
      {system_calls, "no new files, programs or connections (seccomp)"},
      {files, devices ? "no writing of files (Landlock)" : "no opening of files (Landlock)"},
      {memory || devices, devices ? nullptr : "no more memory than the machine has"}};
  std::string held;
  std::string missing;
  for (const Line& line : lines) {
    if (line.what == nullptr) continue;
    std::string& list = line.held ? held : missing;
    list = joined(list, line.what);
  }
  if (held.empty()) return "no restrictions: this system has neither seccomp nor Landlock";
  return missing.empty() ? held : held + "; not enforced: " + missing;
}

void keepDevicesInReach(bool keep) { devices_in_reach = keep; }

Confinement confineThisThread() {
  Confinement held{.devices = devices_in_reach};
  if (!held.devices) held.memory = limitMemory();
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
    held.files = restrictFilesOfThisThread(held.devices);
    held.system_calls = restrictSystemCallsOfThisThread(held.devices);
  }
  confined = confined || held.files || held.system_calls;
  return held;
}

bool thisThreadIsConfined() { return confined; }

void liftMemoryLimit() {
  const MutexLock lock(memory_mutex);
  if (!memory_before) return;
  rlimit limits{};
  if (::getrlimit(RLIMIT_AS, &limits) == 0) {
    limits.rlim_cur = *memory_before;
    ::setrlimit(RLIMIT_AS, &limits);
  }
  memory_before.reset();
}

}  // namespace emascope
