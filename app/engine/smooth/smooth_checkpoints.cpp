// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth/smooth_checkpoints.h"

#include "app/common/exit_code.h"
#include "app/common/interruption.h"
#include "app/engine/refusal.h"
#include "app/engine/smooth/checkpoint_average.h"
#include "app/engine/smooth/checkpoint_parts.h"
#include "app/engine/smooth/unreached_edits.h"
#include "core/base/fallback_places.h"
#include "core/base/output_file.h"
#include "core/base/output_plan.h"

#include <algorithm>
#include <iostream>
#include <utility>

namespace emascope {
namespace {

/// Prints notes on how the files were read, each sentence once.
Status tellNotes(const SmoothPlan& plan) {
  std::vector<std::string> told;
  for (const WeightsCheckpoint& checkpoint : plan.input.checkpoints) {
    const auto source = openTensors(checkpoint.files, plan.tensors);
    if (!source) return source.error();
    for (const std::string& note : source.value()->notes()) {
      if (std::ranges::find(told, note) != told.end()) continue;
      told.push_back(note);
      std::cerr << "emascope-engine: " << checkpoint.name << ": " << note << '\n';
    }
  }
  return Ok{};
}

/// Before the first file is read: checks that no input is overwritten and that all outputs can be
/// written.
Result<std::vector<HeldOutput>> holdOutputs(const SmoothPlan& plan,
                                            const std::vector<std::string>& outputs) {
  OutputPlan files;
  for (const WeightsCheckpoint& checkpoint : plan.input.checkpoints) {
    for (const std::string& file : checkpoint.files) files.reads("--input", file);
  }
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    files.writes("--output of track " + plan.tracks[k].label, outputs[k]);
  }
  if (auto status = files.check(); !status) return status.error();
  std::vector<HeldOutput> all;
  for (const std::string& output : outputs) {
    auto held = HeldOutput::take(output);
    if (!held) return held.error();
    all.push_back(std::move(held).value());
  }
  return all;
}

/// Returns the exit code. All outputs that can be written to their own places are complete before
/// the first gets its name.
int writeAll(CheckpointAverage& average, const std::vector<std::string>& outputs) {
  std::vector<Result<SafetensorsWriter>> files;
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    files.push_back(average.write(k, outputs[k]));
    const bool of_the_file = files.back() || files.back().error().where == outputs[k];
    if (!of_the_file) return refuse(files.back().error(), kExitFailure);  // true in any place
  }
  int code = kExitOk;
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    const Status status = files[k] ? files[k].value().commit() : Status(files[k].error());
    if (status) continue;
    const WriteTo write = [&average, k](const std::string& place) -> Status {
      auto file = average.write(k, place);
      return file ? file.value().commit() : Status(file.error());
    };
    code = refuse(writtenElsewhere(outputs[k], write, status.error()), kExitFailure);
  }
  return code;
}

}  // namespace

int smoothCheckpoints(const SmoothPlan& plan) {
  std::vector<std::string> outputs;
  for (const BankTrack& track : plan.tracks) {
    outputs.push_back(outputOf(plan.output, track.label, plan.tracks.size() > 1));
  }
  const auto held = holdOutputs(plan, outputs);
  if (!held) return refuse(held.error(), kExitUsage);
  const auto header = commonHeader(plan.input.checkpoints, plan.tensors);
  if (!header) return refuse(header.error(), kExitUsage);
  auto parts = partsOfTensors(*header, plan.buffers);
  if (!parts) return refuse(parts.error(), kExitUsage);
  const auto lines = checkTensorTracks(plan.tracks, plan.edits, *parts);
  if (!lines) return refuse(lines.error(), kExitUsage);
  if (auto status = tellNotes(plan); !status) return refuse(status.error(), kExitUsage);
  for (const std::string& line : *lines) std::cerr << "emascope-engine: " << line << '\n';

  std::cerr << unreachedEdits(
      plan.edits, plan.tracks,
      static_cast<std::int64_t>(plan.input.checkpoints.size()) - (plan.first_is_initial ? 1 : 0));

  const Interruption interrupted;
  CheckpointAverage average(plan, std::move(parts).value());
  for (std::size_t i = 0; i < plan.input.checkpoints.size(); ++i) {
    const auto line = average.take(i);
    if (!line) return refuse(line.error(), kExitUsage);
    if (!line->empty()) std::cerr << *line << '\n';
    if (!interrupted.requested()) continue;
    std::cerr << "emascope-engine: interrupted: nothing was written\n";
    return exitCodeOfSignal(interrupted.signal());
  }
  if (auto status = average.checkTaken(); !status) return refuse(status.error(), kExitUsage);
  return writeAll(average, outputs);
}

}  // namespace emascope
