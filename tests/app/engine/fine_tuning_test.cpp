// SPDX-License-Identifier: Apache-2.0
//
// `emascope-engine train --weights, --head, --cut, --freeze`: a network that has learned before.
#include "core/store/safetensors.h"
#include "tests/app/engine/flowers.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

class FineTuning : public FlowersTest {
 protected:
  /// From two features to three kinds.
  std::string net() {
    return file("net.json", R"({"layers": [{"type": "linear", "name": "fc", "out_features": 3}]})");
  }

  /// Of net(): a kind for the lower, one for the middle and one for the upper widths, in units of
  /// their spread. The network is right from the start.
  std::string weights(const std::string& name) {
    const std::vector<TensorInfo> infos = {{name + ".weight", ScalarType::kF16, {3, 2}},
                                           {name + ".bias", ScalarType::kF16, {3}}};
    auto writer = SafetensorsWriter::create(path("w.safetensors"), infos, {});
    const std::vector<double> values = {-10, 0, 0, 0, 10, 0, 0, 6, 0};
    std::vector<std::byte> bytes(values.size() * bytesOf(ScalarType::kF16));
    fromDoubles(ScalarType::kF16, values, bytes);
    EXPECT_TRUE(writer.value().append(bytes).ok());
    EXPECT_TRUE(writer.value().commit().ok());
    return path("w.safetensors");
  }
};

TEST_F(FineTuning, BeginsWithTheWeightsOfAFile) {
  const std::vector<std::string> hardly = {"--data", flowers(), "--model", net(),
                                           "--lr",   "1e-9",    "--steps", "1"};
  auto words = hardly;
  words.insert(words.end(), {"--weights", weights("fc")});
  EXPECT_GT(std::stod(trained(words).at("raw.val_accuracy").back()), 0.95);
  EXPECT_LT(std::stod(trained(hardly).at("raw.val_accuracy").back()), 0.95);
  words.insert(words.begin(), "train");
  const Outcome outcome = engine(words);
  EXPECT_THAT(outcome.out + outcome.err, HasSubstr("weights from w.safetensors (2 of 2 tensors)"));
}

TEST_F(FineTuning, TrainsANewHeadOnAFrozenNetwork) {
  const std::string head =
      file("head.json", R"({"layers": [{"type": "linear", "out_features": 3}]})");
  const std::string deep = file("deep.json", R"({"layers": [
      {"type": "linear", "name": "fc", "out_features": 3},
      {"type": "linear", "name": "old", "out_features": 7}]})");
  const Outcome outcome =
      engine({"train", "--data", flowers(), "--model", deep, "--weights", weights("fc"),
              "--weights-partial", "--head", head, "--cut", "old", "--freeze", "fc.*", "--steps",
              "1500", "--csv", path("out.csv")});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out + outcome.err,
              HasSubstr("(2 of 4 tensors; not in the file: head.0.weight, head.0.bias), partly "
                        "frozen, 12 parameters"));
  EXPECT_GT(std::stod(csv(path("out.csv")).at("raw.val_accuracy").back()), 0.9);
}

TEST_F(FineTuning, SavesWhatIsFrozenToo) {
  const std::string deep = file("deep.json", R"({"layers": [
      {"type": "linear", "name": "fc", "out_features": 3},
      {"type": "linear", "name": "end", "out_features": 3}]})");
  const std::vector<std::string> words = {"train", "--data", flowers(),      "--model",
                                          deep,    "--lr",   "1e-9",         "--steps",
                                          "1",     "--csv",  path("out.csv")};
  auto first = words;
  first.insert(first.end(), {"--weights", weights("fc"), "--weights-partial", "--freeze", "fc.*",
                             "--save", "raw=" + path("saved.safetensors")});
  const Outcome saved = engine(first);
  ASSERT_EQ(saved.code, 0) << saved.err;
  const double loss = std::stod(csv(path("out.csv")).at("raw.val_loss").back());
  auto second = words;
  second.insert(second.end(), {"--weights", path("saved.safetensors")});
  const Outcome again = engine(second);
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_NEAR(std::stod(csv(path("out.csv")).at("raw.val_loss").back()), loss, 1e-6);
}

TEST_F(FineTuning, IsRefusedInOneLine) {
  const std::vector<std::string> begin = {"train", "--data", flowers(), "--model", net()};
  const auto refusal = [&](const std::vector<std::string>& words) {
    auto all = begin;
    all.insert(all.end(), words.begin(), words.end());
    const Outcome outcome = engine(all);
    EXPECT_EQ(outcome.code, 2) << outcome.err;
    EXPECT_EQ(outcome.err.find('\n'), outcome.err.size() - 1) << outcome.err;
    return outcome.err;
  };
  EXPECT_THAT(refusal({"--weights", weights("other")}),
              HasSubstr("w.safetensors: has no tensor of the network; not in the file: fc.weight, "
                        "fc.bias; not in the network: other.bias, other.weight"));
  EXPECT_THAT(refusal({"--weights-partial"}), HasSubstr("weights-partial: needs --weights"));
  EXPECT_THAT(refusal({"--weights-strip", "module."}), HasSubstr("weights-strip: needs --weights"));
  EXPECT_THAT(refusal({"--cut", "fc"}), HasSubstr("cut: needs --head"));
  EXPECT_THAT(refusal({"--freeze", "conv*"}), HasSubstr("freeze: 'conv*' matches no parameter of"));
  EXPECT_THAT(refusal({"--freeze", "*"}), HasSubstr("leaves no parameter"));
}

}  // namespace
}  // namespace emascope
