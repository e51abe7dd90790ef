// SPDX-License-Identifier: Apache-2.0
//
// What the engine offers, for people and for programs, and that it keeps to it.
#include "tests/app/engine/engine_process.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::HasSubstr;

class Lists : public EngineTest, public testing::WithParamInterface<const char*> {};

TEST_P(Lists, NameTheSameEntriesForPeopleAndForPrograms) {
  const Outcome text = engine({GetParam()});
  const Outcome listed = engine({GetParam(), "--json"});
  EXPECT_EQ(text.code, 0);
  EXPECT_EQ(listed.code, 0);
  const auto entries = nlohmann::json::parse(listed.out);
  ASSERT_FALSE(entries.empty());
  for (const auto& entry : entries) {
    EXPECT_THAT("\n" + text.out, HasSubstr("\n" + entry["id"].get<std::string>() + ": "));
  }
}

INSTANTIATE_TEST_SUITE_P(Commands, Lists,
                         testing::Values("presets", "models", "schedules", "devices", "lessons"),
                         [](const auto& test) { return std::string(test.param); });

TEST_F(EngineTest, EveryPresetAndScheduleOnOfferTrains) {
  const auto schedules = nlohmann::json::parse(engine({"schedules", "--json"}).out);
  for (const auto& preset : nlohmann::json::parse(engine({"presets", "--json"}).out)) {
    std::vector<std::string> words = {"train", "--steps", "2", "--preset", preset["id"]};
    for (const auto& schedule : schedules) {
      const bool library = !schedule["library"].get<std::string>().empty();
      std::string track = (library ? "like=" : "schedule=") + schedule["id"].get<std::string>();
      for (const auto& param : schedule["params"]) {
        const auto& initial = param["initial"];
        track += "," + param["id"].get<std::string>() + "=" +
                 (initial.is_null() ? "none" : initial.dump());
      }
      words.insert(words.end(), {"--track", track});
    }
    const Outcome outcome = engine(words);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
  }
}

TEST_F(EngineTest, LibraryPresetsSayHowTheyWereCheckedAndWhereTheyAreWrong) {
  const std::string text = engine({"schedules"}).out;
  EXPECT_THAT(text, HasSubstr("like=timm-v3: timm 1.0.31, recorded outputs\n"));
  EXPECT_THAT(text,
              HasSubstr("like=torchtitan: torchtitan (commit cd09595), from source, not run\n"));
  EXPECT_THAT(text, HasSubstr("caution: with update_every above 1"));
  EXPECT_THAT(text, HasSubstr("    ignore_startswith_names=NAME\n"));
  EXPECT_THAT(text, HasSubstr("    handle_buffers=copy  (copy, update, ema_train)\n"));
}

TEST_F(EngineTest, SchedulesAreListedInTwoGroups) {
  const std::string text = engine({"schedules"}).out;
  const auto rules = text.find("Rules, --track schedule=ID");
  const auto constant = text.find("\nconstant: ");
  const auto libraries = text.find("Rules of libraries, --track like=ID");
  const auto timm = text.find("\ntimm-v3: ");
  EXPECT_EQ(rules, 0U);
  EXPECT_LT(constant, libraries);
  EXPECT_LT(libraries, timm);
  EXPECT_NE(timm, std::string::npos);
}

TEST_F(EngineTest, EveryDeviceIsUsableOrSaysWhyNot) {
  for (const auto& device : nlohmann::json::parse(engine({"devices", "--json"}).out)) {
    EXPECT_NE(device["usable"].get<bool>(), !device["reason"].get<std::string>().empty())
        << device.dump();
  }
}

TEST_F(EngineTest, VersionNamesTheProgramAndLibTorch) {
  const Outcome outcome = engine({"--version"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, testing::MatchesRegex("emascope-engine [0-9.]+, LibTorch [0-9.]+.*\n"));
}

TEST_F(EngineTest, HelpListsTheCommands) {
  const Outcome outcome = engine({"--help"});
  EXPECT_EQ(outcome.code, 0);
  for (const char* name :
       {"train", "data", "lessons", "network", "presets", "models", "schedules", "devices"}) {
    EXPECT_THAT(outcome.out, HasSubstr(name));
  }
}

}  // namespace
}  // namespace emascope
