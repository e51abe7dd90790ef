// SPDX-License-Identifier: Apache-2.0
//
// The lines of Python that a track gives are executed on the recorded states of tests/golden, by
// python_lines.py: the averages of a library preset are compared with what the library did, those
// of a schedule with a replay in double precision. Lines of a schedule in plain PyTorch run even
// where Python has no torch. Lines with a library run against what was recorded of it
// (recorded_library.py), and against the library itself where Python has it.
#include "core/rules/python_text.h"
#include "tests/support/golden_replay.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
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

char letterOf(const EmaAction& action) {
  if (action.kind == ActionKind::kCopy) return 'C';
  return action.kind == ActionKind::kSkip ? 'S' : 'L';
}

/// The actions of a schedule, and its averages after some calls.
void replay(Case& one) {
  golden::Replay replay(sequence(), one);
  const std::vector<std::int64_t> at = looks();
  for (std::int64_t call = 1; call <= 400; ++call) {
    one.actions += letterOf(replay.step(call));
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

/// Arguments, and edits as [{"before_call": 200, "set": {"decay": 0.6}}], in a library's words.
struct Called {
  std::string preset = {};  ///< of the library; empty for lines in plain PyTorch
  nlohmann::json arguments = nullptr;
  nlohmann::json edits = nlohmann::json::array();
};

/// The values of a schedule that is written with a library.
nlohmann::json inWordsOf(const std::string& preset, const ParamValues& values) {
  nlohmann::json words = nlohmann::json::object();
  for (const auto& [id, value] : values) {
    if (preset == "torch-ema" && id == "beta") words["decay"] = value;
    // 1 would freeze the library's average, where it means "no cap" here.
    if (preset == "ema-pytorch")
      words[id] = id == "beta" ? std::min(value, std::nextafter(1.0, 0.0)) : value;
  }
  return words;
}

/// How the lines of a schedule call a library.
Called calledBy(const Case& one) {
  if (textOf(one).find("class Average") != std::string::npos) return {};
  const std::map<std::string, std::string> presets = {
      {"inverse-power", "ema-pytorch"}, {"constant", "torch-ema"}, {"uniform", "torch-swa"}};
  Called called{.preset = presets.at(one.preset)};
  const ScheduleEntry& rule = *findRule(one.preset);
  const std::vector<double> start = orderedValues(rule, one.values, "").value();
  ParamValues values;
  for (const char* id :
       {"beta", "power", "update_after_step", "update_every", "inv_gamma", "min_value"}) {
    if (const auto index = paramIndex(rule, id)) values[id] = start[*index];
  }
  called.arguments = inWordsOf(called.preset, values);
  if (called.preset != "ema-pytorch") {
    called.arguments["mode"] = called.preset == "torch-ema" ? "ema" : "swa";
    called.arguments["use_buffers"] = true;
  }
  for (const golden::Edit& each : one.edits) {
    called.edits.push_back(
        {{"before_call", each.before_call}, {"set", inWordsOf(called.preset, each.set)}});
  }
  return called;
}

nlohmann::json jobOf(const Case& one, const Called& called) {
  const auto epoch = one.values.find("steps_per_epoch");
  return {{"library", findRule(one.preset)->library},
          {"stands_for", called.preset},
          {"text", textOf(one)},
          {"feedback", one.feedback},
          {"steps_per_epoch", epoch == one.values.end() ? one.run.steps_per_epoch : epoch->second},
          {"arguments", called.arguments},
          {"edits", called.edits},
          {"actions", one.actions},
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
  const auto add = [&](const Case& one, const Called& called) {
    std::string name = one.preset + "_" + one.id;
    for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    jobs.push_back({name, jobOf(one, called)});
  };
  for (Case one : scheduleCases()) {
    replay(one);
    add(one, calledBy(one));
  }
  for (const std::string& file : golden::caseFiles()) {
    const nlohmann::json recorded = golden::readJson(file);
    for (const auto& each : recorded.at("cases")) {
      const Case one = golden::readCase(each);
      add(one, {one.preset, each.at("args"), each.value("edits", nlohmann::json::array())});
    }
  }
  // No run of it was recorded; its arguments are those of its source.
  add(ours("defaults", "torchtitan", {}), {"torchtitan", nlohmann::json::object()});
  const ParamValues titan = {{"decay", 0.99}, {"start_step", 5.0}, {"update_every_n_steps", 3.0}};
  add(ours("values", "torchtitan", titan), {"torchtitan", titan});
  return jobs;
}

/// Lines with a mistake, and what must be said of it.
struct Fault {
  std::string name, job, from, to, why;
};

const std::vector<Fault>& faults() {
  static const std::vector<Fault> all = {
      {"stride", "ema_pytorch_every1", "ema.update()", "if step % 2: ema.update()",
       "evaluated at step 2 after 1 updates"},
      {"twice", "ema_pytorch_every1", "ema.update()", "ema.update(); ema.update()",
       "update 2 is at step 1"},
      {"no_update", "torch_ema_ema_0_99", "ema.update_parameters(model)", "pass",
       "evaluated at step 1 after 0 updates"},
      {"attribute", "timm_v3_v3_decay_0_99", "averaged = ema.module", "averaged = ema.ema_model",
       "AttributeError"},
      {"raw_weights", "timm_v3_v3_decay_0_99", "averaged = ema.module", "averaged = model",
       "call 1, scratch[0]: 0.09522933, not 0.280291"},
      {"edited_value", "pytorch_ema_live_decay", "#     ema.decay = 0.6", "#     ema.decay = 0.7",
       "changed before step 200"},
      {"edited_name", "diffusers_d_live_edit",
       "#     ema.power = ", "#     ema.inv_gamma = ", "changed before step 250"},
      {"no_edit", "pytorch_ema_live_decay", "#     ema.decay = 0.98\n", "",
       "changed before step 300"},
      {"argument", "ignite_copy", "momentum=0.01", "momentum=0.02", "momentum=0.02, recorded 0.01"},
      {"event", "ignite_update_every_5", "every=5", "every=4", "every=4, recorded 5"},
      {"images", "edm2_half_life_ramp", "cur_nimg=step", "cur_nimg=(step - 1)",
       "cur_nimg=0 at step 1"},
      {"no_callback", "lightning_defaults", "callbacks=[ema]", "callbacks=[]",
       "no trainer knows of it"},
      {"state", "optax_zero", "averaged, state =", "averaged, _ =", "not the state"},
      {"clock", "k_diffusion_defaults", "schedule.step()", "", "the decay of step 1 is used at"},
      {"no_restore", "pytorch_ema_constant", "ema.restore()", "", "is not restored"},
      {"no_copy", "composer_half_life_20", "copy.deepcopy(model)", "model", "overwrites the model"},
      {"no_reset", "torchvision_torchvision_lr_warmup_30", "ema.n_averaged.fill_(0)", "pass",
       "step 2 copies"},
      {"signature", "trl_bema_every_5", "lag=10", "delay=10", "unexpected keyword argument"},
  };
  return all;
}

/// All jobs, and those with a fault.
nlohmann::json jobsAndFaults() {
  nlohmann::json jobs = nlohmann::json::object();
  for (const Job& job : allJobs()) jobs[job.name] = job.content;
  for (const Fault& fault : faults()) {
    nlohmann::json job = jobs.at(fault.job);
    auto text = job.at("text").get<std::string>();
    text.replace(text.find(fault.from), fault.from.size(), fault.to);  // throws without it
    job["text"] = text;
    jobs["fault_" + fault.name] = job;
  }
  return jobs;
}

/// Runs everything once.
class PythonLinesRun {
 public:
  PythonLinesRun() {
    const TemporaryFolder folder;
    const std::string file =
        folder.file("jobs.json", nlohmann::json({{"jobs", jobsAndFaults()}}).dump());
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
  const auto status = result.at("status").get<std::string>();
  RecordProperty("against", status);
  EXPECT_THAT(status, testing::StartsWith("passed"))
      << result.at("why").get<std::string>() << "\n"
      << GetParam().content.at("text").get<std::string>();
}

INSTANTIATE_TEST_SUITE_P(All, PythonLinesOf, testing::ValuesIn(allJobs()),
                         [](const auto& test) { return test.param.name; });

void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.name; }

class PythonLinesWithAFault : public testing::TestWithParam<Fault> {};

TEST_P(PythonLinesWithAFault, Fail) {
  const nlohmann::json result = pythonRun().of("fault_" + GetParam().name);
  EXPECT_EQ(result.at("status"), "failed");
  EXPECT_THAT(result.at("why").get<std::string>(), testing::HasSubstr(GetParam().why));
}

INSTANTIATE_TEST_SUITE_P(All, PythonLinesWithAFault, testing::ValuesIn(faults()),
                         [](const auto& test) { return test.param.name; });

TEST(PythonLinesOfAllPresets, AreExecuted) {
  std::set<std::string> presets;
  for (const Job& job : allJobs()) presets.insert(job.content.at("stands_for"));
  for (const auto& [id, entry] : libraryPresets()) EXPECT_TRUE(presets.contains(id)) << id;
}

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
