// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_feed.h"

#include "ui/compare/agreement.h"
#include "ui/compare/mix_scale.h"
#include "ui/run/run_controller.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace emascope::ui {
namespace {

constexpr int kMostFeedTries = 3;  // a step may fall between two requests

bool isSuperseded(const QString& reason) {
  return reason.contains(
      QLatin1String(event::kSuperseded.data(), static_cast<qsizetype>(event::kSuperseded.size())));
}

/// What the engine has against comparing samples, in the words of the window.
QString inPlainWords(const QString& reason) {
  return reason.contains(QLatin1String("no results of single samples"))
             ? CompareFeed::tr("This task has no samples to compare.")
             : reason;
}

/// The command that a part needs, as the catalog lists it.
std::string_view commandOf(CompareFeed::Part part) {
  switch (part) {
    case CompareFeed::Part::kRaw:
    case CompareFeed::Part::kMix:
      return "render";
    case CompareFeed::Part::kCompared:
    case CompareFeed::Part::kAtLowest:
    case CompareFeed::Part::kAtAverage:
      return "compare_samples";
    case CompareFeed::Part::kLine:
      return "scan";
    case CompareFeed::Part::kDistances:
      return "measure_distances";
    case CompareFeed::Part::kGroup:
    case CompareFeed::Part::kPictureSamples:
      break;
  }
  return "show_samples";
}

}  // namespace

CompareFeed::CompareFeed(RunController& controller, std::function<std::string()> label,
                         std::function<bool()> watched, QObject* parent)
    : QObject(parent),
      controller_(controller),
      label_(std::move(label)),
      watched_(std::move(watched)) {
  clock_.start();
  round_.setSingleShot(true);
  connect(&round_, &QTimer::timeout, this, &CompareFeed::goOn);
  connect(&controller_, &RunController::runStarted, this, [this] {
    no_picture_ = false;
    costs_ = {};
    tells_work_ = false;
    line_every_ = AskBudget::kPeriod;
    forget();
    begin();
  });
  connect(&controller_, &RunController::stateChanged, this, &CompareFeed::stateChanged);
  connect(&controller_, &RunController::applied, this, &CompareFeed::weightsChanged);
  connect(&controller_, &RunController::tracksChanged, this, &CompareFeed::tracksChanged);
  connect(&controller_, &RunController::rendered, this, &CompareFeed::takePicture);
  connect(&controller_, &RunController::samplesCompared, this, &CompareFeed::takeCompared);
  connect(&controller_, &RunController::scanned, this, &CompareFeed::takeLine);
  connect(&controller_, &RunController::distancesMeasured, this, &CompareFeed::takeDistances);
  connect(&controller_, &RunController::samplesShown, this, &CompareFeed::takeSamples);
  connect(&controller_, &RunController::pictureRefused, this, &CompareFeed::refused);
  connect(&controller_, &RunController::reportRefused, this, &CompareFeed::refused);
}

void CompareFeed::forget() {
  slots_ = {};
  raw_.reset();
  mix_.reset();
  compared_.reset();
  line_.clear();
  fine_.clear();
  chosen_.reset();
  judge_.forget();
  distances_.reset();
  samples_ = {};
  shown_ = {};
  tries_ = 0;
  track_ = label_();
  for (std::size_t part = 0; part < kParts; ++part) Q_EMIT renewed(static_cast<Part>(part));
}

void CompareFeed::setShare(double share) {
  if (share == share_) return;
  share_ = share;
  if (!lossesAt(share_)) fine_ = {share_};
  want({Part::kMix, Part::kCompared}, By::kHand);
  if (!fine_.empty()) want({Part::kLine}, By::kHand);
  // The raw picture goes on only while no step is taken.
  if (running()) want({Part::kRaw}, By::kHand);
  pump();
}

void CompareFeed::lookedAt() {
  if (!missed_) return pump();
  begin();
}

void CompareFeed::tracksChanged() {
  if (label_() == track_) return weightsChanged();
  forget();
  begin();
}

void CompareFeed::showSamples(const std::vector<std::int64_t>& samples, bool for_pictures) {
  const std::size_t which = for_pictures ? 1 : 0;
  if (samples_[which] == samples) return;
  samples_[which] = samples;
  shown_[which].reset();
  const Part part = for_pictures ? Part::kPictureSamples : Part::kGroup;
  slot(part) = {};
  if (!samples.empty()) want({part});
  Q_EMIT renewed(part);
  pump();
}

bool CompareFeed::canMix() const { return controller_.understands("compare_samples"); }

QString CompareFeed::reason(Part part) const {
  // Before an engine has said what it understands, nothing is known to be missing.
  const std::string_view command = commandOf(part);
  if (!controller_.catalog().presets.empty() && !controller_.understands(command)) {
    return tr("This engine does not know the command %1.")
        .arg(QLatin1String(command.data(), static_cast<qsizetype>(command.size())));
  }
  if (part == Part::kMix && share_ != 1.0 && !controller_.catalog().presets.empty() && !canMix()) {
    return tr("This engine shows raw and averaged weights, but no mix of them.");
  }
  return slots_[static_cast<std::size_t>(part)].reason;
}

void CompareFeed::want(std::initializer_list<Part> parts, By by) {
  for (const Part part : parts) {
    Slot& one = slot(part);
    if (!one.wanted || by == By::kRound) one.wanted_by = by;
    one.wanted = true;
  }
}

bool CompareFeed::running() const { return controller_.state() == RunState::kRunning; }

void CompareFeed::pump() {
  if (!watched_()) {
    missed_ = true;
    return;
  }
  // What is looked at first, first: the picture of a mix and its loss.
  for (const Part part : {Part::kRaw, Part::kMix, Part::kLine, Part::kCompared, Part::kDistances,
                          Part::kGroup, Part::kPictureSamples, Part::kAtLowest, Part::kAtAverage}) {
    if (slot(part).wanted && slot(part).request == 0) ask(part);
  }
}

bool CompareFeed::inFlight() const {
  return std::any_of(slots_.begin(), slots_.end(),
                     [](const Slot& one) { return one.request != 0; });
}

void CompareFeed::ask(Part part) {
  // The engine would drop the older one of two mixes.
  const Part rival = part == Part::kAtLowest ? Part::kCompared : Part::kAtLowest;
  const bool paired = part == Part::kAtLowest || part == Part::kCompared;
  if (paired && slot(rival).request != 0) return;
  // What the judge compares is to be of one step.
  if (part == Part::kAtAverage && slot(Part::kAtLowest).wanted) return;
  Slot& one = slot(part);
  one.wanted = false;
  one.asked_by = one.wanted_by;
  if (track_.empty() && part != Part::kRaw) return;
  const bool refused_mix = part == Part::kMix && share_ != 1.0 && !canMix();
  if (refused_mix) mix_.reset();
  if (refused_mix || !controller_.understands(commandOf(part))) return Q_EMIT renewed(part);
  if (!inFlight()) charged_at_ = now();
  one.request = send(part);
}

std::uint64_t CompareFeed::send(Part part) {
  switch (part) {
    case Part::kRaw:
      return no_picture_ ? 0 : controller_.render("raw");
    case Part::kMix:
      return no_picture_ ? 0 : controller_.renderMix(track_, share_);
    case Part::kCompared:
      return controller_.compareSamples(track_, share_);
    case Part::kLine:
      return askLine();
    case Part::kDistances:
      return controller_.measureDistances(track_);
    case Part::kGroup:
      return controller_.showSamples(samples_[0]);
    case Part::kPictureSamples:
      return controller_.showSamples(samples_[1]);
    case Part::kAtAverage:
      return controller_.compareSamples(track_, 1.0);
    case Part::kAtLowest:
      break;
  }
  const ScanPoint* lowest = line_.lowest();
  return lowest ? controller_.compareSamples(track_, lowest->share) : 0;
}

std::uint64_t CompareFeed::askLine() {
  coarse_asked_ = coarse_wanted_;
  std::vector<double> shares = std::exchange(fine_, {});
  if (coarse_wanted_) {
    const std::vector<double> coarse = coarseShares();
    // What the last line was refined by, since no second request would be of the same step.
    if (const ScanPoint* lowest = line_.lowest(); lowest && running()) {
      shares = sharesAround(lowest->share);
      shares.push_back(lowest->share);
    }
    shares.push_back(share_);
    shares.insert(shares.end(), coarse.begin(), coarse.end());
  }
  if (shares.empty()) return 0;
  coarse_wanted_ = false;
  std::sort(shares.begin(), shares.end());
  const auto same = [](double a, double b) { return std::abs(a - b) < 1e-6; };
  shares.erase(std::unique(shares.begin(), shares.end(), same), shares.end());
  return controller_.scan({track_, shares});
}

std::optional<CompareFeed::Part> CompareFeed::answered(std::uint64_t request, double work) {
  for (std::size_t i = 0; i < kParts; ++i) {
    if (request == 0 || slots_[i].request != request) continue;
    slots_[i].request = 0;
    slots_[i].reason.clear();
    charge(static_cast<Part>(i), work);
    schedule();
    return static_cast<Part>(i);
  }
  return std::nullopt;
}

bool CompareFeed::ofOneStep() const { return raw_ && mix_ && raw_->step == mix_->step; }

void CompareFeed::takePicture(const event::Rendered& rendered) {
  const auto part = answered(rendered.request, rendered.work);
  if (!part) return;
  (*part == Part::kRaw ? raw_ : mix_) = rendered;
  const bool both = slot(Part::kRaw).request == 0 && slot(Part::kMix).request == 0;
  if (both && ofOneStep()) tries_ = 0;
  const bool apart = both && raw_ && mix_ && !ofOneStep();
  if (apart && ++tries_ < kMostFeedTries) {
    want({Part::kRaw, Part::kMix}, slot(Part::kMix).asked_by);
  }
  Q_EMIT renewed(*part);
  pump();
}

void CompareFeed::takeCompared(const event::SamplesCompared& compared) {
  const auto part = answered(compared.request, compared.work);
  if (!part) return;
  if (!isComplete(compared)) {
    slot(*part).reason = tr("The engine's results of single samples are incomplete.");
    Q_EMIT renewed(*part);
    return pump();
  }
  if (*part == Part::kCompared) {
    compared_ = compared;
    Q_EMIT renewed(Part::kCompared);
  }
  const auto before = judge_.verdict();
  judge_.take(compared, line_);
  if (judge_.verdict() != before) Q_EMIT renewed(Part::kLine);
  wantForJudge();
  pump();
}

/// Nothing before a line has been refined, while a pair of results is on its way, or for a line
/// that was asked for alone.
void CompareFeed::wantForJudge() {
  if (!is_whole_) return;
  for (const Part part : {Part::kAtLowest, Part::kAtAverage, Part::kLine}) {
    if (slot(part).wanted || slot(part).request != 0) return;
  }
  const LowestJudge::Needs needs = judge_.needs(line_, running());
  if (needs.lowest) want({Part::kAtLowest});
  if (needs.average) want({Part::kAtAverage});
}

const ScanPoint* CompareFeed::lossesAt(double share) const {
  if (const ScanPoint* point = line_.at(share)) return point;
  return chosen_ && std::abs(chosen_->share - share) < kSameShare ? &*chosen_ : nullptr;
}

/// Those of the chosen mix, also if a step was taken since the line was measured.
void CompareFeed::keepLosses(const event::Scanned& scanned) {
  if (scanned.spec.track != track_ || scanned.vals.size() != scanned.spec.shares.size()) return;
  for (std::size_t i = 0; i < scanned.vals.size(); ++i) {
    if (std::abs(scanned.spec.shares[i] - share_) >= kSameShare) continue;
    chosen_ = ScanPoint{share_, scanned.vals[i]};
    chosen_step_ = scanned.step;
  }
}

void CompareFeed::takeLine(const event::Scanned& scanned) {
  if (answered(scanned.request, scanned.work) != Part::kLine) return;
  if (coarse_asked_ && chosen_step_ < scanned.step) chosen_.reset();
  if (!coarse_asked_) keepLosses(scanned);
  if (line_.take(scanned, coarse_asked_)) {
    const ScanPoint* lowest = line_.lowest();
    if (coarse_asked_ && lowest && !running()) {
      fine_ = sharesAround(lowest->share);
      want({Part::kLine});
    }
    judge_.lineChanged(line_);
    if (compared_) judge_.take(*compared_, line_);
    wantForJudge();
  }
  Q_EMIT renewed(Part::kLine);
  pump();
}

void CompareFeed::takeDistances(const event::DistancesMeasured& measured) {
  if (answered(measured.request, measured.work) != Part::kDistances) return;
  distances_ = measured;
  Q_EMIT renewed(Part::kDistances);
  pump();
}

void CompareFeed::takeSamples(const event::SamplesShown& shown) {
  const auto part = answered(shown.request, shown.work);
  if (!part) return;
  shown_[*part == Part::kPictureSamples ? 1 : 0] = shown;
  Q_EMIT renewed(*part);
  pump();
}

void CompareFeed::refused(quint64 request, const QString& reason) {
  const auto part = answered(request, 0.0);
  if (!part) return;
  if (isSuperseded(reason)) {
    want({*part}, slot(*part).asked_by);
  } else {
    slot(*part).reason = inPlainWords(reason);
    // Raw is always there, so that its refusal is about the task.
    if (*part == Part::kRaw && !raw_) no_picture_ = true;
    Q_EMIT renewed(*part);
  }
  pump();
}

}  // namespace emascope::ui
