// SPDX-License-Identifier: Apache-2.0
//
// Replays a recorded case in double precision with the rules alone: RuleClock determines the action
// at each call, TrackTraits and tensor names determine the tensors. A plain reference for core/ema.
// Does not depend on LibTorch.
#pragma once

#include "core/rules/live_edit.h"
#include "tests/support/golden_cases.h"

#include <stdexcept>

namespace emascope::golden {

class Replay {
 public:
  /// Both outlive this. Throws if the preset rejects the case's values.
  Replay(const Sequence& sequence, const Case& recorded)
      : sequence_(&sequence),
        case_(&recorded),
        clock_(rule(recorded), startValues(recorded), recorded.run),
        online_(sequence.theta.front()),
        average_(online_),
        base_(online_),
        anchor_(online_) {
    if (!clock_.traits().starts_at_zero) return;
    for (const TensorRow& tensor : sequence.layout) {
      for (std::size_t i = tensor.offset; i < tensor.offset + tensor.numel; ++i) {
        if (!tensor.integer) average_[i] = 0.0;
      }
    }
  }

  /// Makes update call `call`; calls are in order, from 1.
  EmaAction step(std::int64_t call) {
    edit(call);
    advance(static_cast<std::size_t>(call));
    const EmaAction action = clock_.next();
    const TrackTraits traits = clock_.traits();
    if (traits.kind == AverageKind::kLastSnapshots && action.kind != ActionKind::kSkip) {
      if (action.kind == ActionKind::kCopy) snapshots_.clear();
      snapshots_.push_back(online_);
      while (std::ssize(snapshots_) > traits.snapshots) snapshots_.erase(snapshots_.begin());
    }
    if (traits.kind == AverageKind::kBema && action.kind == ActionKind::kCopy)
      base_ = anchor_ = online_;
    for (const TensorRow& tensor : sequence_->layout) average(tensor, traits, action);
    if (action.keep_online < 1.0) {
      for (const TensorRow& tensor : sequence_->layout) feedBack(tensor, traits, action);
    }
    return action;
  }

  [[nodiscard]] const std::vector<double>& average() const { return average_; }
  [[nodiscard]] const std::vector<double>& online() const { return online_; }

 private:
  static const ScheduleEntry& rule(const Case& recorded) {
    const ScheduleEntry* entry = findRule(recorded.preset);
    if (entry == nullptr) throw std::invalid_argument("no preset " + recorded.preset);
    return *entry;
  }

  static std::vector<double> startValues(const Case& recorded) {
    auto values = orderedValues(rule(recorded), recorded.values, recorded.id);
    if (!values) throw std::invalid_argument(values.error().message());
    return values.value();
  }

  void edit(std::int64_t call) {
    for (const Edit& edit : case_->edits) {
      if (edit.before_call != call) continue;
      ParamValues set = edit.set;
      if (set.erase(std::string(kReseed)) > 0) {
        average_ = base_ = anchor_ = online_;
        snapshots_ = {online_};
        clock_.reseed();
      }
      auto values = editedValues(clock_.rule(), clock_.values(), set, call - 1, case_->id);
      if (!values) throw std::invalid_argument(values.error().message());
      clock_.setValues(values.value());
      if (!edit.feed_back) continue;
      for (const TensorRow& tensor : sequence_->layout)
        feedBack(tensor, clock_.traits(), {.keep_online = *edit.feed_back});
    }
  }

  void advance(std::size_t call) {
    const std::vector<double>& now = sequence_->theta[call];
    if (!case_->feedback) {
      online_ = now;
      return;
    }
    const std::vector<double>& before = sequence_->theta[call - 1];
    for (const TensorRow& tensor : sequence_->layout) {
      for (std::size_t i = tensor.offset; i < tensor.offset + tensor.numel; ++i) {
        const float step = static_cast<float>(now[i]) - static_cast<float>(before[i]);
        online_[i] = tensor.integer ? now[i] : static_cast<float>(online_[i]) + step;
      }
    }
  }

  static TensorUse useOfKind(const TensorRow& tensor, const TensorUses& uses) {
    if (tensor.parameter) return tensor.trainable ? uses.trainable : uses.frozen;
    if (tensor.integer) return tensor.persistent ? uses.integers : uses.transient_integers;
    return tensor.persistent ? uses.buffers : uses.transient_buffers;
  }

  [[nodiscard]] TensorUse named(const TensorRow& tensor, TensorUse use) const {
    return useOf(tensor.name, clock_.rule().name_keys, case_->names, use);
  }

  void average(const TensorRow& tensor, const TrackTraits& traits, const EmaAction& action) {
    TensorUse use = useOfKind(tensor, traits.at_copy);
    if (action.kind != ActionKind::kCopy) {
      use = named(tensor, useOfKind(tensor, traits.at_blend));
      const bool copies = use == TensorUse::kCopy && traits.copies_at_skip;
      if (action.kind == ActionKind::kSkip && (!copies || action.copied == Copied::kNone)) return;
    } else if (traits.names_at_copy && named(tensor, use) == TensorUse::kIgnore) {
      use = TensorUse::kIgnore;
    }
    const bool transient = !tensor.parameter && !tensor.persistent;
    if (transient && action.copied == Copied::kPersistent) return;
    for (std::size_t i = tensor.offset; i < tensor.offset + tensor.numel; ++i) {
      if (use == TensorUse::kCopy) average_[i] = online_[i];
      const bool truncates = useOfKind(tensor, traits.at_blend) == TensorUse::kTruncate;
      if (truncates && action.again < 1.0)
        average_[i] = truncated(average_[i], online_[i], {.beta = action.again});
      if (use == TensorUse::kAverage && traits.kind == AverageKind::kBema) {
        base_[i] = action.beta * base_[i] + (1.0 - action.beta) * online_[i];
        average_[i] = base_[i];
        if (tensor.parameter) average_[i] += action.correction * (online_[i] - anchor_[i]);
      } else if (use == TensorUse::kAverage && traits.kind == AverageKind::kLastSnapshots) {
        average_[i] = 0.0;
        for (const std::vector<double>& state : snapshots_)
          average_[i] += state[i] / static_cast<double>(snapshots_.size());
      } else if (use == TensorUse::kAverage) {
        average_[i] = action.beta * average_[i] + (1.0 - action.beta) * online_[i];
      }
      if (use == TensorUse::kTruncate) average_[i] = truncated(average_[i], online_[i], action);
      if (use == TensorUse::kTruncateMean)
        average_[i] = truncatedMean(average_[i], online_[i], action.beta);
    }
  }

  static double truncated(double average, double online, const EmaAction& action) {
    const double each = std::pow(action.beta, 1.0 / action.updates);
    for (int update = 0; update < action.updates; ++update) {
      const float kept = static_cast<float>(each) * static_cast<float>(average);
      const float taken = static_cast<float>(1.0 - each) * static_cast<float>(online);
      average = std::trunc(kept + taken);
    }
    return average;
  }

  static double truncatedMean(double average, double online, double beta) {
    const auto states = static_cast<float>(std::round(1.0 / (1.0 - beta)));
    const float change = static_cast<float>(online - average) / states;
    return std::trunc(static_cast<float>(average) + change);
  }

  void feedBack(const TensorRow& tensor, const TrackTraits& traits, const EmaAction& action) {
    const double keep = action.keep_online;
    TensorUse use = useOfKind(tensor, traits.at_blend);
    if (keep > 0.0 || traits.names_at_copy) use = named(tensor, use);
    if (tensor.integer || use == TensorUse::kIgnore) return;
    const double kept = use == TensorUse::kCopy ? 0.0 : keep;
    for (std::size_t i = tensor.offset; i < tensor.offset + tensor.numel; ++i)
      online_[i] = kept * online_[i] + (1.0 - kept) * average_[i];
  }

  const Sequence* sequence_;
  const Case* case_;
  RuleClock clock_;
  std::vector<double> online_;
  std::vector<double> average_;
  std::vector<double> base_;                         ///< AverageKind::kBema: the recursive average
  std::vector<double> anchor_;                       ///< and the states at the last copy
  std::vector<std::vector<double>> snapshots_ = {};  ///< AverageKind::kLastSnapshots
};

/// The letter of Case::actions for `action`.
inline char letter(const EmaAction& action) {
  const bool feeds = action.keep_online < 1.0;
  switch (action.kind) {
    case ActionKind::kCopy:
      return 'C';
    case ActionKind::kBlend:
      if (action.beta == 1.0) break;  // changes nothing
      return feeds ? 'l' : 'L';
    case ActionKind::kSkip:
      break;
  }
  return feeds ? 'f' : 'S';
}

}  // namespace emascope::golden
