// SPDX-License-Identifier: Apache-2.0
//
// The real plug-in of this build, which can be loaded and asked without a driver.
#include "core/cuda/plugin/emascope_cuda.h"
#include "core/cuda/plugin_loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(RealPlugin, IsOfThisBuildAndHasCodeFromTuringOn) {
  const auto plugin = loadPlugin(EMASCOPE_CUDA_PLUGIN);
  ASSERT_TRUE(plugin.ok()) << plugin.error().message();
  EXPECT_EQ(plugin->build_id, pluginBuildId());
  EXPECT_EQ(plugin->toolkit_version / 1000, 13);
  ASSERT_FALSE(plugin->architectures.empty());
  EXPECT_EQ(plugin->architectures.front(), 75);
  for (const int capability : {75, 80, 86, 89, 90, 100, 120}) {
    const Status runs =
        pluginRunsOn(plugin.value(), {.capability = capability}, plugin->toolkit_version);
    EXPECT_TRUE(runs.ok()) << runs.error().message();
  }
}

TEST(RealPlugin, RefusesWrongCallsBeforeItAsksForADevice) {
  const auto plugin = loadPlugin(EMASCOPE_CUDA_PLUGIN);
  ASSERT_TRUE(plugin.ok()) << plugin.error().message();
  const PluginCalls& calls = plugin->calls;
  EXPECT_EQ(calls.update_tracks(nullptr, nullptr), EMASCOPE_CUDA_NULL);
  EXPECT_EQ(calls.find_bad(nullptr, 7, 0, 1.0F, nullptr, 0, nullptr), EMASCOPE_CUDA_TYPE);
  EXPECT_EQ(calls.set_rates(nullptr, nullptr, 65, nullptr), EMASCOPE_CUDA_TRACKS);
  EXPECT_EQ(calls.copy(nullptr, nullptr, 1, nullptr, nullptr), EMASCOPE_CUDA_NULL);
  EXPECT_EQ(calls.decide_step(nullptr, nullptr), EMASCOPE_CUDA_NULL);
  EmascopeCudaStep step = {};
  step.optimizer = 5;
  EXPECT_EQ(calls.take_step(&step, nullptr), EMASCOPE_CUDA_OPTIMIZER);
  EXPECT_EQ(calls.scratch_bytes(4097, 3), 2 * 3 * sizeof(double));
  // CUDA's own words: cudaErrorNoDevice.
  EXPECT_STREQ(calls.error_text(EMASCOPE_CUDA_FAILED + 100), "no CUDA-capable device is detected");
}

}  // namespace
}  // namespace emascope
