// SPDX-License-Identifier: Apache-2.0
//
// What the engine says of GPUs, with a stand-in for the driver: tests/core/cuda/standins.
#include "tests/app/engine/engine_process.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::HasSubstr;

/// A line for the shell that runs the engine with the stand-in and these answers.
std::string withDriver(const std::string& answers, const std::string& arguments) {
  return std::string("LD_LIBRARY_PATH=") + EMASCOPE_STANDIN_FOLDER + " " + answers + " $ENGINE " +
         arguments;
}

// The driver is too old in these tests, so that a CUDA half that is installed is not loaded.

TEST_F(EngineTest, DevicesTellsMemoryCapabilityAndVersionsOfAGpu) {
  const Outcome outcome = shell(withDriver("EMASCOPE_STANDIN_VERSION=9000", "devices"));
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("cuda:0: Stand-in 0: cannot be used: "));
  EXPECT_THAT(outcome.out, HasSubstr("    141.0 GiB, capability 9.0; CUDA of the driver: 9.0"));
  EXPECT_THAT(outcome.out, HasSubstr("    plug-in: "));
}

TEST_F(EngineTest, DevicesTellsTheSameAsJson) {
  const Outcome outcome = shell(withDriver("EMASCOPE_STANDIN_VERSION=9000", "devices --json"));
  const auto gpu = nlohmann::json::parse(outcome.out).at(1);
  EXPECT_EQ(gpu.at("id"), "cuda:0");
  EXPECT_EQ(gpu.at("memory_bytes"), 141ULL << 30U);
  EXPECT_EQ(gpu.at("capability"), "9.0");
  EXPECT_EQ(gpu.at("driver_cuda"), "9.0");
  EXPECT_EQ(gpu.at("plugin_usable"), gpu.at("plugin_reason").get<std::string>().empty());
}

TEST_F(EngineTest, TrainGivesTheReasonThatDevicesGives) {
  constexpr const char* kHidden = "EMASCOPE_STANDIN_INIT=100 CUDA_VISIBLE_DEVICES=";
  constexpr const char* kReason =
      "cannot be used: CUDA_VISIBLE_DEVICES is empty, which hides every GPU";
  EXPECT_THAT(shell(withDriver(kHidden, "devices")).out, HasSubstr(kReason));
  const Outcome outcome = shell(withDriver(kHidden, "train --steps 2 --device cuda"));
  EXPECT_NE(outcome.code, 0);
  EXPECT_THAT(outcome.err, HasSubstr(kReason));
}

}  // namespace
}  // namespace emascope
