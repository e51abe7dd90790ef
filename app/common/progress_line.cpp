// SPDX-License-Identifier: Apache-2.0
#include "app/common/progress_line.h"

#include "app/common/text_table.h"
#include "core/base/counted.h"
#include "core/base/numbers.h"
#include "core/protocol/record/run_summary.h"
#include "core/protocol/record/verdict.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <sys/ioctl.h>
#include <unistd.h>

namespace emascope {
namespace {

constexpr auto kBetweenRewrites = std::chrono::milliseconds(100);
constexpr auto kBetweenLines = std::chrono::seconds(5);
constexpr int kLossDigits = 4;
constexpr std::size_t kUsualWidth = 80;
constexpr std::size_t kLogWidth = 120;  ///< of a plain line

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (auto at = static_cast<std::int64_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), " ");
  }
  return digits;
}

std::string duration(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
  if (whole < 60) return std::to_string(whole) + " s";
  if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

/// Characters per line of the terminal, minus one: some terminals wrap after the last column.
std::size_t terminalWidth() {
  winsize size{};
  const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
  return (known ? size.ws_col : kUsualWidth) - std::size_t{1};
}

}  // namespace

std::string progressText(const RunRecord& record, std::size_t width) {
  const auto& progress = record.progress;
  const auto done = static_cast<double>(record.step) /
                    static_cast<double>(std::max<std::int64_t>(1, record.config.steps));
  std::string text = "step " + grouped(record.step) + " / " + grouped(record.config.steps) + ", " +
                     std::to_string(static_cast<int>(100.0 * done)) + " %";
  if (progress.steps_per_second > 0.0) {
    text += ", " + grouped(std::llround(progress.steps_per_second)) + " steps/s, " +
            duration(static_cast<double>(record.config.steps - record.step) /
                     progress.steps_per_second) +
            " left";
  }
  if (record.points.empty()) return text;
  const EvalPoint& last = record.points.back();
  const auto add = [&](const std::string& part) {
    const bool room = displayWidth(text) + displayWidth(part) <= width;
    if (room) text += part;
    return room;
  };
  if (!add("; loss raw " + formatShort(last.raw.loss, kLossDigits))) return text;
  for (std::size_t i = 0; i < record.alive; ++i) {
    if (!isPresent(last.tracks[i])) continue;
    if (!add(", " + record.tracks[i].label + " " +
             formatShort(last.tracks[i].val.loss, kLossDigits))) {
      break;
    }
  }
  return text;
}

ProgressLine ProgressLine::onStderr() { return ProgressLine(::isatty(STDERR_FILENO) == 1); }

std::string ProgressLine::update(const RunRecord& record,
                                 std::chrono::steady_clock::time_point now) {
  if (record.step < record.from_step) return {};
  if (terminal_) {
    if (shown_ && now - last_ < kBetweenRewrites) return {};
    last_ = now;
    shown_ = true;
    return "\r\033[K" + progressText(record, terminalWidth());
  }
  const std::int64_t tenths = 10 * record.step / std::max<std::int64_t>(1, record.config.steps);
  if (tenths <= tenths_ || (shown_ && now - last_ < kBetweenLines)) return {};
  tenths_ = tenths;
  last_ = now;
  shown_ = true;
  return progressText(record, kLogWidth) + "\n";
}

std::string ProgressLine::clear() {
  if (!terminal_ || !shown_) return {};
  shown_ = false;
  return "\r\033[K";
}

std::string finalTable(const RunRecord& record) {
  TextTable table({"weights", "last loss", "best (mean of 5)", "at step", "below raw", "lower in"});
  std::size_t compared_last = 0;
  const auto row = [&](const std::string& name, std::optional<std::size_t> track) {
    const EvalPoint& last = record.points.back();
    const TrackEvaluation* const own = track ? record.lastOf(*track) : nullptr;
    const auto best = bestMean(record, track);
    std::vector<std::string> cells = {
        name,
        track && !own ? "" : formatShort(track ? own->val.loss : last.raw.loss, kLossDigits),
        best ? formatShort(best->loss, kLossDigits) : "",
        best ? grouped(best->step) : "",
        "",
        ""};
    if (track) {
      const Verdict verdict = verdictOf(record, *track);
      cells[4] = differenceText(verdict);
      cells[5] = wonText(verdict);
      compared_last = std::max(compared_last, verdict.evaluations);
    }
    table.add(std::move(cells));
  };
  if (record.points.empty()) return "no evaluation was made\n";
  row("raw", std::nullopt);
  for (std::size_t i = 0; i < record.tracks.size(); ++i) row(record.tracks[i].label, i);
  for (const event::Synthesized& made : record.syntheses) {
    table.add({made.spec.label, formatShort(made.val.loss, kLossDigits), "",
               grouped(made.spec.step), "", "post-hoc"});
  }
  if (compared_last == 0) return table.text();
  return table.text() + "below raw: by how much the mean loss of the last " +
         counted(compared_last, "evaluation", "evaluations") +
         " is lower than that of raw, ± 95 %\n";
}

}  // namespace emascope
