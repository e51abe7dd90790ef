// SPDX-License-Identifier: Apache-2.0
//
// `emascope-engine network`: a network's layers, its description, and one line where there is none.
#include "tests/app/engine/engine_process.h"

#include <fstream>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

using NetworkCommand = EngineTest;

TEST_F(NetworkCommand, ListsTheLayersOfADescription) {
  const std::string net = path("net.json");
  std::ofstream(net) << R"({"layers": [
    {"type": "residual", "name": "block", "layers": [{"type": "batch_norm"}]},
    {"type": "flatten"},
    {"type": "linear", "name": "head", "out_features": 3}]})";
  const Outcome outcome = engine({"network", net, "--sample", "2,4,4"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, net +
                             " for samples [2,4,4]\n"
                             "\n"
                             "layer          type   output  parameters\n"
                             "block      residual  [2,4,4]\n"
                             "block.0  batch_norm  [2,4,4]           4\n"
                             "1           flatten     [32]\n"
                             "head         linear      [3]          99\n"
                             "\n"
                             "103 parameters, 5 numbers in buffers\n");
}

TEST_F(NetworkCommand, WritesABuiltInNetworkAsADescriptionThatItReads) {
  const Outcome json = engine({"network", "cnn", "--sample", "1,8,8", "--outputs", "4", "--json"});
  ASSERT_EQ(json.code, 0) << json.err;
  std::ofstream(path("cnn.json")) << json.out;
  const Outcome again = engine({"network", path("cnn.json"), "--sample", "1,8,8", "--json"});
  EXPECT_EQ(again.out, json.out);
  EXPECT_THAT(json.out, HasSubstr(R"({"type":"linear","out_features":4})"));
}

TEST_F(NetworkCommand, SaysInOneLineWhatDoesNotFit) {
  const Outcome outcome = engine({"network", "cnn", "--sample", "13"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.err,
            "emascope-engine: built-in cnn: needs images [channels,height,width], but the samples "
            "have the shape [13]; allowed: mlp, or a JSON file that describes a network\n");
  EXPECT_EQ(engine({"network", "none.json", "--sample", "13"}).code, 2);
  EXPECT_EQ(engine({"network", "mlp", "--sample", "0"}).code, 2);
}

}  // namespace
}  // namespace emascope
