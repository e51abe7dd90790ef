// SPDX-License-Identifier: Apache-2.0
//
// A report on a TorchScript file as text, and as JSON for --json.
#include "core/script/script_probe.h"

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

constexpr std::size_t kMostShown = 40;

std::string line(const std::string& name, const std::string& text) {
  constexpr std::size_t kColumn = 12;
  std::string padded = name;
  padded.resize(std::max(kColumn, name.size() + 1), ' ');
  return padded + text + "\n";
}

std::string tensorLines(const std::string& name, const ScriptTensors& tensors) {
  if (tensors.tensors == 0) return line(name, "none");
  std::string text = line(name, std::to_string(tensors.tensors) + " tensors, " +
                                    std::to_string(tensors.values) + " values");
  std::size_t shown = 0;
  for (const ScriptTensor& tensor : tensors.listed) {
    if (++shown > kMostShown) break;
    text += "  " + tensor.name + ": " + tensor.type + ", " + sizesText(tensor.shape) +
            (name == "parameters" && !tensor.trains ? ", frozen" : "") + "\n";
  }
  if (static_cast<std::int64_t>(kMostShown) < tensors.tensors) {
    text += "  and " + std::to_string(tensors.tensors - static_cast<std::int64_t>(kMostShown)) +
            " more\n";
  }
  return text;
}

/// States how many calls were observed, since a program may act differently later.
std::string callsText(const ScriptReport& report) {
  const auto counted = [](std::int64_t count, const char* of) {
    return std::to_string(count) + (count == 1 ? " call of " : " calls of ") + of;
  };
  if (report.forward_calls == 0) return " before its first call";
  std::string text = " in " + counted(report.forward_calls, "forward");
  if (report.backward_calls > 0) {
    text += " and " + std::to_string(report.backward_calls) + " of backward";
  }
  return text + "; later behavior is unknown";
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

}  // namespace

std::string probeText(const ProbedScript& probed) {
  const ScriptReport& report = probed.report;
  std::string text = line("file", printable(probed.path)) +
                     line("bytes", std::to_string(probed.bytes)) + line("SHA-256", probed.sha256);
  if (report.stage > ScriptReport::Stage::kLoading && report.parameters.tensors > 0) {
    text += tensorLines("parameters", report.parameters) + tensorLines("buffers", report.buffers);
  }
  if (!report.arguments.empty()) text += line("forward", "(" + joined(report.arguments) + ")");
  if (!report.input_type.empty()) {
    text += line("input", sizesText(report.input_shape) + " " + report.input_type +
                              " per sample, " + report.input_reason);
  }
  if (!report.output_type.empty()) {
    text +=
        line("output", sizesText(report.output_shape) + " " + report.output_type + " per sample");
  }
  if (report.modes_differ) {
    text += line("modes", *report.modes_differ ? "training and evaluation differ"
                                               : "training and evaluation are the same");
  }
  if (probed.printed_bytes > 0) {
    text += line("prints",
                 std::to_string(probed.printed_bytes) + " bytes: " + printable(probed.printed));
  }
  if (report.forward_calls > 0 || !report.denied.empty()) {
    text +=
        line("tried", (report.denied.empty() ? "nothing" : joined(report.denied) + ": denied,") +
                          callsText(report));
  }
  if (report.held != Protections{}) text += line("enforced", report.held.text());
  for (const std::string& note : report.notes) text += line("note", note);
  for (const Error& problem : report.problems) text += line("problem", problem.message());
  return text;
}

std::string probeJson(const ProbedScript& probed) {
  nlohmann::json json = nlohmann::json::parse(toJsonLine(probed.report));
  json["file"] = probed.path;
  json["sha256"] = probed.sha256;
  json["bytes"] = probed.bytes;
  json["printed"] = probed.printed;
  json["printed_bytes"] = probed.printed_bytes;
  return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace emascope
