// SPDX-License-Identifier: Apache-2.0
//
// Safe writing of a run's output files. An existing file is not touched before the run begins;
// every failure is reported with the path and the system's reason; a replaced file is either the
// old or the new one, even after a power cut. Links are followed, also to files that do not exist
// yet.
#pragma once

#include "core/base/name_lock.h"
#include "core/base/result.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace emascope {

/// How long a pipe may accept no data before writing fails.
inline constexpr std::chrono::milliseconds kPipePatience{5000};

/// A file that grows during a run. Each append reaches the system immediately. Data that a pipe
/// does not accept at once is kept and sent later, so nothing waits for the reader.
class GrowingFile {
 public:
  /// Opens or creates `path`; existing content stays until begin(). Fails for a file that another
  /// process has open as a GrowingFile, and for a pipe that nobody reads within two seconds.
  [[nodiscard]] static Result<GrowingFile> open(const std::string& path);

  GrowingFile(GrowingFile&& other) noexcept;
  GrowingFile& operator=(GrowingFile&& other) noexcept;
  GrowingFile(const GrowingFile&) = delete;
  GrowingFile& operator=(const GrowingFile&) = delete;
  /// Removes the file if open() created it, begin() was never called, and the name still leads to
  /// it.
  ~GrowingFile();

  /// Empties the file; has no effect on pipes and devices.
  [[nodiscard]] Status begin();
  /// Appends all of `text`; in a regular file, all or nothing.
  [[nodiscard]] Status append(std::string_view text);
  /// Sends the data that a pipe has not accepted yet. Fails if it accepts nothing for `patience`.
  [[nodiscard]] Status flush(std::chrono::milliseconds patience = kPipePatience);
  /// Writes appended data to disk (fdatasync).
  [[nodiscard]] Status sync() const;

  [[nodiscard]] bool isRegular() const { return regular_; }
  /// True if an append found that a pipe's reader has gone.
  [[nodiscard]] bool hasLostReader() const { return lost_reader_; }
  /// True if the file has content from before begin().
  [[nodiscard]] bool isFull() const;
  /// False once the name leads to another file or to none; always true for pipes and devices.
  [[nodiscard]] bool isWhereItWas() const;
  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// The path with links resolved.
  [[nodiscard]] const std::string& target() const { return target_; }

 private:
  GrowingFile(std::string path, std::string target, int descriptor, bool made);
  [[nodiscard]] Status appendWhole(std::string_view text);
  [[nodiscard]] Status hand(std::string_view text);
  void close();

  std::string path_;    ///< as given, for errors
  std::string target_;  ///< the file it leads to
  int descriptor_ = -1;
  bool made_ = false;     ///< created by open(), and begin() not yet called
  bool regular_ = false;  ///< neither pipe nor device
  bool torn_ = false;     ///< the file is longer than `size_`
  bool lost_reader_ = false;
  std::size_t size_ = 0;     ///< bytes appended since begin()
  std::string unsent_ = {};  ///< data not yet accepted by a pipe
};

/// A file that gets its name when it is complete: an existing file stays unchanged until commit(),
/// and for good without commit(). Devices, pipes, and files in a folder where no file can be
/// created are written in place, starting with the first append. Removes leftovers for the same
/// file from programs that were killed.
class ReplacingFile {
 public:
  [[nodiscard]] static Result<ReplacingFile> open(const std::string& path);
  /// Like open(), but never writes in place: fails for devices and pipes, and where no file can be
  /// created, with the system's reason.
  [[nodiscard]] static Result<ReplacingFile> openBeside(const std::string& path);

  ReplacingFile(ReplacingFile&& other) noexcept;
  ReplacingFile& operator=(ReplacingFile&& other) = delete;
  ReplacingFile(const ReplacingFile&) = delete;
  ReplacingFile& operator=(const ReplacingFile&) = delete;
  ~ReplacingFile();

  [[nodiscard]] Status append(std::string_view bytes);
  /// Gives the file its name. After that, a power cut does not lose it.
  [[nodiscard]] Status commit();
  /// Like commit(), but reads the new file back from the disk before it gets its name, and fails if
  /// it is not `bytes`. After an error an existing file is unchanged, except if the error is that
  /// of the folder, which is synced last: then the new file has its name, and a power cut may undo
  /// that. @pre opened by openBeside(); `bytes` are all that was appended
  [[nodiscard]] Status commitVerified(std::string_view bytes);

  /// Passes the bytes appended so far to `sink`, in pieces, so that they can be written elsewhere
  /// after an error. Fails for a pipe or a device that has taken some of them.
  [[nodiscard]] Status readBack(const std::function<Status(std::string_view)>& sink) const;

 private:
  ReplacingFile(std::string path, std::string target)
      : path_(std::move(path)), target_(std::move(target)) {}
  [[nodiscard]] Status appendInPlace(std::string_view bytes);
  [[nodiscard]] bool makeBeside();
  [[nodiscard]] Status settle();
  [[nodiscard]] Status toDisk();
  [[nodiscard]] Status isOnDisk(std::string_view bytes) const;
  [[nodiscard]] Status takeName();

  std::string path_;           ///< as given, for errors
  std::string target_;         ///< the file that `path_` leads to
  std::string neighbor_ = {};  ///< the new file's name, or its pattern
  int descriptor_ = -1;        ///< descriptor of the new file
  bool named_ = false;
  std::optional<GrowingFile> in_place_ = {};
  bool begun_ = false;    ///< writing in place has begun
  std::size_t size_ = 0;  ///< bytes appended
};

/// Reserves an output for this program for its lifetime, whether the file exists or not. Keeps a
/// pipe open, because its reader would otherwise take a brief open and close for the end.
class HeldOutput {
 public:
  /// Fails, with the reason, wherever a ReplacingFile could not write: a folder, a missing folder,
  /// a name that is too long, a pipe without a reader; and for a file that another run writes.
  /// Leaves nothing behind.
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

/// Replaces the file's content with `text`, by a ReplacingFile.
[[nodiscard]] Status replaceFile(const std::string& path, std::string_view text);

/// The same for a file that must not be damaged: never in place, and by commitVerified().
[[nodiscard]] Status replaceFileVerified(const std::string& path, std::string_view bytes);

/// Removes the new files of ReplacingFile in `folder` that have no name yet and whose programs were
/// killed. Those that are being written stay.
void removeUnfinished(const std::string& folder);

/// Removes a file, if it is there. Durable after syncFolder().
[[nodiscard]] Status removeFile(const std::string& path);

/// Makes creations, removals and renames in `folder` durable, where the file system supports that.
[[nodiscard]] Status syncFolder(const std::string& folder);

}  // namespace emascope
