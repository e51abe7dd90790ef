// SPDX-License-Identifier: Apache-2.0
#include "core/library/run_folder.h"

#include "core/base/input_file.h"
#include "core/base/output_file.h"
#include "core/base/output_system.h"
#include "core/base/sha256.h"
#include "core/base/uninterrupted.h"
#include "core/library/card_json.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <sys/random.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include <climits>

namespace emascope {
namespace {

constexpr std::size_t kIdDigits = 16;
constexpr mode_t kNewFolder = 0777;  // minus the umask

/// Letters, digits and hyphens; "run" if nothing is left.
std::string taskInName(const std::string& task) {
  constexpr std::size_t kLongest = 40;
  std::string name;
  for (const char c : task) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter) name += c;
    if (c >= 'A' && c <= 'Z') name += static_cast<char>(c - 'A' + 'a');
    const bool other = !letter && !(c >= 'A' && c <= 'Z');
    if (other && !name.empty() && name.back() != '-') name += '-';
    if (name.size() >= kLongest) break;
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() ? "run" : name;
}

Status makeFolder(const std::string& path) {
  if (::mkdir(path.c_str(), kNewFolder) == 0) return Ok{};
  struct stat info {};
  if (errno != EEXIST) return systemError(path, "cannot be created");
  if (::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) return Ok{};
  return Error{path, "is not a folder", "a folder"};
}

/// Removes a folder that was not completed, when this goes out of scope.
class Unfinished {
 public:
  explicit Unfinished(std::string path) : path_(std::move(path)) {}
  ~Unfinished() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }
  void keep() { path_.clear(); }

 private:
  std::string path_;
};

/// Removes what killed programs were making in `runs`: a folder that somebody is making is locked.
void removeUnfinishedRuns(const std::string& runs) {
  std::vector<std::filesystem::path> found;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(runs, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().filename().string().starts_with(kUnfinishedPrefix)) {
      found.push_back(entry->path());
    }
  }
  for (const std::filesystem::path& folder : found) {
    std::error_code ignored;
    if (RunLock::isHeld(folder.string(), RunLock::Of::kWriting)) continue;
    std::filesystem::remove_all(folder, ignored);
  }
}

/// Makes and locks a folder that has no name yet.
Result<RunLock> beginFolder(const std::string& library, const std::string& runs, Unfinished& made) {
  // A new folder is not locked yet for a moment; the library's lock keeps others from removing it.
  std::optional<Result<RunLock>> alone;
  std::error_code ignored;
  if (std::filesystem::is_directory(runs, ignored)) {
    alone.emplace(RunLock::take(library, RunLock::Of::kCard));
    if (alone->ok()) removeUnfinishedRuns(runs);
  }
  if (::mkdir(made.path().c_str(), kNewFolder) != 0) {
    const Error error = systemError(made.path(), "cannot be created");
    made.keep();
    return error;
  }
  return RunLock::take(made.path(), RunLock::Of::kWriting);
}

/// Gives the complete folder its name; the id's digits make it one that is free.
Status nameFolder(const std::string& from, const std::string& runs, const RunCard& card) {
  for (std::size_t digits = 4; digits <= kIdDigits; ++digits) {
    const std::string to = runs + "/" + runFolderName(card, digits);
    if (renameToNew(from, to)) {
      syncFolderOf(to);
      return Ok{};
    }
    if (errno != EEXIST && errno != ENOTEMPTY) return systemError(to, "cannot be created");
  }
  return Error{runs, "has a folder for this run already", ""};
}

/// The folder of the run whose checkpoints are in `checkpoints`, if that is RUNS/NAME/checkpoints;
/// else empty.
std::string folderOfCheckpoints(const std::string& runs, const std::string& checkpoints) {
  const std::filesystem::path path = std::filesystem::path(checkpoints).lexically_normal();
  const std::filesystem::path folder = path.parent_path();
  const std::string name = folder.filename().string();
  const bool within = path.filename() == kCheckpointFolder &&
                      folder.parent_path() == std::filesystem::path(runs).lexically_normal();
  return within && !name.empty() && name.front() != '.' ? folder.string() : std::string();
}

}  // namespace

bool isRunFolder(const std::string& path) {
  return ::access((path + "/" + std::string(kCardName)).c_str(), F_OK) == 0;
}

bool renameToNew(const std::string& from, const std::string& to) {
#ifdef RENAME_NOREPLACE
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS) return false;
#endif
  return ::rename(from.c_str(), to.c_str()) == 0;
}

std::string newRunId() {
  static std::atomic<std::uint64_t> count{0};
  std::array<char, 16> random{};
  const bool drawn = ::getrandom(random.data(), random.size(), GRND_NONBLOCK) ==
                     static_cast<ssize_t>(random.size());
  std::string seed = drawn ? std::string(random.data(), random.size()) : std::string();
  seed += std::to_string(::getpid()) + "." + std::to_string(++count) + "." +
          std::to_string(std::chrono::system_clock::now().time_since_epoch().count());
  return sha256(seed).substr(0, kIdDigits);
}

std::string newRunId(const std::string& library, const std::string& checkpoints) {
  constexpr std::size_t kFewest = 4;
  std::string id = newRunId();
  const std::string runs = library + "/" + std::string(kRunsFolder);
  const std::string folder = folderOfCheckpoints(runs, checkpoints);
  if (folder.empty() || isRunFolder(folder)) return id;
  const std::string digits = folder.substr(folder.rfind('-') + 1);
  const bool of_id = digits.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!of_id || digits.size() < kFewest || digits.size() > kIdDigits) return id;
  return id.replace(0, digits.size(), digits);
}

std::string runFolderName(const RunCard& card, std::size_t digits) {
  const auto seconds = static_cast<std::time_t>(card.begun / 1000);
  std::tm local{};
  ::localtime_r(&seconds, &local);
  std::array<char, 64> date{};
  const std::size_t length = std::strftime(date.data(), date.size(), "%Y-%m-%d-%H%M", &local);
  return std::string(date.data(), length) + "-" + taskInName(card.task) + "-" +
         card.id.substr(0, digits);
}

Status makeFolders(const std::string& path) {
  for (std::size_t at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1)) {
    const std::string above = path.substr(0, at);
    struct stat info {};
    if (::stat(above.c_str(), &info) == 0) continue;  // where only folders below may be made
    if (Status status = makeFolder(above); !status) return status;
  }
  return makeFolder(path);
}

Result<RunCard> readCardIn(const std::string& folder) {
  const std::string path = folder + "/" + std::string(kCardName);
  const auto text = readWholeFile(path, kLongestCard);
  if (!text) return text.error();
  return readCard(*text, path);
}

Result<RunCard> changeCard(const std::string& folder, const std::function<void(RunCard&)>& change) {
  const std::string path = folder + "/" + std::string(kCardName);
  const auto lock = RunLock::take(folder, RunLock::Of::kCard);
  if (!lock) return lock.error();
  const auto text = readWholeFile(path, kLongestCard);
  if (!text) return text.error();
  auto card = readCard(*text, path);
  if (!card) return card.error();
  const RunCard before = *card;
  change(card.value());
  if (*card == before) return card;
  if (const Status status = checkNotes(card->notes); !status) return status.error();
  if (const Status status = replaceFile(path, changedCard(*card, *text)); !status) {
    return status.error();
  }
  return card;
}

Result<RunFolder> RunFolder::fill(const std::string& path, RunLock lock, const RunCard& card,
                                  const RunConfig& settings, std::string_view encoded) {
  auto journal = JournalWriter::create(path + "/" + std::string(kJournalName));
  if (!journal) return journal.error();
  if (const Status status = journal.value().append(encoded); !status) return status.error();
  if (const Status status = journal->sync(); !status) return status.error();
  // With its card the folder is a run.
  const std::string card_path = path + "/" + std::string(kCardName);
  if (const Status status = replaceFile(card_path, writeCard(card, settings)); !status) {
    return status.error();
  }
  const int descriptor = openDescriptor(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return systemError(path, "cannot be opened");
  return RunFolder(descriptor, std::move(lock), std::move(journal).value());
}

Result<RunFolder> RunFolder::create(const std::string& library, const RunCard& card,
                                    const RunConfig& settings, std::string_view encoded) {
  const std::string runs = library + "/" + std::string(kRunsFolder);
  if (const Status status = makeFolders(runs); !status) return status.error();
  const std::string chosen = folderOfCheckpoints(runs, settings.checkpoints.folder);
  if (!chosen.empty() && !isRunFolder(chosen)) {
    const std::string checkpoints = chosen + "/" + std::string(kCheckpointFolder);
    if (const Status status = makeFolders(checkpoints); !status) return status.error();
    auto lock = RunLock::take(chosen, RunLock::Of::kWriting);
    if (!lock) return lock.error();
    syncFolderOf(chosen);  // its name
    return fill(chosen, std::move(lock).value(), card, settings, encoded);
  }
  Unfinished made(runs + "/" + std::string(kUnfinishedPrefix) + card.id);
  auto lock = beginFolder(library, runs, made);
  if (!lock) return lock.error();
  if (const Status status = makeFolder(made.path() + "/" + std::string(kCheckpointFolder));
      !status) {
    return status.error();
  }
  auto folder = fill(made.path(), std::move(lock).value(), card, settings, encoded);
  if (!folder) return folder.error();
  if (const Status status = nameFolder(made.path(), runs, card); !status) return status.error();
  made.keep();
  return folder;
}

std::string RunFolder::path() const {
  struct stat info {};
  if (::fstat(descriptor_, &info) != 0 || info.st_nlink == 0) return {};
  std::array<char, PATH_MAX> name{};
  const std::string self = "/proc/self/fd/" + std::to_string(descriptor_);
  const ssize_t length = ::readlink(self.c_str(), name.data(), name.size());
  if (length <= 0) return {};
  std::string path(name.data(), static_cast<std::size_t>(length));
  struct stat there {};
  const bool same = ::stat(path.c_str(), &there) == 0 && there.st_dev == info.st_dev &&
                    there.st_ino == info.st_ino;
  return same ? path : std::string();
}

RunFolder::RunFolder(RunFolder&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      lock_(std::move(other.lock_)),
      journal_(std::move(other.journal_)) {}

RunFolder& RunFolder::operator=(RunFolder&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  lock_ = std::move(other.lock_);
  journal_ = std::move(other.journal_);
  return *this;
}

RunFolder::~RunFolder() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace emascope
