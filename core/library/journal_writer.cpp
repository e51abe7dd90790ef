// SPDX-License-Identifier: Apache-2.0
#include "core/library/journal_writer.h"

#include "core/base/input_file.h"

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

Result<JournalWriter::Continued> JournalWriter::continueAt(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return readError(path);
  auto file = GrowingFile::open(path);  // first, so that nobody else appends meanwhile
  if (!file) return file.error();
  const auto end = readJournal(path, [](std::string_view) {});
  if (!end) return end.error();
  if (end->kind == JournalEnd::Kind::kDamaged) {
    return Error{path, journalEndText(*end), "a journal without damage before its end"};
  }
  if (const Status status = file.value().continueAt(end->good); !status) return status.error();
  if (end->good == 0) {
    if (const Status status = file.value().append(journalHeader()); !status) return status.error();
  }
  return Continued{JournalWriter(std::move(file).value()), *end};
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
