// SPDX-License-Identifier: Apache-2.0
#include "core/store/checkpoint_pins.h"

#include "core/base/input_file.h"
#include "core/base/name_lock.h"
#include "core/base/output_file.h"
#include "core/base/output_system.h"
#include "core/base/thread_safety.h"
#include "core/json/read_json.h"
#include "core/store/checkpoint_folder.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kPinsVersion = 1;
constexpr std::size_t kLongestPins = std::size_t{1} << 20U;  // bytes

/// One change at a time in this process, because it reads the file and writes it. The lock over
/// processes is shared within one.
Mutex& changeMutex() {
  static Mutex mutex;
  return mutex;
}

std::string pinsPath(const std::string& folder) { return checkpointPath(folder, kPinsName); }

Status isCheckpoint(const std::string& folder, const std::string& name) {
  if (stepOfCheckpoint(name)) return Ok{};
  return Error{checkpointPath(folder, name), "is not a checkpoint",
               "names like " + checkpointName(4200)};
}

std::set<std::string> readNames(const Fields& fields) {
  const std::int64_t version = fields.integer("format_version", 1);
  if (version > kPinsVersion) {
    fields.fail("format_version", "is " + std::to_string(version) + ", from a newer EMAscope",
                "1 to " + std::to_string(kPinsVersion));
  }
  std::set<std::string> names;
  for (std::string& name : fields.texts("pinned")) {
    if (!stepOfCheckpoint(name)) {
      fields.fail("pinned", "has " + quotedText(name), "names like " + checkpointName(4200));
    }
    names.insert(std::move(name));
  }
  return names;
}

Status writePins(const std::string& folder, const std::set<std::string>& names) {
  const nlohmann::json pins = {{"format_version", kPinsVersion}, {"pinned", names}};
  return replaceFileVerified(pinsPath(folder), pins.dump(2) + "\n");
}

/// Keeps other processes from changing the pins. They hold it for a few milliseconds.
Result<std::shared_ptr<const NameLock>> lockPins(const std::string& folder) {
  constexpr int kTries = 200;
  constexpr std::chrono::milliseconds kBetween{10};
  const std::string path = pinsPath(folder);
  auto lock = NameLock::take(path);
  for (int tries = 1; !lock && lock.error() == heldByAnother(path); ++tries) {
    if (tries == kTries) return Error{path, "another program changes it", ""};
    std::this_thread::sleep_for(kBetween);  // nothing tells when another process releases it
    lock = NameLock::take(path);
  }
  return lock;
}

/// Reads the pins and writes them again if `change` says that it has changed them; nobody else
/// changes them in between.
Status changePins(const std::string& folder,
                  const std::function<bool(std::set<std::string>&)>& change) {
  const MutexLock mutex(changeMutex());
  const auto lock = lockPins(folder);
  if (!lock) return lock.error();
  auto names = pinnedCheckpoints(folder);
  if (!names) return names.error();
  return change(names.value()) ? writePins(folder, *names) : Status(Ok{});
}

}  // namespace

Result<std::set<std::string>> pinnedCheckpoints(const std::string& folder) {
  const std::string path = pinsPath(folder);
  std::set<std::string> names;
  std::error_code error;
  if (fs::symlink_status(path, error).type() == fs::file_type::not_found) return names;
  const auto text = readWholeFile(path, kLongestPins);
  if (!text) return text.error();
  const JsonLimits limits{.longest = kLongestPins, .deepest = 2};
  const Status status =
      readJson(*text, path, limits, [&names](const Fields& fields) { names = readNames(fields); });
  if (!status) return status.error();
  return names;
}

Result<bool> isPinned(const std::string& folder, const std::string& name) {
  const auto names = pinnedCheckpoints(folder);
  if (!names) return names.error();
  return names->contains(name);
}

Status pinCheckpoint(const std::string& folder, const std::string& name) {
  if (auto status = isCheckpoint(folder, name); !status) return status;
  std::error_code error;
  if (!fs::is_regular_file(checkpointPath(folder, name), error)) {
    return Error{checkpointPath(folder, name), "does not exist", "a checkpoint of this run"};
  }
  return changePins(folder,
                    [&name](std::set<std::string>& names) { return names.insert(name).second; });
}

Status unpinCheckpoint(const std::string& folder, const std::string& name) {
  if (auto status = isCheckpoint(folder, name); !status) return status;
  return changePins(folder,
                    [&name](std::set<std::string>& names) { return names.erase(name) > 0; });
}

}  // namespace emascope
