// SPDX-License-Identifier: Apache-2.0
//
// Decodes messages. What is missing, of the wrong type or out of range is refused with its path.
#include "core/base/numbers.h"
#include "core/json/fields.h"
#include "core/protocol/wire/answer_read.h"
#include "core/protocol/wire/cbor_scan.h"
#include "core/protocol/wire/codec.h"
#include "core/protocol/wire/codec_json.h"
#include "core/protocol/wire/column_read.h"
#include "core/protocol/wire/config_read.h"

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

using nlohmann::json;

constexpr std::int64_t kMostPoints = 100'000;  ///< in one block; this program sends far fewer

ParamSpec readSpec(const Fields& in) {
  ParamSpec spec;
  spec.id = in.text("id");
  spec.label = in.text("label");
  spec.tip = in.text("tip");
  spec.min = in.number("min");
  spec.max = in.number("max");
  spec.min_open = in.flag("min_open");
  spec.initial = in.numberOrNull("initial", kNoneValue);
  spec.scale = static_cast<ParamSpec::Scale>(in.choice(
      "scale", kScaleCount, [](int i) { return scaleText(static_cast<ParamSpec::Scale>(i)); }));
  spec.whole = in.flag("whole");
  spec.advanced = in.flag("advanced");
  spec.slider_min = in.number("slider_min");
  spec.slider_max = in.number("slider_max");
  spec.choices = in.texts("choices");
  if (in.has("optional")) spec.optional = in.flag("optional");
  return spec;
}

PresetInfo readPreset(const Fields& in) {
  return {in.text("id"),    in.text("title"),     in.text("story"),
          in.text("model"), in.text("optimizer"), readConfig(in.map("config"))};
}

Catalog readCatalog(const Fields& in) {
  Catalog catalog;
  in.list("presets", [&](const Fields& preset) { catalog.presets.push_back(readPreset(preset)); });
  catalog.own = readPreset(in.map("own"));
  in.list("models", [&](const Fields& model) { catalog.models.push_back(readModel(model)); });
  in.list("schedules", [&](const Fields& schedule) {
    ScheduleInfo info{.id = schedule.text("id"),
                      .label = schedule.text("label"),
                      .formula = schedule.text("formula"),
                      .source = schedule.text("source"),
                      .library = schedule.text("library"),
                      .checked = schedule.text("checked"),
                      .caution = schedule.text("caution"),
                      .name_keys = schedule.texts("name_keys")};
    schedule.list("params", [&](const Fields& spec) { info.params.push_back(readSpec(spec)); });
    catalog.schedules.push_back(std::move(info));
  });
  in.list("run_params", [&](const Fields& spec) { catalog.run_params.push_back(readSpec(spec)); });
  in.list("devices", [&](const Fields& device) {
    catalog.devices.push_back(
        {device.text("id"), device.text("name"), device.flag("usable"), device.text("reason")});
  });
  catalog.commands =
      in.has("commands") ? in.texts("commands") : firstCommandKinds(kFirstCommandKinds);
  return catalog;
}

Hello readHello(const Fields& in) {
  Hello hello;
  const Fields version = in.map("protocol");
  hello.major = version.integer("major", 0);
  hello.minor = version.integer("minor", 0);
  if (hello.major != kProtocolMajor) {
    in.fail("protocol",
            "the engine speaks version " + std::to_string(hello.major) + "." +
                std::to_string(hello.minor) + ", this program version " +
                std::to_string(kProtocolMajor) + "." + std::to_string(kProtocolMinor),
            "the same major version");
  }
  hello.program = in.text("program");
  hello.catalog = readCatalog(in.map("catalog"));
  return hello;
}

void readTrackColumns(const Fields& in, std::vector<EvalPoint>& points) {
  const auto loss = readColumn(in, "loss", points.size());
  const auto metric = readColumn(in, "metric", points.size());
  const auto decay = readColumn(in, "decay", points.size());
  const auto reason = readColumn(in, "reason", points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!(reason[i] >= 0.0 && reason[i] < kReasonCount) || reason[i] != std::trunc(reason[i])) {
      in.fail("reason", "has an unknown code", "0 to " + std::to_string(kReasonCount - 1));
      return;
    }
    points[i].tracks.push_back(
        {{loss[i], metric[i]}, decay[i], static_cast<Reason>(static_cast<int>(reason[i]))});
  }
}

event::Evaluated readEvaluated(const Fields& in) {
  const auto count = static_cast<std::size_t>(in.integer("count", 0, kMostPoints));
  std::vector<EvalPoint> points(count);
  const auto step = readColumn(in, "step", count);
  const auto seconds = readColumn(in, "seconds", count);
  const auto train_loss = readColumn(in, "train_loss", count);
  const auto raw_loss = readColumn(in, "raw_loss", count);
  const auto raw_metric = readColumn(in, "raw_metric", count);
  const auto feedbacks = readColumn(in, "feedbacks", count);
  for (std::size_t i = 0; i < count; ++i) {
    if (!(std::abs(step[i]) <= kLargestExactInteger)) {
      in.fail("step", "is not a step", "a whole number");
      return {};
    }
    if (!(std::abs(feedbacks[i]) <= kLargestExactInteger)) {
      in.fail("feedbacks", "is not a count", "a whole number");
      return {};
    }
    points[i] = {
        static_cast<std::int64_t>(step[i]), seconds[i], train_loss[i],
        {raw_loss[i], raw_metric[i]},       {},         static_cast<std::int64_t>(feedbacks[i])};
  }
  in.list("tracks", [&](const Fields& track) { readTrackColumns(track, points); });
  return {std::move(points)};
}

event::Progress readProgress(const Fields& in) {
  return {in.integer("step"),       in.number("seconds"),   in.number("steps_per_second"),
          in.number("train_share"), in.number("ema_share"), in.number("eval_share"),
          in.number("data_share"),  in.number("rate")};
}

/// Whether a note is removed; absent: it is not.
bool readRemoved(const Fields& in) { return in.has("removed") && in.flag("removed"); }

std::optional<EngineMessage> readEngineMessage(const std::string& kind, const Fields& in) {
  if (kind == "hello") return readHello(in);
  if (kind == "started") {
    return Event(event::Started{in.natural("request"), readConfig(in.map("config")),
                                readFacts(in.map("facts")),
                                in.has("from_step") ? in.integer("from_step", 0) : 0});
  }
  if (kind == "state") {
    const auto state = static_cast<RunState>(in.choice(
        "state", kRunStateCount, [](int i) { return runStateText(static_cast<RunState>(i)); }));
    return Event(event::StateChanged{state, in.integer("step"), in.text("why")});
  }
  if (kind == "evaluated") return Event(readEvaluated(in));
  if (kind == "progress") return Event(readProgress(in));
  if (kind == "applied") {
    return Event(event::Applied{in.natural("request"), in.integer("step"), in.text("track"),
                                readValues(in, "old"), readValues(in, "new")});
  }
  if (kind == "tracks_changed") {
    event::TracksChanged changed{
        in.natural("request"), in.integer("step"), readAction(in.map("action")), {}};
    in.list("tracks", [&](const Fields& track) { changed.tracks.push_back(readTrack(track)); });
    return Event(std::move(changed));
  }
  if (kind == "synthesized") return Event(readSynthesized(in));
  if (kind == "scanned") return Event(readScanned(in));
  if (kind == "rendered") return Event(readRendered(in));
  if (kind == "saved") {
    return Event(event::Saved{in.natural("request"), in.integer("step"),
                              readSaveSpec(in.map("spec")), in.integer("bytes", 0)});
  }
  if (kind == "tested") return Event(readTested(in));
  if (kind == "rejected") {
    return Event(event::Rejected{in.natural("request"),
                                 {in.text("where"), in.text("why"), in.text("allowed")}});
  }
  if (kind == "skipped") {
    return Event(event::SkippedStep{in.integer("step"), in.text("what"), in.integer("total")});
  }
  if (kind == "failed") {
    const auto failure =
        static_cast<event::FailureKind>(in.choice("failure", event::kFailureKindCount, [](int i) {
          return failureId(static_cast<event::FailureKind>(i));
        }));
    return Event(event::Failed{failure, in.integer("step"), in.text("what")});
  }
  if (kind == "samples_compared") return Event(readCompared(in));
  if (kind == "distances_measured") return Event(readMeasured(in));
  if (kind == "samples_shown") return Event(readShown(in));
  if (kind == "extended") {
    return Event(
        event::Extended{in.natural("request"), in.integer("step"), in.integer("steps", 1)});
  }
  if (kind == "checkpoint_written") return Event(readCheckpointWritten(in));
  if (kind == "note_changed") {
    return Event(
        event::NoteChanged{in.natural("request"), readNote(in.map("note")), readRemoved(in)});
  }
  return std::nullopt;
}

std::optional<Command> readCommand(const std::string& kind, const Fields& in) {
  if (kind == "start") return command::Start{in.natural("request"), readConfig(in.map("config"))};
  if (kind == "pause") return command::Pause{};
  if (kind == "resume") return command::Resume{};
  if (kind == "advance") return command::Advance{in.integer("count", 1)};
  if (kind == "stop") return command::Stop{};
  if (kind == "set_params") {
    command::SetParams set{in.natural("request"), in.text("track"), readValues(in, "values"), {}};
    if (in.has("at_step")) set.at_step = in.integer("at_step");
    return set;
  }
  if (kind == "edit_tracks") {
    command::EditTracks edit{in.natural("request"), readAction(in.map("action")), {}};
    if (in.has("at_step")) edit.at_step = in.integer("at_step");
    return edit;
  }
  if (kind == "synthesize") {
    return command::Synthesize{in.natural("request"), readSynthesisSpec(in.map("spec"))};
  }
  if (kind == "scan") return command::Scan{in.natural("request"), readScanSpec(in.map("spec"))};
  if (kind == "render") {
    return command::Render{in.natural("request"), in.text("of"), readShare(in)};
  }
  if (kind == "save") return command::Save{in.natural("request"), readSaveSpec(in.map("spec"))};
  if (kind == "set_speed") return command::SetSpeed{in.number("steps_per_second")};
  if (kind == "compare_samples") {
    return command::CompareSamples{in.natural("request"), in.text("of"), readShare(in)};
  }
  if (kind == "measure_distances") {
    return command::MeasureDistances{in.natural("request"), in.text("of")};
  }
  if (kind == "show_samples") {
    return command::ShowSamples{in.natural("request"), in.integers("samples", 0)};
  }
  if (kind == "extend") return command::Extend{in.natural("request"), in.integer("steps", 1)};
  if (kind == "checkpoint") return command::Checkpoint{in.natural("request"), in.flag("pinned")};
  if (kind == "pin_checkpoint") {
    return command::PinCheckpoint{in.natural("request"), in.integer("step"), in.flag("pinned")};
  }
  if (kind == "set_note") {
    return command::SetNote{in.natural("request"), readNote(in.map("note")), readRemoved(in)};
  }
  return std::nullopt;
}

Result<json> parsed(std::string_view payload) {
  if (const Status status = scanCbor(payload, kDeepestNesting); !status) return status.error();
  json map =
      json::from_cbor(payload.begin(), payload.end(), true, false, json::cbor_tag_handler_t::store);
  if (!map.is_discarded()) return map;
  return Error{"frame", "cannot be read as CBOR",
               "maps with text keys, UTF-8 texts, tag 86 for columns"};
}

/// Scans, parses and reads one payload with `read(kind, fields)`.
template <typename Message>
Result<Message> decode(std::string_view payload,
                       std::optional<Message> (*read)(const std::string&, const Fields&)) {
  const auto whole = parsed(payload);
  if (!whole) return whole.error();
  const json& map = whole.value();
  if (!map.is_object())
    return Error{"frame", std::string("is ") + map.type_name(), "a map with a kind"};
  std::optional<Error> error;
  const std::string kind = Fields(map, "frame", error).text("kind");
  if (error) return *error;
  auto message = read(kind, Fields(map, kind, error));
  if (error) return *error;
  if (!message) return Error{"frame.kind", quotedText(kind) + " is not known", ""};
  return std::move(*message);
}

}  // namespace

Result<EngineMessage> decodeFromEngine(std::string_view payload) {
  return decode<EngineMessage>(payload, readEngineMessage);
}

Result<Command> decodeFromWindow(std::string_view payload) {
  return decode<Command>(payload, readCommand);
}

std::optional<event::Rejected> rejectionOf(std::string_view payload, const Error& error) {
  const auto whole = parsed(payload);
  if (!whole) return std::nullopt;
  event::Rejected answer{0, error};
  if (!whole->is_object()) return answer;
  const auto request = whole->find("request");
  if (request != whole->end() && request->is_number_unsigned())
    answer.request = request->get<std::uint64_t>();
  return answer;
}

}  // namespace emascope
