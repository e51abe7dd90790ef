// SPDX-License-Identifier: Apache-2.0
//
// An averager whose updates the plug-in's kernels make, on the host: the bits of the CPU's updates,
// and how often a device would launch, wait, receive 1 - beta and allocate.
#include "core/ema/averager.h"
#include "core/ema/device_blender.h"
#include "tests/core/cuda/plugin/host_updater.h"
#include "tests/core/ema/moving_online.h"

#include <limits>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// 40 tensors of odd sizes: weights, some of them frozen, two buffers, and three counters.
OnlineState manyTensors() {
  constexpr std::int64_t kSizes[] = {1, 3, 7, 64, 129, 5, 33, 2};
  OnlineState state;
  std::int64_t offset = 0;
  for (int i = 0; i < 38; ++i) {
    const std::int64_t count = i == 20 ? 4099 : kSizes[i % 8];
    state.slots.push_back({"w" + std::to_string(i),
                           i % 11 == 3 ? TensorKind::kFrozen : TensorKind::kTrainable, offset,
                           count});
    offset += count;
  }
  state.weights = offset;
  for (const char* name : {"mean", "var"}) {
    state.slots.push_back({name, TensorKind::kBuffer, offset, 17});
    offset += 17;
  }
  state.slots.push_back({"counts", TensorKind::kInteger, 0, 3});
  state.floats = flatFloats(offset, at::kCPU);
  state.counters = at::zeros({3}, at::TensorOptions().dtype(at::kLong));
  return state;
}

void moveTo(const OnlineState& state, int step) {
  for (std::int64_t i = 0; i < state.floats.numel(); ++i)
    state.floats.mutable_data_ptr<float>()[i] = Online::at(step, i);
  for (std::int64_t i = 0; i < 3; ++i)
    state.counters.mutable_data_ptr<std::int64_t>()[i] = 10 * step + i;
}

/// Rules that differ in beta, stride, ramp, selections and treatment of buffers.
std::vector<TrackRule> variousRules(int tracks) {
  std::vector<TrackRule> rules;
  for (int k = 0; k < tracks; ++k) {
    const double beta = 1.0 - std::pow(10.0, -0.1 * (k % 40) - 0.1);
    if (k % 6 == 1) {
      rules.push_back(rule("power-function", {{"gamma", 1.0 + 0.1 * k}}));
    } else if (k % 6 == 2) {
      rules.push_back(rule("constant", {{"beta", beta}, {"update_every", 2.0}}));
    } else if (k % 6 == 3) {
      rules.push_back(rule("constant", {{"beta", beta}, {"buffers", 1.0}}, {{"ignore", "w2*"}}));
    } else {
      rules.push_back(rule("constant", {{"beta", k % 6 == 4 ? 0.0 : beta}}));
    }
  }
  return rules;
}

void expectSame(const Averager& one, const Averager& other) {
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t k = 0; k < one.size(); ++k) {
    EXPECT_TRUE(sameBits(one.floats(k), other.floats(k))) << k;
    EXPECT_TRUE(sameBits(one.counters(k), other.counters(k))) << k;
  }
}

class DeviceAverages : public testing::Test {
 protected:
  void onDevice(Averager& averager) { averager.useDevice(std::make_unique<HostUpdater>(counts_)); }
  /// What was counted since the last call.
  DeviceCounts counted() { return std::exchange(counts_, {}); }

  DeviceCounts counts_ = {};
};

class DeviceAveragesOf : public DeviceAverages, public testing::WithParamInterface<int> {};
INSTANTIATE_TEST_SUITE_P(Tracks, DeviceAveragesOf, testing::Values(1, 2, 3, 8, 17, 70));

TEST_P(DeviceAveragesOf, HaveTheBitsOfTheCpu) {
  const OnlineState state = manyTensors();
  moveTo(state, 0);
  Averager cpu(state, variousRules(GetParam()));
  Averager device(state, variousRules(GetParam()));
  onDevice(device);
  for (int step = 1; step <= 5; ++step) {
    moveTo(state, step);
    const Gate gate = step % 2 == 0 ? Gate::kOnDevice : Gate::kTrusted;
    ASSERT_TRUE(cpu.update());
    ASSERT_TRUE(device.update(1.0, gate));
    expectSame(cpu, device);
  }
  EXPECT_EQ(counts_.waits, 0U);
  device.settle();
  EXPECT_EQ(device.gated(), 0);
  EXPECT_EQ(device.calls(), 5);
}

TEST_F(DeviceAverages, OfTracksWithMoreStateHaveTheBitsOfTheCpu) {
  const std::vector<TrackRule> rules = {rule("bema", {{"update_every", 1.0}}),
                                        rule("last-snapshots", {{"k", 3.0}, {"update_every", 1.0}}),
                                        rule("constant", {{"beta", 0.9}})};
  Online online(131, 12);
  Averager cpu(online.state(), rules);
  Averager device(online.state(), rules);
  onDevice(device);
  for (int step = 1; step <= 5; ++step) {
    online.moveTo(step);
    cpu.update();
    device.update();
    expectSame(cpu, device);
  }
  online.state().floats.mutable_data_ptr<float>()[7] = kNan;
  EXPECT_FALSE(device.update(1.0, Gate::kOnDevice));
  expectSame(cpu, device);
  EXPECT_EQ(device.gated(), 1);
}

TEST_F(DeviceAverages, TakeOneLaunchForAllTracksAndNothingElse) {
  Online online(1000);
  std::vector<TrackRule> rules;
  for (int k = 0; k < 16; ++k) rules.push_back(rule("constant", {{"beta", 0.9 + 0.005 * k}}));
  Averager averager(online.state(), rules);
  onDevice(averager);
  EXPECT_EQ(counted(), (DeviceCounts{.allocations = 2}));
  online.moveTo(1);
  averager.update();  // copies
  EXPECT_EQ(counted(), DeviceCounts{});
  averager.update();
  EXPECT_EQ(counted(), (DeviceCounts{.launches = 2, .uploads = 1}));
  for (int step = 3; step <= 6; ++step) {
    online.moveTo(step);
    averager.update();
    EXPECT_EQ(counted(), DeviceCounts{.launches = 1}) << step;
  }
}

TEST_F(DeviceAverages, ReceiveTheRatesAgainOnlyWhenTheyHaveChanged) {
  Online online(100);
  Averager averager(online.state(), {rule("constant", {{"beta", 0.9}}),
                                     rule("constant", {{"beta", 0.8}, {"update_every", 2.0}})});
  onDevice(averager);
  for (int step = 1; step <= 4; ++step) averager.update();
  counted();
  for (int step = 5; step <= 10; ++step) averager.update();
  EXPECT_EQ(counted(), DeviceCounts{.launches = 6});  // also where the second track waits

  auto values = averager.rule(0).values;
  values[*paramIndex(*averager.rule(0).schedule, "beta")] = 0.95;
  averager.setValues(0, values);
  averager.update();
  EXPECT_EQ(counted(), (DeviceCounts{.launches = 2, .uploads = 1}));

  averager.add(rule("constant", {{"beta", 0.5}}));
  averager.update();  // copies the new one
  counted();
  averager.update();
  EXPECT_EQ(counted().uploads, 1U);
}

TEST_F(DeviceAverages, LeaveOutABadStepWithoutWaiting) {
  for (const int tracks : {1, 17}) {
    const OnlineState state = manyTensors();
    moveTo(state, 0);
    std::vector<TrackRule> rules;
    for (int k = 0; k < tracks; ++k)
      rules.push_back(rule("constant", {{"beta", 0.05 * k}, {"buffers", k % 2 * 1.0}}));
    Averager cpu(state, rules);
    Averager device(state, rules);
    onDevice(device);
    counted();
    for (int step = 1; step <= 6; ++step) {
      moveTo(state, step);
      float& value = state.floats.mutable_data_ptr<float>()[state.floats.numel() - step];
      if (step == 3) value = kNan;
      if (step == 5) value = -kLargestAveraged;
      EXPECT_EQ(cpu.update(1.0, Gate::kCheck), step != 3 && step != 5);
      EXPECT_TRUE(device.update(1.0, Gate::kOnDevice));
      expectSame(cpu, device);
    }
    EXPECT_EQ(counts_.waits, 0U);
    EXPECT_EQ(counts_.allocations, 0U);
    device.settle();
    EXPECT_EQ(counts_.waits, 1U);
    EXPECT_EQ(device.gated(), 2);
    EXPECT_EQ(device.calls(), 4);
    device.settle();
    EXPECT_EQ(counts_.waits, 1U);
    EXPECT_EQ(device.gated(), 2);
  }
}

TEST_F(DeviceAverages, DoNotCopyABadFirstStep) {
  Online online(100);
  Averager averager(online.state(), {rule("constant", {{"beta", 0.9}})});
  onDevice(averager);
  const at::Tensor floats = averager.floats(0).clone();
  const at::Tensor counters = averager.counters(0).clone();
  online.moveTo(1);
  online.state().floats.mutable_data_ptr<float>()[99] = kNan;
  EXPECT_TRUE(averager.update(1.0, Gate::kOnDevice));
  EXPECT_TRUE(sameBits(averager.floats(0), floats));
  EXPECT_TRUE(sameBits(averager.counters(0), counters));
}

TEST_F(DeviceAverages, DoNotFeedBackAfterABadStep) {
  Online online(100);
  Averager averager(online.state(),
                    {rule("constant", {{"beta", 0.9}, {"update_model_with_ema_every", 3.0}})});
  onDevice(averager);
  for (int step = 1; step <= 5; ++step) {
    online.moveTo(step);
    averager.update(1.0, Gate::kOnDevice);
  }
  EXPECT_EQ(averager.feedBacks(), 1);
  online.moveTo(6);
  online.state().floats.mutable_data_ptr<float>()[50] = kNan;
  const at::Tensor before = online.state().floats.clone();
  averager.update(1.0, Gate::kOnDevice);
  EXPECT_EQ(averager.feedBacks(), 1);
  EXPECT_TRUE(sameBits(online.state().floats, before));
  EXPECT_EQ(averager.gated(), 1);
}

TEST_F(DeviceAverages, CheckASlotThatIsConstantOnTheHost) {
  OnlineState state = manyTensors();
  moveTo(state, 0);
  const TensorSlot& var = state.slots[39];
  float* const floats = state.floats.mutable_data_ptr<float>();
  floats[var.offset] = -std::numeric_limits<float>::infinity();
  Averager averager(state, {rule("constant", {{"beta", 0.9}})});
  onDevice(averager);
  EXPECT_TRUE(averager.update(1.0, Gate::kOnDevice));
  floats[0] = kNan;
  EXPECT_FALSE(averager.update(1.0, Gate::kOnDevice));
  EXPECT_EQ(averager.gated(), 1);
}

TEST_F(DeviceAverages, AreTheSameAfterTheyWereRestored) {
  Online online(131, 12);
  Averager averager(online.state(), variousRules(4));
  onDevice(averager);
  for (int step = 1; step <= 3; ++step) {
    online.moveTo(step);
    averager.update(1.0, Gate::kOnDevice);
  }
  averager.settle();
  Averager restored(online.state(), {});
  onDevice(restored);
  restored.restoreAll(averager.state());
  Averager cpu(online.state(), {});
  cpu.restoreAll(averager.state());
  online.moveTo(4);
  restored.update();
  cpu.update();
  expectSame(cpu, restored);
}

TEST_F(DeviceAverages, TellAFailedLaunchAndBlendOnceAfterIt) {
  Online online(100);
  Averager averager(online.state(), {rule("constant", {{"beta", 0.9}})});
  onDevice(averager);
  averager.update();
  averager.update();
  online.moveTo(3);
  cuda::plantFailure(209);
  const at::Tensor before = averager.floats(0).clone();
  try {
    averager.update();
    ADD_FAILURE() << "no error";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "averages on the GPU: an update failed: a planted failure");
  }
  EXPECT_TRUE(sameBits(averager.floats(0), before));
  counted();
  averager.update();
  EXPECT_EQ(counted(), DeviceCounts{.launches = 1});
}

TEST_F(DeviceAverages, AreTriedOutBeforeARun) {
  HostUpdater updater(counts_);
  const Status works = tryOut(updater);
  ASSERT_TRUE(works.ok());
  cuda::plantFailure(209);
  const Status fails = tryOut(updater);
  ASSERT_FALSE(fails.ok());
  EXPECT_EQ(fails.error().message(),
            "plug-in: averages on the GPU: setting 1 - beta failed: a planted failure");
}

/// Finds every second value of 1 bad, without kernels.
class CountingUpdater final : public DeviceUpdater {
 public:
  explicit CountingUpdater(DeviceCounts& counts) : counts_(counts) {}
  [[nodiscard]] void* allocate(std::size_t bytes) override {
    return memory_.emplace_back(bytes / sizeof(Word) + 1).data();
  }
  void upload(std::span<const float> /*values*/, float* /*rates*/) override {}
  void blend(const DeviceBlend& /*blend*/) override {}
  void findBad(const float* /*online*/, std::size_t /*count*/, float /*limit*/,
               Word* first_bad) override {
    *first_bad = ++counts_.launches % 2 == 0 ? 0 : kNoneBad;
  }
  void copy(void* /*to*/, const void* /*from*/, std::size_t /*bytes*/,
            const Word* /*skip*/) override {}
  void read(const Word* words, std::span<Word> to) override {
    ++counts_.waits;
    std::copy_n(words, to.size(), to.begin());
  }

 private:
  DeviceCounts& counts_;
  std::vector<std::vector<Word>> memory_ = {};
};

TEST_F(DeviceAverages, AreNotUpdatedByADeviceThatDoesNothing) {
  CountingUpdater updater(counts_);
  const Status works = tryOut(updater);
  ASSERT_FALSE(works.ok());
  EXPECT_EQ(works.error().message(), "plug-in: its kernels compute wrong values on this GPU");
}

TEST(DeviceBlender, ReadsWhatWasLeftOutInBlocks) {
  DeviceCounts counts;
  DeviceBlender blender(std::make_unique<CountingUpdater>(counts));
  const float value = 1.0F;
  constexpr auto kSteps = static_cast<std::int64_t>(2 * DeviceBlender::kWords + 6);
  for (std::int64_t step = 0; step < kSteps; ++step) blender.check(&value, 1, kLargestAveraged);
  EXPECT_EQ(counts.waits, 2U);
  EXPECT_EQ(blender.settle(), kSteps / 2);
  EXPECT_TRUE(blender.skippedLast());
  EXPECT_EQ(counts.waits, 3U);
  blender.check(&value, 1, kLargestAveraged);
  EXPECT_EQ(blender.settle(), 0);
  EXPECT_FALSE(blender.skippedLast());
}

}  // namespace
}  // namespace emascope
