// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/options/run_options.h"

#include "core/base/numbers.h"
#include "core/base/quoted.h"
#include "core/protocol/options/action_options.h"
#include "core/protocol/options/resume_options.h"
#include "core/protocol/options/track_options.h"
#include "core/protocol/options/training_options.h"

#include <charconv>
#include <limits>
#include <utility>

namespace emascope {
namespace {

constexpr std::string_view kNoTracks = "none";

Status readCount(const std::optional<std::string>& typed, const char* where, std::int64_t& value) {
  if (!typed) return Ok{};
  const auto parsed = parseTypedInteger(*typed, where);
  if (!parsed) return Error{where, parsed.error().why, "a whole number such as 100"};
  value = *parsed;
  return Ok{};
}

Status readSeed(const std::optional<std::string>& typed, std::uint64_t& value) {
  if (!typed) return Ok{};
  const std::string digits = ungrouped(*typed);
  const char* const end = digits.data() + digits.size();
  const auto [stop, failure] = std::from_chars(digits.data(), end, value);
  if (!digits.empty() && failure == std::errc() && stop == end) return Ok{};
  const auto whole = parseTypedInteger(digits, "seed");  // "1e4"
  if (whole && *whole >= 0) {
    value = static_cast<std::uint64_t>(*whole);
    return Ok{};
  }
  return Error{"seed", inQuotes(*typed) + " is not allowed",
               "a whole number, at least 0 and at most " +
                   std::to_string(std::numeric_limits<std::uint64_t>::max())};
}

Status readRate(const std::optional<std::string>& typed, const Catalog& catalog, double& lr) {
  if (!typed) return Ok{};
  const auto parsed = parseNumber(*typed, "lr");
  if (!parsed) return parsed.error();
  lr = *parsed;
  for (const ParamSpec& spec : catalog.run_params) {  // validate() takes 0 as the preset's
    if (spec.id == "lr") return checkValue(spec, lr, "");
  }
  return Ok{};
}

Status readSpeed(const std::optional<std::string>& typed, double& speed) {
  if (!typed) return Ok{};
  const auto parsed = parseNumber(*typed, "speed");
  if (!parsed) return parsed.error();
  speed = *parsed;
  return Ok{};
}

Status readAllTracks(const std::vector<std::string>& typed, const Catalog& catalog,
                     std::vector<TrackSpec>& tracks) {
  if (typed.empty()) return Ok{};
  tracks.clear();
  if (typed.size() == 1 && typed.front() == kNoTracks) return Ok{};
  auto read = readTracks(typed, catalog);
  if (!read) return read.error();
  tracks = std::move(read).value();
  return Ok{};
}

Status readSyntheses(const RunOptions& options, RunConfig& config) {
  if (auto status = readCount(options.snapshots, "snapshots", config.snapshot_every); !status)
    return status;
  if (auto status = readCount(options.snapshot_mib, "snapshot-mib", config.snapshot_mib); !status)
    return status;
  if (options.snapshot_mib && config.snapshot_every == 0) {
    return Error{"snapshot-mib", "no snapshots are kept", "together with --snapshots N"};
  }
  for (const std::string& text : options.syntheses) {
    auto spec = readSynthesis(text);
    if (!spec) return spec.error();
    config.syntheses.push_back(std::move(spec).value());
  }
  return Ok{};
}

Status readAsked(const RunOptions& options, RunConfig& config) {
  for (const std::string& text : options.scans) {
    auto spec = readScan(text);
    if (!spec) return spec.error();
    config.scans.push_back(std::move(spec).value());
  }
  for (const std::string& text : options.saves) {
    auto spec = readSave(text);
    if (!spec) return spec.error();
    config.saves.push_back(std::move(spec).value());
  }
  return Ok{};
}

Status readAll(const RunOptions& options, const Catalog& catalog, RunConfig& config) {
  if (auto status = readCount(options.steps, "steps", config.steps); !status) return status;
  if (auto status = readCount(options.planned_steps, "planned-steps", config.planned_steps);
      !status) {
    return status;
  }
  if (auto status = readSeed(options.seed, config.seed); !status) return status;
  if (auto status = readCount(options.eval_every, "eval-every", config.eval_every); !status) {
    return status;
  }
  if (options.device) config.device = *options.device;
  if (auto status = readCount(options.threads, "threads", config.threads); !status) return status;
  if (auto status = readRate(options.lr, catalog, config.lr); !status) return status;
  if (auto status = readTraining(options, config); !status) return status;
  if (auto status = readSpeed(options.speed, config.speed); !status) return status;
  if (auto status = readAllTracks(options.tracks, catalog, config.tracks); !status) return status;
  auto edits = readScheduled(options.dos, options.sets, config.tracks, catalog);
  if (!edits) return edits.error();
  config.edits.insert(config.edits.end(), edits->begin(), edits->end());
  if (auto status = readAsked(options, config); !status) return status;
  if (auto status = readCheckpoints(options.checkpoints, config.checkpoints); !status) {
    return status;
  }
  return readSyntheses(options, config);
}

}  // namespace

Result<RunConfig> resolveOver(const RunOptions& options, const Catalog& catalog, RunConfig base) {
  if (options.resume->empty()) {
    return Error{"resume", "is empty", "a checkpoint, or a folder of checkpoints"};
  }
  base.resume_from = *options.resume;
  if (options.preset) base.preset = *options.preset;
  for (const auto& [name, value] : options.user_task) base.user_task[name] = value;
  if (options.tracks == std::vector<std::string>{std::string(kNoTracks)} && base.preset.empty()) {
    return Error{"track", "'none' cannot be combined with --resume here", "'remove', with --do"};
  }
  if (const auto status = readAll(options, catalog, base); !status) return status.error();
  return base;
}

Result<RunConfig> resolve(const RunOptions& options, const Catalog& catalog) {
  if (options.resume) return resumeRequest(options, catalog);
  RunConfig config;
  if (!options.user_task.empty()) {
    config = catalog.own.config;
  } else if (!catalog.presets.empty()) {
    config = catalog.presets.front().config;
  }
  if (options.preset) {
    const PresetInfo* preset = findPreset(catalog, *options.preset);
    if (preset) config = preset->config;
    config.preset = *options.preset;  // an unknown one is refused below
  }
  config.user_task = options.user_task;
  if (findPreset(catalog, config.preset)) {
    if (const auto status = readAll(options, catalog, config); !status) return status.error();
  }
  if (const auto status = validate(config, catalog); !status) return status.error();
  return config;
}

Result<RunConfig> withOptions(RunConfig base, const RunOptions& options, const Catalog& catalog) {
  if (const auto status = readAll(options, catalog, base); !status) return status.error();
  if (const auto status = validate(base, catalog); !status) return status.error();
  return base;
}

std::vector<std::string> replayOptions(const RunConfig& config) {
  std::vector<std::string> words = userTaskArguments(config.user_task);
  if (config.user_task.empty()) words = {"--preset", config.preset};
  words.insert(words.end(),
               {"--steps", std::to_string(config.steps), "--seed", std::to_string(config.seed),
                "--eval-every", std::to_string(config.eval_every), "--device", config.device,
                "--threads", std::to_string(config.threads), "--lr", formatNumber(config.lr),
                "--speed", formatNumber(config.speed)});
  const auto add = [&words](const char* name, std::string value) {
    words.emplace_back(name);
    words.push_back(std::move(value));
  };
  if (plannedSteps(config) != config.steps) {
    add("--planned-steps", std::to_string(config.planned_steps));
  }
  for (std::string& word : trainingOptions(config.training)) words.push_back(std::move(word));
  if (config.tracks.empty()) add("--track", std::string(kNoTracks));
  for (const TrackSpec& track : config.tracks) add("--track", trackOption(track));
  for (std::string& word : scheduledOptions(config.edits)) words.push_back(std::move(word));
  if (config.snapshot_every > 0) {
    add("--snapshots", std::to_string(config.snapshot_every));
    add("--snapshot-mib", std::to_string(config.snapshot_mib));
  }
  for (const SynthesisSpec& spec : config.syntheses) add("--synthesize", synthesisOption(spec));
  for (const ScanSpec& spec : config.scans) add("--scan", scanOption(spec));
  for (const SaveSpec& spec : config.saves) add("--save", saveOption(spec));
  return words;
}

std::string shellLine(const std::vector<std::string>& words) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+=:,./@%";
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line += ' ';
    if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) {
      line += word;
      continue;
    }
    line += '\'';
    for (const char c : word) line += c == '\'' ? std::string("'\\''") : std::string(1, c);
    line += '\'';
  }
  return line;
}

}  // namespace emascope
