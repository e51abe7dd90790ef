// SPDX-License-Identifier: Apache-2.0
#include "core/script/script_probe.h"

#include "core/base/input_file.h"
#include "core/base/sha256.h"
#include "core/sandbox/limited_child.h"
#include "core/script/probe_child.h"
#include "core/script/script_file_kind.h"

#include <chrono>
#include <csignal>
#include <optional>
#include <utility>

namespace emascope {
namespace {

std::string deedOf(ScriptReport::Stage stage) {
  switch (stage) {
    case ScriptReport::Stage::kStarting:
      return "starting the inspection";
    case ScriptReport::Stage::kLoading:
      return "loading it";
    case ScriptReport::Stage::kEvaluating:
      return "computing its output";
    case ScriptReport::Stage::kTraining:
      return "computing its gradients";
    case ScriptReport::Stage::kDone:
      break;
  }
  return "ending";
}

std::string signalText(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "invalid access to memory";
    case SIGBUS:
      return "bus error";
    case SIGABRT:
      return "abort";
    case SIGILL:
      return "invalid instruction";
    case SIGFPE:
      return "invalid arithmetic";
    case SIGSYS:
      return "forbidden system call";
    default:
      return "signal " + std::to_string(signal);
  }
}

/// None if the child ended normally with a complete report.
std::optional<Error> howItEnded(const ChildOutcome& outcome, const Result<ScriptReport>& report,
                                const ProbeOptions& options) {
  using End = ChildOutcome::End;
  const ScriptReport::Stage stage = report ? report->stage : ScriptReport::Stage::kStarting;
  const std::string deed = deedOf(stage);
  const std::string seconds = std::to_string(options.seconds);
  if (outcome.end == End::kOutOfTime) {
    return Error{"", deed + " does not finish", "at most " + seconds + " seconds"};
  }
  if (outcome.end == End::kSaidTooMuch) return Error{"", "prints more than can be read", ""};
  if (outcome.end == End::kSignalled) {
    if (outcome.code == SIGXCPU) {
      return Error{"", deed + " does not finish", "at most " + seconds + " seconds"};
    }
    if (outcome.code == SIGKILL) return Error{"", deed + " runs out of memory", ""};
    return Error{"", deed + " crashes LibTorch (" + signalText(outcome.code) + ")", ""};
  }
  if (stage == ScriptReport::Stage::kDone) return std::nullopt;
  std::string why = deed + " ends the process (exit code " + std::to_string(outcome.code) + ")";
  if (!report) why += "; " + printable(report.error().message());
  return Error{"", std::move(why), ""};
}

}  // namespace

Error ProbedScript::error() const {
  const Error& first = report.problems.front();
  return {path, first.why, first.allowed};
}

Result<ProbedScript> probeScript(const std::string& path, const ProbeOptions& options) {
  const auto bytes = readWholeFile(path, kLargestScript);
  if (!bytes) return bytes.error();
  if (bytes->empty()) return Error{path, "is empty", "a TorchScript file"};
  if (auto other = otherThanTorchScript(path, *bytes)) {
    ProbedScript refused{path, sha256(*bytes), bytes->size()};
    refused.report.stage = ScriptReport::Stage::kDone;
    refused.report.problems.push_back({"", other->why, other->allowed});
    return refused;
  }
  ProbeWishes wishes{options.input_shape, options.trust, {options.memory, options.seconds}};
  wishes.limits.memory += 4 * static_cast<std::uint64_t>(bytes->size());
  ChildCommand command;
  command.program = options.program;
  command.arguments = {kProbeChildCommand, toText(wishes)};
  command.input = *bytes;
  command.time = std::chrono::seconds(options.seconds + 10);
  auto outcome = runLimited(command);
  if (!outcome) return outcome.error();
  const auto report = lastReport(outcome->report);
  if (report && report->stage == ScriptReport::Stage::kStarting && !report->held.contain() &&
      !options.trust) {
    return Error{path,
                 "a TorchScript file is a program, and this system cannot contain it; enforced: " +
                     report->held.text(),
                 "--trust, if you know where the file comes from"};
  }
  ProbedScript probed{path,
                      sha256(*bytes),
                      bytes->size(),
                      report ? *report : ScriptReport{},
                      printable(outcome->printed, command.most_printed),
                      outcome->printed_bytes};
  if (auto end = howItEnded(*outcome, report, options)) {
    probed.report.problems.push_back(*std::move(end));
  }
  return probed;
}

}  // namespace emascope
