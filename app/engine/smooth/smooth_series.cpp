// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth/smooth_series.h"

#include "app/common/exit_code.h"
#include "app/common/interruption.h"
#include "app/engine/refusal.h"
#include "app/engine/smooth/row_output.h"
#include "app/engine/smooth/unreached_edits.h"
#include "core/base/numbers.h"
#include "core/base/output_plan.h"
#include "core/base/utf8.h"
#include "core/rules/name_filters.h"
#include "core/series/column_tracks.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <limits>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::string csvField(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos && !text.starts_with(' ') &&
      !text.ends_with(' ')) {
    return text;
  }
  std::string field = "\"";
  for (const char c : text) field += c == '"' ? std::string("\"\"") : std::string(1, c);
  return field + "\"";
}

/// Numbers of skipped rows and values.
struct Skipped {
  std::int64_t rows = 0;                  ///< rows read, without the one at construction
  std::int64_t gated = 0;                 ///< those that updated nothing
  std::vector<std::int64_t> values = {};  ///< by column
};

class SeriesSmoother {
 public:
  SeriesSmoother(SeriesReader& reader, RowOutput& output, SmoothPlan plan)
      : reader_(reader),
        output_(output),
        first_is_initial_(plan.first_is_initial),
        by_x_(plan.per == DecayPer::kTime),
        by_column_(plan.skip_non_finite && !plan.per_row && reader.columns().size() > 1),
        tracks_given_(plan.tracks),
        edits_given_(plan.edits),
        tracks_(std::move(plan.tracks), std::move(plan.edits), plan.run, reader.columns(),
                plan.per),
        row_(reader.columns().size()),
        there_(reader.columns().size()) {
    skipped_.values.resize(row_.size());
  }

  /// `interrupted` acts like the end of input.
  Status run(const Interruption& interrupted) {
    for (const BankTrack& track : tracks_given_) {
      if (auto status = checkSelections(track.rule->name_keys, track.selections, reader_.columns(),
                                        "track " + track.label, "column");
          !status) {
        return status;
      }
    }
    if (auto status = writeHeader(); !status) return status;
    while (!interrupted.requested()) {
      if (reader_.waits()) {
        if (auto status = output_.flush(); !status) return status;
      }
      const auto there = reader_.next(row_);
      if (interrupted.requested()) break;
      if (!there) return there.error();
      if (!*there) return checkBegun();
      if (auto status = take(); !status) return status;
    }
    return Ok{};
  }

  [[nodiscard]] const Skipped& skipped() const { return skipped_; }

  /// See unreachedEdits().
  [[nodiscard]] std::string unreached() const {
    std::int64_t updates = 0;
    for (std::size_t i = 0; i < row_.size(); ++i) updates = std::max(updates, tracks_.updates(i));
    return unreachedEdits(edits_given_, tracks_given_, updates);
  }

 private:
  [[nodiscard]] Status checkBegun() const {
    if (begun_) return Ok{};
    return Error{"input", "has no row of finite numbers to start from", "at least one"};
  }

  [[nodiscard]] std::vector<std::string> outputNames() const {
    std::vector<std::string> names;
    if (!reader_.xName().empty()) names.push_back(reader_.xName());
    for (const std::string& column : reader_.columns()) {
      names.push_back(column);
      names.push_back(column + ".mean");
      for (std::size_t k = 0; k < tracks_.size(); ++k) {
        names.push_back(column + "." + tracks_.label(k));
        if (by_column_) addActionNames(names, names.back());
      }
    }
    for (std::size_t k = 0; !by_column_ && k < tracks_.size(); ++k) {
      addActionNames(names, tracks_.label(k));
    }
    return names;
  }

  static void addActionNames(std::vector<std::string>& names, std::string_view of) {
    std::string decay = std::string(of) + ".decay";  // `of` may lie in `names`
    std::string action = std::string(of) + ".action";
    names.push_back(std::move(decay));
    names.push_back(std::move(action));
  }

  Status writeHeader() {
    const auto names = outputNames();
    std::set<std::string_view> taken;
    std::string line;
    for (const std::string& name : names) {
      if (!taken.insert(name).second) {
        return Error{"output", "two columns would be called '" + asUtf8(name) + "'",
                     "other track labels, or other columns"};
      }
      line += (line.empty() ? "" : ",") + csvField(name);
    }
    return output_.append(line + "\n");
  }

  Status take() {
    for (std::size_t i = 0; i < row_.size(); ++i) there_[i] = std::isfinite(row_[i]);
    const bool whole = std::ranges::find(there_, false) == there_.end();
    if (!whole && !by_column_) there_.assign(row_.size(), false);
    const auto gap = by_x_ ? gapOfX() : Result<double>(1.0);
    if (!gap) return gap.error();
    if (!begun_ && first_is_initial_) {
      if (!whole) {
        return Error{"initial", "the first row is not finite", "a first row of finite numbers"};
      }
      tracks_.construct(row_);
      begun_ = true;
      return Ok{};
    }
    begun_ = begun_ || std::ranges::find(there_, true) != there_.end();
    if (by_x_) {
      if (auto status = checkGap(*gap); !status) return status;
    }
    if (auto status = tracks_.take(row_, there_, *gap); !status) return status;
    count(whole);
    return writeRow();
  }

  /// The difference to x of the previous row; 0 for the first.
  Result<double> gapOfX() {
    const auto x = reader_.x();
    if (!x) return x.error();
    const double before = last_x_.value_or(*x);
    last_x_ = *x;
    if (*x >= before) return *x - before;
    return Error{reader_.name(),
                 reader_.place() + ", column '" + asUtf8(reader_.xName()) +
                     "': " + formatNumber(*x) + " comes after " + formatNumber(before),
                 "an x that never decreases; put a restarted run into a table of its own"};
  }

  /// With debias a second value at the same x has weight 1 like others; without, it would have
  /// none.
  [[nodiscard]] Status checkGap(double gap) const {
    if (gap > 0.0) return Ok{};
    const auto plain = std::ranges::find_if(tracks_given_, [](const BankTrack& track) {
      return !track.rule->traits(track.values).debias;
    });
    if (plain == tracks_given_.end()) return Ok{};
    for (std::size_t i = 0; i < row_.size(); ++i) {
      if (!there_[i] || tracks_.updates(i) == 0 || tracks_.elapsed(i) > 0.0) continue;
      return Error{reader_.name(),
                   reader_.place() + ", column '" + asUtf8(reader_.columns()[i]) +
                       "' has a second value at " + asUtf8(reader_.xName()) + " " +
                       reader_.xText() + ", which would have no weight in track " + plain->label,
                   "one value per x, or --debias, which gives each value the weight 1"};
    }
    return Ok{};
  }

  void count(bool whole) {
    ++skipped_.rows;
    if (!whole && !by_column_) ++skipped_.gated;
    for (std::size_t i = 0; i < row_.size(); ++i) {
      if (!std::isfinite(row_[i])) ++skipped_.values[i];
    }
  }

  Status writeRow() {
    line_.clear();
    if (!reader_.xName().empty()) line_ = csvField(reader_.xText());
    bool first = reader_.xName().empty();
    const auto add = [&](double value) {
      if (!std::exchange(first, false)) line_ += ',';
      line_ += formatNumber(value);
    };
    const auto addAction = [&](const EmaAction& action) {
      add(action.kind == ActionKind::kSkip ? kNaN : action.beta);
      line_ += ',';
      line_ += actionText(action.kind);
    };
    for (std::size_t i = 0; i < row_.size(); ++i) {
      add(row_[i]);
      add(tracks_.mean(i));
      for (std::size_t k = 0; k < tracks_.size(); ++k) {
        add(tracks_.average(i, k));
        if (by_column_) addAction(tracks_.action(i, k));
      }
    }
    for (std::size_t k = 0; !by_column_ && k < tracks_.size(); ++k) {
      addAction(tracks_.action(0, k));
    }
    line_ += '\n';
    return output_.append(line_);
  }

  SeriesReader& reader_;
  RowOutput& output_;
  bool first_is_initial_;
  bool by_x_;
  bool by_column_;  ///< a missing value skips only its own column
  std::vector<BankTrack> tracks_given_;
  std::vector<BankEdit> edits_given_;
  ColumnTracks tracks_;
  std::vector<double> row_;
  std::vector<bool> there_;
  std::optional<double> last_x_ = {};
  bool begun_ = false;  ///< a finite value has been read
  Skipped skipped_ = {};
  std::string line_ = {};
};

/// "34 of 100 values of 'loss' are missing or not finite and were skipped", a line each.
std::string skippedWords(const Skipped& skipped, const std::vector<std::string>& columns,
                         bool by_column) {
  constexpr std::size_t kMostListed = 20;
  const std::string rows = std::to_string(skipped.rows);
  const std::string why = " missing or not finite";
  std::string text;
  std::size_t listed = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (skipped.values[i] == 0 || ++listed > kMostListed) continue;
    text += "emascope-engine: column '" + asUtf8(columns[i]) +
            "': " + std::to_string(skipped.values[i]) + " of " + rows + " values" + why +
            (by_column ? " and skipped" : "") + "\n";
  }
  if (listed > kMostListed) {
    text += "emascope-engine: and " + std::to_string(listed - kMostListed) + " more columns\n";
  }
  if (!by_column && skipped.gated > 0) {
    text += "emascope-engine: " + std::to_string(skipped.gated) + " of " + rows +
            " rows skipped because they have such a value\n";
  }
  return text;
}

/// Refuses an output that is the input.
Status checkFiles(const SmoothPlan& plan) {
  OutputPlan files;
  files.reads("--input", plan.input.series);
  files.writes("--output", plan.output);
  return files.check();
}

}  // namespace

int smoothSeries(SmoothPlan plan) {
  if (auto status = checkFiles(plan); !status) return refuse(status.error(), kExitUsage);
  const Interruption interrupted;
  const auto ended = [&interrupted](const std::string& what) {
    std::cerr << "emascope-engine: interrupted: " << what << '\n';
    return exitCodeOfSignal(interrupted.signal());
  };
  const auto tell = [name = plan.input.series == "-" ? "standard input"
                                                     : plan.input.series](const std::string& note) {
    std::cerr << "emascope-engine: " << name << ": " << note << '\n';
  };
  plan.series.stop = interrupted.fd();
  auto reader = openSeries(plan.input.series, plan.series);
  if (interrupted.requested()) return ended("nothing was written");
  if (!reader) return refuse(reader.error(), kExitUsage);
  std::vector<std::string> told = reader.value()->notes();
  for (const std::string& note : told) tell(note);
  auto output = RowOutput::open(plan.output);
  if (!output) return refuse(output.error(), kExitUsage);
  const std::string where = plan.output == "-" ? "the output" : plan.output;
  const bool by_column = plan.skip_non_finite && !plan.per_row;
  SeriesSmoother smoother(*reader.value(), output.value(), std::move(plan));
  Status status = smoother.run(interrupted);
  if (status && interrupted.requested() && smoother.skipped().rows == 0) {
    return ended("nothing was written");
  }
  if (status) status = output.value().commit();
  if (!status) {
    return refuse(status.error(), output.value().failed() ? kExitFailure : kExitUsage);
  }
  for (const std::string& note : reader.value()->notes()) {
    if (std::ranges::find(told, note) == told.end()) tell(note);
  }
  std::cerr << skippedWords(smoother.skipped(), reader.value()->columns(), by_column);
  if (!interrupted.requested()) {
    std::cerr << smoother.unreached();
    return kExitOk;
  }
  return ended(where + " has the first " + std::to_string(smoother.skipped().rows) + " rows");
}

}  // namespace emascope
