// SPDX-License-Identifier: Apache-2.0
//
// The lines of Python that a track gives are executed on the recorded states of tests/golden, by
// python_lines.py: the averages of a library preset are compared with what the library did, those
// of a schedule with a replay in double precision. Lines of a schedule in plain PyTorch run even
// where Python has no torch. For a library that Python does not have, the arguments in the lines
// are compared with those of the recording, and the test is skipped after that.
#include "core/rules/python_text.h"
#include "tests/support/golden_replay.h"
#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using golden::Case;

const golden::Sequence& sequence() {
  static const golden::Sequence read = golden::readSequence();
  return read;
}

golden::Edit edit(std::int64_t call, const ParamValues& set) {
  return {.before_call = call, .set = set};
}

/// A schedule with these values; what its averages are follows from a replay.
Case ours(const char* id, const char* rule, const ParamValues& values,
          const std::vector<golden::Edit>& edits = {}) {
  Case one{.id = id, .preset = rule, .values = values, .edits = edits};
  one.run = {.steps = 400.0, .steps_per_epoch = 40.0};
  one.feedback = values.contains("update_model_with_ema_every");
  for (const golden::Edit& each : edits) one.feedback |= each.feed_back.has_value();
  return one;
}

const std::vector<Case>& scheduleCases() {
  static const std::vector<Case> cases = [] {
    std::vector<Case> all;
    for (const auto& [id, entry] : schedules()) all.push_back(ours("defaults", id.c_str(), {}));
    const ParamValues late = {{"update_after_step", 25.0}, {"update_every", 4.0}};
    for (const auto& [id, entry] : schedules()) all.push_back(ours("late", id.c_str(), late));
    const ParamValues debiased = {{"debias", 1.0}, {"update_every", 3.0}};
    for (const auto& [id, entry] : schedules()) all.push_back(ours("zero", id.c_str(), debiased));
    for (const auto& [id, entry] : schedules())
      all.push_back(ours("reseed", id.c_str(), {{"update_every", 2.0}},
                         {edit(120, {{"update_every", 5.0}}), edit(150, {{"reseed", 1.0}})}));
    const std::vector<Case> more = {
        ours("edits", "constant", {{"beta", 0.9}},
             {edit(101, {{"beta", 0.99}}), edit(301, {{"beta", 0.5}})}),
        ours("edits", "inverse-power", {{"beta", 0.995}},
             {edit(50, {{"beta", 1.0}}), edit(90, {{"power", 0.75}, {"update_after_step", 20.0}}),
              edit(200, {{"reseed", 1.0}}), edit(250, {{"update_every", 7.0}})}),
        ours("no cap", "inverse-power", {{"beta", 1.0}, {"update_after_step", 0.0}}),
        ours("frozen", "inverse-power", {{"beta", 0.95}},
             {edit(60, {{"frozen", 1.0}}), edit(130, {{"frozen", 0.0}})}),
        ours("buffers", "constant", {{"beta", 0.9}, {"buffers", 1.0}},
             {edit(140, {{"buffers", 0.0}})}),
        ours("fed back", "constant",
             {{"beta", 0.9},
              {"update_model_with_ema_every", 20.0},
              {"update_model_with_ema_beta", 0.25}}),
        ours("fed back once", "num-updates", {{"beta", 0.9}},
             {{.before_call = 100, .feed_back = 0.5}}),
        ours("epochs", "half-life", {{"half_life", 0.5}, {"unit", 1.0}}),
        ours("share", "half-life", {{"half_life", 0.05}, {"unit", 2.0}, {"update_every", 3.0}},
             {edit(99, {{"unit", 0.0}, {"half_life", 12.0}})}),
        ours("by sigma", "power-function", {{"sigma_rel", 0.2}}, {edit(50, {{"gamma", 3.0}})}),
        ours("short", "last-snapshots", {{"k", 3.0}, {"update_every", 7.0}},
             {edit(100, {{"k", 6.0}}), edit(200, {{"k", 2.0}})}),
        ours("often", "bema", {{"update_every", 5.0}, {"update_after_step", 12.0}},
             {edit(140, {{"bias_power", 0.5}})}),
        ours("edits", "polynomial", {{"r", 2.0}}, {edit(60, {{"r", 0.5}})})};
    all.insert(all.end(), more.begin(), more.end());
    Case names = ours("names", "exponential-ramp", {{"beta", 0.98}, {"tau", 40.0}});
    names.names = {{"copy", "bn.*"}, {"ignore", "lin.b*"}, {"average", "bn.weight"}};
    all.push_back(names);
    Case buffers = ours("named buffers", "constant", {{"beta", 0.9}},
                        {edit(60, {{"buffers", 1.0}}), edit(140, {{"buffers", 0.0}})});
    buffers.names = {{"copy", "bn.running_var"}, {"average", "bn.running_mean"}};
    all.push_back(buffers);
    return all;
  }();
  return cases;
}

std::vector<std::int64_t> looks() {
  return {1, 2, 3, 4, 5, 9, 21, 26, 30, 51, 100, 101, 140, 150, 151, 201, 301, 400};
}

/// The averages of a schedule, after some calls.
void replay(Case& one) {
  golden::Replay replay(sequence(), one);
  const std::vector<std::int64_t> at = looks();
  for (std::int64_t call = 1; call <= 400; ++call) {
    (void)replay.step(call);
    if (std::find(at.begin(), at.end(), call) != at.end()) one.snapshots[call] = replay.average();
  }
}

std::string textOf(const Case& one) {
  PythonTrack track{
      .label = "main", .rule = findRule(one.preset), .values = one.values, .selections = one.names};
  for (const golden::Edit& each : one.edits)
    track.edits.push_back(
        {.step = each.before_call, .values = each.set, .feed_back = each.feed_back});
  return pythonText(track).value();
}

nlohmann::json jobOf(const Case& one, const nlohmann::json& arguments) {
  const ScheduleEntry& rule = *findRule(one.preset);
  const auto epoch = one.values.find("steps_per_epoch");
  return {{"rule", one.preset},
          {"id", one.id},
          {"library", rule.library},
          {"text", textOf(one)},
          {"plain", textOf({.preset = one.preset})},
          {"feedback", one.feedback},
          {"steps_per_epoch", epoch == one.values.end() ? one.run.steps_per_epoch : epoch->second},
          {"arguments", arguments},
          {"snapshots", [&] {
             nlohmann::json shots = nlohmann::json::object();
             for (const auto& [call, state] : one.snapshots) shots[std::to_string(call)] = state;
             return shots;
           }()}};
}

struct Job {
  std::string name = {};
  nlohmann::json content = {};
};

std::vector<Job> allJobs() {
  std::vector<Job> jobs;
  const auto add = [&](const Case& one, const nlohmann::json& arguments) {
    std::string name = one.preset + "_" + one.id;
    for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    jobs.push_back({name, jobOf(one, arguments)});
  };
  for (Case one : scheduleCases()) {
    replay(one);
    add(one, nullptr);
  }
  for (const std::string& file : golden::caseFiles()) {
    const nlohmann::json recorded = golden::readJson(file);
    for (const auto& each : recorded.at("cases")) add(golden::readCase(each), each.at("args"));
  }
  return jobs;
}

/// Runs everything once.
class PythonLinesRun {
 public:
  PythonLinesRun() {
    const TemporaryFolder folder;
    nlohmann::json jobs = nlohmann::json::object();
    for (const Job& job : allJobs()) jobs[job.name] = job.content;
    const std::string file = folder.file("jobs.json", nlohmann::json({{"jobs", jobs}}).dump());
    const char* asked = std::getenv("EMASCOPE_PYTHON");
    const std::string python = asked != nullptr ? asked : "python3";
    const std::string line = python + " " EMASCOPE_SOURCE_DIR "/tests/core/rules/python_lines.py " +
                             file + " > " + (folder / "results.json");
    if (std::system(line.c_str()) != 0) return;
    results_ = nlohmann::json::parse(folder.contents(folder / "results.json"));
  }
  [[nodiscard]] nlohmann::json of(const std::string& name) const {
    return results_.value(name, nlohmann::json({{"status", "failed"}, {"why", "no result"}}));
  }

 private:
  nlohmann::json results_ = nlohmann::json::object();
};

const PythonLinesRun& pythonRun() {
  static const PythonLinesRun run;
  return run;
}

void PrintTo(const Job& job, std::ostream* out) { *out << job.name; }

class PythonLinesOf : public testing::TestWithParam<Job> {};

TEST_P(PythonLinesOf, GiveTheSameAverages) {
  const nlohmann::json result = pythonRun().of(GetParam().name);
  const auto why = result.at("why").get<std::string>();
  if (result.at("status") == "skipped") GTEST_SKIP() << why;
  EXPECT_EQ(result.at("status"), "passed") << why << "\n"
                                           << GetParam().content.at("text").get<std::string>();
}

INSTANTIATE_TEST_SUITE_P(All, PythonLinesOf, testing::ValuesIn(allJobs()),
                         [](const auto& test) { return test.param.name; });

/// A schedule whose lines use a library, and the preset of that library that must do the same.
struct Pair {
  Case schedule = {};
  Case preset = {};
};

std::vector<Pair> pairs() {
  const ParamValues ramp = {{"beta", 0.95},        {"power", 0.75},
                            {"inv_gamma", 2.0},    {"update_after_step", 25.0},
                            {"update_every", 4.0}, {"min_value", 0.1}};
  return {{ours("", "inverse-power", {}),
           ours("", "ema-pytorch",
                {{"beta", 0.9999}, {"update_after_step", 100.0}, {"update_every", 1.0}})},
          {ours("", "inverse-power", ramp), ours("", "ema-pytorch", ramp)},
          {ours("", "constant", {{"beta", 0.9}}),
           ours("", "torch-ema", {{"decay", 0.9}, {"use_buffers", 1.0}})},
          {ours("", "uniform", {}), ours("", "torch-swa", {{"use_buffers", 1.0}})}};
}

PythonLines linesOf(const Case& one) {
  const ScheduleEntry& rule = *findRule(one.preset);
  return rule.python(orderedValues(rule, one.values, "").value());
}

/// The arguments of the constructor; what is the library's default is left out.
std::vector<std::string> argumentsOf(const PythonLines& lines) {
  std::string text;
  for (const std::string& line : lines.construct) text += line + " ";
  std::vector<std::string> arguments;
  for (std::size_t at = text.find('(') + 1; at < text.size();) {
    const std::size_t end = std::min(text.find(", ", at), text.size());
    std::string argument = text.substr(at, end - at);
    std::erase_if(argument, [](char c) { return c == ' ' || c == ')'; });
    if (argument != "avg_fn=get_swa_avg_fn(") arguments.push_back(argument);
    at = end + 2;
  }
  return arguments;
}

// Presets are compared with what the libraries did, so that this holds where Python has none.
TEST(PythonLinesOfASchedule, CallTheLibraryAsThePresetThatDoesTheSame) {
  for (const auto& [schedule, preset] : pairs()) {
    const PythonLines own = linesOf(schedule);
    const PythonLines theirs = linesOf(preset);
    EXPECT_EQ(own.update, theirs.update) << schedule.preset;
    EXPECT_EQ(own.evaluate, theirs.evaluate) << schedule.preset;
    const auto known = argumentsOf(theirs);
    for (const std::string& argument : argumentsOf(own)) {
      EXPECT_THAT(known, testing::Contains(argument));
    }
    golden::Replay own_replay(sequence(), schedule);
    golden::Replay their_replay(sequence(), preset);
    for (std::int64_t call = 1; call <= 400; ++call) {
      (void)own_replay.step(call);
      (void)their_replay.step(call);
      for (const golden::TensorRow& row : sequence().layout) {
        if (row.integer || row.name == "frozen") continue;
        for (std::size_t i = row.offset; i < row.offset + row.numel; ++i) {
          ASSERT_NEAR(own_replay.average()[i], their_replay.average()[i], 1e-12)
              << schedule.preset << " " << call << " " << row.name;
        }
      }
    }
  }
}

}  // namespace
}  // namespace emascope
