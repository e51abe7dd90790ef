// SPDX-License-Identifier: Apache-2.0
#include "core/script/script_report.h"

#include "core/script/probe_child.h"
#include "core/script/script_probe.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
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

/// The line of full() with `before` replaced by `after`.
std::string with(const std::string& before, const std::string& after) {
  std::string line = toJsonLine(full());
  const std::size_t at = line.find(before);
  EXPECT_NE(at, std::string::npos) << before;
  return line.replace(at, before.size(), after);
}

std::string refusal(std::string_view line) {
  const auto report = reportOfLine(line);
  return report ? "accepted" : report.error().message();
}

TEST(ScriptReport, SurvivesItsLine) {
  EXPECT_EQ(reportOfLine(toJsonLine(full())).value(), full());
  EXPECT_EQ(reportOfLine(toJsonLine({})).value(), ScriptReport{});
  for (int i = 0; i < ScriptReport::kStageCount; ++i) {
    const ScriptReport report{.stage = static_cast<ScriptReport::Stage>(i)};
    EXPECT_EQ(reportOfLine(toJsonLine(report)).value(), report) << i;
  }
}

TEST(ScriptReport, IsTheLastWholeLineThatIsOne) {
  ScriptReport first;
  first.stage = ScriptReport::Stage::kLoading;
  const std::string two = toJsonLine(first) + "\n" + toJsonLine(full()) + "\n";
  EXPECT_EQ(lastReport(two).value(), full());
  EXPECT_EQ(lastReport(two.substr(0, two.size() - 1)).value(), first);  // the newline is missing
  EXPECT_EQ(lastReport(toJsonLine(first) + "\nnonsense\n\n").value(), first);
  for (const char* none : {"", "\n", "{}"}) {
    EXPECT_EQ(lastReport(none).error().message(), "report: is missing") << none;
  }
  EXPECT_EQ(lastReport("nonsense\n[]\n\n").error().message(),
            "report: is an array; allowed: an object");
}

TEST(ScriptReport, TakesNothingOnTrust) {
  for (const char* line :
       {"", "[]", "null", "3", "\"done\"", "{}", R"({"stage":"over"})", R"({"stage":7})",
        R"({"stage":"done"})", "{{{", "\xFF\xFE", R"({"stage":"done")"}) {
    EXPECT_FALSE(reportOfLine(line)) << line;
  }
}

TEST(ScriptReport, NamesTheFieldThatIsWrong) {
  const std::string allowed = "; allowed: starting, loading, evaluating, training, done";
  EXPECT_EQ(refusal("{}"), "report: stage: is missing" + allowed);
  EXPECT_EQ(refusal(with("\"training\"", "\"over\"")),
            "report: stage: 'over' is not known" + allowed);
  EXPECT_EQ(refusal(with("\"training\"", "7")), "report: stage: is 7" + allowed);
  EXPECT_EQ(refusal(with("\"memory\":true", "\"memory\":1")),
            "report: held.memory: is 1; allowed: true or false");
  EXPECT_EQ(refusal(with("\"memory\":true,", "")), "report: held.memory: is missing");
  EXPECT_EQ(refusal(with("\"parameters\":{", "\"parameters\":[],\"other\":{")),
            "report: parameters: is an array; allowed: an object");
  EXPECT_EQ(refusal(with("\"values\":32", "\"values\":\"many\"")),
            "report: parameters.values: is 'many'; allowed: a whole number of at least 0");
  EXPECT_EQ(refusal(with("\"values\":32", "\"values\":-32")),
            "report: parameters.values: is -32; allowed: a whole number of at least 0");
  EXPECT_EQ(
      refusal(with("\"listed\":[{\"name\":\"first.weight\"", "\"listed\":[3,{\"name\":\"x\"")),
      "report: parameters.listed[0]: is 3; allowed: an object");
  EXPECT_EQ(refusal(with("\"shape\":[8,4]", "\"shape\":[8,4.5]")),
            "report: parameters.listed[0].shape[1]: is 4.5; allowed: a whole number of at least 0");
  EXPECT_EQ(refusal(with("\"why\"", "\"how\"")), "report: problems[0].why: is missing");
  EXPECT_EQ(refusal(with("[\"a note\"]", "[\"a note\",{}]")),
            "report: notes[1]: is an object; allowed: a string");
  EXPECT_EQ(refusal(with("\"modes_differ\":false", "\"modes_differ\":null")),
            "report: modes_differ: is null; allowed: true or false");
  EXPECT_EQ(refusal(with("\"held\"", "\"held\":{},\"held\"")),
            "report: 'held' appears twice; allowed: once");
}

TEST(ScriptReport, IgnoresAFieldThatItDoesNotKnow) {
  EXPECT_EQ(reportOfLine(with("\"stage\"", "\"later\":{\"a\":[1]},\"stage\"")).value(), full());
}

TEST(ScriptReport, IsNotOverwhelmed) {
  EXPECT_FALSE(reportOfLine(std::string(1000000, '[')));
  EXPECT_FALSE(
      reportOfLine(with("\"a note\"", "\"" + std::string(std::size_t{4} << 20U, 'n') + "\"")));
  std::string many = "\"a note\"";
  for (int i = 0; i < 1000; ++i) many += R"(,"n")";
  EXPECT_EQ(reportOfLine(with("\"a note\"", many)).value().notes.size(), 100U);
  std::string shape = "8,4";
  for (int i = 0; i < 1000; ++i) shape += ",1";
  EXPECT_EQ(reportOfLine(with("8,4", shape)).value().parameters.listed.at(0).shape.size(), 64U);
}

TEST(ScriptReport, PrintsNoControlCharacters) {
  EXPECT_EQ(printable("a\x1b[31mb\r\nc\x7f"), "a [31mb  c ");
  EXPECT_EQ(printable("\xC3"), "\xEF\xBF\xBD");
  EXPECT_EQ(printable("abcdef", 3), "abc…");
  const auto report = reportOfLine(with("\"a note\"", R"("\u001b]0;owned\u0007")"));
  EXPECT_EQ(report.value().notes.at(0), " ]0;owned ");
  EXPECT_EQ(refusal(with("\"training\"", R"("\u001b]0;owned")")).find('\x1b'), std::string::npos);
}

TEST(ScriptReport, WritesShapes) {
  EXPECT_EQ(sizesText({2, 3, 4}), "2×3×4");
  EXPECT_EQ(sizesText({}), "a number");
}

TEST(ProbeWishes, SurviveTheCommandLine) {
  const ProbeWishes wishes{{1, 28, 28}, true, {.memory = 12345, .cpu_seconds = 6}};
  EXPECT_EQ(wishesOf(toText(wishes)).value(), wishes);
  EXPECT_EQ(wishesOf("{}").error().message(), "wishes: shape: is missing");
  EXPECT_EQ(wishesOf("nonsense").error().message(),
            "wishes: is not JSON (byte 2); allowed: an object");
  EXPECT_EQ(wishesOf(R"({"shape": [1, "2"]})").error().message(),
            "wishes: shape[1]: is '2'; allowed: a whole number");
}

/// A child that ignores its input and writes `report` to where its report belongs.
Result<ProbedScript> probedBy(const TemporaryFolder& folder, const std::string& report) {
  ProbeOptions options;
  options.program = folder.file("child", "#!/bin/sh\necho '" + report + "' >&3\n");
  std::filesystem::permissions(options.program, std::filesystem::perms::owner_all);
  return probeScript(EMASCOPE_SOURCE_DIR "/tests/golden/script/mlp.pt", options);
}

TEST(ProbedScript, SaysWhyTheReportOfItsChildCannotBeRead) {
  const TemporaryFolder folder;
  const auto probed = probedBy(folder, with("\"values\":32", "\"values\":true"));
  ASSERT_TRUE(probed.ok()) << probed.error().message();
  EXPECT_EQ(probed->error().why,
            "starting the inspection ends the process (exit code 0); report: "
            "parameters.values: is true; allowed: a whole number of at least 0");
  EXPECT_EQ(probedBy(folder, "")->error().why,
            "starting the inspection ends the process (exit code 0); report: is missing");
}

}  // namespace
}  // namespace emascope
