// SPDX-License-Identifier: Apache-2.0
//
// What an inspection finds of programs that are made here: `forward` may call its module anything.
#include "core/script/script_inspection.h"

#include <sstream>
#include <string>

#include <gmock/gmock.h>

#include <ATen/core/jit_type.h>
#include <ATen/ops/full.h>
#include <torch/csrc/jit/api/module.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Of a linear map from 4 numbers to 3; `forward` is its source.
ScriptReport inspected(const std::string& forward) {
  torch::jit::Module module("Linear");
  module.register_attribute("training", c10::BoolType::get(), true);
  module.register_parameter("weight", at::full({4, 3}, 0.25).set_requires_grad(true),
                            /*is_buffer=*/false);
  module.define(forward);
  std::ostringstream bytes;
  module.save(bytes);
  ScriptReport last;
  inspectScript(bytes.str(), {4}, {}, [&last](const ScriptReport& report) { last = report; });
  return last;
}

TEST(ScriptInspection, TheModuleIsTheFirstArgumentWhateverItsName) {
  for (const std::string name : {"self", "this", "module", "x"}) {
    const std::string input = name == "x" ? "inputs" : "x";
    const ScriptReport report =
        inspected("def forward(" + name + ", " + input + "):\n    return torch.matmul(" + input +
                  ", " + name + ".weight)\n");
    EXPECT_THAT(report.problems, IsEmpty()) << name;
    EXPECT_THAT(report.arguments, ElementsAre(input + ": Tensor")) << name;
    EXPECT_THAT(report.input_shape, ElementsAre(4)) << name;
    EXPECT_THAT(report.output_shape, ElementsAre(3)) << name;
    EXPECT_EQ(report.stage, ScriptReport::Stage::kDone) << name;
  }
}

TEST(ScriptInspection, InputsThatAreTooManyAreCountedWithoutTheModule) {
  const ScriptReport report =
      inspected("def forward(this, x, y):\n    return torch.matmul(x + y, this.weight)\n");
  EXPECT_THAT(report.arguments, ElementsAre("x: Tensor", "y: Tensor"));
  ASSERT_EQ(report.problems.size(), 1U);
  EXPECT_THAT(report.problems.front().why, HasSubstr("forward takes 2 inputs"));
}

}  // namespace
}  // namespace emascope
