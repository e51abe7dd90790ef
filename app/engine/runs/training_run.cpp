// SPDX-License-Identifier: Apache-2.0
#include "app/engine/runs/training_run.h"

#include "app/common/exit_code.h"
#include "app/common/kept_run.h"
#include "app/common/run_words.h"
#include "app/common/standard_output.h"
#include "app/common/weights_tables.h"
#include "app/engine/refusal.h"
#include "core/library/run_folder.h"
#include "core/library/run_keeper.h"
#include "core/library/stored_run.h"

#include <iostream>
#include <utility>
#include <variant>
#include <vector>

namespace emascope {
namespace {

constexpr std::chrono::milliseconds kAnyTime{-1};
constexpr std::chrono::milliseconds kGlance{100};
/// Time that a step or an evaluation may still take after a signal.
constexpr std::chrono::seconds kStepPatience{4};

}  // namespace

TrainingRun::TrainingRun(RunWriter writer, RunExports exports, bool table,
                         Interruption& interruption, const RunKeeping& kept)
    : writer_(std::move(writer)),
      exports_(std::move(exports)),
      table_(table),
      interruption_(interruption),
      keeper_(kept.keeper.get()),
      library_(kept.library),
      places_(kept.checkpoints) {}

int TrainingRun::run(const RunConfig& config) {
  if (!config.resume_from.empty()) origin_ = originOf(config.resume_from);
  const auto session = makeEngineSession(places_);
  session->setWakeup([this] { interruption_.wake(); });
  writer_.setWakeup([this] { interruption_.wake(); });
  for (const SaveSpec& save : config.saves) writer_.watch(save.path);
  writer_.readThinnedFrom([this](const auto& to) { return readKept(to); });
  session->post(command::Start{1, config});
  while (!ended() && (begun() || !session->gaveUp())) {
    interruption_.wait(leaving_since_ ? kGlance : kAnyTime);
    if (interruption_.requested()) leave(*session);
    for (const Event& event : session->drain()) take(event);
    write();
    std::cerr << progress_.update(record_, Clock::now()) << std::flush;
  }
  session->setWakeup({});
  writer_.setWakeup({});
  std::cerr << progress_.clear();
  signal_ = interruption_.signal();
  leaves_thread_ = session->gaveUp();
  if (refused_) return refuse(*refused_);
  if (begun()) return finish();
  say("interrupted before the run began");
  return exitCodeOfSignal(signal_);
}

bool TrainingRun::ended() const {
  return refused_ || record_.state == RunState::kFinished || record_.state == RunState::kFailed;
}

void TrainingRun::leave(WatchedSession& session) {
  const auto now = Clock::now();
  if (!leaving_since_) {
    leaving_since_ = now;
    session.post(command::Stop{});
  }
  const auto waited = now - *leaving_since_;
  const bool in_vain = session.busyFor() >= kStepPatience && waited >= kStepPatience;
  if (!(begun() ? in_vain : waited >= kGlance)) return;
  if (session.giveUp() && begun()) {
    say("the current step does not end and is abandoned; the weights are those before it");
  }
}

void TrainingRun::say(const std::string& sentence) {
  std::cerr << progress_.clear() << sentence << std::endl;
}

void TrainingRun::take(const Event& event) {
  record_.apply(event);
  if (keeper_ != nullptr) keeper_->take(event);
  if (const auto* started = std::get_if<event::Started>(&event)) {
    say(runTitle(*started));
    if (!origin_.empty()) say(goesOnText(record_.from_step, origin_, library_));
    std::cerr << noteLines(started->facts) << std::flush;
    writer_.begin(record_);
  }
  const auto* refusal = std::get_if<event::Rejected>(&event);
  if (refusal && refusal->request != 0) refused_ = refusal->error;
  if (refused_) return;
  if (const auto warning = watch_.look(record_)) say(*warning);
  if (isEarlier(event)) return;
  if (const auto line = eventLine(event, record_.facts.model.metric)) tell(event, *line);
}

bool TrainingRun::isEarlier(const Event& event) const {
  const auto* applied = std::get_if<event::Applied>(&event);
  const auto* changed = std::get_if<event::TracksChanged>(&event);
  const auto* skipped = std::get_if<event::SkippedStep>(&event);
  return (applied != nullptr && applied->step <= record_.from_step) ||
         (changed != nullptr && changed->step <= record_.from_step) ||
         (skipped != nullptr && skipped->step <= record_.from_step);
}

void TrainingRun::tell(const Event& event, const std::string& line) {
  constexpr int kMostTold = 50;
  if (std::holds_alternative<event::Failed>(event)) return say(line);
  if (++told_ <= kMostTold) say(line);
  if (told_ == kMostTold) say("further changes and skipped steps are not listed here");
}

void TrainingRun::write() {
  writer_.append(record_);
  thin();
  tellNews();
}

void TrainingRun::thin() {
  const bool needs_all = keeper_ == nullptr || exports_.html || exports_.tensorboard;
  if (needs_all || writer_.needsAll(record_)) return;
  if (!record_.thin(keeper_->evaluationsOnDisk()) || std::exchange(thinned_, true)) return;
  say("only some of the evaluations before step " +
      std::to_string(record_.points[record_.past.left].step) +
      " stay in memory, and later only some of newer ones; all are on the disk");
}

Status TrainingRun::readKept(const std::function<Status(const RunRecord&)>& take) const {
  const std::string folder = keeper_ == nullptr ? std::string() : keeper_->folder();
  if (!folder.empty()) return readEvaluations(folder, take);
  return Error{"the library", "no longer has the run, with rows that are to be written", ""};
}

std::string TrainingRun::nameOfKept() const {
  if (keeper_ == nullptr) return {};
  if (const std::string folder = keeper_->folder(); !folder.empty()) {
    if (const auto card = readCardIn(folder)) return card->notes.title;
  }
  return firstTitle(record_.config, record_.facts);
}

void TrainingRun::tellNews() {
  for (const OutputNews& news : writer_.takeNews()) {
    say((news.trouble ? "emascope-engine: " : "") + news.text);
  }
  if (keeper_ == nullptr) return;
  for (const std::string& text : keeper_->takeNews()) say("emascope-engine: " + text);
}

int TrainingRun::finish() {
  if (signal_ != 0 && isCutShort(record_)) {
    say("stopped at step " + std::to_string(record_.step) + " of " +
        std::to_string(record_.config.steps));
  } else if (record_.state == RunState::kFinished && !record_.state_reason.empty()) {
    say("ended at step " + std::to_string(record_.step) + ": " + record_.state_reason);
  }
  writer_.finish(record_);
  tellNews();
  const std::vector<std::string> troubles = saveExports(exports_, record_, nameOfKept());
  for (const std::string& trouble : troubles) say("emascope-engine: " + trouble);
  const bool told =
      !table_ || print("emascope-engine", finalTable(record_) + weightsTables(record_));
  const bool unsaved = record_.saves.size() < record_.config.saves.size();
  const bool failed = writer_.failed() || !troubles.empty() || unsaved || !told;
  return exitCodeOf(record_, failed, signal_);
}

}  // namespace emascope
