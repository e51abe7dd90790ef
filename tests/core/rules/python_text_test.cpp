// SPDX-License-Identifier: Apache-2.0
//
// What the lines of Python say: values as people write them, the edits at their steps, and what
// cannot be expressed. That they do what they say is tested by python_lines_test.cpp.
#include "core/rules/python_text.h"

#include "core/rules/live_edit.h"

#include <cmath>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string pythonOf(const char* id, const ParamValues& values,
                     const std::vector<PythonEdit>& edits = {}) {
  return pythonText({.label = "main", .rule = findRule(id), .values = values, .edits = edits})
      .value();
}

TEST(PythonText, WritesNumbersAsPeopleDo) {
  EXPECT_EQ(pyText(2.0 / 3.0), "2/3");
  EXPECT_EQ(pyText(-1.0 / 7.0), "-1/7");
  EXPECT_EQ(pyText(0.995), "0.995");
  EXPECT_EQ(pyText(1e9), "1000000000");
  EXPECT_EQ(pyText(0.0), "0");
  EXPECT_EQ(pyText(kNoneValue), "None");
  EXPECT_EQ(pyText(std::nextafter(2.0 / 3.0, 1.0)), "0.6666666666666667");
  EXPECT_EQ(pyText(std::nextafter(1.0, 0.0)), "0.9999999999999999");
}

TEST(PythonText, OfTheDefaultRuleIsTheLibraryThatHasIt) {
  EXPECT_EQ(
      pythonOf("inverse-power", {{"beta", 0.995}, {"update_after_step", 0.0}}),
      "# EMAscope, track main: inverse power\n"
      "# min(beta, max(min_value, 1 - (1 + n/inv_gamma)^-power)), n = steps since the warm-up\n"
      "from ema_pytorch import EMA\n"
      "\n"
      "ema = EMA(\n"
      "    model, beta=0.995, power=2/3, update_after_step=0, update_every=1, "
      "inv_gamma=1, min_value=0,\n"
      ")\n"
      "\n"
      "# After each optimizer step:\n"
      "ema.update()\n"
      "\n"
      "# To evaluate with the averaged weights:\n"
      "averaged = ema.ema_model\n");
}

TEST(PythonText, SaysAtWhichStepWhatChangedAndTheLineThatDoesIt) {
  const std::string text =
      pythonOf("inverse-power", {{"beta", 0.995}},
               {{.step = 1435, .values = {{"beta", 0.999}}},
                {.step = 3229, .values = {{"beta", 0.9}, {std::string(kReseed), 1.0}}}});
  EXPECT_THAT(text, HasSubstr("# step 1435: beta 0.995 -> 0.999\n"
                              "#     ema.beta = 0.999\n"
                              "# step 3229: beta 0.999 -> 0.9, reset to the raw weights\n"
                              "#     ema.beta = 0.9\n"
                              "#     ema.copy_params_from_model_to_ema()\n"));
  EXPECT_THAT(text, HasSubstr("# With the values of the end:\n#     ema = EMA(\n#         model, "
                              "beta=0.9, power=2/3"));
}

TEST(PythonText, SaysWhatALibraryCannotDo) {
  const std::string text = pythonOf("lightning", {}, {{.step = 5, .values = {{"decay", 0.9}}}});
  EXPECT_THAT(text,
              HasSubstr("# step 5: decay 0.999 -> 0.9\n"
                        "#     # not expressible: the library fixes decay at construction\n"));
  EXPECT_THAT(pythonOf("optax", {}, {{.step = 5, .values = {{"decay", 0.9}}}}),
              HasSubstr("# not expressible: the library fixes decay"));
  EXPECT_THAT(pythonOf("diffusers", {}, {{.step = 5, .values = {{std::string(kReseed), 1.0}}}}),
              HasSubstr("# not expressible: the library cannot restart its average"));
  EXPECT_THAT(pythonOf("timm-v3", {}, {{.step = 5, .values = {{"pass_step", 0.0}}}}),
              HasSubstr("#     # from then on, after each optimizer step:\n"
                        "#     ema.update(model)\n"));
}

TEST(PythonText, IsPlainPyTorchWhereNoLibraryHasTheRule) {
  for (const char* id : {"num-updates", "exponential-ramp", "power-function", "bema"})
    EXPECT_THAT(pythonOf(id, {}), HasSubstr("class Average:")) << id;
  EXPECT_THAT(pythonOf("constant", {}), HasSubstr("get_ema_multi_avg_fn(0.999)"));
  EXPECT_THAT(pythonOf("constant", {{"debias", 1.0}}), HasSubstr("class Average:"));
  EXPECT_THAT(pythonOf("uniform", {{"update_every", 5.0}}),
              HasSubstr("# After each optimizer step, `step` counting from 1:\n"
                        "if (step - 1) % 5 == 0:\n    ema.update_parameters(model)\n"));
}

TEST(PythonText, HasOfThePlainClassOnlyWhatIsUsed) {
  const std::string plain = pythonOf("num-updates", {});
  EXPECT_THAT(plain, HasSubstr("ema = Average(model, beta=0.9999)\n"));
  for (const char* part : {"update_every", "frozen", "feed_back", "mass", "reseed", "gap"})
    EXPECT_THAT(plain, Not(HasSubstr(part)));
  const std::string edited =
      pythonOf("num-updates", {}, {{.step = 9, .values = {{"update_every", 4.0}}}});
  EXPECT_THAT(edited, HasSubstr("ema = Average(model, beta=0.9999, update_every=1)\n"));
  EXPECT_THAT(edited, HasSubstr("#     ema.update_every = 4\n"));
}

TEST(PythonText, NamesTheTensorsThatAreTreatedDifferently) {
  const PythonTrack track{.rule = findRule("ema-pytorch"),
                          .selections = {{"ignore_names", "bn.weight"}, {"ignore_names", "temp"}}};
  EXPECT_THAT(pythonText(track).value(), HasSubstr("ignore_names={'bn.weight', 'temp'}"));
}

TEST(PythonText, NamesOfTensorsAndTracksCannotBeCode) {
  const std::string name = "w'); import os  # \\ \n";
  const std::string written = R"('w\'); import os  # \\ \x0a')";
  EXPECT_EQ(pyString(name), written);
  const PythonTrack preset{.label = "a\nimport os",
                           .rule = findRule("ema-pytorch"),
                           .selections = {{"ignore_names", name}}};
  EXPECT_THAT(pythonText(preset).value(), HasSubstr("ignore_names={" + written + "}"));
  EXPECT_THAT(pythonText(preset).value(), HasSubstr("# EMAscope, track a import os: "));
  const PythonTrack plain{.rule = findRule("constant"), .selections = {{"copy", name}}};
  EXPECT_THAT(pythonText(plain).value(), HasSubstr("chosen(" + written + ")"));
}

TEST(PythonText, CountsUpdatesOfATrackThatBeganLater) {
  const PythonTrack track{.label = "late",
                          .rule = findRule("constant"),
                          .began = 800,
                          .edits = {{.step = 1435, .values = {{"beta", 0.9}}}}};
  const std::string text = pythonText(track).value();
  EXPECT_THAT(text, HasSubstr("# It began at step 800 of the run"));
  EXPECT_THAT(text, HasSubstr("# step 1435, update 636: beta 0.999 -> 0.9\n"));
}

TEST(PythonText, RefusesWhatTheRuleDoesNotAccept) {
  EXPECT_FALSE(pythonText({.rule = findRule("constant"), .values = {{"beta", 2.0}}}).ok());
  const std::vector<PythonEdit> wrong = {{.step = 7, .values = {{"gamma", 2.0}}}};
  const auto refused = pythonText({.label = "x", .rule = findRule("constant"), .edits = wrong});
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().where, HasSubstr("step 7"));
}

}  // namespace
}  // namespace emascope
