// SPDX-License-Identifier: Apache-2.0
//
// The real plug-in of this build, which can be loaded and asked without a driver.
#include "core/cuda/plugin/emascope_cuda.h"
#include "core/cuda/plugin_loader.h"

#include <dlfcn.h>

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
  void* const library = dlopen(EMASCOPE_CUDA_PLUGIN, RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(library, nullptr) << dlerror();
  const auto update = reinterpret_cast<decltype(&emascopeCudaUpdateTracks)>(
      dlsym(library, "emascopeCudaUpdateTracks"));
  const auto find =
      reinterpret_cast<decltype(&emascopeCudaFindBad)>(dlsym(library, "emascopeCudaFindBad"));
  const auto text =
      reinterpret_cast<decltype(&emascopeCudaErrorText)>(dlsym(library, "emascopeCudaErrorText"));
  const auto scratch = reinterpret_cast<decltype(&emascopeCudaScratchBytes)>(
      dlsym(library, "emascopeCudaScratchBytes"));
  ASSERT_TRUE(update != nullptr && find != nullptr && text != nullptr && scratch != nullptr);
  EXPECT_EQ(update(nullptr, nullptr), EMASCOPE_CUDA_NULL);
  EXPECT_EQ(find(nullptr, 7, 0, 1.0F, nullptr, 0, nullptr), EMASCOPE_CUDA_TYPE);
  EXPECT_EQ(scratch(4097, 3), 2 * 3 * sizeof(double));
  // CUDA's own words: cudaErrorNoDevice.
  EXPECT_STREQ(text(EMASCOPE_CUDA_FAILED + 100), "no CUDA-capable device is detected");
}

}  // namespace
}  // namespace emascope
