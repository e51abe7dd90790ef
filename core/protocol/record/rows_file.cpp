// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/rows_file.h"

#include "core/base/fallback_places.h"
#include "core/base/output_path.h"

#include <filesystem>
#include <utility>

namespace emascope {
namespace {

constexpr std::chrono::milliseconds kNow{0};
constexpr std::size_t kRowsPiece = std::size_t{1} << 16U;

}  // namespace

Status RowsFile::open(const std::string& path) {
  path_ = path;
  const auto target = outputTarget(path);
  target_ = target ? *target : path;
  auto lock = NameLock::take(path);
  if (!lock) return lock.error();
  lock_ = std::move(lock).value();
  if (auto status = openFile(); !status) return status;
  keeper_.follow(file_);
  return Ok{};
}

Status RowsFile::openFile() {
  auto opened = GrowingFile::open(path_);
  if (!opened) return opened.error();
  file_ = std::make_shared<GrowingFile>(std::move(opened).value());
  return Ok{};
}

void RowsFile::close() {
  if (!file_) return;
  if (!keeper_.release(kPipePatience)) return leaveToKeeper();
  closed_ = stateOf(file_->descriptor());
  file_.reset();
}

void RowsFile::leaveToKeeper() {
  keeper_.abandon();
  closed_.reset();
  file_.reset();
}

bool RowsFile::isReplaced() const {
  std::error_code error;
  const auto there = std::filesystem::symlink_status(target_, error);
  return std::filesystem::exists(there) && stateOf(target_) != closed_;
}

bool RowsFile::leave() {
  close();
  return !isReplaced();
}

void RowsFile::openAgain(const std::string& path) {
  close();
  keeper_.remind(false);
  given_up_ = false;
  in_trouble_ = false;
  next_try_ = {};
  const bool replaced = path == path_ && isReplaced();
  if (const Status status = replaced ? replacement() : open(path); !status) {
    noteTrouble(status.error());
  }
}

void RowsFile::begin(const RunRecord& record) {
  begun_ = true;
  written_ = 0;
  anew_ = true;
  spare_ = file_ && file_->isFull();
  track_changes_ = record.track_changes.size();
  labels_ = csvLabels(record);
  append(record);
}

void RowsFile::goOn(const RunRecord& record) {
  const std::size_t written = written_;
  openAgain(std::string(path_));
  begun_ = true;
  anew_ = !file_ || file_->isRegular();
  spare_ = file_ && anew_;
  written_ = anew_ ? 0 : written;
  append(record);
}

bool RowsFile::lacks(const RunRecord& record) const {
  if (anew_) return !spare_ || !record.points.empty();
  return written_ < record.evaluated();
}

bool RowsFile::needsAll(const RunRecord& record) const {
  return !given_up_ && (!begun_ || lacks(record));
}

void RowsFile::append(const RunRecord& record) {
  if (!begun_ || given_up_) return;
  if (record.track_changes.size() != track_changes_) {
    track_changes_ = record.track_changes.size();
    auto labels = csvLabels(record);
    anew_ = anew_ || labels != labels_;
    labels_ = std::move(labels);
  }
  if (const auto trouble = keeper_.takeTrouble()) {
    writeAnew();
    if (!in_trouble_) noteTrouble(Error{path_, *trouble, ""});
  }
  if (!lacks(record) || (in_trouble_ && Clock::now() < next_try_)) return;
  if (const Status status = bringUpToDate(record); !status) {
    noteTrouble(status.error());
  } else if (in_trouble_ && !lacks(record)) {
    in_trouble_ = false;
    keeper_.remind(false);
    news_.push_back({path_ + ": is being written again; no row is missing", /*trouble=*/false});
  }
}

/// The next write starts over: the file's contents cannot be continued.
void RowsFile::writeAnew() {
  anew_ = true;
  spare_ = false;
}

bool RowsFile::isMissing() const { return !file_ || (anew_ && !file_->isWhereItWas()); }

Status RowsFile::bringUpToDate(const RunRecord& record) {
  if (isMissing()) {
    if (!keeper_.release(kNow)) return Ok{};  // the keeper wakes us when the disk is ready
    if (auto status = reopen(); !status) return status;
    keeper_.follow(file_);
  }
  Status status = Ok{};
  keeper_.write([&] { status = write(record); });  // or later, as above
  return status;
}

Status RowsFile::complete(const RunRecord& record) {
  const Error unanswered{path_, "cannot be written: the disk has not answered for 5 seconds", ""};
  if (!keeper_.release(kPipePatience)) {
    leaveToKeeper();
    return unanswered;
  }
  if (keeper_.takeTrouble() || !file_ || !file_->isWhereItWas()) writeAnew();
  if (lacks(record)) {
    Status status = isMissing() ? reopen() : Ok{};
    if (status) status = write(record);
    if (!status) return status;
  }
  if (!file_) return Ok{};
  if (auto status = file_->flush(); !status || !file_->isRegular()) return status;
  keeper_.follow(file_);
  if (!keeper_.sync(kPipePatience)) {
    leaveToKeeper();
    return unanswered;
  }
  const auto trouble = keeper_.takeTrouble();
  return trouble ? Status(Error{path_, *trouble, ""}) : Ok{};
}

Status RowsFile::replacement() const {
  return Error{path_, "has been replaced by another file", ""};
}

Status RowsFile::reopen() {
  close();
  writeAnew();
  return isReplaced() ? replacement() : openFile();
}

Status RowsFile::readThinned(
    const RunRecord& record,
    const std::function<Status(const RunRecord&, std::size_t)>& take) const {
  const std::size_t count = record.past.count;
  if (count == 0) return Ok{};
  const Error missing{path_, "lacks rows that are no longer in memory", ""};
  if (!thinned_) return missing;
  std::size_t next = 0;
  Status status = thinned_([&](const RunRecord& part) -> Status {
    for (std::size_t i = 0; i < part.points.size() && next < count; ++i, ++next) {
      if (auto taken = take(part, i); !taken) return taken;
    }
    return Ok{};
  });
  return status && next < count ? missing : status;
}

Status RowsFile::passThinned(const RunRecord& record, const std::vector<std::string>& labels,
                             std::string& text, const TextSink& sink) const {
  return readThinned(record, [&](const RunRecord& part, std::size_t i) -> Status {
    text += csvRow(part, i, labels) + "\n";
    if (text.size() < kRowsPiece) return Ok{};
    if (auto passed = sink(text); !passed) return passed;
    text.clear();
    return Ok{};
  });
}

Status RowsFile::passAll(const RunRecord& record, const TextSink& sink) const {
  if (record.past.count == 0) return writeRunCsv(record, sink);
  const std::vector<std::string> labels = csvLabels(record);
  std::string text = csvHeader(labels, record.facts.model.metric) + "\n";
  if (auto status = passThinned(record, labels, text, sink); !status) return status;
  for (std::size_t i = record.past.left; i < record.points.size(); ++i) {
    text += csvRow(record, i, labels) + "\n";
  }
  return sink(text);
}

Status RowsFile::write(const RunRecord& record) {
  std::string text;
  if (anew_) {
    // Rows that cannot be read again are not thrown away.
    const auto nothing = [](const RunRecord&, std::size_t) { return Status(Ok{}); };
    if (auto status = readThinned(record, nothing); !status) return status;
    if (auto status = file_->begin(); !status) return status;
    text = csvHeader(labels_, record.facts.model.metric) + "\n";
    const auto append = [this](std::string_view piece) { return file_->append(piece); };
    if (auto status = passThinned(record, labels_, text, append); !status) return status;
    written_ = record.past.count;
  }
  std::size_t next = written_ - record.takenOut();
  do {
    while (next < record.points.size() && text.size() < kRowsPiece) {
      text += csvRow(record, next++, labels_) + "\n";
    }
    if (auto status = file_->append(text); !status) return status;
    text.clear();
    written_ = next + record.takenOut();
    anew_ = false;
    spare_ = false;
  } while (next < record.points.size());
  return Ok{};
}

void RowsFile::noteTrouble(const Error& error) {
  if (file_ && file_->hasLostReader()) {
    given_up_ = true;
    close();
    keeper_.remind(false);
    news_.push_back({error.message() + "; its reader is gone"});
    return;
  }
  next_try_ = Clock::now() + kKeptEvery / 2;  // the keeper wakes us once in kKeptEvery
  if (std::exchange(in_trouble_, true)) return;
  keeper_.remind(true);
  news_.push_back(
      {error.message() + "; its rows are kept, and writing is tried again every second"});
}

bool RowsFile::finish(const RunRecord& record) {
  if (!std::exchange(begun_, false)) return true;
  if (given_up_) return false;
  const bool regular = !file_ || file_->isRegular();
  const Status status = complete(record);
  const bool untouched = spare_ && !lacks(record);
  close();
  keeper_.remind(false);
  if (status && untouched) {
    news_.push_back({path_ + ": is left as it was before: no evaluation was made", false});
  }
  if (status) return true;
  if (regular) return saveElsewhere(record, status);
  if (!in_trouble_) news_.push_back({status.error().message()});
  return false;
}

bool RowsFile::saveElsewhere(const RunRecord& record, const Status& status) {
  const RunFormat all = [this](const RunRecord& of, const TextSink& sink) {
    return passAll(of, sink);
  };
  const auto other =
      writeElsewhere(path_, [&](const std::string& place) { return saveRun(all, record, place); });
  const std::string how =
      other ? "; all of its rows were written to " + *other + " instead"
            : "; nor could its rows be written elsewhere: " + other.error().message();
  news_.push_back(
      {(in_trouble_ ? path_ + ": could not be written to the end" : status.error().message()) +
       how});
  return false;
}

std::vector<OutputNews> RowsFile::takeNews() { return std::exchange(news_, {}); }

}  // namespace emascope
