// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/run_writer.h"

#include "core/base/fallback_places.h"
#include "core/base/output_file.h"
#include "core/base/output_keeper.h"
#include "core/base/output_path.h"
#include "core/protocol/record/rows_file.h"

#include <filesystem>
#include <utility>

namespace emascope {
namespace {

constexpr int kMostRuns = 1'000'000;

bool isFree(const std::optional<std::string>& path) {
  std::error_code error;
  return !path || !std::filesystem::exists(std::filesystem::symlink_status(*path, error));
}

}  // namespace

Status saveRun(const RunFormat& format, const RunRecord& record, const std::string& path) {
  auto file = ReplacingFile::open(path);
  if (!file) return file.error();
  auto status =
      format(record, [&file](std::string_view piece) { return file.value().append(piece); });
  return status ? file.value().commit() : status;
}

struct RunWriter::Parts {
  std::optional<std::string> csv;   ///< as asked for
  std::optional<std::string> json;  ///< as asked for
  int number = 1;                   ///< of this run's files
  bool begun = false;
  bool used = false;    ///< this run's files have something in them
  bool failed = false;  ///< of a file of a finished run
  std::optional<HeldOutput> held_json;
  std::vector<OutputNews> news;
  OutputKeeper keeper;
  std::optional<RowsFile> rows;

  [[nodiscard]] std::optional<std::string> named(const std::optional<std::string>& path) const {
    return path && number > 1 ? numberedPath(*path, number) : path;
  }
  void tell(const std::string& sentence, bool trouble = true) {
    news.push_back({sentence, trouble});
  }
  /// Whether neither file is one of `others`.
  [[nodiscard]] Status check(const OutputPlan& others) const;
  void nextNames(const OutputPlan& others, const Status& fits);
  void hold();
  void saveJson(const RunRecord& record);
  void gather();
};

Status RunWriter::Parts::check(const OutputPlan& others) const {
  Status status = csv ? others.checkFurther("--csv", *named(csv)) : Ok{};
  if (status && json) status = others.checkFurther("--json", *named(json));
  return status;
}

/// The first number that neither file has. `fits`: why the names before do not, if that is it.
void RunWriter::Parts::nextNames(const OutputPlan& others, const Status& fits) {
  do {
    ++number;
  } while (number < kMostRuns &&
           (!isFree(named(csv)) || !isFree(named(json)) || !check(others).ok()));
  const std::string why = fits ? "" : "; " + fits.error().where + " " + fits.error().why;
  for (const auto& path : {named(csv), named(json)}) {
    if (path) tell(*path + ": used for this run" + why, /*trouble=*/false);
  }
}

/// Claims the name of a further run's JSON; open() has claimed the first run's.
void RunWriter::Parts::hold() {
  if (!json) return;
  held_json.reset();
  auto held = HeldOutput::take(*named(json));
  if (held) {
    held_json.emplace(std::move(held).value());
  } else {
    tell(held.error().message() + "; writing is tried again at the end");
  }
}

void RunWriter::Parts::saveJson(const RunRecord& record) {
  const std::string path = *named(json);
  const Status status = saveRun(writeRunJson, record, path);
  if (status) return;
  failed = true;
  const auto other = writeElsewhere(
      path, [&record](const std::string& place) { return saveRun(writeRunJson, record, place); });
  tell(status.error().message() +
       (other ? "; the run was written to " + *other + " instead"
              : "; nor could the run be written elsewhere: " + other.error().message()));
}

void RunWriter::Parts::gather() {
  for (const auto& [path, gone] : keeper.takeFolderNews()) {
    tell(path + (gone ? ": its folder is gone; the file is written at the end if the folder is back"
                      : ": its folder is back"),
         gone);
  }
  if (!rows) return;
  for (OutputNews& one : rows->takeNews()) news.push_back(std::move(one));
}

RunWriter::RunWriter(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
RunWriter::RunWriter(RunWriter&& other) noexcept = default;
RunWriter& RunWriter::operator=(RunWriter&& other) noexcept = default;
RunWriter::~RunWriter() = default;

Result<RunWriter> RunWriter::open(const std::optional<std::string>& csv,
                                  const std::optional<std::string>& json) {
  OutputPlan plan;
  if (csv) plan.writes("--csv", *csv);
  if (json) plan.writes("--json", *json);
  if (auto status = plan.check(); !status) return status.error();
  auto parts = std::make_unique<Parts>();
  parts->csv = csv;
  parts->json = json;
  if (json) {
    auto held = HeldOutput::take(*json);
    if (!held) return held.error();
    parts->held_json.emplace(std::move(held).value());
    parts->keeper.watchFolderOf(*json);
  }
  if (csv) {
    parts->rows.emplace(parts->keeper);
    if (auto status = parts->rows->open(*csv); !status) return status.error();
  }
  return RunWriter(std::move(parts));
}

void RunWriter::setWakeup(std::function<void()> wakeup) {
  parts_->keeper.setWakeup(std::move(wakeup));
}

void RunWriter::watch(const std::string& path) { parts_->keeper.watchFolderOf(path); }

void RunWriter::readThinnedFrom(PointsReader reader) {
  if (parts_->rows) parts_->rows->readThinnedFrom(std::move(reader));
}

bool RunWriter::needsAll(const RunRecord& record) const {
  return parts_->json || (parts_->rows && parts_->rows->needsAll(record));
}

void RunWriter::begin(const RunRecord& record, const OutputPlan& others) {
  Parts& of = *parts_;
  const bool further = std::exchange(of.begun, true);
  const Status fits = of.check(others);
  const bool left = further && of.rows && !of.rows->leave();
  const bool renamed = std::exchange(of.used, false) || left || !fits;
  if (renamed) {
    of.nextNames(others, fits);
    of.hold();
  }
  if (of.rows && (further || renamed)) of.rows->openAgain(*of.named(of.csv));
  if (of.rows) of.rows->begin(record);
}

void RunWriter::addTo(OutputPlan& plan) const {
  if (parts_->csv) plan.writes("--csv", *parts_->named(parts_->csv));
  if (parts_->json) plan.writes("--json", *parts_->named(parts_->json));
}

void RunWriter::goOn(const RunRecord& record) {
  if (parts_->rows) parts_->rows->goOn(record);
}

void RunWriter::append(const RunRecord& record) {
  if (parts_->rows) parts_->rows->append(record);
  parts_->used = parts_->used || !record.points.empty();
}

void RunWriter::finish(const RunRecord& record) {
  Parts& of = *parts_;
  if (!of.begun) return;
  if (of.rows && !of.rows->finish(record)) of.failed = true;
  if (!of.json) return;
  of.saveJson(record);
  of.used = true;
}

std::vector<OutputNews> RunWriter::takeNews() {
  parts_->gather();
  return std::exchange(parts_->news, {});
}

bool RunWriter::failed() const { return parts_->failed; }

}  // namespace emascope
