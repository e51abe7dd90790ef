// SPDX-License-Identifier: Apache-2.0
#include "app/engine/row_output.h"

#include "app/common/standard_output.h"

#include <utility>

namespace emascope {
namespace {

constexpr std::size_t kMostGathered = std::size_t{1} << 16U;

}  // namespace

Result<RowOutput> RowOutput::open(const std::string& path) {
  RowOutput output;
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
  Status status = checked(file_ ? file_->append(gathered_) : writeStandardOutput(gathered_));
  gathered_.clear();
  return status;
}

Status RowOutput::commit() {
  if (auto status = flush(); !status) return status;
  return file_ ? checked(file_->commit()) : Status(Ok{});
}

Status RowOutput::checked(Status status) {
  failed_ = failed_ || !status;
  return status;
}

}  // namespace emascope
