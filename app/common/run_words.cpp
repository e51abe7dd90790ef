// SPDX-License-Identifier: Apache-2.0
#include "app/common/run_words.h"

#include "app/common/exit_code.h"
#include "core/base/numbers.h"
#include "core/base/overloaded.h"
#include "core/base/short_text.h"
#include "core/protocol/failure_text.h"
#include "core/protocol/options/action_options.h"
#include "core/protocol/record/evaluation_watch.h"
#include "core/rules/param_spec.h"

namespace emascope {
namespace {

std::string stepText(std::int64_t step) { return "step " + std::to_string(step) + ": "; }

std::string valueWord(double value) { return isNone(value) ? "none" : formatNumber(value); }

std::string changeText(const event::Applied& change) {
  const std::string prefix = change.track.empty() ? "" : change.track + ".";
  std::string text;
  for (const auto& [id, value] : change.new_values) {
    text += (text.empty() ? "" : ", ") + prefix + id + " ";
    const auto old = change.old_values.find(id);
    if (old != change.old_values.end()) text += valueWord(old->second) + " → ";
    text += valueWord(value);
  }
  return stepText(change.step) + text;
}

std::string skipText(const event::SkippedStep& skip) {
  return stepText(skip.step) + "skipped, " + skip.what + " not finite; " +
         std::to_string(skip.total) + " skipped so far";
}

}  // namespace

std::string runTitle(const event::Started& started) {
  const RunFacts& facts = started.facts;
  // For a run that goes on the checkpoint has asked for its device, not a person.
  const bool unasked = !started.config.resume_from.empty() && facts.device_reason == "requested";
  const bool silent = unasked || facts.device_reason.empty();
  const std::string reason = silent ? "" : " (" + facts.device_reason + ")";
  const bool own = !started.config.user_task.empty();
  return (own ? facts.model.title + ", " + facts.model.network : started.config.preset) + ", " +
         std::to_string(facts.parameters) + " parameters, on " + facts.device_name + reason + ", " +
         std::to_string(facts.threads) + (facts.threads == 1 ? " thread" : " threads") + ", seed " +
         std::to_string(started.config.seed);
}

std::string noteLines(const RunFacts& facts) {
  std::string lines;
  for (const std::string& note : facts.model.notes) {
    lines += "note: " + shortText(note, kShownNoteBytes) + "\n";
  }
  return lines;
}

std::string synthesisText(const event::Synthesized& made, const std::string& metric) {
  constexpr int kDigits = 3;
  return made.spec.label + " " + made.spec.profile + "=" + formatNumber(made.spec.value) +
         " at step " + std::to_string(made.spec.step) + ": loss " +
         formatShort(made.val.loss, kDigits) + ", " + metric + " " +
         formatShort(made.val.metric, kDigits) + " (L1 error " + formatShort(made.error, kDigits) +
         ", rounding errors times " + formatShort(made.amplification, kDigits) + ", from " +
         std::to_string(made.used) + " " + made.precision + " snapshots)";
}

std::optional<std::string> eventLine(const Event& event, const std::string& metric) {
  using Line = std::optional<std::string>;
  return std::visit(
      Overloaded{[](const event::Applied& change) { return Line(changeText(change)); },
                 [](const event::TracksChanged& change) {
                   return Line(stepText(change.step) + actionOption(change.action));
                 },
                 [&](const event::Synthesized& made) { return Line(synthesisText(made, metric)); },
                 [](const event::Saved& saved) {
                   return Line(stepText(saved.step) + mixText(saved.spec.of, saved.spec.share) +
                               " written to " + saved.spec.path + ", " +
                               std::to_string(saved.bytes) + " bytes");
                 },
                 [](const event::Rejected& refusal) {
                   return Line("refused: " + refusal.error.message());
                 },
                 [](const event::SkippedStep& skip) { return Line(skipText(skip)); },
                 [](const event::Failed& failure) { return Line(failureText(failure)); },
                 [](const auto&) { return Line(); }},
      event);
}

bool isCutShort(const RunRecord& record) {
  return record.state == RunState::kFinished && record.state_reason.empty() &&
         record.step < record.config.steps;
}

int exitCodeOf(const RunRecord& record, bool output_failed, int signal) {
  if (record.state == RunState::kFailed) {
    const auto kind =
        record.failures.empty() ? event::FailureKind::kInternal : record.failures.back().kind;
    if (kind == event::FailureKind::kDiverged) return kExitDiverged;
    return kind == event::FailureKind::kInput ? kExitUsage : kExitFailure;
  }
  if (output_failed || !record.refused.empty()) return kExitFailure;
  if (signal != 0 && isCutShort(record)) return exitCodeOfSignal(signal);
  return allNotFinite(record) ? kExitDiverged : kExitOk;
}

}  // namespace emascope
