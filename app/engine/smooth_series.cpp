// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth_series.h"

#include "app/common/exit_code.h"
#include "app/engine/row_output.h"
#include "core/base/numbers.h"
#include "core/base/output_plan.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <limits>
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

std::vector<std::string> outputNames(const std::vector<std::string>& columns,
                                     const TrackBank& bank) {
  std::vector<std::string> names;
  for (const std::string& column : columns) {
    names.push_back(column);
    names.push_back(column + ".mean");
    for (std::size_t k = 0; k < bank.size(); ++k) names.push_back(column + "." + bank.label(k));
  }
  for (std::size_t k = 0; k < bank.size(); ++k) {
    names.push_back(bank.label(k) + ".decay");
    names.push_back(bank.label(k) + ".action");
  }
  return names;
}

std::vector<BankPart> partsOf(const std::vector<std::string>& columns) {
  std::vector<BankPart> parts;
  for (const std::string& column : columns) parts.push_back({column, 1});
  return parts;
}

bool allFinite(std::span<const double> row) {
  return std::ranges::all_of(row, [](double value) { return std::isfinite(value); });
}

class SeriesSmoother {
 public:
  SeriesSmoother(SeriesReader& reader, RowOutput& output, SmoothPlan plan)
      : reader_(reader),
        output_(output),
        first_is_initial_(plan.first_is_initial),
        bank_(std::move(plan.tracks), std::move(plan.edits), plan.run, partsOf(reader.columns())),
        mean_(reader.columns().size()),
        row_(reader.columns().size()) {}

  Status run() {
    if (auto status = writeHeader(); !status) return status;
    while (true) {
      if (reader_.waits()) {
        if (auto status = output_.flush(); !status) return status;
      }
      const auto there = reader_.next(row_);
      if (!there) return there.error();
      if (!*there) break;
      if (auto status = take(); !status) return status;
    }
    if (!started_) {
      return Error{"input", "has no row of finite numbers to begin with", "at least one"};
    }
    return Ok{};
  }

 private:
  Status writeHeader() {
    const auto names = outputNames(reader_.columns(), bank_);
    std::set<std::string_view> taken;
    std::string line;
    for (const std::string& name : names) {
      if (!taken.insert(name).second) {
        return Error{"output", "two columns would be called '" + asUtf8(name) + "'",
                     "other labels of tracks, or other columns"};
      }
      line += (line.empty() ? "" : ",") + csvField(name);
    }
    return output_.append(line + "\n");
  }

  Status take() {
    const bool finite = allFinite(row_);
    if (finite && !std::exchange(started_, true)) {
      forEachPart(
          [this](std::size_t part, std::span<const double> value) { bank_.start(part, 0, value); });
      last_ = row_;
      if (first_is_initial_) return Ok{};
    } else if (!started_ && first_is_initial_) {
      return Error{"initial", "the first row is not finite", "a first row of finite numbers"};
    }
    if (auto status = update(finite); !status) return status;
    return writeRow();
  }

  Status update(bool finite) {
    const auto reseeds = bank_.edit();
    if (!reseeds) return reseeds.error();
    if (*reseeds && started_) {
      for (std::size_t part = 0; part < last_.size(); ++part) {
        bank_.reseed(part, 0, std::span(last_).subspan(part, 1));
      }
    }
    if (!finite) {
      bank_.gate();
      return Ok{};
    }
    if (auto status = bank_.next(); !status) return status;
    forEachPart(
        [this](std::size_t part, std::span<const double> value) { bank_.apply(part, 0, value); });
    mean_.add(row_);
    averaged_ = true;
    last_ = row_;
    return Ok{};
  }

  template <typename Take>
  void forEachPart(Take take) {
    for (std::size_t part = 0; part < row_.size(); ++part) {
      take(part, std::span<const double>(row_).subspan(part, 1));
    }
  }

  Status writeRow() {
    line_.clear();
    for (std::size_t i = 0; i < row_.size(); ++i) {
      add(row_[i]);
      add(averaged_ ? mean_[i] : kNaN);
      for (std::size_t k = 0; k < bank_.size(); ++k) {
        double value = kNaN;
        if (started_) bank_.show(k, i, 0, {&value, 1});
        add(value);
      }
    }
    for (std::size_t k = 0; k < bank_.size(); ++k) {
      const EmaAction& action = bank_.action(k);
      add(action.kind == ActionKind::kSkip ? kNaN : action.beta);
      line_ += ',';
      line_ += actionText(action.kind);
    }
    line_ += '\n';
    return output_.append(line_);
  }

  void add(double value) {
    if (!line_.empty()) line_ += ',';
    line_ += formatNumber(value);
  }

  SeriesReader& reader_;
  RowOutput& output_;
  bool first_is_initial_;
  TrackBank bank_;
  RunningMean mean_;
  std::vector<double> row_;
  std::vector<double> last_ = {};  ///< the last finite one, or the one at construction
  bool started_ = false;           ///< there has been a finite row
  bool averaged_ = false;          ///< there has been an update
  std::string line_ = {};
};

}  // namespace

int smoothSeries(SmoothPlan plan) {
  const auto complain = [](const Error& error, int code) {
    std::cerr << "emascope-engine: " << error.message() << '\n';
    return code;
  };
  OutputPlan files;
  files.reads("--input", plan.input);
  files.writes("--output", plan.output);
  if (auto status = files.check(); !status) return complain(status.error(), kExitUsage);
  auto reader = openSeries(plan.input, plan.series);
  if (!reader) return complain(reader.error(), kExitUsage);
  auto output = RowOutput::open(plan.output);
  if (!output) return complain(output.error(), kExitUsage);
  SeriesSmoother smoother(*reader.value(), output.value(), std::move(plan));
  Status status = smoother.run();
  if (status) status = output.value().commit();
  if (status) return kExitOk;
  return complain(status.error(), output.value().failed() ? kExitFailure : kExitUsage);
}

}  // namespace emascope
