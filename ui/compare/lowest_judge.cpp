// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/lowest_judge.h"

#include "ui/compare/agreement.h"
#include "ui/compare/mix_scale.h"

#include <cmath>

namespace emascope::ui {
namespace {

constexpr int kMostTries = 3;  // a step may fall between two requests

bool same(double a, double b) { return std::abs(a - b) < kSameShare; }

}  // namespace

void LowestJudge::lineChanged(const ScanLine& line) {
  for (auto* result : {&at_lowest_, &at_average_}) {
    if (*result && (*result)->step < line.step()) result->reset();
  }
  decided_ = false;
  tries_ = 0;
  decide(line);
}

void LowestJudge::take(const event::SamplesCompared& compared, const ScanLine& line) {
  const ScanPoint* lowest = line.lowest();
  if (same(compared.share, 1.0)) at_average_ = compared;
  if (lowest && same(compared.share, lowest->share)) at_lowest_ = compared;
  decide(line);
}

void LowestJudge::decide(const ScanLine& line) {
  const ScanPoint* lowest = line.lowest();
  if (!lowest || decided_) return;
  if (same(lowest->share, 1.0)) {
    verdict_ = false;
    decided_ = true;
  } else if (at_lowest_ && at_average_ && at_lowest_->step == at_average_->step &&
             at_lowest_->step >= line.step() && same(at_lowest_->share, lowest->share)) {
    verdict_ = clearlyLower(*at_lowest_, *at_average_);
    decided_ = true;
  }
}

LowestJudge::Needs LowestJudge::needs(const ScanLine& line, bool running) {
  const ScanPoint* lowest = line.lowest();
  if (!lowest || decided_ || tries_ >= kMostTries) return {};
  ++tries_;
  if (running) return {true, true};
  const bool has_lowest =
      at_lowest_ && at_lowest_->step == line.step() && same(at_lowest_->share, lowest->share);
  return {!has_lowest, !(at_average_ && at_average_->step == line.step())};
}

}  // namespace emascope::ui
