// SPDX-License-Identifier: Apache-2.0
//
// The values of the protocol as JSON objects, for the codec's CBOR, the run's JSON file and the
// listing commands. The only header for other folders that includes nlohmann::json.
#pragma once

#include "core/protocol/events.h"
#include "core/protocol/spec/catalog.h"

#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

namespace emascope {

[[nodiscard]] nlohmann::json toJson(const ParamValues& values);
[[nodiscard]] nlohmann::json toJson(const ParamSpec& spec);
[[nodiscard]] nlohmann::json toJson(const TrackSpec& track);
[[nodiscard]] nlohmann::json toJson(const TrackAction& action);
[[nodiscard]] nlohmann::json toJson(const std::vector<TrackSpec>& tracks);
[[nodiscard]] nlohmann::json toJson(const SynthesisSpec& spec);
[[nodiscard]] nlohmann::json toJson(const ScanSpec& spec);
[[nodiscard]] nlohmann::json toJson(const SaveSpec& spec);
[[nodiscard]] nlohmann::json toJson(const event::Scanned& scanned);
[[nodiscard]] nlohmann::json toJson(const event::Saved& saved);
[[nodiscard]] nlohmann::json toJson(const event::Tested& tested);
[[nodiscard]] nlohmann::json toJson(const event::CheckpointWritten& written);
[[nodiscard]] nlohmann::json toJson(const ChartNote& note);
[[nodiscard]] nlohmann::json toJson(const CheckpointSettings& settings);
[[nodiscard]] nlohmann::json toJson(const TrainingSpec& spec);
[[nodiscard]] nlohmann::json toJson(const ScheduledEdit& edit);
[[nodiscard]] nlohmann::json toJson(const RunConfig& config);
[[nodiscard]] nlohmann::json toJson(const RunFacts& facts);
[[nodiscard]] nlohmann::json toJson(const Catalog& catalog);
[[nodiscard]] nlohmann::json toJson(const PresetInfo& preset);
[[nodiscard]] nlohmann::json toJson(const ModelInfo& model);
[[nodiscard]] nlohmann::json toJson(const ScheduleInfo& schedule);
[[nodiscard]] nlohmann::json toJson(const DeviceInfo& device);

/// A command or an event about a note.
template <typename Message>
[[nodiscard]] nlohmann::json ofNote(const char* kind, const Message& message) {
  nlohmann::json map = {
      {"kind", kind}, {"request", message.request}, {"note", toJson(message.note)}};
  if (message.removed) map["removed"] = true;
  return map;
}

/// Tag of a column, a byte string of little-endian float64 (RFC 8746).
inline constexpr std::uint64_t kFloat64Array = 86;

[[nodiscard]] std::string_view scaleText(ParamSpec::Scale scale);  ///< "linear", "log", …
[[nodiscard]] std::string_view resultKindText(event::SamplesCompared::Kind kind);  ///< "classes", …
[[nodiscard]] std::string_view failureId(event::FailureKind kind);  ///< "out-of-memory", …

}  // namespace emascope
