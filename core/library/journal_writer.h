// SPDX-License-Identifier: Apache-2.0
//
// Appends to a journal. A frame is in the file as a whole or not at all, unless the program or the
// machine dies meanwhile; then the next one that continues the journal cuts the rest off.
#pragma once

#include "core/base/output_file.h"
#include "core/base/result.h"
#include "core/library/journal.h"

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

  /// Opens a journal to continue it; an incomplete last frame is cut off. Fails, and changes
  /// nothing, for a journal that is damaged before its end.
  struct Continued;
  [[nodiscard]] static Result<Continued> continueAt(const std::string& path);

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

struct JournalWriter::Continued {
  JournalWriter writer;
  JournalEnd end = {};  ///< as it was found
};

}  // namespace emascope
