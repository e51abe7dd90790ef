// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/complete_rows.h"

#include "core/base/input_file.h"
#include "core/series/csv_rows.h"

#include <algorithm>
#include <cstring>
#include <sys/stat.h>

namespace emascope {

Result<bool> CompleteRows::isStillThere(std::uint64_t offset, const std::string& bytes) {
  std::string now(bytes.size(), '\0');
  if (auto status = file_->read(offset, std::as_writable_bytes(std::span(now))); !status) {
    return status.error();
  }
  bytes_read_ += now.size();
  return now == bytes;
}

Result<bool> CompleteRows::look() {
  struct stat info {};
  if (::stat(path_.c_str(), &info) != 0) return readError(path_);
  auto file = PositionedFile::open(path_, "a table in CSV");
  if (!file) return file.error();
  file_.emplace(std::move(file).value());
  const std::pair identity(info.st_dev, info.st_ino);
  if (identity_ && *identity_ != identity) return false;
  identity_ = identity;
  if (file_->size() < offset_) return false;
  const auto same = isStillThere(0, first_);
  if (!same || !*same) return same;
  return isStillThere(offset_ - last_.size(), last_);
}

Status CompleteRows::load() {
  constexpr std::uint64_t kPiece = std::uint64_t{1} << 18U;
  held_.erase(0, given_);
  complete_ -= given_;
  given_ = 0;
  std::size_t next = held_.size();
  const auto count = static_cast<std::size_t>(std::min(kPiece, file_->size() - offset_));
  held_.resize(next + count);
  const std::span piece(held_.data() + next, count);
  if (auto status = file_->read(offset_, std::as_writable_bytes(piece)); !status) return status;
  offset_ += count;
  bytes_read_ += count;
  first_.append(held_, next, kRemembered - first_.size());
  last_.append(held_, next);
  if (last_.size() > kRemembered) last_.erase(0, last_.size() - kRemembered);
  for (; next < held_.size(); ++next) {
    if (held_[next] == '"') quoted_ = !quoted_;
    if (!quoted_ && (held_[next] == '\n' || held_[next] == '\r')) complete_ = next + 1;
  }
  // A row that is too long never ends: its reader refuses it.
  if (held_.size() > kLongestCsvRow + kPiece) complete_ = held_.size();
  return Ok{};
}

Result<bool> CompleteRows::more() {
  while (given_ == complete_) {
    if (!file_ || offset_ >= file_->size()) return false;
    if (const Status status = load(); !status) return status.error();
  }
  return true;
}

Result<std::size_t> CompleteRows::read(std::span<std::byte> bytes) {
  const auto there = more();
  if (!there) return there.error();
  const std::size_t count = std::min(bytes.size(), complete_ - given_);
  std::memcpy(bytes.data(), held_.data() + given_, count);
  given_ += count;
  return count;
}

}  // namespace emascope
