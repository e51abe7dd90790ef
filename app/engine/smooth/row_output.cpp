// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth/row_output.h"

#include "app/common/standard_output.h"
#include "core/base/fallback_places.h"

#include <filesystem>
#include <utility>

namespace emascope {
namespace {

constexpr std::size_t kMostGathered = std::size_t{1} << 16U;

}  // namespace

Result<RowOutput> RowOutput::open(const std::string& path) {
  RowOutput output;
  output.path_ = path;
  if (path == "-") return output;
  auto held = HeldOutput::take(path);
  if (!held) return held.error();
  output.held_.emplace(std::move(held).value());
  auto file = ReplacingFile::open(path);
  if (!file) return file.error();
  output.file_.emplace(std::move(file).value());
  return output;
}

Status RowOutput::append(std::string_view rows) {
  gathered_ += rows;
  return gathered_.size() < kMostGathered ? Status(Ok{}) : flush();
}

Status RowOutput::flush() {
  if (gathered_.empty()) return Ok{};
  Status status = file_ ? file_->append(gathered_) : writeStandardOutput(gathered_);
  if (!status && file_) status = goElsewhere(status.error(), gathered_, /*complete=*/false);
  gathered_.clear();
  return checked(std::move(status));
}

Status RowOutput::commit() {
  if (auto status = flush(); !status || !file_) return status;
  std::error_code error;
  const bool taken = trouble_ && std::filesystem::exists(place_, error);  // by somebody else
  Status status = taken ? Status(*trouble_) : file_->commit();
  if (!status) status = goElsewhere(status.error(), "", /*complete=*/true);
  if (status && trouble_) {
    Error moved = *trouble_;
    moved.why += "; all rows were written to " + place_ + " instead";
    status = moved;
  }
  return checked(std::move(status));
}

Status RowOutput::goElsewhere(const Error& error, std::string_view rows, bool complete) {
  if (!trouble_) trouble_ = error;
  std::optional<ReplacingFile> other;
  const auto place = writeElsewhere(path_, [&](const std::string& path) -> Status {
    auto copy = ReplacingFile::open(path);
    if (!copy) return copy.error();
    other.emplace(std::move(copy).value());
    Status status =
        file_->readBack([&other](std::string_view piece) { return other->append(piece); });
    if (status) status = other->append(rows);
    return status && complete ? other->commit() : status;
  });
  if (!place) {
    Error lost = *trouble_;
    lost.why += "; nor could the rows be written elsewhere: " + place.error().message();
    return lost;
  }
  place_ = *place;
  file_.emplace(std::move(*other));
  return Ok{};
}

Status RowOutput::checked(Status status) {
  failed_ = failed_ || !status;
  return status;
}

}  // namespace emascope
