// SPDX-License-Identifier: Apache-2.0
#include "core/library/guarded_index.h"

#include "core/library/run_lock.h"

#include <SQLiteCpp/Exception.h>
#include <exception>
#include <filesystem>
#include <sqlite3.h>
#include <system_error>

namespace emascope {
namespace {

constexpr const char* kIndexName = "library.sqlite";

bool isDamage(int code) { return code == SQLITE_CORRUPT || code == SQLITE_NOTADB; }

bool isBusy(int code) { return code == SQLITE_BUSY || code == SQLITE_LOCKED; }

/// "library.sqlite.damaged-1", the first that is free.
std::string nameAside(const std::string& path) {
  for (int number = 1;; ++number) {
    const std::string name = path + ".damaged-" + std::to_string(number);
    std::error_code error;
    if (!std::filesystem::exists(name, error)) return name;
  }
}

/// True if the index can be opened and passes its own check.
bool isSound(const std::string& path) {
  try {
    const LibraryIndex index(path);
    return true;
  } catch (const SQLite::Exception& error) {
    return !isDamage(error.getErrorCode());
  } catch (const NewerIndex&) {
    return true;
  }
}

}  // namespace

std::string GuardedIndex::path() const { return library_ + "/" + kIndexName; }

Status GuardedIndex::open() {
  index_.reset();
  try {
    index_ = std::make_unique<LibraryIndex>(path());
    return Ok{};
  } catch (const SQLite::Exception& error) {
    return recover(error.getErrorCode(), error.what());
  } catch (const NewerIndex& error) {
    useMemory(error.what());
    return Ok{};
  }
}

void GuardedIndex::useMemory(const std::string& why) {
  notices_.push_back(path() + ": " + why + "; the index is kept in memory");
  in_memory_ = true;
  index_ = std::make_unique<LibraryIndex>(":memory:");
}

void GuardedIndex::setAside(const std::string& why) {
  index_.reset();
  const auto lock = RunLock::take(library_, RunLock::Of::kCard);  // one program at a time
  if (lock && !isSound(path())) {
    const std::string aside = nameAside(path());
    std::error_code error;
    std::filesystem::rename(path(), aside, error);
    if (error) return useMemory(why);
    std::error_code ignored;
    std::filesystem::rename(path() + "-wal", aside + "-wal", ignored);
    std::filesystem::remove(path() + "-shm", ignored);
    notices_.push_back(path() + " was damaged (" + why + "); it is now " + aside +
                       ", and the index is rebuilt from the folders");
  }
  try {
    index_ = std::make_unique<LibraryIndex>(path());
  } catch (const std::exception& error) {
    useMemory(error.what());
  }
}

Status GuardedIndex::recover(int code, const std::string& why) {
  if (isDamage(code) && !in_memory_) {
    setAside(why);
    return Ok{};
  }
  if (isBusy(code)) {
    return Error{path(), "another program is using it", "once it has finished"};
  }
  if (in_memory_) return Error{path(), why, ""};
  useMemory(why);
  return Ok{};
}

Status GuardedIndex::with(const std::function<void(LibraryIndex&)>& work) {
  for (int attempt = 0;; ++attempt) {
    try {
      work(*index_);
      return Ok{};
    } catch (const SQLite::Exception& error) {
      if (attempt > 0) return Error{path(), error.what(), ""};
      if (Status status = recover(error.getErrorCode(), error.what()); !status) return status;
    }
  }
}

}  // namespace emascope
