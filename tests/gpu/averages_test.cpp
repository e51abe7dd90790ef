// SPDX-License-Identifier: Apache-2.0
//
// The plug-in's updates of the averages on the first GPU have the bits of the CPU's.
#include "core/cuda/cuda_updater.h"
#include "core/cuda/devices.h"
#include "tests/core/ema/moving_online.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(PluginAverages, HaveTheBitsOfTheCpu) {
  loadCuda();
  const auto gpu = chooseDevice("cuda");
  if (!gpu.ok()) GTEST_SKIP() << gpu.error().message();
  const at::Device device(gpu->id);
  auto updater = cudaUpdater(device, at::kFloat);
  if (!updater.ok()) GTEST_SKIP() << updater.error().message();
  Online online(100'003, 40);
  const OnlineState& here = online.state();
  const OnlineState there{here.floats.to(device), here.weights, here.counters.to(device)};
  std::vector<TrackRule> rules;
  for (int k = 0; k < 17; ++k) rules.push_back(rule("constant", {{"beta", 0.05 * k}}));
  rules.push_back(rule("power-function", {{"gamma", 3.0}}));
  Averager cpu(here, rules);
  Averager plugin(there, rules);
  plugin.useDevice(std::move(updater).value());
  for (int step = 1; step <= 8; ++step) {
    online.moveTo(step);
    if (step == 5) here.floats[7] = std::nanf("");
    there.floats.copy_(here.floats);
    there.counters.copy_(here.counters);
    if (step != 5) cpu.update();
    EXPECT_TRUE(plugin.update(1.0, Gate::kOnDevice));
    // The clock of the last track has counted the bad step.
    const std::size_t compared = step <= 5 ? rules.size() : rules.size() - 1;
    for (std::size_t k = 0; k < compared; ++k) {
      EXPECT_TRUE(sameBits(cpu.floats(k), plugin.floats(k).cpu())) << step << ' ' << k;
      EXPECT_TRUE(sameBits(cpu.counters(k), plugin.counters(k).cpu())) << step << ' ' << k;
    }
  }
  plugin.settle();
  EXPECT_EQ(plugin.gated(), 1);
}

}  // namespace
}  // namespace emascope
