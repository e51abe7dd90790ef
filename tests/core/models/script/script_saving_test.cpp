// SPDX-License-Identifier: Apache-2.0
//
// Weights back into a TorchScript file: what LibTorch reads, what Python reads where there is one,
// and a disk that takes none of it.
#include "tests/core/models/script/script_fixture.h"

#include <cstdlib>

#include <gmock/gmock.h>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/zeros.h>

namespace emascope {
namespace {

/// All tensors of `name`, with 1 added to the parameters and the buffers of floats.
std::vector<NamedTensor> changed(const LoadedScript& script) {
  const at::NoGradGuard no_gradients;
  std::vector<NamedTensor> tensors = script.parameters();
  for (const NamedTensor& buffer : script.buffers()) tensors.push_back(buffer);
  for (NamedTensor& entry : tensors) entry.tensor = entry.tensor.clone().add_(1);
  return tensors;
}

TEST(SaveScript, KeepsEverythingButTheWeights) {
  const TemporaryFolder folder;
  const LoadedScript script = loaded("cnn.pt");
  const auto tensors = changed(script);
  ASSERT_TRUE(saveScript(script, tensors, folder / "saved.pt"));
  const LoadedScript saved = loadedFrom(folder / "saved.pt");
  for (const auto& [name, tensor] : saved.parameters()) {
    EXPECT_TRUE(at::equal(tensor, named(tensors, name))) << name;
    EXPECT_TRUE(tensor.requires_grad()) << name;
  }
  for (const auto& [name, tensor] : saved.buffers()) {
    EXPECT_TRUE(at::equal(tensor, named(tensors, name))) << name;
  }
  EXPECT_FALSE(at::equal(networkOf(saved)->forward(ramp({3, 1, 8, 8}), false),
                         networkOf(script)->forward(ramp({3, 1, 8, 8}), false)));
}

TEST(SaveScript, KeepsTheFilesWeightsWhereNoneAreGiven) {
  const TemporaryFolder folder;
  const LoadedScript script = loaded("tied.pt");
  ASSERT_TRUE(saveScript(script, {}, folder / "saved.pt"));
  const LoadedScript saved = loadedFrom(folder / "saved.pt");
  EXPECT_TRUE(at::equal(networkOf(saved)->forward(ramp({5, 4}), false),
                        networkOf(script)->forward(ramp({5, 4}), false)));
  EXPECT_EQ(saved.parameters().size(), 1U);  // still one
}

TEST(SaveScript, RefusesWhatTheScriptDoesNotHave) {
  const TemporaryFolder folder;
  const LoadedScript script = loaded("plain.pt");
  EXPECT_EQ(
      saveScript(script, {{"third.weight", at::zeros({1})}}, folder / "saved.pt").error().message(),
      scriptPath("plain.pt") + ": has no parameter or buffer third.weight");
  EXPECT_EQ(
      saveScript(script, {{"first.bias", at::zeros({3})}}, folder / "saved.pt").error().message(),
      scriptPath("plain.pt") + ": first.bias is 8, not 3");
  EXPECT_EQ(folder.files(), 0U);
}

TEST(SaveScript, SurvivesAFullDisk) {
  const auto status = saveScript(loaded("plain.pt"), {}, "/dev/full");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().message(), "/dev/full: cannot be written: No space left on device");
}

TEST(SaveScript, IsReadByPython) {
  const char* asked = std::getenv("EMASCOPE_PYTHON");
  const std::string python = asked != nullptr ? asked : "python3";
  if (std::system((python + " -c 'import torch' 2>/dev/null").c_str()) != 0) {
    GTEST_SKIP() << python << " has no torch (EMASCOPE_PYTHON names another one)";
  }
  const TemporaryFolder folder;
  const LoadedScript script = loaded("cnn.pt");
  const auto tensors = changed(script);
  ASSERT_TRUE(saveScript(script, tensors, folder / "saved.pt"));
  const at::Tensor ours =
      networkOf(loadedFrom(folder / "saved.pt"))->forward(ramp({2, 1, 8, 8}), false);
  const std::string read = folder.file("read.py", R"(
import json, sys, warnings
warnings.filterwarnings("ignore")
import torch
module = torch.jit.load(sys.argv[1]).eval()
x = (torch.arange(128, dtype=torch.float32) / 128 - 0.5).reshape(2, 1, 8, 8)
print(json.dumps({"output": module(x).flatten().tolist(),
                  "mean": module.state_dict()["norm.running_mean"].tolist()}))
)");
  ASSERT_EQ(std::system(
                (python + " " + read + " " + (folder / "saved.pt") + " > " + (folder / "read.json"))
                    .c_str()),
            0);
  const auto theirs = nlohmann::json::parse(TemporaryFolder::contents(folder / "read.json"));
  // Sums of 256 products of magnitude 10 in another order.
  EXPECT_LT(largestDifference(ours, numbers(theirs["output"])), 1e-3);
  EXPECT_EQ(largestDifference(named(tensors, "norm.running_mean"), numbers(theirs["mean"])), 0.0);
}

}  // namespace
}  // namespace emascope
