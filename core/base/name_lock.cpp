// SPDX-License-Identifier: Apache-2.0
#include "core/base/name_lock.h"

#include "core/base/output_path.h"
#include "core/base/output_system.h"
#include "core/base/sha256.h"
#include "core/base/thread_safety.h"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <map>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace emascope {
namespace {

/// A name in the kernel's table of abstract sockets (unix(7)): no file, and released when the
/// process that bound it ends.
std::string socketName(const std::string& folder, const std::string& name) {
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0) return {};
  return "emascope-output-" +
         sha256(std::to_string(info.st_dev) + ":" + std::to_string(info.st_ino) + ":" + name);
}

/// A socket bound to that name, or -1 with errno.
int bindName(const std::string& name) {
  const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path + 1, name.data(),
              name.size());  // after the leading 0 of abstract names
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), length) == 0) {
    return descriptor;
  }
  const int error = errno;
  ::close(descriptor);
  errno = error;
  return -1;
}

}  // namespace

Result<std::shared_ptr<const NameLock>> NameLock::take(const std::string& path) {
  static Mutex mutex;
  static std::map<std::string, std::weak_ptr<const NameLock>> held  // in this process
      EMASCOPE_GUARDED_BY(mutex);
  using Shared = std::shared_ptr<const NameLock>;
  const auto target = outputTarget(path);
  if (!target) return target.error();
  if (isSpecial(*target) && !isPipe(*target)) return Shared();  // any number may write to a device
  const std::string folder = folderOf(*target);
  const std::string name = socketName(folder, target->substr(folder.size()));
  if (name.empty()) return Shared();
  const MutexLock lock(mutex);
  if (auto ours = held[name].lock()) return ours;
  const int descriptor = bindName(name);
  if (descriptor < 0) {
    if (errno != EADDRINUSE) return Shared();
    return heldByAnother(path);
  }
  Shared taken(new NameLock(descriptor));  // the constructor is private
  held[name] = taken;
  return taken;
}

NameLock::~NameLock() { ::close(descriptor_); }

}  // namespace emascope
