// SPDX-License-Identifier: Apache-2.0
#include "core/library/journal_writer.h"

#include "core/library/journal.h"

#include <sys/stat.h>

namespace emascope {

Result<JournalWriter> JournalWriter::create(const std::string& path) {
  auto file = GrowingFile::open(path);
  if (!file) return file.error();
  if (!file->isRegular() || file->isFull()) {
    return Error{path, "exists", "a name that no file has"};
  }
  if (const Status status = file.value().begin(); !status) return status.error();
  if (const Status status = file.value().append(journalHeader()); !status) return status.error();
  return JournalWriter(std::move(file).value());
}

Status JournalWriter::append(std::string_view encoded) {
  return appendFrames(journalFrames(encoded));
}

Status JournalWriter::appendFrames(std::string_view frames) { return file_.append(frames); }

Status JournalWriter::sync() const { return file_.sync(); }

bool JournalWriter::exists() const {
  struct stat info {};
  return ::fstat(file_.descriptor(), &info) == 0 && info.st_nlink > 0;
}

}  // namespace emascope
