// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/protections.h"

#include "core/sandbox/file_rules.h"
#include "core/sandbox/system_call_rules.h"

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

namespace emascope {
namespace {

/// Sets a limit, but never above the current one.
bool limit(int resource, std::uint64_t soft, std::uint64_t hard) {
  rlimit bounds{};
  if (::getrlimit(static_cast<__rlimit_resource>(resource), &bounds) != 0) return false;
  bounds.rlim_max = std::min<rlim_t>(bounds.rlim_max, hard);
  bounds.rlim_cur = std::min<rlim_t>(bounds.rlim_max, soft);
  return ::setrlimit(static_cast<__rlimit_resource>(resource), &bounds) == 0;
}

/// Bytes of address space in use; 0 if the system does not say.
std::uint64_t addressSpace() {
  std::uint64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::uint64_t secondsComputed() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return static_cast<std::uint64_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec);
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

}  // namespace

std::string Protections::text() const {
  struct Line {
    bool held;
    const char* what;
  };
  const std::initializer_list<Line> lines = {
      {memory, "limited memory"},
      {cpu_time, "limited computing time"},
      {no_growth, "no growing files"},
      {no_privileges, "no new privileges"},
      {system_calls, "no writing, deleting, connecting or starting programs (seccomp)"},
      {files, "no opening of files (Landlock)"}};
  std::vector<std::string> held;
  std::vector<std::string> missing;
  for (const Line& line : lines) (line.held ? held : missing).emplace_back(line.what);
  if (missing.empty()) return joined(held);
  return (held.empty() ? "none" : joined(held)) + "; not enforced: " + joined(missing);
}

Protections restrictThisProcess(const Limits& limits) {
  Protections held;
  const std::uint64_t used = addressSpace();
  const std::uint64_t space = used + limits.memory;
  held.memory = used > 0 && limit(RLIMIT_AS, space, space);
  const std::uint64_t seconds = secondsComputed() + std::max<std::uint64_t>(limits.cpu_seconds, 1);
  held.cpu_time = limit(RLIMIT_CPU, seconds, seconds + 1);
  held.no_growth = limit(RLIMIT_FSIZE, 0, 0) && limit(RLIMIT_CORE, 0, 0);
  constexpr std::uint64_t kFiles = 64;
  limit(RLIMIT_NOFILE, kFiles, kFiles);
  held.no_privileges = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
  if (!held.no_privileges) return held;
  held.files = restrictFiles();
  held.system_calls = restrictSystemCalls();
  return held;
}

std::vector<std::string> deniedCalls() { return deniedSystemCalls(); }

}  // namespace emascope
