// SPDX-License-Identifier: Apache-2.0
//
// A report on a TorchScript file as one line of JSON, and back.
#include "core/json/read_json.h"
#include "core/script/script_report.h"

#include <array>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostTexts = 100;

constexpr std::string_view stageText(ScriptReport::Stage stage) {
  switch (stage) {
    case ScriptReport::Stage::kStarting:
      return "starting";
    case ScriptReport::Stage::kLoading:
      return "loading";
    case ScriptReport::Stage::kEvaluating:
      return "evaluating";
    case ScriptReport::Stage::kTraining:
      return "training";
    case ScriptReport::Stage::kDone:
      return "done";
  }
  return "";
}
static_assert(stageText(static_cast<ScriptReport::Stage>(ScriptReport::kStageCount)).empty());

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

std::vector<std::int64_t> readShape(const Fields& in, const char* key) {
  constexpr std::size_t kMostDimensions = 64;
  std::vector<std::int64_t> sizes = in.integers(key, 0);
  if (sizes.size() > kMostDimensions) sizes.resize(kMostDimensions);
  return sizes;
}

std::vector<std::string> readTexts(const Fields& in, const char* key) {
  std::vector<std::string> texts = in.texts(key);
  if (texts.size() > kMostTexts) texts.resize(kMostTexts);
  for (std::string& text : texts) text = printable(text);
  return texts;
}

ScriptTensors readTensors(const Fields& in) {
  ScriptTensors result{.tensors = in.integer("tensors", 0), .values = in.integer("values", 0)};
  in.list("listed", [&](const Fields& one) {
    if (result.listed.size() == kMostListed) return;
    result.listed.push_back({printable(one.text("name")), printable(one.text("type")),
                             readShape(one, "shape"), one.flag("trains")});
  });
  return result;
}

ScriptReport readReport(const Fields& in) {
  const int stage = in.choice("stage", ScriptReport::kStageCount,
                              [](int i) { return stageText(static_cast<ScriptReport::Stage>(i)); });
  ScriptReport report{.stage = static_cast<ScriptReport::Stage>(stage)};
  const Fields held = in.map("held");
  for (const auto& [name, member] : kProtections) report.held.*member = held.flag(name);
  report.parameters = readTensors(in.map("parameters"));
  report.buffers = readTensors(in.map("buffers"));
  report.arguments = readTexts(in, "arguments");
  report.input_shape = readShape(in, "input_shape");
  report.input_type = printable(in.text("input_type"));
  report.input_reason = printable(in.text("input_reason"));
  report.output_shape = readShape(in, "output_shape");
  report.output_type = printable(in.text("output_type"));
  if (in.has("modes_differ")) report.modes_differ = in.flag("modes_differ");
  in.list("problems", [&](const Fields& one) {
    if (report.problems.size() == kMostTexts) return;
    report.problems.push_back({"", printable(one.text("why")), printable(one.text("allowed"))});
  });
  report.notes = readTexts(in, "notes");
  report.denied = readTexts(in, "denied");
  report.forward_calls = in.integer("forward_calls", 0);
  report.backward_calls = in.integer("backward_calls", 0);
  return report;
}

}  // namespace

std::string toJsonLine(const ScriptReport& report) {
  Json problems = Json::array();
  for (const Error& problem : report.problems) {
    problems.push_back({{"why", problem.why}, {"allowed", problem.allowed}});
  }
  Json held = Json::object();
  for (const auto& [name, member] : kProtections) held[name] = report.held.*member;
  Json json = {{"stage", stageText(report.stage)},
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

Result<ScriptReport> reportOfLine(std::string_view line) {
  constexpr JsonLimits kLimits{.longest = std::size_t{4} << 20U, .deepest = 8};
  ScriptReport report;
  const Status status =
      readJson(line, "report", kLimits, [&](const Fields& in) { report = readReport(in); });
  if (!status) return status.error();
  return report;
}

}  // namespace emascope
