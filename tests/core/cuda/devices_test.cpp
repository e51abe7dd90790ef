// SPDX-License-Identifier: Apache-2.0
#include "core/cuda/devices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::int64_t kLarge = 11'000'000;

const DeviceInfo kCpu = {.id = "cpu", .name = "A CPU, 2 cores"};
const DeviceInfo kNone = {
    .id = "cuda", .name = "NVIDIA GPU", .usable = false, .reason = "no NVIDIA driver found"};
const DeviceInfo kOld = {.id = "cuda:0", .name = "Old", .usable = false, .reason = "too old"};
const DeviceInfo kNew = {.id = "cuda:1", .name = "New"};

std::string refusal(std::string_view wanted, const std::vector<DeviceInfo>& known) {
  const auto chosen = chooseDevice(wanted, kLarge, known);
  return chosen.ok() ? "accepted" : chosen.error().message();
}

TEST(ChooseDevice, AutoTakesTheCpuAndSaysThatThereIsNoDriver) {
  EXPECT_EQ(chooseDevice("auto", kLarge, {kCpu, kNone}).value(),
            (ChosenDevice{"cpu", "A CPU, 2 cores", "no NVIDIA driver found"}));
}

TEST(ChooseDevice, AutoTakesTheFirstUsableGpu) {
  EXPECT_EQ(chooseDevice("auto", kLarge, {kCpu, kOld, kNew}).value().id, "cuda:1");
  EXPECT_EQ(chooseDevice("auto", 0, {kCpu, kOld, kNew}).value().id, "cuda:1");
}

TEST(ChooseDevice, AutoKeepsATinyModelOnTheCpuAndSaysWhy) {
  const ChosenDevice chosen = chooseDevice("auto", 1185, {kCpu, kNew}).value();
  EXPECT_EQ(chosen.id, "cpu");
  EXPECT_THAT(chosen.reason, HasSubstr("faster than the GPU"));
  EXPECT_EQ(chooseDevice("cuda", 1185, {kCpu, kNew}).value().id, "cuda:1");
}

TEST(ChooseDevice, TakesWhatIsAskedFor) {
  EXPECT_EQ(chooseDevice("cpu", kLarge, {kCpu, kNew}).value().id, "cpu");
  EXPECT_EQ(chooseDevice("cuda:1", kLarge, {kCpu, kOld, kNew}).value().name, "New");
  EXPECT_EQ(chooseDevice("cuda", kLarge, {kCpu, kOld, kNew}).value().id, "cuda:1");
}

TEST(ChooseDevice, SaysWhyAGpuCannotBeUsed) {
  EXPECT_EQ(refusal("cuda", {kCpu, kNone}),
            "device: 'cuda' cannot be used: no NVIDIA driver found; allowed: auto, cpu");
  EXPECT_EQ(refusal("cuda:3", {kCpu, kNone}),
            "device: 'cuda:3' cannot be used: no NVIDIA driver found; allowed: auto, cpu");
  EXPECT_EQ(refusal("cuda:0", {kCpu, kOld, kNew}),
            "device: 'cuda:0' cannot be used: too old; allowed: auto, cpu, cuda:1");
  EXPECT_EQ(refusal("cuda:2", {kCpu, kOld, kNew}),
            "device: 'cuda:2' cannot be used: there is no such GPU; allowed: auto, cpu, cuda:1");
}

TEST(ChooseDevice, RefusesWhatIsNoDevice) {
  for (const char* wanted : {"", "gpu", "CPU", "cuda:", "cuda:-1", "cuda:1x", "cuda:99999999999"}) {
    EXPECT_EQ(
        refusal(wanted, {kCpu, kNew}),
        "device: '" + std::string(wanted) + "' is not known; allowed: auto, cpu, cuda, cuda:N");
  }
}

TEST(Devices, TheFirstIsTheCpuAndEveryOtherIsUsableOrSaysWhyNot) {
  loadCuda();
  const std::vector<DeviceInfo> all = devices();
  ASSERT_GE(all.size(), 2U);
  EXPECT_EQ(all[0].id, "cpu");
  EXPECT_TRUE(all[0].usable);
  EXPECT_THAT(all[0].name, HasSubstr(" core"));
  for (std::size_t i = 1; i < all.size(); ++i) {
    EXPECT_THAT(all[i].id, StartsWith("cuda"));
    EXPECT_EQ(all[i].usable, all[i].reason.empty()) << all[i].reason;
  }
}

TEST(Devices, AutoCanAlwaysBeHad) {
  const auto chosen = chooseDevice("auto");
  ASSERT_TRUE(chosen.ok()) << chosen.error().message();
  EXPECT_FALSE(chosen->name.empty());
  EXPECT_FALSE(chosen->reason.empty());
}

}  // namespace
}  // namespace emascope
