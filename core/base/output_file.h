// SPDX-License-Identifier: Apache-2.0
//
// Files that a run leaves behind, written without harm: a file that was there is not touched before
// the run begins, every failure is reported with the path and the system's reason, and a file that
// is replaced whole is either the old or the new one.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace emascope {

/// A file that grows while a run goes on. Each append reaches the system at once.
class GrowingFile {
 public:
  /// Opens or makes `path`; what is in it stays until begin().
  [[nodiscard]] static Result<GrowingFile> open(const std::string& path);

  GrowingFile(GrowingFile&& other) noexcept;
  GrowingFile& operator=(GrowingFile&& other) noexcept;
  GrowingFile(const GrowingFile&) = delete;
  GrowingFile& operator=(const GrowingFile&) = delete;
  /// Removes the file if open() made it and nothing was ever begun.
  ~GrowingFile();

  /// Empties the file. Pipes and devices are left as they are.
  [[nodiscard]] Status begin();
  /// All of `text` or, in a regular file, nothing of it.
  [[nodiscard]] Status append(std::string_view text);

 private:
  GrowingFile(std::string path, int descriptor, bool made)
      : path_(std::move(path)), descriptor_(descriptor), made_(made) {}
  void close();

  std::string path_;
  int descriptor_ = -1;
  bool made_ = false;     ///< by us, and not begun
  bool regular_ = false;  ///< begun, and neither pipe nor device
  std::size_t size_ = 0;  ///< appended since begin()
};

/// A file that takes its name when it is complete: until commit() what was there stays, and without
/// commit() it stays for good. Devices, pipes, and files in a folder where nothing can be made are
/// written in place, from the first append on.
class ReplacingFile {
 public:
  [[nodiscard]] static Result<ReplacingFile> open(const std::string& path);

  ReplacingFile(ReplacingFile&& other) noexcept;
  ReplacingFile& operator=(ReplacingFile&& other) = delete;
  ReplacingFile(const ReplacingFile&) = delete;
  ReplacingFile& operator=(const ReplacingFile&) = delete;
  ~ReplacingFile();

  [[nodiscard]] Status append(std::string_view bytes);
  enum class Wait { kForDisk, kNot };
  /// Gives the file its name; with kForDisk a power cut afterwards finds it there, whole.
  [[nodiscard]] Status commit(Wait wait = Wait::kForDisk);

 private:
  ReplacingFile(std::string path, std::string target)
      : path_(std::move(path)), target_(std::move(target)) {}
  [[nodiscard]] Status settle(Wait wait);

  std::string path_;            ///< as given, for errors
  std::string target_;          ///< the file that `path_` leads to
  std::string neighbour_ = {};  ///< the new file's name, or the form of it
  int descriptor_ = -1;         ///< of the new file
  bool named_ = false;
  std::optional<GrowingFile> in_place_ = {};
  bool begun_ = false;  ///< in place
};

/// Ok if replaceFile() can be expected to work; leaves nothing behind.
[[nodiscard]] Status checkReplaceable(const std::string& path);

/// A ReplacingFile with `text` in it, not waited for.
[[nodiscard]] Status replaceFile(const std::string& path, std::string_view text);

}  // namespace emascope
