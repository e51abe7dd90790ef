// SPDX-License-Identifier: Apache-2.0
//
// The files of a run: what is in them, and what becomes of them when something goes wrong.
#include "core/protocol/run_writer.h"

#include "core/protocol/run_options.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <limits>
#include <locale>
#include <sstream>
#include <sys/resource.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::HasSubstr;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

RunRecord record() {
  RunRecord run;
  run.config.lr = 0.02;
  run.config.speed = 200.0;
  run.config.tracks = {{.label = "main", .params = {{"beta", 0.995}}},
                       {.label = "slow", .schedule = "constant", .params = {{"beta", 0.9999}}}};
  run.tracks = run.config.tracks;
  run.alive = 2;
  run.facts = {.device = "cpu", .threads = 2, .engine = "engine 1"};
  run.state = RunState::kFinished;
  run.step = 50;
  run.points = {
      {25, 0.5, 0.1 + 0.2, {0.7, 0.5}, {{{0.6, 0.75}, 0.9, Reason::kRamp}, {{0.65, 0.5}, 0.0}}},
      {50, 1.0, kNaN, {kNaN, 0.5}, {{{0.5, 1.0}, 0.995, Reason::kCap}, {{0.6, 0.5}, 0.9999}}}};
  run.changes = {{.step = 30,
                  .track = "main",
                  .old_values = {{"beta", 0.995}},
                  .new_values = {{"beta", 0.999}}}};
  run.skipped = {{40, "loss", 1}};
  return run;
}

/// A folder of its own for each test, gone afterwards.
class RunWriterTest : public testing::Test {
 protected:
  RunWriterTest() {
    std::string form = testing::TempDir() + "run_writer_XXXXXX";
    folder_ = ::mkdtemp(form.data());
  }
  ~RunWriterTest() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string path(const char* name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_),
                                                  std::filesystem::directory_iterator()));
  }
  static std::string contents(const std::string& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
  }
  static void fill(const std::string& file, const std::string& text) {
    std::ofstream(file) << text;
  }

 private:
  std::filesystem::path folder_;
};

constexpr const char* kCsv =
    "step,seconds,train_loss,raw.val_loss,raw.val_accuracy,main.val_loss,main.val_accuracy,"
    "main.decay,slow.val_loss,slow.val_accuracy,slow.decay\n"
    "25,0.5,0.30000000000000004,0.7,0.5,0.6,0.75,0.9,0.65,0.5,0\n"
    "50,1,nan,nan,0.5,0.5,1,0.995,0.6,0.5,0.9999\n";

TEST_F(RunWriterTest, CsvHasARowForEachPoint) {
  auto writer = RunWriter::open(path("run.csv"), std::nullopt);
  ASSERT_TRUE(writer.ok());
  RunRecord growing = record();
  growing.points.pop_back();
  EXPECT_TRUE(writer.value().begin(growing).ok());
  EXPECT_TRUE(writer.value().append(growing).ok());
  EXPECT_TRUE(writer.value().append(record()).ok());
  EXPECT_EQ(contents(path("run.csv")), kCsv);
}

struct DecimalComma : std::numpunct<char> {
  [[nodiscard]] char do_decimal_point() const override { return ','; }
};

TEST_F(RunWriterTest, CsvHasDecimalPointsWhateverTheProgramsLocale) {
  const std::locale before = std::locale::global({std::locale(), new DecimalComma});
  const std::string row = csvRow(record(), 0, {"main", "slow"});
  std::locale::global(before);
  EXPECT_EQ(row, "25,0.5,0.30000000000000004,0.7,0.5,0.6,0.75,0.9,0.65,0.5,0");
}

/// A run whose track `slow` gives way to `new` between its two points.
RunRecord withActions() {
  const RunRecord plain = record();
  event::Started started{.config = plain.config};
  const TrackAction add = track_action::Add{{.label = "new", .schedule = "constant"}};
  started.config.edits = {{.step = 30, .action = add},
                          {.step = 40, .action = track_action::Remove{"slow"}}};
  RunRecord run;
  run.apply(started);
  run.apply(event::Evaluated{{plain.points[0]}});
  for (const ScheduledEdit& edit : started.config.edits) {
    std::vector<TrackSpec> tracks = run.tracks;
    tracks.resize(run.alive);
    run.apply(event::TracksChanged{0, edit.step, *edit.action,
                                   editedTracks(tracks, *edit.action).value()});
  }
  run.apply(event::Evaluated{{plain.points[1]}});
  return run;
}

constexpr const char* kCsvWithActions =
    "step,seconds,train_loss,raw.val_loss,raw.val_accuracy,main.val_loss,main.val_accuracy,"
    "main.decay,slow.val_loss,slow.val_accuracy,slow.decay,new.val_loss,new.val_accuracy,new."
    "decay\n"
    "25,0.5,0.30000000000000004,0.7,0.5,0.6,0.75,0.9,0.65,0.5,0,,,\n"
    "50,1,nan,nan,0.5,0.5,1,0.995,,,,0.6,0.5,0.9999\n";

TEST_F(RunWriterTest, CsvHasColumnsForTracksThatWillCome) {
  auto writer = RunWriter::open(path("run.csv"), std::nullopt);
  RunRecord begun;
  begun.apply(event::Started{.config = withActions().config});
  EXPECT_TRUE(writer.value().begin(begun).ok());
  const std::string header(kCsvWithActions, std::string_view(kCsvWithActions).find('\n') + 1);
  EXPECT_EQ(contents(path("run.csv")), header);
  EXPECT_TRUE(writer.value().append(withActions()).ok());
  EXPECT_EQ(contents(path("run.csv")), kCsvWithActions);
  EXPECT_EQ(runCsv(withActions()), kCsvWithActions);
}

TEST_F(RunWriterTest, CsvBeginsAnewForATrackThatNobodyForesaw) {
  auto writer = RunWriter::open(path("run.csv"), std::nullopt);
  RunRecord live = withActions();
  live.config.edits.clear();
  RunRecord begun = live;
  begun.track_changes.clear();
  begun.points.pop_back();
  EXPECT_TRUE(writer.value().begin(begun).ok());
  EXPECT_TRUE(writer.value().append(begun).ok());
  EXPECT_TRUE(writer.value().append(live).ok());
  EXPECT_EQ(contents(path("run.csv")), kCsvWithActions);
}

TEST_F(RunWriterTest, JsonHoldsTheTracksThatWereThereForATime) {
  const auto json = nlohmann::json::parse(runJson(withActions()));
  const auto& tracks = json["points"]["tracks"];
  EXPECT_EQ(tracks["slow"]["decay"], (nlohmann::json{0.0, nullptr}));
  EXPECT_EQ(tracks["new"]["reason"], (nlohmann::json{nullptr, "first copy"}));
  EXPECT_EQ(json["config"]["tracks"].size(), 2U);
  EXPECT_EQ(json["summary"]["tracks"]["slow"]["last_loss"], 0.65);
  EXPECT_EQ(json["track_changes"][1]["action"]["do"], "remove");
  EXPECT_EQ(json["track_changes"][1]["tracks"], (nlohmann::json{"main", "new"}));
  EXPECT_EQ(json["points"]["feedbacks"], (nlohmann::json{0, 0}));
}

TEST_F(RunWriterTest, AnotherRunReplacesTheRows) {
  auto writer = RunWriter::open(path("run.csv"), std::nullopt);
  for (int run = 0; run < 2; ++run) {
    EXPECT_TRUE(writer.value().begin(record()).ok());
    EXPECT_TRUE(writer.value().append(record()).ok());
  }
  EXPECT_EQ(contents(path("run.csv")), kCsv);
}

TEST_F(RunWriterTest, AnExistingFileIsLeftAloneUntilTheRunBegins) {
  fill(path("run.csv"), "precious\n");
  { const auto writer = RunWriter::open(path("run.csv"), std::nullopt); }
  EXPECT_EQ(contents(path("run.csv")), "precious\n");
}

TEST_F(RunWriterTest, ARunThatNeverBeganLeavesNoFile) {
  { const auto writer = RunWriter::open(path("run.csv"), path("run.json")); }
  EXPECT_EQ(files(), 0U);
}

TEST_F(RunWriterTest, AMissingFolderIsRefusedWithPathAndReason) {
  for (const auto& [csv, json] : {std::pair<const char*, const char*>{"no/run.csv", nullptr},
                                  std::pair<const char*, const char*>{nullptr, "no/run.json"}}) {
    const auto optional = [this](const char* name) {
      return name != nullptr ? std::optional(path(name)) : std::nullopt;
    };
    const auto writer = RunWriter::open(optional(csv), optional(json));
    ASSERT_FALSE(writer.ok());
    EXPECT_THAT(writer.error().message(), HasSubstr(path(csv != nullptr ? csv : json)));
    EXPECT_THAT(writer.error().message(), HasSubstr("No such file or directory"));
  }
}

TEST_F(RunWriterTest, AFolderIsRefused) {
  EXPECT_FALSE(RunWriter::open(path("."), std::nullopt).ok());
  EXPECT_FALSE(RunWriter::open(std::nullopt, path(".")).ok());
}

TEST_F(RunWriterTest, AFullDiskIsSaidOnce) {
  auto writer = RunWriter::open("/dev/full", std::nullopt);
  ASSERT_TRUE(writer.ok());
  const Status first = writer.value().begin(record());
  ASSERT_FALSE(first.ok());
  EXPECT_EQ(first.error().message(), "/dev/full: cannot be written: No space left on device");
  EXPECT_TRUE(writer.value().append(record()).ok());
  EXPECT_TRUE(writer.value().failed());
}

TEST_F(RunWriterTest, ADiskThatFillsUpLeavesWholeRows) {
  auto writer = RunWriter::open(path("run.csv"), std::nullopt);
  EXPECT_TRUE(writer.value().begin(record()).ok());
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit old_limit{};
  getrlimit(RLIMIT_FSIZE, &old_limit);
  rlimit limit = old_limit;
  limit.rlim_cur = std::string(kCsv).size() - 3;
  setrlimit(RLIMIT_FSIZE, &limit);
  const Status status = writer.value().append(record());
  setrlimit(RLIMIT_FSIZE, &old_limit);
  std::signal(SIGXFSZ, before);
  EXPECT_FALSE(status.ok());
  const std::string expected(kCsv);
  EXPECT_EQ(contents(path("run.csv")), expected.substr(0, expected.find("50,1")));
}

TEST_F(RunWriterTest, JsonHoldsTheRun) {
  auto writer = RunWriter::open(std::nullopt, path("run.json"));
  EXPECT_TRUE(writer.value().finish(record()).ok());
  const auto json = nlohmann::json::parse(contents(path("run.json")));
  EXPECT_EQ(json["config"]["tracks"][1]["label"], "slow");
  EXPECT_EQ(json["facts"]["threads"], 2);
  EXPECT_EQ(json["state"], "finished");
  EXPECT_EQ(json["points"]["step"], (nlohmann::json{25, 50}));
  EXPECT_EQ(json["points"]["train_loss"], (nlohmann::json{0.1 + 0.2, "nan"}));
  EXPECT_EQ(json["points"]["tracks"]["main"]["decay"], (nlohmann::json{0.9, 0.995}));
  EXPECT_EQ(json["points"]["tracks"]["main"]["reason"], (nlohmann::json{"ramp", "cap"}));
  EXPECT_EQ(json["changes"][0]["new"]["beta"], 0.999);
  EXPECT_EQ(json["skipped"][0]["what"], "loss");
  EXPECT_EQ(json["summary"]["tracks"]["main"]["last_loss"], 0.5);
}

TEST_F(RunWriterTest, JsonOfARunWithoutPointsIsWhole) {
  RunRecord none = record();
  none.points.clear();
  EXPECT_TRUE(nlohmann::json::parse(runJson(none))["summary"].is_null());
}

TEST_F(RunWriterTest, JsonReplacesTheFileItsLinkLeadsTo) {
  fill(path("real.json"), "old");
  std::filesystem::create_symlink(path("real.json"), path("link.json"));
  EXPECT_TRUE(replaceFile(path("link.json"), "new").ok());
  EXPECT_TRUE(std::filesystem::is_symlink(path("link.json")));
  EXPECT_EQ(contents(path("real.json")), "new");
  EXPECT_EQ(files(), 2U);
}

TEST_F(RunWriterTest, JsonOnAFullDeviceFailsAndLeavesTheDevice) {
  auto writer = RunWriter::open(std::nullopt, "/dev/full");
  ASSERT_TRUE(writer.ok());
  EXPECT_FALSE(writer.value().finish(record()).ok());
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/full"));
}

TEST(ReplayCommand, RepeatsTheRunWhereItWasWithItsControlLog) {
  const auto words = replayCommand(record());
  EXPECT_EQ(shellLine(words),
            "emascope-engine train --preset two-spirals --steps 5000 --seed 1 --eval-every 25 "
            "--device cpu --threads 2 --lr 0.02 --speed 0 "
            "--track main:schedule=inverse-power,beta=0.995 "
            "--track slow:schedule=constant,beta=0.9999 "
            "--set 30:main.beta=0.999");
}

}  // namespace
}  // namespace emascope
