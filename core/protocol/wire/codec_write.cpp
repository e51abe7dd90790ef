// SPDX-License-Identifier: Apache-2.0
//
// Encodes messages as frames.
#include "core/base/overloaded.h"
#include "core/base/utf8.h"
#include "core/protocol/wire/codec.h"
#include "core/protocol/wire/codec_json.h"

#include <algorithm>
#include <bit>
#include <span>

namespace emascope {
namespace {

using nlohmann::json;

/// Limit per frame: 8.6 MB with the largest number of tracks.
constexpr std::size_t kPointsPerFrame = 4096;

/// Messages of drivers and libraries may contain any bytes; frames must be UTF-8.
void repairTexts(json& value) {
  if (value.is_string()) {
    auto& text = value.get_ref<std::string&>();
    if (!isUtf8(text)) text = asUtf8(text);
  } else if (value.is_structured()) {
    for (json& item : value) repairTexts(item);
  }
}

std::string framed(json map) {
  repairTexts(map);
  std::string frame(4, '\0');
  json::to_cbor(map, nlohmann::detail::output_adapter<char>(frame));
  const auto length = static_cast<std::uint32_t>(frame.size() - 4);
  for (unsigned i = 0; i < 4; ++i) frame[i] = static_cast<char>(length >> (8U * i) & 0xFFU);
  return frame;
}

/// `value(item)` of each item, as float64.
template <typename Item, typename Value>
json packed(std::span<const Item> items, const Value& value) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(items.size() * 8);
  for (const Item& item : items) {
    const auto bits = std::bit_cast<std::uint64_t>(static_cast<double>(value(item)));
    for (unsigned i = 0; i < 8; ++i) bytes.push_back(static_cast<std::uint8_t>(bits >> (8U * i)));
  }
  return json::binary(std::move(bytes), kFloat64Array);
}

/// One column of a block.
template <typename Value>
json column(std::span<const EvalPoint> points, const Value& value) {
  return packed(points, value);
}

json trackColumns(std::span<const EvalPoint> points, std::size_t track) {
  const auto of = [track](const EvalPoint& point) -> const TrackEvaluation& {
    return point.tracks[track];
  };
  return {{"loss", column(points, [&](const EvalPoint& p) { return of(p).val.loss; })},
          {"metric", column(points, [&](const EvalPoint& p) { return of(p).val.metric; })},
          {"decay", column(points, [&](const EvalPoint& p) { return of(p).decay; })},
          {"reason",
           column(points, [&](const EvalPoint& p) { return static_cast<int>(of(p).reason); })}};
}

json evaluated(std::span<const EvalPoint> points) {
  auto tracks = json::array();
  const std::size_t count = points.empty() ? 0 : points.front().tracks.size();
  for (std::size_t track = 0; track < count; ++track) tracks.push_back(trackColumns(points, track));
  return {{"kind", "evaluated"},
          {"count", points.size()},
          {"step", column(points, [](const EvalPoint& p) { return p.step; })},
          {"seconds", column(points, [](const EvalPoint& p) { return p.seconds; })},
          {"train_loss", column(points, [](const EvalPoint& p) { return p.train_loss; })},
          {"raw_loss", column(points, [](const EvalPoint& p) { return p.raw.loss; })},
          {"raw_metric", column(points, [](const EvalPoint& p) { return p.raw.metric; })},
          {"feedbacks", column(points, [](const EvalPoint& p) { return p.feedbacks; })},
          {"tracks", tracks}};
}

/// Number of leading points for one frame: all must have as many tracks as the first.
std::size_t alikePoints(std::span<const EvalPoint> points) {
  std::size_t count = 0;
  while (count < std::min(points.size(), kPointsPerFrame) &&
         points[count].tracks.size() == points.front().tracks.size()) {
    ++count;
  }
  return count;
}

std::string framesOf(const event::Evaluated& block) {
  std::span<const EvalPoint> rest = block.points;
  std::string frames;
  do {
    const auto now = rest.first(alikePoints(rest));
    frames += framed(evaluated(now));
    rest = rest.subspan(now.size());
  } while (!rest.empty());
  return frames;
}

json toJson(const event::Progress& news) {
  return {{"kind", "progress"},
          {"step", news.step},
          {"seconds", news.seconds},
          {"steps_per_second", news.steps_per_second},
          {"train_share", news.train_share},
          {"ema_share", news.ema_share},
          {"eval_share", news.eval_share},
          {"data_share", news.data_share},
          {"rate", news.rate}};
}

json toJson(const event::Synthesized& made) {
  return {{"kind", "synthesized"},
          {"request", made.request},
          {"spec", toJson(made.spec)},
          {"loss", made.val.loss},
          {"metric", made.val.metric},
          {"error", made.error},
          {"amplification", made.amplification},
          {"used", made.used},
          {"precision", made.precision}};
}

/// The answer `map`, with the seconds that it took the engine where they are known.
json withWork(json map, double work) {
  if (work > 0.0) map["work"] = work;
  return map;
}

json toJson(const event::Rendered& rendered) {
  auto arrays = json::array();
  for (const TaskPicture::Array& array : rendered.picture.arrays) {
    arrays.push_back(
        {{"name", array.name},
         {"shape", array.shape},
         {"count", array.values.size()},
         {"values", packed(std::span(array.values), [](float value) { return value; })}});
  }
  return withWork({{"kind", "rendered"},
                   {"request", rendered.request},
                   {"step", rendered.step},
                   {"of", rendered.of},
                   {"share", rendered.share},
                   {"picture",
                    {{"kind", rendered.picture.kind},
                     {"title", rendered.picture.title},
                     {"arrays", arrays},
                     {"texts", rendered.picture.texts}}}},
                  rendered.work);
}

template <typename Number>
json packed(const std::vector<Number>& numbers) {
  return packed(std::span(numbers), [](Number number) { return number; });
}

json toJson(const event::SamplesCompared& compared) {
  json map = {{"kind", "samples_compared"},
              {"request", compared.request},
              {"step", compared.step},
              {"of", compared.of},
              {"share", compared.share},
              {"total", compared.total},
              {"per_sample", compared.per_sample},
              {"results", resultKindText(compared.kind)},
              {"count", compared.samples.size()},
              {"samples", packed(compared.samples)}};
  if (compared.kind == event::SamplesCompared::Kind::kClasses) {
    map["result"] = {{"of_classes", compared.classes},
                     {"raw_right", json::binary(compared.raw_right)},
                     {"mix_right", json::binary(compared.mix_right)},
                     {"truth", packed(compared.truth)},
                     {"raw_top", packed(compared.raw_top)},
                     {"mix_top", packed(compared.mix_top)},
                     {"raw_given", packed(compared.raw_given)},
                     {"mix_given", packed(compared.mix_given)}};
  } else {
    map["result"] = {{"raw_loss", packed(compared.raw_loss)},
                     {"mix_loss", packed(compared.mix_loss)}};
    if (!compared.truth_value.empty()) {
      map["result"]["raw_prediction"] = packed(compared.raw_prediction);
      map["result"]["mix_prediction"] = packed(compared.mix_prediction);
      map["result"]["truth_value"] = packed(compared.truth_value);
    }
  }
  return withWork(std::move(map), compared.work);
}

json toJson(const event::DistancesMeasured& measured) {
  auto tensors = json::array();
  for (const event::TensorDistance& tensor : measured.tensors) {
    tensors.push_back({{"name", tensor.name},
                       {"count", tensor.count},
                       {"parameter", tensor.parameter},
                       {"raw_norm", tensor.raw_norm},
                       {"distance", tensor.distance},
                       {"relative", tensor.relative},
                       {"cosine", tensor.cosine}});
  }
  return withWork({{"kind", "distances_measured"},
                   {"request", measured.request},
                   {"step", measured.step},
                   {"of", measured.of},
                   {"tensors", tensors}},
                  measured.work);
}

json toJson(const event::SamplesShown& shown) {
  return withWork({{"kind", "samples_shown"},
                   {"request", shown.request},
                   {"samples", shown.samples},
                   {"sample_kind", shown.kind},
                   {"shape", shown.shape},
                   {"count", shown.values.size()},
                   {"values", packed(shown.values)},
                   {"names", shown.names},
                   {"labels", shown.labels}},
                  shown.work);
}

json toJson(const event::SkippedStep& skip) {
  return {{"kind", "skipped"}, {"step", skip.step}, {"what", skip.what}, {"total", skip.total}};
}

json toJson(const event::Rejected& refusal) {
  return {{"kind", "rejected"},
          {"request", refusal.request},
          {"where", refusal.error.where},
          {"why", refusal.error.why},
          {"allowed", refusal.error.allowed}};
}

}  // namespace

std::string encode(const Hello& hello) {
  return framed({{"kind", "hello"},
                 {"protocol", {{"major", hello.major}, {"minor", hello.minor}}},
                 {"program", hello.program},
                 {"catalog", toJson(hello.catalog)}});
}

std::string encode(const Event& event) {
  if (const auto* block = std::get_if<event::Evaluated>(&event)) return framesOf(*block);
  return framed(std::visit(
      Overloaded{[](const event::Started& started) -> json {
                   json map = {{"kind", "started"},
                               {"request", started.request},
                               {"config", toJson(started.config)},
                               {"facts", toJson(started.facts)}};
                   if (started.from_step > 0) map["from_step"] = started.from_step;
                   return map;
                 },
                 [](const event::StateChanged& changed) -> json {
                   return {{"kind", "state"},
                           {"state", runStateText(changed.state)},
                           {"step", changed.step},
                           {"why", changed.why}};
                 },
                 [](const event::Evaluated&) -> json { return {}; },  // above
                 [](const event::Progress& news) -> json { return toJson(news); },
                 [](const event::Applied& applied) -> json {
                   return {{"kind", "applied"},
                           {"request", applied.request},
                           {"step", applied.step},
                           {"track", applied.track},
                           {"old", toJson(applied.old_values)},
                           {"new", toJson(applied.new_values)}};
                 },
                 [](const event::TracksChanged& changed) -> json {
                   return {{"kind", "tracks_changed"},
                           {"request", changed.request},
                           {"step", changed.step},
                           {"action", toJson(changed.action)},
                           {"tracks", toJson(changed.tracks)}};
                 },
                 [](const event::Synthesized& made) -> json { return toJson(made); },
                 [](const event::Scanned& scanned) -> json { return toJson(scanned); },
                 [](const event::Rendered& rendered) -> json { return toJson(rendered); },
                 [](const event::Saved& saved) -> json { return toJson(saved); },
                 [](const event::Tested& tested) -> json { return toJson(tested); },
                 [](const event::Rejected& refusal) -> json { return toJson(refusal); },
                 [](const event::SkippedStep& skip) { return toJson(skip); },
                 [](const event::Failed& failed) -> json {
                   return {{"kind", "failed"},
                           {"failure", failureId(failed.kind)},
                           {"step", failed.step},
                           {"what", failed.what}};
                 },
                 [](const event::SamplesCompared& compared) -> json { return toJson(compared); },
                 [](const event::DistancesMeasured& measured) -> json { return toJson(measured); },
                 [](const event::SamplesShown& shown) -> json { return toJson(shown); },
                 [](const event::Extended& extended) -> json {
                   return {{"kind", "extended"},
                           {"request", extended.request},
                           {"step", extended.step},
                           {"steps", extended.steps}};
                 },
                 [](const event::CheckpointWritten& written) { return toJson(written); },
                 [](const event::NoteChanged& news) { return ofNote("note_changed", news); }},
      event));
}

namespace {

json toJson(const command::SetParams& set) {
  json map = {{"kind", "set_params"},
              {"request", set.request},
              {"track", set.track},
              {"values", emascope::toJson(set.values)}};
  if (set.at_step) map["at_step"] = *set.at_step;
  return map;
}

json toJson(const command::EditTracks& edit) {
  json map = {{"kind", "edit_tracks"},
              {"request", edit.request},
              {"action", emascope::toJson(edit.action)}};
  if (edit.at_step) map["at_step"] = *edit.at_step;
  return map;
}

/// A command about a mix of raw and a track.
template <typename Wanted>
json ofMix(const char* kind, const Wanted& wanted) {
  return {{"kind", kind}, {"request", wanted.request}, {"of", wanted.of}, {"share", wanted.share}};
}

}  // namespace

std::string encode(const Command& command) {
  return framed(std::visit(
      Overloaded{
          [](const command::Start& start) -> json {
            return {
                {"kind", "start"}, {"request", start.request}, {"config", toJson(start.config)}};
          },
          [](const command::Pause&) -> json {
            return {{"kind", "pause"}};
          },
          [](const command::Resume&) -> json {
            return {{"kind", "resume"}};
          },
          [](const command::Advance& advance) -> json {
            return {{"kind", "advance"}, {"count", advance.count}};
          },
          [](const command::Stop&) -> json {
            return {{"kind", "stop"}};
          },
          [](const command::SetParams& set) { return toJson(set); },
          [](const command::EditTracks& edit) { return toJson(edit); },
          [](const command::Synthesize& wanted) -> json {
            return {
                {"kind", "synthesize"}, {"request", wanted.request}, {"spec", toJson(wanted.spec)}};
          },
          [](const command::Scan& wanted) -> json {
            return {{"kind", "scan"}, {"request", wanted.request}, {"spec", toJson(wanted.spec)}};
          },
          [](const command::Render& wanted) { return ofMix("render", wanted); },
          [](const command::Save& wanted) -> json {
            return {{"kind", "save"}, {"request", wanted.request}, {"spec", toJson(wanted.spec)}};
          },
          [](const command::SetSpeed& speed) -> json {
            return {{"kind", "set_speed"}, {"steps_per_second", speed.steps_per_second}};
          },
          [](const command::CompareSamples& wanted) { return ofMix("compare_samples", wanted); },
          [](const command::MeasureDistances& wanted) -> json {
            return {{"kind", "measure_distances"}, {"request", wanted.request}, {"of", wanted.of}};
          },
          [](const command::ShowSamples& wanted) -> json {
            return {
                {"kind", "show_samples"}, {"request", wanted.request}, {"samples", wanted.samples}};
          },
          [](const command::Extend& extend) -> json {
            return {{"kind", "extend"}, {"request", extend.request}, {"steps", extend.steps}};
          },
          [](const command::Checkpoint& wanted) -> json {
            return {{"kind", "checkpoint"}, {"request", wanted.request}, {"pinned", wanted.pinned}};
          },
          [](const command::PinCheckpoint& wanted) -> json {
            return {{"kind", "pin_checkpoint"},
                    {"request", wanted.request},
                    {"step", wanted.step},
                    {"pinned", wanted.pinned}};
          },
          [](const command::SetNote& wanted) { return ofNote("set_note", wanted); }},
      command));
}

}  // namespace emascope
