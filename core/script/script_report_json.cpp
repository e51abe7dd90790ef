// SPDX-License-Identifier: Apache-2.0
//
// A report on a TorchScript file as one line of JSON, and back.
#include "core/base/json_scan.h"
#include "core/script/script_report.h"

#include <array>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using Json = nlohmann::json;

constexpr std::array<const char*, 5> kStages = {"starting", "loading", "evaluating", "training",
                                                "done"};
constexpr std::array<std::pair<const char*, bool Protections::*>, 6> kProtections = {
    {{"memory", &Protections::memory},
     {"cpu_time", &Protections::cpu_time},
     {"no_growth", &Protections::no_growth},
     {"no_privileges", &Protections::no_privileges},
     {"system_calls", &Protections::system_calls},
     {"files", &Protections::files}}};

Json toJson(const ScriptTensors& tensors) {
  Json listed = Json::array();
  for (const ScriptTensor& tensor : tensors.listed) {
    listed.push_back({{"name", tensor.name},
                      {"type", tensor.type},
                      {"shape", tensor.shape},
                      {"trains", tensor.trains}});
  }
  return {{"listed", listed}, {"tensors", tensors.tensors}, {"values", tensors.values}};
}

/// Treats a value of the wrong type as absent.
class Reader {
 public:
  explicit Reader(const Json& json) : json_(json.is_object() ? json : empty()) {}

  [[nodiscard]] std::string text(const char* key) const {
    const Json& value = at(key);
    return value.is_string() ? printable(value.get_ref<const std::string&>()) : "";
  }
  [[nodiscard]] std::int64_t number(const char* key) const {
    const Json& value = at(key);
    return value.is_number_integer() ? value.get<std::int64_t>() : 0;
  }
  [[nodiscard]] bool flag(const char* key) const { return at(key) == true; }
  [[nodiscard]] const Json& at(const char* key) const {
    const auto found = json_.find(key);
    return found == json_.end() ? empty() : *found;
  }
  [[nodiscard]] std::vector<std::int64_t> shape(const char* key) const {
    constexpr std::size_t kMostDimensions = 64;
    std::vector<std::int64_t> sizes;
    for (const Json& size : list(key, kMostDimensions)) {
      if (size.is_number_integer()) sizes.push_back(size.get<std::int64_t>());
    }
    return sizes;
  }
  [[nodiscard]] std::vector<std::string> texts(const char* key) const {
    std::vector<std::string> result;
    for (const Json& value : list(key, kMostTexts)) {
      if (value.is_string()) result.push_back(printable(value.get_ref<const std::string&>()));
    }
    return result;
  }
  [[nodiscard]] ScriptTensors tensors(const char* key) const {
    const Reader of(at(key));
    ScriptTensors result{.tensors = of.number("tensors"), .values = of.number("values")};
    for (const Json& entry : of.list("listed", kMostListed)) {
      const Reader one(entry);
      result.listed.push_back(
          {one.text("name"), one.text("type"), one.shape("shape"), one.flag("trains")});
    }
    return result;
  }
  [[nodiscard]] std::vector<Error> errors(const char* key) const {
    std::vector<Error> result;
    for (const Json& entry : list(key, kMostTexts)) {
      const Reader one(entry);
      result.push_back({"", one.text("why"), one.text("allowed")});
    }
    return result;
  }

 private:
  static constexpr std::size_t kMostTexts = 100;

  static const Json& empty() {
    static const Json kEmpty = Json::object();
    return kEmpty;
  }
  [[nodiscard]] std::vector<Json> list(const char* key, std::size_t most) const {
    const Json& value = at(key);
    std::vector<Json> entries;
    if (!value.is_array()) return entries;
    for (const Json& entry : value) {
      if (entries.size() == most) break;
      entries.push_back(entry);
    }
    return entries;
  }

  const Json& json_;
};

}  // namespace

std::string toJsonLine(const ScriptReport& report) {
  Json problems = Json::array();
  for (const Error& problem : report.problems) {
    problems.push_back({{"why", problem.why}, {"allowed", problem.allowed}});
  }
  Json held = Json::object();
  for (const auto& [name, member] : kProtections) held[name] = report.held.*member;
  Json json = {{"stage", kStages[static_cast<std::size_t>(report.stage)]},
               {"held", held},
               {"parameters", toJson(report.parameters)},
               {"buffers", toJson(report.buffers)},
               {"arguments", report.arguments},
               {"input_shape", report.input_shape},
               {"input_type", report.input_type},
               {"input_reason", report.input_reason},
               {"output_shape", report.output_shape},
               {"output_type", report.output_type},
               {"problems", problems},
               {"notes", report.notes},
               {"denied", report.denied},
               {"forward_calls", report.forward_calls},
               {"backward_calls", report.backward_calls}};
  if (report.modes_differ) json["modes_differ"] = *report.modes_differ;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<ScriptReport> reportOfLine(std::string_view line) {
  constexpr std::size_t kLongest = std::size_t{4} << 20U;
  constexpr int kDeepest = 8;
  if (!scanJson(line, kLongest, kDeepest, "")) return std::nullopt;
  const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return std::nullopt;
  const Reader reader(json);
  ScriptReport report;
  std::size_t stage = 0;
  while (stage < kStages.size() && reader.at("stage") != kStages[stage]) ++stage;
  if (stage == kStages.size()) return std::nullopt;
  report.stage = static_cast<ScriptReport::Stage>(stage);
  const Reader held(reader.at("held"));
  for (const auto& [name, member] : kProtections) report.held.*member = held.flag(name);
  report.parameters = reader.tensors("parameters");
  report.buffers = reader.tensors("buffers");
  report.arguments = reader.texts("arguments");
  report.input_shape = reader.shape("input_shape");
  report.input_type = reader.text("input_type");
  report.input_reason = reader.text("input_reason");
  report.output_shape = reader.shape("output_shape");
  report.output_type = reader.text("output_type");
  if (reader.at("modes_differ").is_boolean()) report.modes_differ = reader.flag("modes_differ");
  report.problems = reader.errors("problems");
  report.notes = reader.texts("notes");
  report.denied = reader.texts("denied");
  report.forward_calls = reader.number("forward_calls");
  report.backward_calls = reader.number("backward_calls");
  return report;
}

}  // namespace emascope
