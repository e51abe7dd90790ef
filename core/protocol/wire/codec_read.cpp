// SPDX-License-Identifier: Apache-2.0
//
// Decodes messages. What is missing, of the wrong type or out of range is refused with its path.
#include "core/base/numbers.h"
#include "core/json/fields.h"
#include "core/protocol/wire/cbor_scan.h"
#include "core/protocol/wire/codec.h"
#include "core/protocol/wire/codec_json.h"
#include "core/protocol/wire/config_read.h"

#include <bit>
#include <cmath>
#include <iterator>
#include <limits>
#include <type_traits>

namespace emascope {
namespace {

using nlohmann::json;

constexpr std::int64_t kMostPictureValues = 1'000'000;  ///< numbers in an array of a picture
constexpr std::int64_t kMostPoints = 100'000;  ///< in one block; this program sends far fewer

/// `count` numbers of a typed array; so many zeros after an error.
std::vector<double> column(const Fields& in, const char* key, std::size_t count) {
  std::vector<double> numbers(count, 0.0);
  const json* value = in.find(key);
  if (value == nullptr) return numbers;
  if (!value->is_binary() || !value->get_binary().has_subtype() ||
      value->get_binary().subtype() != kFloat64Array || value->get_binary().size() != count * 8) {
    in.fail(
        key, "is not a column of the block",
        std::to_string(count) + " little-endian float64 with tag " + std::to_string(kFloat64Array));
    return numbers;
  }
  const auto& bytes = value->get_binary();
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t bits = 0;
    for (std::size_t b = 8; b-- > 0;) bits = bits << 8U | bytes[i * 8 + b];
    numbers[i] = std::bit_cast<double>(bits);
  }
  return numbers;
}

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

ModelInfo readModel(const Fields& in) {
  return {in.text("id"),
          in.text("title"),
          in.text("network"),
          in.text("data"),
          in.integer("parameters", 0),
          in.integer("buffers", 0),
          in.integer("train_samples", 0),
          in.integer("validation_samples", 0),
          in.text("metric"),
          in.has("notes") ? in.texts("notes") : std::vector<std::string>{}};
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
  const auto loss = column(in, "loss", points.size());
  const auto metric = column(in, "metric", points.size());
  const auto decay = column(in, "decay", points.size());
  const auto reason = column(in, "reason", points.size());
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
  const auto step = column(in, "step", count);
  const auto seconds = column(in, "seconds", count);
  const auto train_loss = column(in, "train_loss", count);
  const auto raw_loss = column(in, "raw_loss", count);
  const auto raw_metric = column(in, "raw_metric", count);
  const auto feedbacks = column(in, "feedbacks", count);
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

RunFacts readFacts(const Fields& in) {
  return {in.text("device"),         in.text("device_name"),   in.text("device_reason"),
          in.integer("threads"),     in.integer("parameters"), in.text("engine"),
          readModel(in.map("model"))};
}

event::Progress readProgress(const Fields& in) {
  return {in.integer("step"),       in.number("seconds"),   in.number("steps_per_second"),
          in.number("train_share"), in.number("ema_share"), in.number("eval_share"),
          in.number("data_share"),  in.number("rate")};
}

event::Synthesized readSynthesized(const Fields& in) {
  return {in.natural("request"),
          readSynthesisSpec(in.map("spec")),
          {in.number("loss"), in.number("metric")},
          in.number("error"),
          in.number("amplification"),
          in.integer("used"),
          in.text("precision")};
}

Evaluation readEvaluation(const Fields& in) { return {in.number("loss"), in.number("metric")}; }

event::Scanned readScanned(const Fields& in) {
  event::Scanned scanned{
      in.natural("request"), in.integer("step"), readScanSpec(in.map("spec")), {}};
  in.list("vals", [&](const Fields& val) { scanned.vals.push_back(readEvaluation(val)); });
  return scanned;
}

TaskPicture::Array readArray(const Fields& in) {
  TaskPicture::Array array{in.text("name"), in.integers("shape", 0, kMostPictureValues), {}};
  const auto count = static_cast<std::size_t>(in.integer("count", 0, kMostPictureValues));
  for (const double value : column(in, "values", count)) {
    array.values.push_back(static_cast<float>(value));
  }
  return array;
}

event::Rendered readRendered(const Fields& in) {
  event::Rendered rendered{in.natural("request"), in.integer("step"), in.text("of"), {}};
  const Fields picture = in.map("picture");
  rendered.picture.kind = picture.text("kind");
  rendered.picture.title = picture.text("title");
  rendered.share = readShare(in);
  picture.list("arrays",
               [&](const Fields& array) { rendered.picture.arrays.push_back(readArray(array)); });
  rendered.picture.texts = picture.texts("texts");
  return rendered;
}

template <typename Number>
std::vector<Number> columnOf(const Fields& in, const char* key, std::size_t count) {
  const std::vector<double> numbers = column(in, key, count);
  std::vector<Number> values;
  values.reserve(count);
  for (const double number : numbers) {
    if constexpr (std::is_integral_v<Number>) {
      constexpr double kMost = std::is_same_v<Number, std::int32_t>
                                   ? double{std::numeric_limits<std::int32_t>::max()}
                                   : kLargestExactInteger;
      if (!(number >= 0.0 && number <= kMost) || number != std::trunc(number)) {
        in.fail(key, "holds " + formatNumber(number), "whole numbers from 0");
        return std::vector<Number>(count);
      }
    }
    values.push_back(static_cast<Number>(number));
  }
  return values;
}

/// `count` bits.
std::vector<std::uint8_t> bits(const Fields& in, const char* key, std::size_t count) {
  const std::size_t bytes = (count + 7) / 8;
  const json* value = in.find(key);
  if (value == nullptr) return std::vector<std::uint8_t>(bytes);
  const bool is_bytes = value->is_binary() && value->get_binary().size() == bytes;
  const unsigned rest = count % 8 == 0 ? 0U : 0xFFU << (count % 8) & 0xFFU;
  if (!is_bytes || (rest != 0 && (value->get_binary().back() & rest) != 0)) {
    in.fail(key, "is not " + std::to_string(count) + " bits",
            std::to_string(bytes) + " bytes, the unused bits 0");
    return std::vector<std::uint8_t>(bytes);
  }
  return value->get_binary();
}

event::SamplesCompared readCompared(const Fields& in) {
  event::SamplesCompared compared{.request = in.natural("request"),
                                  .step = in.integer("step"),
                                  .of = in.text("of"),
                                  .share = readShare(in),
                                  .total = in.integer("total", 0),
                                  .per_sample = in.integer("per_sample", 1)};
  const auto count = static_cast<std::size_t>(in.integer("count", 0, event::kMostCompared));
  compared.samples = columnOf<std::int64_t>(in, "samples", count);
  compared.kind = static_cast<event::SamplesCompared::Kind>(in.choice(
      "results", event::kResultKindCount,
      [](int i) { return resultKindText(static_cast<event::SamplesCompared::Kind>(i)); }));
  const Fields result = in.map("result");
  if (compared.kind == event::SamplesCompared::Kind::kClasses) {
    compared.classes = result.texts("of_classes");
    compared.raw_right = bits(result, "raw_right", count);
    compared.mix_right = bits(result, "mix_right", count);
    compared.truth = columnOf<std::int32_t>(result, "truth", count);
    compared.raw_top = columnOf<std::int32_t>(result, "raw_top", count);
    compared.mix_top = columnOf<std::int32_t>(result, "mix_top", count);
    compared.raw_given = columnOf<float>(result, "raw_given", count);
    compared.mix_given = columnOf<float>(result, "mix_given", count);
    return compared;
  }
  compared.raw_loss = columnOf<float>(result, "raw_loss", count);
  compared.mix_loss = columnOf<float>(result, "mix_loss", count);
  if (!result.has("truth_value")) return compared;
  compared.raw_prediction = columnOf<float>(result, "raw_prediction", count);
  compared.mix_prediction = columnOf<float>(result, "mix_prediction", count);
  compared.truth_value = columnOf<float>(result, "truth_value", count);
  return compared;
}

event::DistancesMeasured readMeasured(const Fields& in) {
  event::DistancesMeasured measured{in.natural("request"), in.integer("step"), in.text("of"), {}};
  in.list("tensors", [&](const Fields& tensor) {
    measured.tensors.push_back({tensor.text("name"), tensor.integer("count", 0),
                                tensor.flag("parameter"), tensor.number("raw_norm"),
                                tensor.number("distance"), tensor.number("relative"),
                                tensor.number("cosine")});
  });
  return measured;
}

event::SamplesShown readShown(const Fields& in) {
  event::SamplesShown shown{.request = in.natural("request"),
                            .samples = in.integers("samples", 0),
                            .kind = in.text("form"),
                            .shape = in.integers("shape", 0, kMostPictureValues)};
  const auto count = static_cast<std::size_t>(in.integer("count", 0, kMostPictureValues));
  shown.values = columnOf<float>(in, "values", count);
  shown.names = in.texts("names");
  shown.labels = in.texts("labels");
  return shown;
}

event::Tested readTested(const Fields& in) {
  event::Tested tested;
  in.list("weights", [&](const Fields& one) {
    tested.weights.push_back({one.text("of"), one.integer("step"), readEvaluation(one)});
  });
  return tested;
}

std::optional<EngineMessage> readEngineMessage(const std::string& kind, const Fields& in) {
  if (kind == "hello") return readHello(in);
  if (kind == "started") {
    return Event(event::Started{in.natural("request"), readConfig(in.map("config")),
                                readFacts(in.map("facts"))});
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
