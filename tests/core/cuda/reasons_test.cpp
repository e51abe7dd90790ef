// SPDX-License-Identifier: Apache-2.0
//
// Every reason why a GPU cannot be used, with stand-ins for the driver, the plug-in and LibTorch's
// CUDA half.
#include "core/cuda/gpu_report.h"
#include "core/cuda/plugin_loader.h"
#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <fstream>
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::filesystem::path standin(const char* file) {
  return std::filesystem::path(EMASCOPE_STANDIN_FOLDER) / file;
}

/// A variable of the environment for the time of a test; null: not set.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    set(value);
  }
  ~Variable() { set(before_ ? before_->c_str() : nullptr); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  void set(const char* value) const {
    if (value == nullptr)
      unsetenv(name_);
    else
      setenv(name_, value, 1);
  }
  const char* name_;
  std::optional<std::string> before_ = {};
};

class FindDriver : public testing::Test {
 protected:
  [[nodiscard]] std::string why() const {
    const auto found = findDriver(places_);
    return found.ok() ? "found" : found.error().why;
  }

  TemporaryFolder folder_ = {};
  DriverPlaces places_ = {.library = standin("libcuda.so.1").string(), .devices = folder_ / ""};
  Variable visible_{"CUDA_VISIBLE_DEVICES", nullptr};
};

TEST_F(FindDriver, TellsEachGpuAndTheVersion) {
  const Variable two("EMASCOPE_STANDIN_GPUS", "2");
  const auto found = findDriver(places_);
  ASSERT_TRUE(found.ok()) << found.error().message();
  EXPECT_EQ(found->version, 13020);
  EXPECT_THAT(found->gpus, ElementsAre(Gpu{"Stand-in 0", 141ULL << 30U, 90},
                                       Gpu{"Stand-in 1", 141ULL << 30U, 90}));
}

TEST_F(FindDriver, NoDriver) {
  places_.library = folder_ / "libcuda.so.1";
  EXPECT_EQ(why(), "no NVIDIA driver found");
}

TEST_F(FindDriver, ADamagedLibrary) {
  places_.library = folder_ / "libcuda.so.1";
  std::ofstream(places_.library) << "no library";
  EXPECT_THAT(why(), StartsWith("the NVIDIA driver's " + places_.library + " cannot be loaded: "));
}

TEST_F(FindDriver, ALibraryThatIsNoDriver) {
  places_.library = standin("plugin.so").string();
  EXPECT_EQ(why(), "libcuda.so.1 is not an NVIDIA driver");
}

TEST_F(FindDriver, NoPermission) {
  const Variable fails("EMASCOPE_STANDIN_INIT", "100");
  std::ofstream(folder_ / "nvidiactl") << "";
  std::ofstream(folder_ / "nvidia0") << "";
  places_.may_open = [](const std::filesystem::path& file) { return file.filename() != "nvidia0"; };
  EXPECT_EQ(why(), "no permission to read and write " + folder_ / "nvidia0");
}

TEST_F(FindDriver, EveryGpuIsHidden) {
  const Variable fails("EMASCOPE_STANDIN_INIT", "100");
  const Variable hidden("CUDA_VISIBLE_DEVICES", "");
  EXPECT_EQ(why(), "CUDA_VISIBLE_DEVICES is empty, which hides every GPU");
}

TEST_F(FindDriver, NoGpuOfThoseNamed) {
  const Variable none("EMASCOPE_STANDIN_GPUS", "0");
  const Variable named("CUDA_VISIBLE_DEVICES", "7");
  EXPECT_EQ(why(), "the NVIDIA driver sees no GPU, as CUDA_VISIBLE_DEVICES is '7'");
}

TEST_F(FindDriver, NoGpu) {
  const Variable none("EMASCOPE_STANDIN_GPUS", "0");
  EXPECT_EQ(why(), "the NVIDIA driver sees no GPU");
}

TEST_F(FindDriver, WhatTheDriverReports) {
  {
    const Variable fails("EMASCOPE_STANDIN_INIT", "803");
    EXPECT_EQ(why(),
              "the NVIDIA driver reports: system has unsupported display driver / cuda "
              "driver combination");
  }
  const Variable fails("EMASCOPE_STANDIN_COUNT", "999");
  EXPECT_EQ(why(), "the NVIDIA driver reports: error 999");
}

TEST(DriverSupports, NamesBothVersionsOfADriverThatIsTooOld) {
  const Status old = driverSupports(12040, 13020);
  ASSERT_FALSE(old.ok());
  EXPECT_EQ(old.error().why,
            "the NVIDIA driver is too old: it supports CUDA 12.4, and this build has CUDA 13.2");
}

TEST(DriverSupports, AllMinorVersionsAndThoseBefore) {
  EXPECT_TRUE(driverSupports(13000, 13020).ok());
  EXPECT_TRUE(driverSupports(14000, 13020).ok());
  EXPECT_TRUE(driverSupports(0, 13020).ok());
  EXPECT_TRUE(driverSupports(12040, 0).ok());
}

std::string pluginWhy(const std::filesystem::path& file) {
  const auto plugin = loadPlugin(file);
  return plugin.ok() ? "loaded" : plugin.error().why;
}

TEST(LoadPlugin, TakesTheOneOfThisBuild) {
  const auto plugin = loadPlugin(standin("plugin.so"));
  ASSERT_TRUE(plugin.ok()) << plugin.error().message();
  EXPECT_EQ(plugin->build_id, pluginBuildId());
  EXPECT_EQ(plugin->toolkit_version, 13020);
  EXPECT_THAT(plugin->architectures, ElementsAre(75, 80, 90));
}

TEST(LoadPlugin, FindsItsFunctions) {
  const auto plugin = loadPlugin(standin("plugin.so"));
  ASSERT_TRUE(plugin.ok()) << plugin.error().message();
  const PluginCalls& calls = plugin->calls;
  ASSERT_TRUE(calls.error_text != nullptr && calls.scratch_bytes != nullptr &&
              calls.update_tracks != nullptr && calls.find_bad != nullptr &&
              calls.set_rates != nullptr && calls.copy != nullptr && calls.decide_step != nullptr &&
              calls.take_step != nullptr);
  EXPECT_STREQ(calls.error_text(0), "a stand-in");
}

TEST(LoadPlugin, RefusesOneThatLacksAFunction) {
  EXPECT_EQ(pluginWhy(standin("incomplete.so")),
            standin("incomplete.so").string() +
                " lacks the function emascopeCudaTakeStep (./app/run --cuda builds it)");
}

TEST(LoadPlugin, RefusesWhatIsMissingDamagedOrOfAnotherBuild) {
  const TemporaryFolder folder;
  EXPECT_EQ(pluginWhy(folder / "none.so"), "is not built (./app/run --cuda builds it)");
  std::ofstream(folder / "damaged.so") << "no library";
  EXPECT_THAT(pluginWhy(folder / "damaged.so"), StartsWith("cannot be loaded: "));
  EXPECT_THAT(pluginWhy(standin("libcuda.so.1")), HasSubstr("is not EMAscope's plug-in"));
  EXPECT_EQ(pluginWhy(standin("other_build.so")),
            "is of another build: 0.1.0-abc, and this program needs " +
                std::string(pluginBuildId()) + " (./app/run --cuda builds it)");
  EXPECT_THAT(pluginWhy(standin("other_interface.so")),
              StartsWith("is of another build: interface 99, and this program needs "));
}

const Plugin kPlugin = {.build_id = "x", .toolkit_version = 13020, .architectures = {75, 80, 120}};

std::string runsOn(int capability, int driver = 13020) {
  const Status status = pluginRunsOn(kPlugin, {.capability = capability}, driver);
  return status.ok() ? "runs" : status.error().why;
}

TEST(PluginRunsOn, GpusWithMachineCode) {
  for (const int capability : {75, 80, 86, 89, 120, 121})
    EXPECT_EQ(runsOn(capability, 13000), "runs");
}

TEST(PluginRunsOn, LaterGpusByPtxWhereTheDriverCompilesIt) {
  EXPECT_EQ(runsOn(130), "runs");
  EXPECT_EQ(runsOn(130, 13000),
            "this GPU needs the plug-in's PTX, which only a driver for CUDA 13.2 or later "
            "compiles; this one supports 13.0");
}

TEST(PluginRunsOn, NotWithoutCode) {
  EXPECT_EQ(runsOn(70),
            "has no code for this GPU: its capability is 7.0, and the plug-in has 7.5, 8.0, 12.0");
  EXPECT_THAT(runsOn(90), StartsWith("has no code for this GPU"));
}

TEST(PluginRunsOn, NotWithAnOldDriver) {
  EXPECT_EQ(runsOn(80, 12090),
            "the NVIDIA driver is too old: it supports CUDA 12.9, and this build has CUDA 13.2");
}

TEST(LoadLibtorchHalf, NamesTheLibraryThatIsMissing) {
  const Status status = loadLibtorchHalf(standin("libtorch_cuda.so"));
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().why,
              StartsWith("LibTorch's CUDA half cannot be loaded: libstandin_part.so"));
}

TEST(LoadLibtorchHalf, IsNotThere) {
  const TemporaryFolder folder;
  const Status status = loadLibtorchHalf(folder / "libtorch_cuda.so");
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().why, "this LibTorch has no CUDA half (./app/run --cuda adds it)");
}

TEST(GpuLines, SayMemoryCapabilityVersionsAndThePlugin) {
  const Driver driver = {.version = 13000, .gpus = {{"A", 150'121'545'728, 90}, {"B", 0, 70}}};
  const auto details = gpuDetails(driver, 13020, standin("plugin.so"));
  ASSERT_EQ(details.size(), 2U);
  EXPECT_THAT(gpuLines(details[0]),
              ElementsAre("139.8 GiB, capability 9.0; CUDA of the driver: 13.0, of LibTorch: 13.2, "
                          "of the plug-in: 13.2",
                          "plug-in: usable; training updates its averages with it"));
  EXPECT_EQ(details[1].id, "cuda:1");
  EXPECT_THAT(gpuLines(details[1]), ElementsAre(StartsWith("memory unknown, capability 7.0;"),
                                                StartsWith("plug-in: has no code for this GPU")));
}

TEST(GpuLines, SayThatThePluginIsNotBuilt) {
  const Driver driver = {.version = 0, .gpus = {{"A", 0, 0}}};
  const auto details = gpuDetails(driver, 0, "/nowhere/plugin.so");
  EXPECT_THAT(gpuLines(details.at(0)),
              ElementsAre("memory unknown, capability unknown; CUDA of the driver: unknown, of "
                          "LibTorch: unknown",
                          "plug-in: is not built (./app/run --cuda builds it)"));
}

}  // namespace
}  // namespace emascope
