// SPDX-License-Identifier: Apache-2.0
//
// `import` and `export` as programs, and the documents of `train`.
#include "tests/app/engine/engine_process.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string recorded(const std::string& name) {
  return EMASCOPE_SOURCE_DIR "/tests/golden/interchange/" + name;
}

class ImportExport : public EngineTest {
 protected:
  /// Trains `--preset quadratic-bowl` for a moment; it must succeed.
  void train(std::vector<std::string> more) {
    std::vector<std::string> words = {"train",   "--preset", "quadratic-bowl",
                                      "--steps", "300",      "--eval-every",
                                      "5",       "--set",    "150:lr=0.01"};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = engine(words);
    ASSERT_EQ(outcome.code, 0) << outcome.err;
  }
  [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(path(name)) << text;
    return path(name);
  }
  [[nodiscard]] std::string keptFolder() const {
    return fs::directory_iterator(path("library/runs"))->path().string();
  }
};

TEST_F(ImportExport, ImportSaysTagsPairsAndTheVerdict) {
  const Outcome outcome = engine({"import", recorded("tensorboardx")});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("tensorboardx: TensorBoard event files, 3 tags\n\n"
                                      "tag"));
  EXPECT_THAT(outcome.out,
              HasSubstr("val/loss_ema against val/loss, 40 common evaluations: ema lower in "));
  EXPECT_THAT(outcome.out, HasSubstr("\ntags without a pair: train/lr\n"));
  EXPECT_THAT(outcome.out, HasSubstr("\nnote: 2 values that are not scalars are skipped\n"));
}

TEST_F(ImportExport, ImportSaysTheSameInJson) {
  for (const char* log : {"tensorboardx", "tensorboard", "metrics.csv", "trainer_state.json"}) {
    const Outcome outcome = engine({"import", recorded(log), "--json"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    const auto json = nlohmann::json::parse(outcome.out);
    ASSERT_EQ(json["pairs"].size(), 1U) << log;
    EXPECT_EQ(json["pairs"][0]["evaluations"], 40) << log;
    EXPECT_EQ(json["pairs"][0]["compared"], 20) << log;
    EXPECT_EQ(json["pairs"][0]["result"], "track-lower") << log;
    EXPECT_TRUE(json["damage"].empty()) << log;
  }
}

TEST_F(ImportExport, ImportWritesTheLossAsOurCsv) {
  const Outcome outcome = engine({"import", recorded("metrics.csv"), "--csv", path("loss.csv")});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  const CsvColumns columns = csv(path("loss.csv"));
  EXPECT_EQ(columns.size(), 4U);
  EXPECT_EQ(columns.at("step").size(), 40U);
  EXPECT_EQ(columns.at("raw.val_loss").front(), "nan");
  EXPECT_EQ(columns.at("ema.val_loss").front(), "1.2833333333333334");
  EXPECT_EQ(columns.count("train_loss"), 1U);
}

TEST_F(ImportExport, TheVerdictOfARunIsThatOfItsCsvAndOfItsEventFile) {
  const Outcome run =
      engine({"train", "--preset", "quadratic-bowl", "--steps", "2000", "--csv", path("run.csv"),
              "--json", path("run.json"), "--tensorboard", path("board")});
  ASSERT_EQ(run.code, 0) << run.err;
  const auto whole = nlohmann::json::parse(contents(path("run.json")));
  const std::string verdict = whole["summary"]["tracks"]["main"]["verdict"];
  EXPECT_THAT(verdict, StartsWith("main lower in "));
  for (const char* log : {"run.csv", "board"}) {
    EXPECT_THAT(engine({"import", path(log)}).out,
                HasSubstr(", 200 common evaluations: " + verdict + "\n"))
        << log;
  }
}

TEST_F(ImportExport, FewEvaluationsSayWhatTheyShow) {
  std::string table = "step,val/loss,val/loss_ema\n";
  for (int step = 1; step <= 10; ++step) table += std::to_string(step) + ",2,1.5\n";
  const std::string words = "too few evaluations: 10 of the 20 needed; ema lower in all 10";
  const Outcome outcome = engine({"import", file("few.csv", table)});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("10 common evaluations: " + words + "\n"));
  const auto json = nlohmann::json::parse(engine({"import", path("few.csv"), "--json"}).out);
  EXPECT_EQ(json["pairs"][0]["verdict"], words);
}

TEST_F(ImportExport, OfADatabaseWithSeveralRunsOneIsChosen) {
  const Outcome refused = engine({"import", recorded("trackio.db")});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err,
              HasSubstr("has 2 runs; allowed: the name of one, of 'first' and 'second'"));
  const Outcome named = engine({"import", recorded("trackio.db"), "--json"});
  EXPECT_EQ(named.code, 2);
  EXPECT_EQ(nlohmann::json::parse(named.out).dump(), R"({"runs":["first","second"]})");
  const Outcome outcome = engine({"import", recorded("trackio.db"), "--run", "first"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("ema/val/loss against val/loss"));
  EXPECT_EQ(engine({"import", recorded("metrics.csv"), "--run", "first"}).code, 2);
}

TEST_F(ImportExport, WhatIsNoLogIsRefusedAndDamageIsTold) {
  const Outcome refused = engine({"import", file("notes.txt", "no log\n")});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("has no column 'step'"));
  std::string bytes = contents(recorded("tensorboard/events.out.tfevents.1700000000.host.1.0.v2"));
  bytes[bytes.size() - 30] = static_cast<char>(bytes[bytes.size() - 30] ^ 1);
  const Outcome damaged = engine({"import", file("a.tfevents", bytes)});
  EXPECT_EQ(damaged.code, 2);
  EXPECT_THAT(damaged.err, HasSubstr("checksum"));
  EXPECT_THAT(damaged.out, HasSubstr("ema_eval_loss against eval_loss, 39 common evaluations"));
}

TEST_F(ImportExport, AFollowedLogHasWhatComesWhileItIsRead) {
  const std::string log = file("metrics.csv", "step,loss,loss_ema\n1,2,1\n");
  const Outcome outcome =
      shell("cd '" + path("") +
            "' && { $ENGINE import metrics.csv --follow --follow-for 2 --csv loss.csv "
            "--library library & } && "
            "printf '2,1.5,0.75\\n' >> metrics.csv && wait");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("loss_ema against loss, 2 common evaluations"));
  EXPECT_EQ(csv(path("loss.csv")).at("step"), (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(engine({"export", keptFolder(), "--format", "csv", "--output", path("kept.csv")}).code,
            0);
  EXPECT_EQ(contents(path("kept.csv")), contents(path("loss.csv")));
  EXPECT_EQ(engine({"import", log, "--follow-for", "2"}).code, 2);
}

TEST_F(ImportExport, AFollowedLogMayComeLater) {
  const Outcome outcome = shell(
      "cd '" + path("") +
      "' && { $ENGINE import later/run --follow --follow-for 3 --library library 2> err & pid=$!; }"
      " && until grep -q waiting err || ! kill -0 $pid; do :; done && mkdir -p later/run &&"
      " printf 'step,lr,loss,loss_ema\\n1,0.1,,\\n' > later/run/metrics.csv &&"
      " until grep -q 'step 1' err || ! kill -0 $pid; do :; done;"
      " printf '2,,1.5,0.75\\n3,,1.5,0.75\\n' >> later/run/metrics.csv; wait $pid");
  const std::string said = contents(path("err"));
  EXPECT_EQ(outcome.code, 0) << said;
  EXPECT_THAT(outcome.out, HasSubstr("loss_ema against loss, 2 common evaluations"));
  EXPECT_EQ(said.find("waiting for a log"), said.rfind("waiting for a log"));
  EXPECT_THAT(keptFolder(), Not(testing::IsEmpty()));
}

TEST_F(ImportExport, AWaitForALogEndsCleanlyBySignalAndFailsAtItsEnd) {
  const Outcome ended =
      shell("cd '" + path("") +
            "' && { $ENGINE import none --follow --csv loss.csv 2> err & pid=$!; }"
            " && until grep -q waiting err || ! kill -0 $pid; do :; done && kill -TERM $pid; "
            "wait $pid");
  EXPECT_EQ(ended.code, 0) << contents(path("err"));
  EXPECT_THAT(contents(path("err")), HasSubstr("none: no log has come"));
  const Outcome quiet = engine({"import", path("none"), "--follow", "--follow-for", "0.1"});
  EXPECT_EQ(quiet.code, 2);
  const std::string text = file("text.csv", "a,b\n1,2\n");  // no log, and none will come
  EXPECT_THAT(engine({"import", text, "--follow"}).err, HasSubstr("has no column 'step'"));
}

TEST_F(ImportExport, AnImportOverwritesNothingThatItReads) {
  const std::string log = file("log.csv", "step,loss,loss_ema\n1,2,1\n");
  const Outcome outcome = engine({"import", log, "--csv", log});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(contents(log), "step,loss,loss_ema\n1,2,1\n");
}

TEST_F(ImportExport, AKeptRunIsExportedAsTheRunItselfWouldHave) {
  train({"--keep", "--library", path("library"), "--csv", path("run.csv"), "--json",
         path("run.json")});
  const std::string run = keptFolder();
  const auto exported = [&](const std::string& format) {
    const Outcome outcome =
        engine({"export", run, "--format", format, "--output", path("exported." + format)});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return path("exported." + format);
  };
  EXPECT_EQ(contents(exported("csv")), contents(path("run.csv")));
  const auto json = nlohmann::json::parse(contents(exported("json")));
  const auto direct = nlohmann::json::parse(contents(path("run.json")));
  for (const char* part : {"config", "facts", "points", "changes", "summary", "replay"}) {
    EXPECT_EQ(json[part], direct[part]) << part;
  }
  const std::string page = contents(exported("html"));
  EXPECT_THAT(page, HasSubstr("lr 0.3 → 0.01"));
  EXPECT_THAT(page, HasSubstr("finished at step 300 of 300; 60 evaluations"));
  const std::string card = contents(run + "/run.json");
  EXPECT_EQ(engine({"export", run, "--format", "json", "--output", run + "/run.json"}).code, 2);
  EXPECT_EQ(contents(run + "/run.json"), card);
  const Outcome board = engine({"import", exported("tensorboard"), "--json"});
  EXPECT_THAT(board.out, HasSubstr("\"loss/val/raw\""));
}

TEST_F(ImportExport, ThePageHasTheNameOfTheRun) {
  train({"--html", path("run.html")});
  EXPECT_THAT(contents(path("run.html")), Not(HasSubstr("<title>Noisy bowl</title>")));
  train({"--keep", "--library", path("library"), "--html", path("kept.html")});
  EXPECT_THAT(contents(path("kept.html")), HasSubstr("<title>Noisy bowl</title>"));
  const std::string run = fs::path(keptFolder()).filename().string();
  EXPECT_EQ(engine({"runs", run, "--library", path("library"), "--rename", "My <bowl>"}).code, 0);
  EXPECT_EQ(engine({"export", run, "--library", path("library"), "--format", "html", "--output",
                    path("named.html")})
                .code,
            0);
  const std::string page = contents(path("named.html"));
  EXPECT_THAT(page, HasSubstr("<title>My &lt;bowl&gt;</title>"));
  EXPECT_THAT(page, HasSubstr("<h1>My &lt;bowl&gt;</h1>"));
}

TEST_F(ImportExport, AKeptRunIsFoundByTheBeginningOfItsName) {
  train({"--keep", "--library", path("library")});
  const std::string name = fs::path(keptFolder()).filename().string();
  const Outcome outcome = engine({"export", name, "--library", path("library"), "--format", "html",
                                  "--output", path("page.html")});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(contents(path("page.html")), StartsWith("<!DOCTYPE html>"));
}

TEST_F(ImportExport, AKeptLogIsListedAndExportedAsTheLogIs) {
  const Outcome kept = engine({"import", recorded("metrics.csv"), "--library", path("library"),
                               "--csv", path("log.csv"), "--json"});
  ASSERT_EQ(kept.code, 0) << kept.err;
  const std::string run = keptFolder();
  EXPECT_EQ(nlohmann::json::parse(kept.out)["kept"], run);
  const auto rows =
      nlohmann::json::parse(engine({"runs", "--library", path("library"), "--json"}).out);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0]["state"], "finished");
  EXPECT_EQ(rows[0]["tags"], nlohmann::json({"imported"}));
  EXPECT_EQ(rows[0]["best_label"], "ema");
  EXPECT_EQ(engine({"export", run, "--format", "csv", "--output", path("kept.csv")}).code, 0);
  EXPECT_EQ(contents(path("kept.csv")), contents(path("log.csv")));
  EXPECT_EQ(engine({"export", run, "--format", "html", "--output", path("page.html")}).code, 0);
  EXPECT_THAT(contents(path("page.html")), HasSubstr("ema lower in"));
  const Outcome json = engine({"export", run, "--format", "json", "--output", path("run.json")});
  EXPECT_EQ(json.code, 2);
  EXPECT_THAT(json.err, HasSubstr("is for runs of EMAscope"));
}

TEST_F(ImportExport, AKeptLogNeitherGoesOnNorIsMadeAgain) {
  const Outcome kept = engine({"import", recorded("metrics.csv"), "--library", path("library")});
  ASSERT_EQ(kept.code, 0) << kept.err;
  EXPECT_THAT(kept.err, HasSubstr("the run is kept in " + path("library")));
  for (const auto& words : {std::vector<std::string>{"replay", keptFolder()},
                            std::vector<std::string>{"train", "--resume", keptFolder()},
                            std::vector<std::string>{"export", keptFolder(), "--format", "weights",
                                                     "--output", path("w.safetensors")}}) {
    const Outcome refused = engine(words);
    EXPECT_EQ(refused.code, 2) << words.front();
    EXPECT_THAT(refused.err, HasSubstr("is the log of another tool")) << words.front();
  }
}

TEST_F(ImportExport, ALogThatCannotBeKeptIsStillRead) {
  const Outcome outcome =
      engine({"import", recorded("metrics.csv"), "--library", file("no folder", "x")});
  EXPECT_EQ(outcome.code, 4);
  EXPECT_THAT(outcome.err, HasSubstr("the run is not kept"));
  EXPECT_THAT(outcome.out, HasSubstr("40 common evaluations: "));
}

TEST_F(ImportExport, ALogIsExportedTooButNotAsJson) {
  const Outcome page = engine(
      {"export", recorded("tensorboard"), "--format", "html", "--output", path("page.html")});
  EXPECT_EQ(page.code, 0) << page.err;
  EXPECT_THAT(contents(path("page.html")), HasSubstr("ema lower in"));
  EXPECT_THAT(contents(path("page.html")), Not(HasSubstr("The same run again")));
  const Outcome json =
      engine({"export", recorded("tensorboard"), "--format", "json", "--output", path("run.json")});
  EXPECT_EQ(json.code, 2);
  EXPECT_THAT(json.err, HasSubstr("is for runs of EMAscope"));
  EXPECT_FALSE(fs::exists(path("run.json")));
}

TEST_F(ImportExport, AnExportMixesNothingAndOverwritesNoLog) {
  fs::copy(recorded("tensorboard"), path("log"));
  const Outcome same =
      engine({"export", path("log"), "--format", "tensorboard", "--output", path("log")});
  EXPECT_EQ(same.code, 2);
  EXPECT_THAT(same.err, HasSubstr("is the run or log to export"));
  train({"--tensorboard", path("board")});
  const std::string ours = path("board/events.out.tfevents.0.emascope");
  const std::string before = contents(ours);
  const Outcome over =
      engine({"export", ours, "--format", "tensorboard", "--output", path("board")});
  EXPECT_EQ(over.code, 2);
  EXPECT_THAT(over.err, HasSubstr("is the run or log to export"));
  EXPECT_EQ(contents(ours), before);
  const Outcome mixed = engine(
      {"export", recorded("metrics.csv"), "--format", "tensorboard", "--output", path("log")});
  EXPECT_EQ(mixed.code, 2);
  EXPECT_THAT(mixed.err, HasSubstr("has an event file of another program"));
  const Outcome unknown = engine({"export", path("log"), "--format", "png", "--output", "x"});
  EXPECT_EQ(unknown.code, 2);
  const Outcome nothing = engine({"export", path("missing"), "--library", path("library"),
                                  "--format", "csv", "--output", "x"});
  EXPECT_EQ(nothing.code, 2);
}

TEST_F(ImportExport, TrainWritesAPageAndAFolderForTensorBoard) {
  train({"--html", path("page.html"), "--tensorboard", path("board")});
  EXPECT_THAT(contents(path("page.html")), HasSubstr("<path class=\"raw\" d=\"M"));
  const auto json = nlohmann::json::parse(engine({"import", path("board"), "--json"}).out);
  EXPECT_EQ(json["tags"].back()["points"], 60);
}

TEST_F(ImportExport, TrainRefusesDocumentsThatItCouldNotWriteBeforeItRuns) {
  const auto refusal = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words = {"train", "--preset", "quadratic-bowl", "--steps", "5"};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = engine(words);
    EXPECT_EQ(outcome.code, 2) << outcome.err;
    return outcome.err;
  };
  EXPECT_THAT(refusal({"--html", path("none/page.html")}), HasSubstr("none"));
  EXPECT_THAT(refusal({"--html", path("a"), "--csv", path("a")}), HasSubstr("--html"));
  EXPECT_THAT(refusal({"--html", "-"}), HasSubstr("'-' is not a file name"));
  EXPECT_THAT(refusal({"--tensorboard", file("file", "x")}), HasSubstr("is not a folder"));
}

TEST_F(ImportExport, EachSeedHasItsDocuments) {
  train({"--seeds", "3,4", "--html", path("page.html")});
  EXPECT_TRUE(fs::exists(path("page-seed-3.html")));
  EXPECT_TRUE(fs::exists(path("page-seed-4.html")));
}

}  // namespace
}  // namespace emascope
