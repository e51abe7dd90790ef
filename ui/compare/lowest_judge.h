// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether the lowest loss between raw and an average is below that of the average by more than the
// choice of validation samples explains: by the paired results of both mixes, of one step. In: a
// line, and results as they arrive; out: the verdict, and which results are missing for it.
#pragma once

#include "core/protocol/events.h"
#include "ui/compare/scan_line.h"

#include <optional>

namespace emascope::ui {

class LowestJudge {
 public:
  /// For another run or track.
  void forget() { *this = {}; }
  /// The line has changed. Results of a step before it are left out; the verdict stays until there
  /// is a new one.
  void lineChanged(const ScanLine& line);
  /// @pre isComplete(compared)
  void take(const event::SamplesCompared& compared, const ScanLine& line);

  /// None if it is not known, or if a loss is not finite.
  [[nodiscard]] std::optional<bool> verdict() const { return verdict_; }

  /// The results to ask for now, both at once, so that they are of one step. Nothing after a few
  /// tries. `running`: steps are being taken, so that results of the line's own step cannot be had.
  struct Needs {
    bool lowest = false;
    bool average = false;
  };
  [[nodiscard]] Needs needs(const ScanLine& line, bool running);

 private:
  void decide(const ScanLine& line);

  std::optional<event::SamplesCompared> at_lowest_ = {};
  std::optional<event::SamplesCompared> at_average_ = {};
  std::optional<bool> verdict_ = {};
  bool decided_ = false;  // for the present line
  int tries_ = 0;
};

}  // namespace emascope::ui
