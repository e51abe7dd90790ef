// SPDX-License-Identifier: Apache-2.0
//
// The averager against what the published libraries did with the same states: averaged weights,
// buffers and counters, under name filters, live edits and feedback into the model.
#include "core/ema/averager.h"
#include "core/rules/live_edit.h"
#include "tests/support/golden_cases.h"

#include <gtest/gtest.h>

#include <ATen/ops/zeros.h>

namespace emascope {
namespace {

const golden::Sequence& sequence() {
  static const golden::Sequence read = golden::readSequence();
  return read;
}

TensorKind kindOf(const golden::TensorRow& tensor) {
  if (tensor.parameter) return tensor.trainable ? TensorKind::kTrainable : TensorKind::kFrozen;
  if (tensor.integer)
    return tensor.persistent ? TensorKind::kInteger : TensorKind::kTransientInteger;
  return tensor.persistent ? TensorKind::kBuffer : TensorKind::kTransientBuffer;
}

/// The recorded model in arrays: floats first to last, then integers.
OnlineState madeOnline() {
  OnlineState online;
  std::int64_t floats = 0;
  std::int64_t integers = 0;
  for (const golden::TensorRow& tensor : sequence().layout) {
    const auto count = static_cast<std::int64_t>(tensor.numel);
    std::int64_t& end = tensor.integer ? integers : floats;
    online.slots.push_back({tensor.name, kindOf(tensor), end, count});
    end += count;
    if (tensor.parameter) online.weights += count;
  }
  online.floats = flatFloats(floats, at::kCPU);
  online.counters = at::zeros({integers}, at::TensorOptions().dtype(at::kLong));
  return online;
}

class RecordedLibrary : public testing::TestWithParam<golden::Case> {
 protected:
  void TearDown() override { averager_.reset(); }

  void begin() {
    const golden::Case& recorded = GetParam();
    moveTo(0);
    const ScheduleEntry& rule = *findRule(recorded.preset);
    averager_.emplace(
        online_,
        std::vector<TrackRule>{
            {&rule, orderedValues(rule, recorded.values, "").value(), recorded.names}},
        recorded.run);
  }

  /// The online state becomes theta[call]; with feedback it moves as far as theta does.
  void moveTo(std::size_t call) {
    const std::vector<double>& now = sequence().theta[call];
    const std::vector<double>* before =
        GetParam().feedback && call > 0 ? &sequence().theta[call - 1] : nullptr;
    forEachValue([&](std::size_t flat, float* value, std::int64_t* counter) {
      if (counter != nullptr) {
        *counter = static_cast<std::int64_t>(now[flat]);
      } else if (before != nullptr) {
        *value += static_cast<float>(now[flat]) - static_cast<float>((*before)[flat]);
      } else {
        *value = static_cast<float>(now[flat]);
      }
    });
  }

  void edit(std::int64_t call) {
    for (const golden::Edit& edit : GetParam().edits) {
      if (edit.before_call != call) continue;
      const TrackRule& rule = averager_->rule(0);
      averager_->setValues(
          0, editedValues(*rule.schedule, rule.values, edit.set, averager_->calls(), "").value());
    }
  }

  /// Position in the recorded flat vectors, and the value there of the online state.
  template <typename Visit>
  void forEachValue(const Visit& visit) {
    auto* floats = online_.floats.mutable_data_ptr<float>();
    auto* counters = online_.counters.mutable_data_ptr<std::int64_t>();
    for (std::size_t t = 0; t < online_.slots.size(); ++t) {
      const TensorSlot& slot = online_.slots[t];
      for (std::int64_t i = 0; i < slot.count; ++i) {
        const std::size_t flat = sequence().layout[t].offset + static_cast<std::size_t>(i);
        const std::int64_t at = slot.offset + i;
        isInteger(slot.kind) ? visit(flat, nullptr, counters + at)
                             : visit(flat, floats + at, nullptr);
      }
    }
  }

  void expectState(const at::Tensor& floats, const at::Tensor& counters,
                   const std::vector<double>& theirs, const std::string& where) const {
    for (std::size_t t = 0; t < online_.slots.size(); ++t) {
      const TensorSlot& slot = online_.slots[t];
      for (std::int64_t i = 0; i < slot.count; ++i) {
        const double wanted = theirs[sequence().layout[t].offset + static_cast<std::size_t>(i)];
        if (std::isnan(wanted)) continue;
        const std::int64_t at = slot.offset + i;
        if (isInteger(slot.kind)) {
          ASSERT_EQ(static_cast<double>(counters.const_data_ptr<std::int64_t>()[at]), wanted)
              << where << ", " << slot.name;
        } else {
          ASSERT_NEAR(floats.const_data_ptr<float>()[at], wanted,
                      golden::kValueTolerance * std::max(1.0, std::abs(wanted)))
              << where << ", " << slot.name;
        }
      }
    }
  }

  OnlineState online_ = madeOnline();
  std::optional<Averager> averager_;
};

TEST_P(RecordedLibrary, HasTheSameAverages) {
  begin();
  std::size_t compared = 0;
  for (std::size_t call = 1; call < sequence().theta.size(); ++call) {
    const auto number = static_cast<std::int64_t>(call);
    const std::string where = "call " + std::to_string(call);
    edit(number);
    moveTo(call);
    ASSERT_TRUE(averager_->update(1.0, Gate::kCheck)) << where;
    const auto& snapshots = GetParam().snapshots;
    if (const auto found = snapshots.find(number); found != snapshots.end()) {
      expectState(averager_->floats(0), averager_->counters(0), found->second, where);
      ++compared;
    }
    const auto& after = GetParam().online_after;
    if (const auto found = after.find(number); found != after.end())
      expectState(online_.floats, online_.counters, found->second, where + ", online");
    if (HasFatalFailure()) return;
  }
  EXPECT_GE(compared, 9U);
}

std::vector<golden::Case> allCases() {
  std::vector<golden::Case> cases;
  for (const std::string& file : golden::caseFiles()) {
    for (golden::Case& one : golden::readCases(file)) cases.push_back(std::move(one));
  }
  return cases;
}

std::string testName(const testing::TestParamInfo<golden::Case>& test) {
  std::string name = test.param.preset + "_" + test.param.id;
  for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(Golden, RecordedLibrary, testing::ValuesIn(allCases()), testName);

}  // namespace
}  // namespace emascope
