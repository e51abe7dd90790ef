// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth/synthesize_snapshots.h"

#include "app/common/exit_code.h"
#include "app/common/interruption.h"
#include "app/common/standard_output.h"
#include "app/common/text_table.h"
#include "app/engine/refusal.h"
#include "app/engine/smooth/smooth_words.h"
#include "app/engine/smooth/snapshot_names.h"
#include "app/engine/smooth/snapshot_sum.h"
#include "core/base/fallback_places.h"
#include "core/base/numbers.h"
#include "core/base/output_plan.h"
#include "core/base/utf8.h"
#include "core/rules/posthoc/power_snapshots.h"
#include "core/rules/units.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <utility>

namespace emascope {
namespace {

constexpr std::string_view kSavedEnding = ".safetensors";

/// What is to be done.
struct SynthesisPlan {
  SnapshotFolder folder = {};
  std::string target = {};  ///< "sigma_rel 0.12"
  std::string other = {};   ///< the same as "gamma 5.25"
  double at = 0.0;
  Synthesis synthesis = {};
  std::vector<WeightsCheckpoint> used = {};  ///< oldest first
  std::vector<double> coefficients = {};     ///< of `used`
  TensorOptions tensors = {};
  std::vector<std::string> copied = {};  ///< globs
};

void tell(const std::string& note) { std::cerr << "emascope-engine: " << asUtf8(note) << '\n'; }

constexpr int kDigits = 6;

std::string gammaText(double gamma) { return "gamma " + formatShort(gamma, kDigits); }

std::string sigmaRelText(double gamma) {
  return "sigma_rel " + formatShort(sigmaRelOfGamma(gamma), kDigits);
}

/// The average that was asked for, and its exponent.
struct WantedProfile {
  TargetProfile profile;
  double gamma = 0.0;
};

Result<WantedProfile> wantedProfile(const SynthesizeOptions& options) {
  if (options.sigma_rel.has_value() == options.gamma.has_value()) {
    return Error{"sigma-rel",
                 options.gamma ? "is given together with --gamma" : "the wanted width is not given",
                 "one of --sigma-rel and --gamma"};
  }
  const char* const where = options.sigma_rel ? "sigma-rel" : "gamma";
  const auto number = parseNumber(options.sigma_rel ? *options.sigma_rel : *options.gamma, where);
  if (!number) return number.error();
  const auto profile = options.sigma_rel ? TargetProfile::sigmaRel(*number, where)
                                         : TargetProfile::gamma(*number, where);
  if (!profile) return profile.error();
  return WantedProfile{*profile, options.sigma_rel ? gammaOfSigmaRel(*number) : *number};
}

Result<double> wantedStep(const SynthesizeOptions& options, const SnapshotFolder& folder) {
  if (!options.step) return folder.snapshots.back().step;
  const auto step = parseInteger(*options.step, "step");
  if (!step) return step.error();
  return folder.in_images ? exactKimg(static_cast<double>(*step)) : static_cast<double>(*step);
}

/// Names of the counters that ema-pytorch stores beside the tensors of the model; empty if the file
/// is not one of that library.
Result<std::vector<std::string>> bookkeeping(const WeightsCheckpoint& checkpoint,
                                             const std::string& key) {
  const std::vector<std::string> own = {"initted", "step"};
  const auto source = openTensors(checkpoint.files, {.key = key});
  if (!source) return source.error();
  const auto& tensors = source.value()->header().tensors;
  const bool library = std::ranges::any_of(
      tensors, [](const TensorInfo& tensor) { return tensor.name.starts_with("ema_model."); });
  const bool all = std::ranges::all_of(own, [&](const std::string& name) {
    return std::ranges::find(tensors, name, &TensorInfo::name) != tensors.end();
  });
  return library && all ? own : std::vector<std::string>();
}

Status readTensorOptions(const SynthesizeOptions& options, SynthesisPlan& plan) {
  auto strip = listOf(options.strip, "strip");
  if (!strip) return strip.error();
  auto copied = listOf(options.copy, "copy");
  if (!copied) return copied.error();
  plan.copied = std::move(copied).value();
  plan.tensors = {.key = options.key.value_or(""), .strip = std::move(strip).value()};
  auto own = bookkeeping(plan.used.back(), plan.tensors.key);
  if (!own) return own.error();
  if (!own->empty()) plan.folder.notes.emplace_back("left out: initted and step of ema-pytorch");
  plan.tensors.leave_out = std::move(own).value();
  return Ok{};
}

Result<SynthesisPlan> planSynthesis(const SynthesizeOptions& options) {
  const auto target = wantedProfile(options);
  if (!target) return target.error();
  if (!options.save.ends_with(kSavedEnding)) {
    return Error{"save", "'" + asUtf8(options.save) + "' does not end in .safetensors",
                 "a name that ends in .safetensors"};
  }
  auto folder = findSnapshots(options.snapshots);
  if (!folder) return folder.error();
  SynthesisPlan plan{
      .folder = std::move(folder).value(),
      .target = target->profile.text(),
      .other = options.sigma_rel ? gammaText(target->gamma) : sigmaRelText(target->gamma)};
  const auto at = wantedStep(options, plan.folder);
  if (!at) return at.error();
  plan.at = *at;
  std::vector<PowerSnapshot> powers;
  for (const Snapshot& each : plan.folder.snapshots) powers.push_back({each.step, each.gamma});
  const SnapshotUnit unit = plan.folder.in_images ? SnapshotUnit::kKimg : SnapshotUnit::kSteps;
  auto synthesis = synthesizePowers(powers, target->gamma, target->profile, plan.at, {.unit = unit},
                                    options.sigma_rel ? "sigma-rel" : "gamma");
  if (!synthesis) return synthesis.error();
  plan.synthesis = std::move(synthesis).value();
  for (std::size_t i = 0; i < plan.synthesis.used; ++i) {  // they are in the order of their steps
    plan.used.push_back(plan.folder.snapshots[i].checkpoint);
    plan.coefficients.push_back(plan.synthesis.coefficients[i]);
  }
  if (auto status = readTensorOptions(options, plan); !status) return status.error();
  return plan;
}

Result<HeldOutput> holdSaved(const SynthesisPlan& plan, const std::string& save) {
  OutputPlan files;
  for (const Snapshot& snapshot : plan.folder.snapshots) {
    for (const std::string& file : snapshot.checkpoint.files) files.reads("--snapshots", file);
  }
  files.writes("--save", save);
  if (auto status = files.check(); !status) return status.error();
  return HeldOutput::take(save);
}

/// How the files were read, each sentence once.
Status noteReading(SynthesisPlan& plan) {
  for (const WeightsCheckpoint& checkpoint : plan.used) {
    const auto source = openTensors(checkpoint.files, plan.tensors);
    if (!source) return source.error();
    for (const std::string& note : source.value()->notes()) {
      if (std::ranges::find(plan.folder.notes, note) == plan.folder.notes.end()) {
        plan.folder.notes.push_back(note);
      }
    }
  }
  return Ok{};
}

/// With six digits; rounding errors of the solution are no weights.
std::string weightText(double weight) {
  constexpr double kNothing = 1e-9;
  return std::abs(weight) < kNothing ? "0" : formatShort(weight, kDigits);
}

std::string reportOf(const SynthesisPlan& plan) {
  constexpr int kFew = 3;
  const bool images = plan.folder.in_images;
  TextTable table({"snapshot", images ? "kimg" : "step", "sigma_rel", "gamma", "weight"});
  for (std::size_t i = 0; i < plan.coefficients.size(); ++i) {
    const Snapshot& snapshot = plan.folder.snapshots[i];
    std::string step = stepWords(snapshot.step, images);
    step = images ? step.substr(0, step.find(' ')) : step.substr(step.find(' ') + 1);
    table.add({asUtf8(snapshot.name), step, formatShort(sigmaRelOfGamma(snapshot.gamma), kDigits),
               formatShort(snapshot.gamma, kDigits), weightText(plan.coefficients[i])});
  }
  constexpr double kExact = 1e-9;
  constexpr double kPercent = 50.0;  // the error counts each wrong weight twice
  std::string text =
      table.text() + "\n" + plan.target + " (" + plan.other + ") at " + stepWords(plan.at, images) +
      " from " + std::to_string(plan.synthesis.used) +
      (plan.synthesis.used == 1 ? " snapshot" : " snapshots") + ": " +
      (plan.synthesis.error < kExact ? "0" : formatShort(kPercent * plan.synthesis.error, kFew)) +
      " % of its weight lies on wrong steps, rounding errors of the snapshots times " +
      formatShort(plan.synthesis.amplification, kFew) + "\n";
  if (plan.synthesis.later > 0) {
    text += std::to_string(plan.synthesis.later) +
            (plan.synthesis.later == 1 ? " snapshot is" : " snapshots are") +
            " of later steps and not used\n";
  }
  return text;
}

}  // namespace

int synthesizeSnapshots(const SynthesizeOptions& options) {
  auto planned = planSynthesis(options);
  if (!planned) return refuse(planned.error(), kExitUsage);
  SynthesisPlan& plan = planned.value();
  const auto held = holdSaved(plan, options.save);
  if (!held) return refuse(held.error(), kExitUsage);
  auto header = commonHeader(plan.used, plan.tensors);
  if (!header) return refuse(header.error(), kExitUsage);
  if (auto status = noteReading(plan); !status) return refuse(status.error(), kExitUsage);
  auto sum = SnapshotSum::begin(plan.used, plan.tensors, std::move(header).value(), plan.copied);
  if (!sum) return refuse(sum.error(), kExitUsage);
  for (const std::string& note : plan.folder.notes) tell(note);

  const Interruption interrupted;
  for (const double coefficient : plan.coefficients) {
    if (auto status = sum.value().add(coefficient); !status) {
      return refuse(status.error(), kExitUsage);
    }
    if (!interrupted.requested()) continue;
    std::cerr << "emascope-engine: interrupted: nothing was written\n";
    return exitCodeOfSignal(interrupted.signal());
  }
  const WriteTo write = [&sum](const std::string& place) -> Status {
    auto file = sum->write(place);
    return file ? file.value().commit() : Status(file.error());
  };
  int code = kExitOk;
  if (auto status = write(options.save); !status) {
    const Error& error = status.error();
    if (error.where != options.save) return refuse(error, kExitFailure);  // true in any place
    code = refuse(writtenElsewhere(options.save, write, error), kExitFailure);
  }
  return print("emascope-engine", reportOf(plan)) ? code : kExitFailure;
}

}  // namespace emascope
