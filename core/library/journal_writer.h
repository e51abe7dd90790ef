// SPDX-License-Identifier: Apache-2.0
//
// Appends to a journal. A frame is written completely or not at all, unless the program or the
// machine crashes meanwhile.
#pragma once

#include "core/base/output_file.h"
#include "core/base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace emascope {

/// [any-thread], by one thread at a time. No two programs have a journal open as this.
class JournalWriter {
 public:
  /// Begins the journal `path`. Fails if there is such a file.
  [[nodiscard]] static Result<JournalWriter> create(const std::string& path);

  /// Appends what encode() of the codec returned; all of it or, after an error, nothing.
  [[nodiscard]] Status append(std::string_view encoded);
  /// Appends what journalFrames() returned.
  [[nodiscard]] Status appendFrames(std::string_view frames);
  /// Waits until the disk has it.
  [[nodiscard]] Status sync() const;
  /// False once the file has been deleted.
  [[nodiscard]] bool exists() const;

 private:
  explicit JournalWriter(GrowingFile file) : file_(std::move(file)) {}
  GrowingFile file_;
};

}  // namespace emascope
