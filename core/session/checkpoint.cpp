// SPDX-License-Identifier: Apache-2.0
#include "core/session/checkpoint.h"

#include "core/base/quoted.h"
#include "core/json/read_json.h"
#include "core/protocol/wire/codec.h"
#include "core/protocol/wire/codec_json.h"
#include "core/protocol/wire/config_read.h"

#include <cmath>
#include <utility>

namespace emascope {
namespace {

constexpr std::int64_t kCheckpointVersion = 1;  ///< written; 1 to this are read
constexpr const char* kEventsTensor = "run.events";
constexpr JsonLimits kCheckpointLimits{.longest = std::size_t{128} << 20U, .deepest = 24};
constexpr double kNoLoss = std::numeric_limits<double>::infinity();

nlohmann::json finiteOrNull(double value) {
  return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
}

/// The version comes first: the rest may be another in a newer one.
bool readVersion(const Fields& in) {
  const std::int64_t version = in.integer("version", 1);
  if (version <= kCheckpointVersion) return true;
  in.fail("version", "is " + std::to_string(version) + ", of a newer program",
          "1 to " + std::to_string(kCheckpointVersion));
  return false;
}

void readLosses(const Fields& in, std::optional<double>& raw,
                std::map<std::string, double>& tracks) {
  if (in.has("raw_loss") && !in.isNull("raw_loss")) raw = in.number("raw_loss");
  if (in.has("track_losses")) {
    for (const auto& [label, loss] : in.numbersByKey("track_losses", kNoLoss)) {
      tracks[label] = loss;
    }
  }
}

DataFingerprint readData(const Fields& in) {
  return {in.integer("train_samples", 0), in.integer("validation_samples", 0),
          in.integer("test_samples", 0), in.text("sha256")};
}

void readNoteInto(const Fields& in, Checkpoint& checkpoint) {
  ChartNote note = readNote(in);
  if (const Status status = checkNote(note, checkpoint.notes, checkpoint.step); !status) {
    return in.fail("", status.error().why, status.error().allowed);
  }
  if (findNote(checkpoint.notes, note.id) != nullptr) {
    return in.fail("id", "is that of another note", "an id of its own");
  }
  checkpoint.notes.push_back(std::move(note));
}

void readCheckpoint(const Fields& in, Checkpoint& checkpoint) {
  if (!readVersion(in)) return;
  checkpoint.step = in.integer("step", 0, kMostSteps);
  checkpoint.reason = in.text("reason");
  checkpoint.config = readConfig(in.map("config"));
  checkpoint.facts = readFacts(in.map("facts"));
  checkpoint.data = readData(in.map("data"));
  in.list("tracks", [&](const Fields& track) { checkpoint.tracks.push_back(readTrack(track)); });
  in.list("edits", [&](const Fields& edit) { checkpoint.edits.push_back(readEdit(edit)); });
  checkpoint.seconds = in.number("seconds", 0.0, std::numeric_limits<double>::max());
  checkpoint.evaluated = in.integer("evaluated", 0, kMostSteps);
  checkpoint.lowest_loss = in.numberOrNull("lowest_loss", kNoLoss);
  checkpoint.in_vain = in.integer("in_vain", 0);
  readLosses(in, checkpoint.raw_loss, checkpoint.track_losses);
  if (in.has("curve_from")) {
    checkpoint.curve_from = in.integer("curve_from", 1, kMostSteps);
    checkpoint.evaluations_before = in.integer("evaluations_before", 1, kMostSteps);
  }
  if (in.has("notes")) {
    in.list("notes", [&](const Fields& note) { readNoteInto(note, checkpoint); });
  }
  static_cast<void>(in.map("trainer"));
  if (const nlohmann::json* trainer = in.find("trainer")) checkpoint.trainer.text = trainer->dump();
}

}  // namespace

SealedContent encodeCheckpoint(Checkpoint checkpoint) {
  auto losses = nlohmann::json::object();
  for (const auto& [label, loss] : checkpoint.track_losses) {
    if (std::isfinite(loss)) losses[label] = loss;
  }
  auto edits = nlohmann::json::array();
  for (const ScheduledEdit& edit : checkpoint.edits) edits.push_back(toJson(edit));
  const DataFingerprint& data = checkpoint.data;
  nlohmann::json text = {{"version", kCheckpointVersion},
                         {"step", checkpoint.step},
                         {"reason", checkpoint.reason},
                         {"config", toJson(checkpoint.config)},
                         {"facts", toJson(checkpoint.facts)},
                         {"data",
                          {{"train_samples", data.train_samples},
                           {"validation_samples", data.validation_samples},
                           {"test_samples", data.test_samples},
                           {"sha256", data.sha256}}},
                         {"tracks", toJson(checkpoint.tracks)},
                         {"edits", edits},
                         {"seconds", checkpoint.seconds},
                         {"evaluated", checkpoint.evaluated},
                         {"lowest_loss", finiteOrNull(checkpoint.lowest_loss)},
                         {"in_vain", checkpoint.in_vain},
                         {"raw_loss", checkpoint.raw_loss ? finiteOrNull(*checkpoint.raw_loss)
                                                          : nlohmann::json(nullptr)},
                         {"track_losses", losses},
                         {"trainer", nlohmann::json::parse(checkpoint.trainer.text, nullptr,
                                                           /*allow_exceptions=*/false)}};
  if (checkpoint.curve_from > 0) {
    text["curve_from"] = checkpoint.curve_from;
    text["evaluations_before"] = checkpoint.evaluations_before;
  }
  for (const ChartNote& note : checkpoint.notes) text["notes"].push_back(toJson(note));
  SealedContent content{
      text.dump(-1, ' ', /*ensure_ascii=*/false, nlohmann::json::error_handler_t::replace),
      std::move(checkpoint.trainer.tensors)};
  content.tensors.push_back(
      {kEventsTensor, ScalarType::kU8, {checkpoint.events.size()}, std::move(checkpoint.events)});
  return content;
}

Result<Checkpoint> decodeCheckpoint(SealedContent content, const std::string& where) {
  Checkpoint checkpoint;
  const Status status = readJson(content.text, where, kCheckpointLimits,
                                 [&](const Fields& in) { readCheckpoint(in, checkpoint); });
  if (!status) return status.error();
  bool has_events = false;
  for (SealedTensor& tensor : content.tensors) {
    if (tensor.name != kEventsTensor) {
      checkpoint.trainer.tensors.push_back(std::move(tensor));
      continue;
    }
    if (tensor.type != ScalarType::kU8) {
      return Error{where, "the tensor " + std::string(kEventsTensor) + " is not one of bytes",
                   "U8"};
    }
    has_events = true;
    checkpoint.events = std::move(tensor.bytes);
  }
  if (!has_events) {
    return Error{where, "the tensor " + std::string(kEventsTensor) + " is missing", ""};
  }
  return checkpoint;
}

Result<CheckpointFacts> checkpointFacts(const std::string& text, const std::string& where) {
  CheckpointFacts facts;
  const Status status = readJson(text, where, kCheckpointLimits, [&](const Fields& in) {
    if (!readVersion(in)) return;
    facts.step = in.integer("step", 0, kMostSteps);
    facts.reason = in.text("reason");
    readLosses(in, facts.raw_loss, facts.track_losses);
  });
  if (!status) return status.error();
  return facts;
}

bool isOfCourse(const Event& event) {
  return std::holds_alternative<event::Applied>(event) ||
         std::holds_alternative<event::TracksChanged>(event) ||
         std::holds_alternative<event::SkippedStep>(event) ||
         std::holds_alternative<event::Evaluated>(event);
}

Result<std::vector<Event>> checkpointEvents(const std::string& frames, const std::string& where) {
  const auto damaged = [&where](const std::string& why) {
    return Error{where, "the events of the run are damaged: " + why, ""};
  };
  FrameSplitter splitter;
  splitter.append(frames);
  std::vector<Event> events;
  while (true) {
    auto payload = splitter.next();
    if (!payload) return damaged(payload.error().message());
    if (!*payload) break;
    auto message = decodeFromEngine(**payload);
    if (!message) return damaged(message.error().message());
    auto* event = std::get_if<Event>(&message.value());
    if (event == nullptr || !isOfCourse(*event)) return damaged("one is of another kind");
    events.push_back(std::move(*event));
  }
  if (splitter.pending() > 0) return damaged("the last one is cut off");
  return events;
}

}  // namespace emascope
