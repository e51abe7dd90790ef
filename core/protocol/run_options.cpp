// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/run_options.h"

#include "core/base/numbers.h"
#include "core/rules/live_edit.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>
#include <utility>

namespace emascope {
namespace {

constexpr std::string_view kDefaultSchedule = "inverse-power";
constexpr std::string_view kNoTracks = "none";
constexpr const char* kTrackForm = "[LABEL:]key=value{,key=value}";
constexpr const char* kSetForm =
    "STEP:TRACK.PARAM=VALUE{,PARAM=VALUE}, STEP:TRACK.reseed=1 or STEP:lr=VALUE";

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

std::vector<std::string_view> splitAt(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

struct Assignment {
  std::string key = {};
  std::string value = {};
};

/// "key=value{,key=value}". A value may hold '=' itself ("hl=138"), a key may not be repeated.
Result<std::vector<Assignment>> assignments(std::string_view text, const std::string& where,
                                            const char* form) {
  std::vector<Assignment> list;
  for (const std::string_view part : splitAt(text, ',')) {
    const auto equals = part.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      return Error{where, quoted(part) + " is not key=value", form};
    }
    Assignment next{std::string(part.substr(0, equals)), std::string(part.substr(equals + 1))};
    for (const Assignment& earlier : list) {
      if (earlier.key == next.key) {
        return Error{where, quoted(next.key) + " is given twice", "each key once"};
      }
    }
    list.push_back(std::move(next));
  }
  return list;
}

Status readCount(const std::optional<std::string>& typed, const char* where, std::int64_t& value) {
  if (!typed) return Ok{};
  const auto parsed = parseInteger(*typed, where);
  if (!parsed) return Error{where, parsed.error().why, "a whole number such as 100"};
  value = *parsed;
  return Ok{};
}

Status readSeed(const std::optional<std::string>& typed, std::uint64_t& value) {
  if (!typed) return Ok{};
  const char* const end = typed->data() + typed->size();
  const auto [stop, failure] = std::from_chars(typed->data(), end, value);
  if (!typed->empty() && failure == std::errc() && stop == end) return Ok{};
  return Error{"seed", quoted(*typed) + " is not allowed",
               "a whole number, at least 0 and at most " +
                   std::to_string(std::numeric_limits<std::uint64_t>::max())};
}

Status readRate(const std::optional<std::string>& typed, const Catalog& catalog, double& lr) {
  if (!typed) return Ok{};
  const auto parsed = parseNumber(*typed, "lr");
  if (!parsed) return parsed.error();
  lr = *parsed;
  for (const ParamSpec& spec : catalog.run_params) {  // 0 would mean the preset's to validate()
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

Result<BufferPolicy> bufferPolicy(const std::string& text, const std::string& where) {
  for (const BufferPolicy policy : {BufferPolicy::kCopy, BufferPolicy::kAverage}) {
    if (text == bufferPolicyText(policy)) return policy;
  }
  return Error{where + ": buffers", quoted(text) + " is not known", "copy, average"};
}

/// A track as typed; its label stays empty if none was.
Result<TrackSpec> readTrack(const std::string& text, const Catalog& catalog) {
  const auto colon = text.find(':');
  const bool labelled = colon != std::string::npos && colon < text.find('=');
  TrackSpec track;
  std::string where = "track";
  if (labelled) {
    track.label = text.substr(0, colon);
    if (const auto status = checkLabel(track.label); !status) return status.error();
    where += " " + track.label;
  }
  const auto items =
      assignments(labelled ? std::string_view(text).substr(colon + 1) : text, where, kTrackForm);
  if (!items) return items.error();
  track.schedule = kDefaultSchedule;
  for (const Assignment& item : *items) {
    if (item.key == "schedule") track.schedule = item.value;
  }
  const ScheduleInfo* schedule = findSchedule(catalog, track.schedule);
  if (!schedule) {
    std::string known;
    for (const ScheduleInfo& info : catalog.schedules) {
      known += (known.empty() ? "" : ", ") + info.id;
    }
    return Error{where + ": schedule", quoted(track.schedule) + " is not known", known};
  }
  for (const Assignment& item : *items) {
    if (item.key == "schedule") continue;
    if (item.key == "buffers") {
      const auto policy = bufferPolicy(item.value, where);
      if (!policy) return policy.error();
      track.buffers = *policy;
      continue;
    }
    const auto spec = std::find_if(schedule->params.begin(), schedule->params.end(),
                                   [&](const ParamSpec& known) { return known.id == item.key; });
    if (spec == schedule->params.end()) {
      std::string known = "schedule, buffers";
      for (const ParamSpec& param : schedule->params) known += ", " + param.id;
      return Error{where, quoted(item.key) + " is not a parameter of " + schedule->id, known};
    }
    const auto value = parseNumber(item.value, where + ": " + item.key);
    if (!value) return value.error();
    if (const auto status = checkValue(*spec, *value, where); !status) return status.error();
    track.params[item.key] = *value;
  }
  return track;
}

/// Those without a label are called as their schedule, whatever the order they were typed in.
void nameTracks(std::vector<TrackSpec>& tracks) {
  std::set<std::string> taken;
  for (const TrackSpec& track : tracks) taken.insert(track.label);
  for (TrackSpec& track : tracks) {
    if (!track.label.empty()) continue;
    track.label = track.schedule;
    for (int number = 2; !taken.insert(track.label).second; ++number) {
      track.label = track.schedule + "-" + std::to_string(number);
    }
  }
}

Status readTracks(const std::vector<std::string>& typed, const Catalog& catalog,
                  std::vector<TrackSpec>& tracks) {
  if (typed.empty()) return Ok{};
  tracks.clear();
  if (typed.size() == 1 && typed.front() == kNoTracks) return Ok{};
  for (const std::string& text : typed) {
    auto track = readTrack(text, catalog);
    if (!track) return track.error();
    tracks.push_back(std::move(track).value());
  }
  nameTracks(tracks);
  return Ok{};
}

Result<ScheduledEdit> readEdit(const std::string& text) {
  const std::string where = "set " + quoted(text);
  const auto colon = text.find(':');
  const auto equals = text.find('=');
  if (colon == std::string::npos || equals == std::string::npos || equals < colon) {
    return Error{where, "is not understood", kSetForm};
  }
  ScheduledEdit edit;
  const auto step = parseInteger(text.substr(0, colon), where);
  if (!step) return Error{where, step.error().why, kSetForm};
  edit.step = *step;
  std::string_view values = std::string_view(text).substr(colon + 1);
  const std::string_view first = values.substr(0, values.find('='));
  if (const auto dot = first.find('.'); dot != std::string_view::npos) {
    edit.track = first.substr(0, dot);
    if (const auto status = checkLabel(edit.track); !status) {
      return Error{where, status.error().why, status.error().allowed};
    }
    values.remove_prefix(dot + 1);
  }
  const auto items = assignments(values, where, kSetForm);
  if (!items) return items.error();
  for (const Assignment& item : *items) {
    const auto value = parseNumber(item.value, where);
    if (!value) return value.error();
    edit.values[item.key] = *value;
  }
  return edit;
}

Status readEdits(const std::vector<std::string>& typed, std::vector<ScheduledEdit>& edits) {
  for (const std::string& text : typed) {
    auto edit = readEdit(text);
    if (!edit) return edit.error();
    edits.push_back(std::move(edit).value());
  }
  return Ok{};
}

std::string editOption(const ScheduledEdit& edit) {
  std::string text = std::to_string(edit.step) + ":";
  if (!edit.track.empty()) text += edit.track + ".";
  bool first = true;
  for (const auto& [id, value] : edit.values) {
    text += (first ? "" : ",") + id + "=" + formatNumber(value);
    first = false;
  }
  return text;
}

Status readAll(const RunOptions& options, const Catalog& catalog, RunConfig& config) {
  if (auto status = readCount(options.steps, "steps", config.steps); !status) return status;
  if (auto status = readSeed(options.seed, config.seed); !status) return status;
  if (auto status = readCount(options.eval_every, "eval-every", config.eval_every); !status) {
    return status;
  }
  if (options.device) config.device = *options.device;
  if (auto status = readCount(options.threads, "threads", config.threads); !status) return status;
  if (auto status = readRate(options.lr, catalog, config.lr); !status) return status;
  if (auto status = readSpeed(options.speed, config.speed); !status) return status;
  if (auto status = readTracks(options.tracks, catalog, config.tracks); !status) return status;
  return readEdits(options.sets, config.edits);
}

}  // namespace

Result<RunConfig> resolve(const RunOptions& options, const Catalog& catalog) {
  RunConfig config;
  if (!catalog.presets.empty()) config = catalog.presets.front().config;
  if (options.preset) {
    const PresetInfo* preset = findPreset(catalog, *options.preset);
    if (preset) config = preset->config;
    config.preset = *options.preset;  // an unknown one is refused below
  }
  if (findPreset(catalog, config.preset)) {
    if (const auto status = readAll(options, catalog, config); !status) return status.error();
  }
  if (const auto status = validate(config, catalog); !status) return status.error();
  return config;
}

std::string trackOption(const TrackSpec& track) {
  std::string text = track.label + ":schedule=" + track.schedule;
  for (const auto& [id, value] : track.params) text += "," + id + "=" + formatNumber(value);
  return text + ",buffers=" + std::string(bufferPolicyText(track.buffers));
}

std::vector<std::string> replayOptions(const RunConfig& config) {
  std::vector<std::string> words = {"--preset",     config.preset,
                                    "--steps",      std::to_string(config.steps),
                                    "--seed",       std::to_string(config.seed),
                                    "--eval-every", std::to_string(config.eval_every),
                                    "--device",     config.device,
                                    "--threads",    std::to_string(config.threads),
                                    "--lr",         formatNumber(config.lr),
                                    "--speed",      formatNumber(config.speed)};
  const auto add = [&words](const char* name, std::string value) {
    words.emplace_back(name);
    words.push_back(std::move(value));
  };
  if (config.tracks.empty()) add("--track", std::string(kNoTracks));
  for (const TrackSpec& track : config.tracks) add("--track", trackOption(track));
  for (const ScheduledEdit& edit : config.edits) add("--set", editOption(edit));
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
