// SPDX-License-Identifier: Apache-2.0
//
// Files that a run leaves behind, written without harm: a file that was there is not touched before
// the run begins, every failure is reported with the path and the system's reason, and a file that
// is replaced whole is either the old or the new one, after a power cut too. Links are followed, to
// a file that does not exist yet as well.
#pragma once

#include "core/base/name_lock.h"
#include "core/base/result.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace emascope {

/// How long a pipe may take nothing before it is given up.
inline constexpr std::chrono::milliseconds kPipePatience{5000};

/// A file that grows while a run goes on. Each append reaches the system at once; what a pipe does
/// not take at once is kept and follows, so that nothing waits for its reader.
class GrowingFile {
 public:
  /// Opens or makes `path`; what is in it stays until begin(). Refuses a file that another process
  /// has open as a GrowingFile, and a pipe that nobody reads within two seconds.
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
  /// Hands a pipe what it has not taken yet; refuses one that takes nothing for `patience`.
  [[nodiscard]] Status flush(std::chrono::milliseconds patience = kPipePatience);
  /// Brings what was appended to the disk.
  [[nodiscard]] Status sync() const;

  [[nodiscard]] bool isRegular() const { return regular_; }
  /// A pipe's reader has gone: an append found it so.
  [[nodiscard]] bool hasLostReader() const { return lost_reader_; }
  /// There is text in it from before begin().
  [[nodiscard]] bool isFull() const;
  /// False once the name leads to another file or to none; true of pipes and devices.
  [[nodiscard]] bool isWhereItWas() const;
  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// Links followed.
  [[nodiscard]] const std::string& target() const { return target_; }

 private:
  GrowingFile(std::string path, std::string target, int descriptor, bool made);
  [[nodiscard]] Status appendWhole(std::string_view text);
  [[nodiscard]] Status hand(std::string_view text);
  void close();

  std::string path_;    ///< as given, for errors
  std::string target_;  ///< that it leads to
  int descriptor_ = -1;
  bool made_ = false;     ///< by us, and not begun
  bool regular_ = false;  ///< neither pipe nor device
  bool torn_ = false;     ///< there is more in the file than `size_`
  bool lost_reader_ = false;
  std::size_t size_ = 0;     ///< appended since begin()
  std::string unsent_ = {};  ///< that a pipe has not taken
};

/// A file that takes its name when it is complete: until commit() what was there stays, and without
/// commit() it stays for good. Devices, pipes, and files in a folder where nothing can be made are
/// written in place, from the first append on. What a program that was killed left of the same file
/// is removed.
class ReplacingFile {
 public:
  [[nodiscard]] static Result<ReplacingFile> open(const std::string& path);

  ReplacingFile(ReplacingFile&& other) noexcept;
  ReplacingFile& operator=(ReplacingFile&& other) = delete;
  ReplacingFile(const ReplacingFile&) = delete;
  ReplacingFile& operator=(const ReplacingFile&) = delete;
  ~ReplacingFile();

  [[nodiscard]] Status append(std::string_view bytes);
  /// Gives the file its name; a power cut afterwards finds it there, whole.
  [[nodiscard]] Status commit();

 private:
  ReplacingFile(std::string path, std::string target)
      : path_(std::move(path)), target_(std::move(target)) {}
  [[nodiscard]] Status settle();

  std::string path_;           ///< as given, for errors
  std::string target_;         ///< the file that `path_` leads to
  std::string neighbor_ = {};  ///< the new file's name, or the form of it
  int descriptor_ = -1;        ///< of the new file
  bool named_ = false;
  std::optional<GrowingFile> in_place_ = {};
  bool begun_ = false;  ///< in place
};

/// Keeps an output for this program from its start to its end, whether it is there already or not.
/// Holds a pipe open, whose reader would otherwise take a look at it for its end.
class HeldOutput {
 public:
  /// Refuses what a ReplacingFile could not write, with the reason: a folder, a missing one, a name
  /// that is too long, a pipe that nobody reads; and a file that another run writes. Leaves nothing
  /// behind.
  [[nodiscard]] static Result<HeldOutput> take(const std::string& path);

  HeldOutput(HeldOutput&& other) noexcept;
  HeldOutput& operator=(HeldOutput&& other) noexcept;
  HeldOutput(const HeldOutput&) = delete;
  HeldOutput& operator=(const HeldOutput&) = delete;
  ~HeldOutput();

 private:
  HeldOutput() = default;
  std::shared_ptr<const NameLock> lock_ = {};
  int pipe_ = -1;
};

/// A ReplacingFile with `text` in it.
[[nodiscard]] Status replaceFile(const std::string& path, std::string_view text);

}  // namespace emascope
