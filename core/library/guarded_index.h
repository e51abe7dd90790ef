// SPDX-License-Identifier: Apache-2.0
//
// The index of a library as long as it can be used: a damaged one is renamed and a new, empty one
// takes its place, and one that cannot be written is replaced by one in memory. Private to
// core/library.
#pragma once

#include "core/base/result.h"
#include "core/library/library_index.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace emascope {

/// [any-thread], by one thread at a time.
class GuardedIndex {
 public:
  /// `library`: path of its folder.
  explicit GuardedIndex(std::string library) : library_(std::move(library)) {}

  /// Opens the file, or makes one. Fails if another program uses it for too long.
  [[nodiscard]] Status open();
  /// Does `work` with the index, once more with a new index if this one is damaged or cannot be
  /// written. @pre open() has succeeded
  [[nodiscard]] Status with(const std::function<void(LibraryIndex&)>& work);
  /// Sentences about what was replaced, each once.
  [[nodiscard]] std::vector<std::string> takeNotices() { return std::exchange(notices_, {}); }

 private:
  [[nodiscard]] std::string path() const;
  void useMemory(const std::string& why);
  void setAside(const std::string& why);
  [[nodiscard]] Status recover(int code, const std::string& why);

  std::string library_;
  std::unique_ptr<LibraryIndex> index_ = {};
  bool in_memory_ = false;
  std::vector<std::string> notices_ = {};
};

}  // namespace emascope
