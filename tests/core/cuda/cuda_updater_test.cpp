// SPDX-License-Identifier: Apache-2.0
//
// When the plug-in updates the averages, and why LibTorch's operations do instead, with stand-ins
// for the driver and the plug-in.
#include "core/cuda/cuda_updater.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::StartsWith;

std::filesystem::path standin(const char* file) {
  return std::filesystem::path(EMASCOPE_STANDIN_FOLDER) / file;
}

std::string why(const c10::Device& device, c10::ScalarType type, const char* plugin,
                const char* driver = "libcuda.so.1") {
  const auto updater =
      cudaUpdater(device, type, standin(plugin), {.library = standin(driver).string()});
  return updater.ok() ? "usable" : updater.error().message();
}

TEST(CudaUpdater, IsThePluginForFloat32OnAGpuThatItHasCodeFor) {
  EXPECT_EQ(why(c10::Device("cuda:0"), c10::kFloat, "plugin.so"), "usable");
}

TEST(CudaUpdater, RefusesAnotherDeviceOrType) {
  EXPECT_EQ(why(c10::Device("cpu"), c10::kFloat, "plugin.so"),
            "plug-in: updates averages on a CUDA device, and these are on cpu");
  EXPECT_EQ(why(c10::Device("cuda:0"), c10::kBFloat16, "plugin.so"),
            "plug-in: updates averages of float32 weights, and these are BFloat16");
  EXPECT_EQ(why(c10::Device("cuda:99"), c10::kFloat, "plugin.so"),
            "plug-in: the NVIDIA driver does not list cuda:99");
}

TEST(CudaUpdater, TellsWhatIsMissing) {
  const c10::Device gpu("cuda:0");
  EXPECT_EQ(why(gpu, c10::kFloat, "plugin.so", "no_driver.so"), "plug-in: no NVIDIA driver found");
  EXPECT_EQ(why(gpu, c10::kFloat, "none.so"), "plug-in: is not built (./app/run --cuda builds it)");
  EXPECT_THAT(why(gpu, c10::kFloat, "other_build.so"), StartsWith("plug-in: is of another build"));
}

}  // namespace
}  // namespace emascope
