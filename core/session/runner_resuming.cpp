// SPDX-License-Identifier: Apache-2.0
//
// What Runner keeps of a run for its checkpoints, and how it goes on from one.
#include "core/sandbox/hosted_thread.h"
#include "core/session/runner.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

namespace emascope {

void Runner::tell(Event event) {
  log_.add(event);
  if (log_.isLong()) shortenLog();
  events_.put(std::move(event));
}

// One that is there before the run begins is another run's.
void Runner::chooseJournal() {
  asUnconfined([this] {
    const std::string path = journalBeside(plan_.config.checkpoints.folder);
    std::error_code ignored;
    const bool of_another = std::filesystem::exists(path, ignored);
    journaled_ = JournaledEvaluations(of_another ? std::string() : path);
  });
}

void Runner::shortenLog() {
  asUnconfined([this] { log_.dropBeyondLimit(journaled_.count()); });
}

ScheduledEdit Runner::scheduledEdit(const Edit& edit, std::int64_t step) {
  if (const auto* set = std::get_if<command::SetParams>(&edit)) {
    return {step, set->track, set->values, {}};
  }
  return {.step = step, .action = std::get<command::EditTracks>(edit).action};
}

void Runner::schedule(const ScheduledEdit& edit) {
  auto& of_step = scheduled_[edit.step];
  if (edit.action) {
    of_step.emplace_back(command::EditTracks{0, *edit.action, edit.step});
  } else {
    of_step.emplace_back(command::SetParams{0, edit.track, edit.values, edit.step});
  }
}

Checkpoint Runner::checkpoint() {
  const ModelInfo& model = plan_.facts.model;
  Checkpoint copy{.step = step(),
                  .config = plan_.config,
                  .facts = plan_.facts,
                  .data = {model.train_samples, model.validation_samples,
                           model.test_samples.value_or(0), trainer_->dataHash()},
                  .trainer = trainer_->state(),
                  .tracks = trainer_->tracks(),
                  .seconds = clock_.seconds(steadyNow()),
                  .evaluated = evaluated_,
                  .lowest_loss = improvement_.lowest(),
                  .in_vain = improvement_.inVain(),
                  .events = log_.frames(),
                  .curve_from = log_.curveFrom(),
                  .evaluations_before = static_cast<std::int64_t>(log_.dropped()),
                  .raw_loss = raw_loss_,
                  .track_losses = track_losses_};
  std::ranges::copy_if(notes_, std::back_inserter(copy.notes),
                       [this](const ChartNote& note) { return note.step <= step(); });
  const std::int64_t next = step() + 1;
  for (const Edit& edit : due_) copy.edits.push_back(scheduledEdit(edit, next));
  for (const auto& [at_step, edits] : scheduled_) {
    for (const Edit& edit : edits) copy.edits.push_back(scheduledEdit(edit, at_step));
  }
  for (const Edit& edit : edits_) copy.edits.push_back(scheduledEdit(edit, next));
  return copy;
}

// Not in log_: a note is no part of the run's course, and one that was removed leaves nothing.
void Runner::setNote(const command::SetNote& wanted) {
  const Status status = wanted.removed ? checkNoteRemoval(wanted.note.id, notes_)
                                       : checkNote(wanted.note, notes_, plan_.config.steps);
  if (!status) {
    if (wanted.request != 0) events_.put(event::Rejected{wanted.request, status.error()});
    return;
  }
  applyNote(notes_, wanted.note, wanted.removed);
  checkpoints_.edited();
  ChartNote note = wanted.note;
  if (wanted.removed) note = {.id = wanted.note.id};
  events_.put(event::NoteChanged{wanted.request, std::move(note), wanted.removed});
}

void Runner::noteLosses(const EvalPoint& point) {
  raw_loss_ = point.raw.loss;
  track_losses_.clear();
  const std::vector<TrackSpec> tracks = trainer_->tracks();
  for (std::size_t k = 0; k < tracks.size(); ++k) {
    track_losses_[tracks[k].label] = point.tracks[k].val.loss;
  }
}

Result<Resumption> Runner::resume(const RunConfig& request) const {
  std::optional<Result<Resumption>> resumption;
  asUnconfined([&] { resumption = resumptionOf(request); });
  if (!*resumption) return resumption->error();
  const Status valid = validate((*resumption)->present, run_factory_.catalog);
  if (!valid) return valid.error();
  return *std::move(resumption);
}

void Runner::tellEarlier(const Resumption& resumption) {
  for (const Event& event : resumption.events) events_.put(event);
  for (const ChartNote& note : resumption.checkpoint.notes) {
    events_.put(event::NoteChanged{0, note});
  }
}

void Runner::goOnFrom(const Resumption& resumption) {
  const Checkpoint& from = resumption.checkpoint;
  for (const Event& event : resumption.events) log_.add(event);
  notes_ = from.notes;
  clock_.restart(from.seconds);
  improvement_.restore(from.lowest_loss, from.in_vain);
  begun_ = from.step;
  evaluated_ = from.evaluated;
  owes_evaluation_ = from.step % plan_.config.eval_every == 0 && evaluated_ < from.step;
  raw_loss_ = from.raw_loss;
  track_losses_ = from.track_losses;
  trained_ = from.step > 0;
}

}  // namespace emascope
