// SPDX-License-Identifier: Apache-2.0
#include "core/session/resumption.h"

#include "core/base/output_file.h"
#include "core/base/quoted.h"
#include "core/models/user_task/task_files.h"
#include "core/protocol/record/settings_edits.h"
#include "core/rules/schedule.h"
#include "core/session/failure.h"
#include "core/session/resumable_config.h"
#include "core/session/run_journal.h"
#include "core/store/checkpoint_folder.h"
#include "core/train/state_tensors.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include <ATen/Parallel.h>

namespace emascope {
namespace {

constexpr const char* kResume = "resume";

struct FoundCheckpoint {
  std::string path = {};
  Checkpoint checkpoint = {};
  std::vector<std::string> remarks = {};
};

/// The newest good one of a folder; those that are newer and damaged are named.
Result<FoundCheckpoint> newestIn(const std::string& folder) {
  auto newest = newestGood(folder);
  if (!newest) return newest.error();
  FoundCheckpoint found;
  for (const RefusedCheckpoint& refused : newest->refused) {
    found.remarks.push_back("checkpoint " + refused.name +
                            " is not used: " + refused.error.message());
  }
  if (!newest->file) {
    const std::string why =
        newest->refused.empty() ? "has no checkpoint" : "has no checkpoint that verifies: ";
    return Error{folder, why + listedDifferences(found.remarks),
                 "a folder with step-NNNNNNNNN.emascope files"};
  }
  found.path = checkpointPath(folder, newest->file->name);
  if (!found.remarks.empty()) {
    found.remarks.push_back("checkpoint " + newest->file->name + " is used instead");
  }
  auto decoded = decodeCheckpoint(std::move(newest.value().content), found.path);
  if (!decoded) return decoded.error();
  found.checkpoint = std::move(decoded).value();
  return found;
}

Result<FoundCheckpoint> findCheckpoint(const std::string& resume_from) {
  std::error_code error;
  if (std::filesystem::is_directory(resume_from, error)) return newestIn(resume_from);
  auto content = readSealedFile(resume_from);
  if (!content) return content.error();
  auto decoded = decodeCheckpoint(std::move(content).value(), resume_from);
  if (!decoded) return decoded.error();
  return FoundCheckpoint{resume_from, std::move(decoded).value(), {}};
}

/// A record with these tracks now.
RunRecord recordOf(const RunConfig& config, std::vector<TrackSpec> tracks) {
  RunRecord record;
  record.config = config;
  record.config.tracks = tracks;
  record.alive = tracks.size();
  record.tracks = std::move(tracks);
  return record;
}

/// With every parameter, as they are in a run; an unknown rule is left for validate().
TrackSpec withAllParameters(TrackSpec track) {
  const ScheduleEntry* rule = findRule(track.schedule);
  if (rule == nullptr) return track;
  const auto values = orderedValues(*rule, track.params, track.label);
  if (!values) return track;
  for (std::size_t i = 0; i < values->size(); ++i) track.params[rule->params[i].id] = (*values)[i];
  return track;
}

std::vector<ScheduledEdit> changesOf(const Resumption& resumption, const RunConfig& request) {
  if (request.tracks.empty() && request.preset.empty()) return {};
  std::vector<TrackSpec> wanted;
  for (const TrackSpec& track : request.tracks) wanted.push_back(withAllParameters(track));
  const RunConfig& run = resumption.config;
  const std::vector<TrackSpec>& now = resumption.checkpoint.tracks;
  return editsBetween(recordOf(run, now), recordOf(run, std::move(wanted)),
                      resumption.checkpoint.step + 1);
}

/// Says of each track whose rule the request changes what is kept and what restarts.
std::vector<std::string> changeRemarks(const Checkpoint& checkpoint,
                                       const std::vector<ScheduledEdit>& changes) {
  std::vector<std::string> remarks;
  for (const ScheduledEdit& edit : changes) {
    const TrackSpec* track = edit.action ? ruleSetBy(*edit.action) : nullptr;
    if (track == nullptr) continue;
    const auto old = std::ranges::find(checkpoint.tracks, track->label, &TrackSpec::label);
    if (old == checkpoint.tracks.end()) continue;
    const std::string rules = old->schedule + " to " + track->schedule;
    const std::string of = "track " + track->label + " changes from " +
                           (old->schedule == track->schedule ? "some tensors to others" : rules);
    remarks.push_back(changesRuleOf(*edit.action, track->label)
                          ? of + ": its average and its count of steps are kept"
                          : of +
                                ", whose average is of another kind: it restarts from the "
                                "raw weights of step " +
                                std::to_string(checkpoint.step));
  }
  return remarks;
}

/// What of the request does not fit the run.
std::vector<std::string> unfit(const Checkpoint& checkpoint, const RunConfig& request) {
  std::vector<std::string> wrong;
  if (!request.preset.empty()) wrong = resumedDifferences(checkpoint.config, request);
  if (request.steps != 0 && request.steps < checkpoint.step) {
    wrong.push_back("steps is " + std::to_string(request.steps) + ", and the run has taken " +
                    std::to_string(checkpoint.step));
  }
  for (const ScheduledEdit& edit : request.edits) {
    if (edit.step > checkpoint.step) continue;
    wrong.push_back("an edit is for step " + std::to_string(edit.step) +
                    ", which the run has taken");
  }
  return wrong;
}

/// The run's settings with what the request changes.
RunConfig mergedConfig(const Checkpoint& checkpoint, const RunConfig& request) {
  RunConfig config = checkpoint.config;
  config.planned_steps = plannedSteps(config);
  if (request.steps > 0) config.steps = request.steps;
  if (config.planned_steps == config.steps) config.planned_steps = 0;
  // As the run had it: "auto" could be another one today.
  config.device = request.device.empty() ? checkpoint.facts.device : request.device;
  config.threads = request.threads > 0 ? request.threads : checkpoint.facts.threads;
  config.speed = request.speed;
  config.start_paused = request.start_paused;
  config.pause_on_divergence = request.pause_on_divergence;
  config.resume_from = request.resume_from;
  config.checkpoints = request.checkpoints;
  if (!request.syntheses.empty()) config.syntheses = request.syntheses;
  if (!request.scans.empty()) config.scans = request.scans;
  if (!request.saves.empty()) config.saves = request.saves;
  for (const auto& [key, value] : request.user_task) {
    if (mayMove(key)) config.user_task[key] = value;
  }
  return config;
}

/// Where the run goes on otherwise than it did, so that its bits may differ.
void addRemarks(const PreparedRun& prepared, Resumption& resumption) {
  const RunFacts& before = resumption.checkpoint.facts;
  const RunFacts& now = prepared.plan.facts;
  std::vector<std::string> other;
  if (before.device != now.device) {
    other.push_back("on " + now.device + " instead of " + before.device);
  }
  if (before.threads != now.threads) {
    other.push_back("with " + std::to_string(now.threads) + " instead of " +
                    std::to_string(before.threads) + " threads");
  }
  if (before.engine != now.engine) {
    other.push_back("by " + now.engine + " instead of " + before.engine);
  }
  if (other.empty()) return;
  resumption.remarks.push_back("the run goes on " + listedDifferences(other) +
                               "; the last bits of its results may differ from those of one run");
}

/// Another file of data is wrong; another one of a model is told, as its tensors are compared, and
/// so is a large folder of data with the same names and sizes.
void compareFiles(Resumption& resumption, const ModelInfo& now, std::vector<std::string>& wrong) {
  const std::vector<InputFile>& then = resumption.checkpoint.facts.model.files;
  for (InputChange& change : changedInputs(then, now.files)) {
    const bool told = change.times_only || !mayMove(change.option);
    (told ? resumption.remarks : wrong).push_back(std::move(change.text));
  }
}

void compareData(const Checkpoint& checkpoint, const RunPlan& plan, const std::string& hash,
                 std::vector<std::string>& wrong) {
  const DataFingerprint& data = checkpoint.data;
  const ModelInfo& model = plan.facts.model;
  const std::size_t before = wrong.size();
  const auto compare = [&](const std::string& what, std::int64_t run, std::int64_t now) {
    if (run == now) return;
    wrong.push_back("there are " + std::to_string(run) + " " + what + " in the checkpoint and " +
                    std::to_string(now) + " now");
  };
  compare("training samples", data.train_samples, model.train_samples);
  compare("validation samples", data.validation_samples, model.validation_samples);
  compare("test samples", data.test_samples, model.test_samples.value_or(0));
  if (wrong.size() == before && hash != data.sha256) {
    wrong.push_back("the samples have changed, but not their number: their SHA-256 is " +
                    data.sha256 + " in the checkpoint and " + hash + " now");
  }
}

}  // namespace

Result<Resumption> resumptionOf(const RunConfig& request) {
  auto found = findCheckpoint(request.resume_from);
  if (!found) return found.error();
  // The run may have been killed while it wrote the next one, and the new run has another folder.
  removeUnfinished(std::filesystem::path(found->path).parent_path().string());
  Resumption resumption{.path = found->path,
                        .checkpoint = std::move(found.value().checkpoint),
                        .remarks = std::move(found.value().remarks)};
  const Checkpoint& checkpoint = resumption.checkpoint;
  if (const auto wrong = unfit(checkpoint, request); !wrong.empty()) {
    return Error{
        std::string(kResume) + " " + resumption.path, listedDifferences(wrong),
        "the settings of the run; other steps, tracks, device, threads, speed and outputs"};
  }
  resumption.config = mergedConfig(checkpoint, request);
  resumption.changes = changesOf(resumption, request);
  for (std::string& remark : changeRemarks(checkpoint, resumption.changes)) {
    resumption.remarks.push_back(std::move(remark));
  }
  RunConfig present = resumption.config;
  present.tracks = checkpoint.tracks;
  present.edits = resumption.changes;
  present.edits.insert(present.edits.end(), checkpoint.edits.begin(), checkpoint.edits.end());
  present.edits.insert(present.edits.end(), request.edits.begin(), request.edits.end());
  if (present.training.stop && std::ranges::none_of(present.tracks, [&](const TrackSpec& track) {
        return track.label == present.training.stop->of;
      })) {
    present.training.stop->of = "raw";  // its track was removed
  }
  resumption.present = std::move(present);
  resumption.config.edits.insert(resumption.config.edits.end(), request.edits.begin(),
                                 request.edits.end());
  auto events = eventsUpTo(checkpoint, resumption.path, resumption.remarks);
  if (!events) return events.error();
  resumption.events = std::move(events).value();
  return resumption;
}

Result<RunConfig> resumableConfig(const std::string& resume_from) {
  auto found = findCheckpoint(resume_from);
  if (!found) return found.error();
  RunConfig config = found->checkpoint.config;
  config.tracks = found->checkpoint.tracks;
  config.steps = 0;
  config.planned_steps = 0;
  config.device.clear();
  config.threads = 0;
  config.edits.clear();
  config.syntheses.clear();
  config.scans.clear();
  config.saves.clear();
  config.checkpoints = {};
  std::error_code error;  // they go on being written where they are
  if (std::filesystem::is_directory(resume_from, error)) config.checkpoints.folder = resume_from;
  config.resume_from = resume_from;
  return config;
}

Status buildResumed(PreparedRun& prepared, Resumption& resumption) {
  const int threads = at::get_num_threads();  // of the run that goes on, if this is refused
  const auto refused = [&](Error error) -> Status {
    at::set_num_threads(threads);
    return error;
  };
  const Checkpoint& checkpoint = resumption.checkpoint;
  std::vector<std::string> wrong;
  auto built = std::make_shared<std::unique_ptr<Trainer>>();
  try {
    *built = prepared.build();
    compareFiles(resumption, prepared.plan.facts.model, wrong);
    compareData(checkpoint, prepared.plan, (*built)->dataHash(), wrong);
    if (const Status status = (*built)->restore(checkpoint.trainer); !status) {
      wrong.push_back(status.error().where + ": " + status.error().why);
    }
  } catch (...) {
    return refused({resumption.path, failureOfCurrentException(0).what, ""});
  }
  if (wrong.empty() && (*built)->stepsDone() != checkpoint.step) {
    wrong.emplace_back("its weights and its settings are of different steps");
  }
  if (!wrong.empty()) {
    return refused({std::string(kResume) + " " + resumption.path, listedDifferences(wrong),
                    "the same data, model and optimizer"});
  }
  prepared.build = [built, count = static_cast<int>(prepared.plan.facts.threads)] {
    at::set_num_threads(count);
    return std::move(*built);
  };
  addRemarks(prepared, resumption);
  auto& notes = prepared.plan.facts.model.notes;
  notes.insert(notes.end(), resumption.remarks.begin(), resumption.remarks.end());
  resumption.checkpoint.trainer = {};  // it is in the trainer now
  return Ok{};
}

}  // namespace emascope
