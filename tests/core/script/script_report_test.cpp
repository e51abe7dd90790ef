// SPDX-License-Identifier: Apache-2.0
#include "core/script/script_report.h"

#include "core/script/probe_child.h"

#include <string>

#include <gtest/gtest.h>

namespace emascope {
namespace {

ScriptReport full() {
  ScriptReport report;
  report.stage = ScriptReport::Stage::kTraining;
  report.held = {.memory = true, .cpu_time = true, .system_calls = true};
  report.parameters = {{{"first.weight", "float32", {8, 4}, true}}, 1, 32};
  report.buffers = {{{"count", "int64", {}, false}}, 1, 1};
  report.arguments = {"x: Tensor"};
  report.input_shape = {1, 28, 28};
  report.input_type = "float32";
  report.input_reason = "as given";
  report.output_shape = {10};
  report.output_type = "float32";
  report.modes_differ = false;
  report.problems = {{"", "has no gradients", "some"}};
  report.notes = {"a note"};
  report.denied = {"open a connection"};
  return report;
}

TEST(ScriptReport, SurvivesItsLine) {
  EXPECT_EQ(reportOfLine(toJsonLine(full())), full());
  EXPECT_EQ(reportOfLine(toJsonLine({})), ScriptReport{});
}

TEST(ScriptReport, IsTheLastWholeLineThatIsOne) {
  ScriptReport first;
  first.stage = ScriptReport::Stage::kLoading;
  const std::string two = toJsonLine(first) + "\n" + toJsonLine(full()) + "\n";
  EXPECT_EQ(lastReport(two), full());
  EXPECT_EQ(lastReport(two.substr(0, two.size() - 1)), first);  // the newline is missing
  EXPECT_EQ(lastReport(toJsonLine(first) + "\nnonsense\n\n"), first);
  EXPECT_EQ(lastReport(""), std::nullopt);
  EXPECT_EQ(lastReport("\n"), std::nullopt);
  EXPECT_EQ(lastReport("{}"), std::nullopt);
}

TEST(ScriptReport, TakesNothingOnTrust) {
  for (const char* line : {"", "[]", "null", "3", "\"done\"", "{}", R"({"stage":"over"})",
                           R"({"stage":7})", "{{{", "\xFF\xFE", R"({"stage":"done")"}) {
    EXPECT_EQ(reportOfLine(line), std::nullopt) << line;
  }
  const auto odd = reportOfLine(
      R"({"stage":"done","held":[1],"parameters":{"tensors":"many","listed":[3,{"name":4,"shape":"x"}]},)"
      R"("buffers":7,"input_shape":[1,"two",3.5,4],"problems":[[],{"why":{}}],"notes":"none"})");
  ASSERT_TRUE(odd);
  EXPECT_EQ(odd->held, Protections{});
  EXPECT_EQ(odd->parameters.tensors, 0);
  EXPECT_EQ(odd->parameters.listed, std::vector<ScriptTensor>(2));
  EXPECT_EQ(odd->input_shape, (std::vector<std::int64_t>{1, 4}));
  EXPECT_EQ(odd->problems, std::vector<Error>(2));
  EXPECT_TRUE(odd->notes.empty());
}

TEST(ScriptReport, IsNotOverwhelmed) {
  const std::string deep(1000000, '[');
  EXPECT_EQ(reportOfLine(deep), std::nullopt);
  std::string many = R"({"stage":"done","notes":["n")";
  for (int i = 0; i < 1000; ++i) many += R"(,"n")";
  const auto report = reportOfLine(many + "]}");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->notes.size(), 100U);
}

TEST(ScriptReport, PrintsNoControlCharacters) {
  EXPECT_EQ(printable("a\x1b[31mb\r\nc\x7f"), "a [31mb  c ");
  EXPECT_EQ(printable("\xC3"), "\xEF\xBF\xBD");
  EXPECT_EQ(printable("abcdef", 3), "abc…");
  const auto report = reportOfLine(R"({"stage":"done","notes":["\u001b]0;owned\u0007"]})");
  EXPECT_EQ(report.value().notes.at(0), " ]0;owned ");
}

TEST(ScriptReport, WritesShapes) {
  EXPECT_EQ(sizesText({2, 3, 4}), "2×3×4");
  EXPECT_EQ(sizesText({}), "a number");
}

TEST(ProbeWishes, SurviveTheCommandLine) {
  const ProbeWishes wishes{{1, 28, 28}, true, {.memory = 12345, .cpu_seconds = 6}};
  EXPECT_EQ(wishesOf(toText(wishes)), wishes);
  EXPECT_ANY_THROW((void)wishesOf("{}"));
  EXPECT_ANY_THROW((void)wishesOf("nonsense"));
}

}  // namespace
}  // namespace emascope
