// SPDX-License-Identifier: Apache-2.0
#include "core/train/run_history.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

constexpr std::int64_t kBytesPerMib = 1024 * 1024;

/// Largest number of simultaneous tracks according to the configuration.
std::int64_t mostTracks(const RunConfig& config) {
  auto count = static_cast<std::int64_t>(config.tracks.size());
  for (const ScheduledEdit& edit : config.edits) {
    if (!edit.action) continue;
    const bool more = std::holds_alternative<track_action::Add>(*edit.action) ||
                      std::holds_alternative<track_action::Fork>(*edit.action);
    if (more) ++count;
  }
  return count;
}

}  // namespace

Result<SnapshotPrecision> snapshotsOf(const RunConfig& config, std::int64_t floats) {
  return snapshotPrecision(snapshotCount(config.steps, config.snapshot_every, mostTracks(config)),
                           floats, config.snapshot_mib * kBytesPerMib);
}

RunHistory::RunHistory(const RunConfig& config, std::int64_t floats,
                       std::function<std::unique_ptr<Model>()> make_model)
    : floats_(floats),
      budget_(config.snapshot_mib * kBytesPerMib),
      make_model_(std::move(make_model)) {
  if (config.snapshot_every > 0) {
    log_.emplace(config.snapshot_every, snapshotsOf(config, floats).value(), floats, budget_);
  }
}

std::optional<RunHistory::State> RunHistory::state() const {
  if (!log_) return std::nullopt;
  return State{log_->state(), steps_};
}

Status RunHistory::restore(std::optional<State> state) {
  if (state.has_value() != log_.has_value()) {
    return Error{"snapshots", log_ ? "the checkpoint has none" : "this run keeps none", ""};
  }
  if (!state) return Ok{};
  const std::vector<std::int64_t>& steps = state->steps;
  const bool ascends = std::ranges::adjacent_find(steps, std::greater_equal<>()) == steps.end();
  if (!ascends || (!steps.empty() && steps.front() < 1) ||
      static_cast<std::int64_t>(steps.size()) != state->log.calls) {
    return Error{"snapshots", "the steps of the snapshots are invalid", ""};
  }
  auto log = SnapshotLog::restored(std::move(state->log), floats_, budget_);
  if (!log) return log.error();
  log_.emplace(std::move(log).value());
  steps_ = std::move(state->steps);
  basis_.reset();
  return Ok{};
}

void RunHistory::observe(const Averager& averager, std::int64_t step) {
  if (!log_) return;
  steps_.push_back(step);
  log_->observe(averager);
}

void RunHistory::forked(const Averager& averager, std::size_t from, std::size_t to) {
  if (log_) log_->forked(averager, from, to);
}

void RunHistory::reseeded(const Averager& averager, std::size_t track) {
  if (log_) log_->reseeded(averager, track);
}

Result<RunHistory::Making> RunHistory::begin(const SynthesisSpec& spec) const {
  const std::string where = "synthesize " + spec.label;
  if (!log_) return Error{where, "this run keeps no snapshots", "a run with snapshots"};
  const auto target = targetOf(spec, where);
  if (!target) return target.error();
  if (steps_.empty()) return Error{where, "no step is completed yet", "after the first steps"};
  const std::int64_t step = spec.step == 0 ? steps_.back() : spec.step;
  if (step > steps_.back()) {
    return Error{where, "step " + std::to_string(step) + " has not been completed",
                 "1 to " + std::to_string(steps_.back())};
  }
  Making making{.spec = spec,
                .target = *target,
                .call = std::upper_bound(steps_.begin(), steps_.end(), step) - steps_.begin()};
  making.spec.step = step;
  return making;
}

std::optional<Result<RunHistory::Made>> RunHistory::advance(const Making& making,
                                                            const ModelState& state) {
  const c10::InferenceMode as_in_training(false);  // models are made as everywhere
  const std::string where = "synthesize " + making.spec.label;
  const bool known = basis_ && basis_->call() == making.call && log_->isCurrent(*basis_);
  if (!known) {
    auto begun = log_->basis(making.call, where);
    if (!begun) return begun.error();
    basis_.emplace(std::move(begun).value());
  }
  if (!basis_->advance()) return std::nullopt;
  auto made = log_->synthesize(making.target, *basis_, {}, where);
  if (!made) return made.error();
  const at::Device device = state.weights().device();
  Made result;
  result.model = make_model_();
  const at::Tensor counters = made->counters.defined() ? made->counters.to(device) : made->counters;
  state.bindView(*result.model, made->floats.to(device), counters);
  result.report.spec = making.spec;
  result.report.error = made->synthesis.error;
  result.report.amplification = made->synthesis.amplification;
  result.report.used = static_cast<std::int64_t>(made->synthesis.used);
  result.report.precision = snapshotPrecisionText(log_->precision());
  return Result<Made>(std::move(result));
}

Result<RunHistory::Made> RunHistory::make(const SynthesisSpec& spec, const ModelState& state) {
  auto making = begin(spec);
  if (!making) return making.error();
  for (;;) {
    if (auto made = advance(*making, state)) return *std::move(made);
  }
}

}  // namespace emascope
