// SPDX-License-Identifier: Apache-2.0
//
// The files of a run: what is in them, and which file a run gets.
#include "core/protocol/record/run_writer.h"

#include "core/base/output_file.h"
#include "core/protocol/options/run_options.h"
#include "tests/core/protocol/record/run_writer_fixture.h"
#include "tests/support/peak_memory.h"
#include "tests/support/run_csv.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <locale>
#include <sstream>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::HasSubstr;

TEST_F(RunWriterTest, CsvHasARowForEachPoint) {
  auto writer = RunWriter::open(path("run.csv"), std::nullopt);
  ASSERT_TRUE(writer.ok());
  RunRecord growing = record();
  growing.points.pop_back();
  writer.value().begin(growing);
  writer.value().append(growing);
  writer.value().append(record());
  EXPECT_EQ(contents(path("run.csv")), kCsv);
}

TEST_F(RunWriterTest, ARunThatGoesOnAfterItsEndKeepsItsFiles) {
  auto writer = RunWriter::open(path("run.csv"), path("run.json"));
  ASSERT_TRUE(writer.ok());
  RunRecord growing = record();
  growing.points.pop_back();
  writer.value().begin(growing);
  writer.value().append(growing);
  writer.value().finish(growing);
  const std::string short_json = contents(path("run.json"));
  writer.value().goOn(growing);
  growing = record();
  growing.config.planned_steps = 25;
  writer.value().append(growing);
  EXPECT_EQ(contents(path("run.csv")), kCsv);
  writer.value().finish(growing);
  EXPECT_EQ(contents(path("run.csv")), kCsv);
  EXPECT_NE(contents(path("run.json")), short_json);
  EXPECT_NE(contents(path("run.json")).find("--planned-steps 25"), std::string::npos);
  EXPECT_EQ(files(), 2U);
  EXPECT_TRUE(writer.value().takeNews().empty());
  EXPECT_FALSE(writer.value().failed());
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
  writer.value().begin(begun);
  const std::string header(kCsvWithActions, std::string_view(kCsvWithActions).find('\n') + 1);
  EXPECT_EQ(contents(path("run.csv")), header);
  writer.value().append(withActions());
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
  writer.value().begin(begun);
  writer.value().append(begun);
  writer.value().append(live);
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

TEST_F(RunWriterTest, EachRunHasFilesOfItsOwn) {
  fill(path("run-3.json"), "of another day");
  auto writer = RunWriter::open(path("run.csv"), path("run.json"));
  for (int run = 0; run < 3; ++run) {
    RunRecord begun = record();
    begun.config.seed = static_cast<std::uint64_t>(run) + 1;
    begun.points.clear();
    writer.value().begin(begun);
    RunRecord ended = record();
    ended.config.seed = begun.config.seed;
    writer.value().append(ended);
    writer.value().finish(ended);
  }
  EXPECT_FALSE(writer->failed());
  for (const char* name : {"run.csv", "run-2.csv", "run-4.csv"}) {
    EXPECT_EQ(contents(path(name)), kCsv) << name;
  }
  EXPECT_EQ(contents(path("run-3.json")), "of another day");
  const auto seedOf = [this](const char* name) {
    return nlohmann::json::parse(contents(path(name)))["config"]["seed"].get<int>();
  };
  EXPECT_EQ(seedOf("run.json"), 1);
  EXPECT_EQ(seedOf("run-2.json"), 2);
  EXPECT_EQ(seedOf("run-4.json"), 3);
  EXPECT_EQ(files(), 7U);
  const auto news = writer.value().takeNews();
  ASSERT_EQ(news.size(), 4U);
  EXPECT_EQ(news.front(), (OutputNews{path("run-2.csv") + ": used for this run", false}));
}

/// What a run reads, and what else it writes.
OutputPlan others(const std::string& read, const std::string& written) {
  OutputPlan plan;
  plan.reads("--data", read);
  plan.writes("--export", written);
  return plan;
}

TEST_F(RunWriterTest, ARunTakesNoNameOfAFileThatItReadsOrWritesElse) {
  fill(path("run.csv"), "old\n");
  auto writer = RunWriter::open(path("run.csv"), path("run.json"));
  ASSERT_TRUE(writer.ok());
  RunRecord none = record();
  none.points.clear();
  writer.value().begin(none);
  writer.value().finish(none);
  static_cast<void>(writer.value().takeNews());
  const OutputPlan plan = others(path("run.csv"), path("run-2.json"));
  writer.value().begin(record(), plan);
  writer.value().append(record());
  writer.value().finish(record());
  EXPECT_EQ(contents(path("run.csv")), "old\n");
  EXPECT_EQ(contents(path("run-3.csv")), kCsv);
  EXPECT_EQ(contents(path("run-3.json")), runJson(record()));
  EXPECT_FALSE(std::filesystem::exists(path("run-2.csv")));
  EXPECT_EQ(writer.value().takeNews().front(),
            (OutputNews{path("run-3.csv") + ": used for this run; --csv " + path("run.csv") +
                            " is the file that --data " + path("run.csv") + " reads",
                        false}));
}

TEST_F(RunWriterTest, TheFirstRunTakesNoSuchNameEither) {
  fill(path("run.csv"), "old\n");
  auto writer = RunWriter::open(path("run.csv"), std::nullopt);
  writer.value().begin(record(), others(path("run.csv"), path("x.csv")));
  writer.value().append(record());
  writer.value().finish(record());
  EXPECT_EQ(contents(path("run.csv")), "old\n");
  EXPECT_EQ(contents(path("run-2.csv")), kCsv);
  OutputPlan plan;
  writer->addTo(plan);
  EXPECT_FALSE(plan.checkFurther("export", path("run-2.csv")).ok());
  EXPECT_TRUE(plan.checkFurther("export", path("run.csv")).ok());
}

TEST_F(RunWriterTest, AFurtherRunLeavesAFileThatSomebodyPutThereToThem) {
  auto writer = RunWriter::open(path("run.csv"), std::nullopt);
  RunRecord none = record();
  none.points.clear();
  writer.value().begin(none);
  writer.value().finish(none);
  std::filesystem::remove(path("run.csv"));
  fill(path("run.csv"), "somebody's");
  writer.value().begin(record());
  writer.value().append(record());
  EXPECT_EQ(contents(path("run.csv")), "somebody's");
  EXPECT_EQ(contents(path("run-2.csv")), kCsv);
}

TEST_F(RunWriterTest, ARunWithoutPointsUsesNoName) {
  auto writer = RunWriter::open(path("run.csv"), std::nullopt);
  RunRecord none = record();
  none.points.clear();
  writer.value().begin(none);
  writer.value().begin(record());
  writer.value().append(record());
  EXPECT_EQ(contents(path("run.csv")), kCsv);
  EXPECT_EQ(files(), 1U);
}

TEST_F(RunWriterTest, AnExistingFileIsReplacedByTheFirstRow) {
  fill(path("run.csv"), "precious\n");
  auto writer = RunWriter::open(path("run.csv"), std::nullopt);
  RunRecord run = record();
  run.points.clear();
  writer.value().begin(run);
  writer.value().append(run);
  EXPECT_EQ(contents(path("run.csv")), "precious\n");
  writer.value().append(record());
  EXPECT_EQ(contents(path("run.csv")), kCsv);
}

TEST_F(RunWriterTest, AnExistingFileIsLeftAloneUntilTheRunBegins) {
  fill(path("run.csv"), "precious\n");
  { const auto writer = RunWriter::open(path("run.csv"), std::nullopt); }
  EXPECT_EQ(contents(path("run.csv")), "precious\n");
}

TEST_F(RunWriterTest, ARunWithoutARowSaysThatItLeavesWhatWasThere) {
  fill(path("run.csv"), "precious\n");
  auto writer = RunWriter::open(path("run.csv"), std::nullopt);
  RunRecord none = record();
  none.points.clear();
  writer.value().begin(none);
  writer.value().append(none);
  writer.value().finish(none);
  EXPECT_EQ(contents(path("run.csv")), "precious\n");
  EXPECT_FALSE(writer->failed());
  const std::vector<OutputNews> news = writer.value().takeNews();
  ASSERT_EQ(news.size(), 1U);
  EXPECT_EQ(news[0].text, path("run.csv") + ": is left as it was before: no evaluation was made");
}

TEST_F(RunWriterTest, ARunThatNeverBeganLeavesNoFile) {
  { const auto writer = RunWriter::open(path("run.csv"), path("run.json")); }
  EXPECT_EQ(files(), 0U);
}

TEST_F(RunWriterTest, JsonHoldsTheRun) {
  auto writer = RunWriter::open(std::nullopt, path("run.json"));
  writer.value().begin(record());
  writer.value().finish(record());
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
  EXPECT_EQ(json["summary"]["tracks"]["main"]["result"], "no-comparison");  // raw is nan
  EXPECT_TRUE(json["summary"]["tracks"]["main"]["percent_half_width"].is_null());
}

TEST_F(RunWriterTest, JsonCountsTiesForNobody) {
  RunRecord run = record();
  run.changes.clear();
  const double of_track[] = {0.4, 0.5, 0.5, 0.6, 0.5};
  run.points.clear();
  for (int i = 0; i < 20; ++i) {
    EvalPoint point{.step = 25 * (i + 1), .raw = {0.5, 0.5}};
    for (const double loss : {of_track[i % 5], 0.5}) {
      point.tracks.push_back({{loss, 0.5}, 0.9, Reason::kConstant});
    }
    run.points.push_back(point);
  }
  const auto tracks = nlohmann::json::parse(runJson(run))["summary"]["tracks"];
  EXPECT_EQ(tracks["main"]["compared"], 20);
  EXPECT_EQ(tracks["main"]["won"], 4);
  EXPECT_EQ(tracks["main"]["lost"], 4);
  EXPECT_EQ(tracks["main"]["equal"], 12);
  EXPECT_EQ(tracks["slow"]["won"], 0);
  EXPECT_EQ(tracks["slow"]["lost"], 0);
  EXPECT_EQ(tracks["slow"]["equal"], 20);
}

TEST_F(RunWriterTest, JsonHasTheLayoutOfOneThatIsMadeWhole) {
  for (RunRecord run : {record(), withActions(), RunRecord()}) {
    run.refused = {Error{"scan x", "no"}};
    run.failures = {{event::FailureKind::kDiverged, 5, "a \"quoted\" line\nand another"}};
    const std::string text = runJson(run);
    EXPECT_EQ(nlohmann::ordered_json::parse(text).dump(1) + "\n", text);
  }
}

TEST(RunJson, HasTheRemarksOfAPerson) {
  const auto written = [](const RunFormat& format) {
    std::string text;
    EXPECT_TRUE(format(record(), [&text](std::string_view piece) -> Status {
                  text += piece;
                  return Ok{};
                }).ok());
    return nlohmann::json::parse(text);
  };
  RunRemarks remarks;
  remarks.lines = {{"paper", 0.0912, false}, {"", 0.98, true}};
  remarks.notes = {{2800, "<b>\"lower\"</b>\nβ"}};
  const auto json = written(runJsonWith(remarks));
  EXPECT_EQ(
      json.at("remarks"),
      nlohmann::json::parse(R"({"lines": [{"name": "paper", "value": 0.0912, "of": "val_loss"},
                                                {"name": "", "value": 0.98, "of": "val_accuracy"}],
                                      "notes": [{"step": 2800, "text": "<b>\"lower\"</b>\nβ"}]})"));
  EXPECT_EQ(written(runJsonWith({})), written(writeRunJson));
  EXPECT_FALSE(written(writeRunJson).contains("remarks"));
}

TEST(RunJson, HasTheNotesOfTheRecordUnlessOthersAreGiven) {
  RunRecord run = record();
  run.notes = {{1, 0, "paper", 0.5, true}, {2, 2800, "lower"}};
  EXPECT_EQ(nlohmann::json::parse(runJson(run)).at("remarks"),
            nlohmann::json::parse(
                R"({"lines": [{"name": "paper", "value": 0.5, "of": "val_accuracy"}],
                    "notes": [{"step": 2800, "text": "lower"}]})"));
  std::string text;
  const RunFormat given = runJsonWith({.notes = {{7, "shown"}}});
  ASSERT_TRUE(given(run, [&text](std::string_view piece) -> Status {
                text += piece;
                return Ok{};
              }).ok());
  EXPECT_EQ(nlohmann::json::parse(text).at("remarks"),
            nlohmann::json::parse(R"({"lines": [], "notes": [{"step": 7, "text": "shown"}]})"));
}

TEST(RunJson, IsMadeInPiecesAndNotInMemory) {
  EMASCOPE_SKIP_WITH_SANITIZERS();
  RunRecord run = record();
  const EvalPoint point = run.points.front();
  run.points.assign(200'000, point);
  const PeakMemory peak;
  std::size_t bytes = 0;
  std::size_t longest = 0;
  EXPECT_TRUE(writeRunJson(run, [&](std::string_view piece) -> Status {
                bytes += piece.size();
                longest = std::max(longest, piece.size());
                return Ok{};
              }).ok());
  EXPECT_GT(bytes, std::size_t{20'000'000});
  EXPECT_LT(longest, std::size_t{100'000});
  EXPECT_LT(peak.mib(), 8.0);
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
  writer.value().begin(record());
  ::setenv("TMPDIR", path("").c_str(), 1);
  writer.value().finish(record());
  ::unsetenv("TMPDIR");
  EXPECT_TRUE(writer->failed());
  EXPECT_EQ(contents(path("full")), runJson(record()));
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
