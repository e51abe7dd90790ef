// SPDX-License-Identifier: Apache-2.0
#include "tests/app/engine/engine_process.h"

#include <cstdlib>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;

TEST_F(EngineTest, ExportScriptPrintsFiveLinesOfPython) {
  const Outcome outcome = engine({"export-script", "nets.small:Net", "--arguments", "3, width=8",
                                  "--weights", "it's \"mine\".pt", "--output", "net.pt"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out,
            "import torch\n"
            "from nets.small import Net\n"
            "model = Net(3, width=8)\n"
            "model.load_state_dict(torch.load(\"it's \\\"mine\\\".pt\", map_location=\"cpu\", "
            "weights_only=True))\n"
            "torch.jit.script(model.float().train()).save(\"net.pt\")\n");
}

TEST_F(EngineTest, ExportScriptRefusesWhatIsNoClass) {
  for (const char* name :
       {"Net", "nets:", ":Net", "nets;import os:Net", "nets:3", "a..b:Net", ".a:Net"}) {
    const Outcome outcome = engine({"export-script", name});
    EXPECT_EQ(outcome.code, 2) << name;
    EXPECT_EQ(outcome.err, "emascope-engine: MODULE:CLASS: '" + std::string(name) +
                               "' is not a class of a Python module; allowed: "
                               "my_package.my_module:MyNetwork\n");
  }
}

TEST_F(EngineTest, ExportScriptsPythonMakesAFileThatProbeFindsGood) {
  const char* asked = std::getenv("EMASCOPE_PYTHON");
  const std::string python = asked != nullptr ? asked : "python3";
  if (std::system((python + " -c 'import torch' 2>/dev/null").c_str()) != 0) {
    GTEST_SKIP() << python << " has no torch (EMASCOPE_PYTHON names another one)";
  }
  std::ofstream(path("mine.py")) << R"(
import torch
class Mine(torch.nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.layer = torch.nn.Linear(6, classes)
    def forward(self, x):
        return self.layer(x)
if __name__ == "__main__":
    torch.save(Mine(3).double().state_dict(), "weights.pt")
)";
  const std::string in = "cd '" + path("") + "' && ";
  ASSERT_EQ(shell(in + python + " mine.py").code, 0);
  const Outcome made = shell(in +
                             "$ENGINE export-script mine:Mine --arguments 3 --weights weights.pt | "
                             "PYTHONPATH=. " +
                             python + " -W ignore -");
  EXPECT_EQ(made.code, 0) << made.err;
  const Outcome probed = engine({"probe", path("model.pt")});
  EXPECT_EQ(probed.code, 0) << probed.out << probed.err;
  EXPECT_THAT(probed.out, HasSubstr("output      3 float32 per sample\n"));
}

}  // namespace
}  // namespace emascope
