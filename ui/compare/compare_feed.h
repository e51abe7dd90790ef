// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks the engine for what the workspace Compare shows: the pictures of raw and of a mix, their
// paired results, the losses along the line between raw and the average, the distances by tensor,
// and samples. Nothing is asked for while nobody watches. Of each kind at most one request is in
// flight; when the mix moves meanwhile, the last position is asked for afterwards. While the run is
// going on, everything is asked for again every 2 s, together, so that it is of one step; more
// rarely, the losses first, if that would make training slower: see ask_budget.h.
#pragma once

#include "core/protocol/events.h"
#include "ui/compare/ask_budget.h"
#include "ui/compare/lowest_judge.h"
#include "ui/compare/scan_line.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

namespace emascope::ui {

class RunController;

class CompareFeed final : public QObject {
  Q_OBJECT
 public:
  /// `label` returns the label of the track to compare, or empty for none; `watched` returns
  /// whether the workspace is visible.
  CompareFeed(RunController& controller, std::function<std::string()> label,
              std::function<bool()> watched, QObject* parent);

  [[nodiscard]] double share() const { return share_; }
  void setShare(double share);
  /// The workspace has become visible.
  void lookedAt();
  /// `label` may return another track now, or weights may have changed without a step.
  void tracksChanged();
  /// Inputs of validation samples; `for_pictures` keeps those of the pictures apart from those of
  /// the chosen group.
  void showSamples(const std::vector<std::int64_t>& samples, bool for_pictures);

  // The latest answers of this run and track; none before the first.
  [[nodiscard]] const std::optional<event::Rendered>& raw() const { return raw_; }
  [[nodiscard]] const std::optional<event::Rendered>& mix() const { return mix_; }
  [[nodiscard]] const std::optional<event::SamplesCompared>& compared() const { return compared_; }
  [[nodiscard]] const ScanLine& line() const { return line_; }
  /// The losses of a mix: those of the line, or, while steps are taken, those that were asked for
  /// when the mix was chosen, of a later step. Null if they are not known.
  [[nodiscard]] const ScanPoint* lossesAt(double share) const;
  [[nodiscard]] const std::optional<event::DistancesMeasured>& distances() const {
    return distances_;
  }
  [[nodiscard]] const std::optional<event::SamplesShown>& shown(bool for_pictures) const {
    return shown_[for_pictures ? 1 : 0];
  }
  /// Whether the lowest loss of line() is below that of the average by more than the choice of
  /// samples explains; none while that is not known.
  [[nodiscard]] std::optional<bool> lowestIsClear() const { return judge_.verdict(); }
  /// The engine can mix raw and averaged weights. An older one knows the two ends only.
  [[nodiscard]] bool canMix() const;
  /// The task has no picture of its own.
  [[nodiscard]] bool hasNoPicture() const { return no_picture_; }

  /// Milliseconds from one line to the next while the run is going on: between the last two, and at
  /// least AskBudget::kPeriod.
  [[nodiscard]] double lineEvery() const { return line_every_; }

  enum class Part {
    kRaw,
    kMix,
    kCompared,
    kLine,
    kDistances,
    kGroup,
    kPictureSamples,
    kAtLowest,  ///< for lowestIsClear(), as the next one
    kAtAverage
  };
  static constexpr std::size_t kParts = 9;
  /// Why the last request for this part was refused, or why there can be none; empty if it was
  /// answered.
  [[nodiscard]] QString reason(Part part) const;

 Q_SIGNALS:
  void renewed(CompareFeed::Part part);

 private:
  enum class By { kRound, kHand };
  struct Slot {
    std::uint64_t request = 0;  // in flight; 0 = none
    bool wanted = false;
    By wanted_by = By::kRound;
    By asked_by = By::kRound;
    QString reason = {};
  };
  [[nodiscard]] Slot& slot(Part part) { return slots_[static_cast<std::size_t>(part)]; }
  void forget();
  void want(std::initializer_list<Part> parts, By by = By::kRound);
  void stateChanged();
  void weightsChanged();
  void pump();
  void ask(Part part);
  [[nodiscard]] std::uint64_t send(Part part);
  [[nodiscard]] std::uint64_t askLine();
  void begin();
  void beginRound(AskBudget::Round round);
  void goOn();
  void schedule();
  void charge(Part part, double work);
  [[nodiscard]] AskBudget::Costs costs() const;
  [[nodiscard]] bool hasTimeToSpare() const;
  [[nodiscard]] double now() const;
  void takePicture(const event::Rendered& rendered);
  void takeCompared(const event::SamplesCompared& compared);
  void takeLine(const event::Scanned& scanned);
  void takeDistances(const event::DistancesMeasured& measured);
  void takeSamples(const event::SamplesShown& shown);
  void refused(quint64 request, const QString& reason);
  /// The part whose request this answers, if it does. `work`: as in event::Rendered; 0 for a
  /// refusal.
  [[nodiscard]] std::optional<Part> answered(std::uint64_t request, double work);
  void keepLosses(const event::Scanned& scanned);
  void wantForJudge();
  [[nodiscard]] bool running() const;
  [[nodiscard]] bool inFlight() const;
  [[nodiscard]] bool ofOneStep() const;

  RunController& controller_;
  std::function<std::string()> label_;
  std::function<bool()> watched_;
  double share_ = 1.0;
  std::string track_;  // whose answers are kept
  std::array<Slot, kParts> slots_ = {};
  std::optional<event::Rendered> raw_;
  std::optional<event::Rendered> mix_;
  std::optional<event::SamplesCompared> compared_;
  ScanLine line_;
  bool coarse_wanted_ = true;
  bool coarse_asked_ = false;
  std::vector<double> fine_;         // shares to add to the line
  std::optional<ScanPoint> chosen_;  // losses of a chosen mix
  std::int64_t chosen_step_ = 0;     // of chosen_
  LowestJudge judge_;
  std::optional<event::DistancesMeasured> distances_;
  std::array<std::vector<std::int64_t>, 2> samples_ = {};
  std::array<std::optional<event::SamplesShown>, 2> shown_ = {};
  bool no_picture_ = false;
  int tries_ = 0;         // consecutive pairs of pictures of different steps
  bool missed_ = true;    // something is to be asked for when somebody watches
  QTimer round_;          // until the next one, while the run is going on
  bool is_whole_ = true;  // the last round was of everything
  AskBudget budget_;
  std::array<double, kParts> costs_ = {};  // ms of the engine's time, of the last of each
  bool tells_work_ = false;                // the engine does
  double charged_at_ = 0.0;                // up to when its time is accounted for, if it does not
  double line_at_ = 0.0;                   // when the last line was asked for
  double line_every_ = AskBudget::kPeriod;
  QElapsedTimer clock_;
};

}  // namespace emascope::ui
