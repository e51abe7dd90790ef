// SPDX-License-Identifier: Apache-2.0
#include "core/library/run_card.h"

#include "core/base/input_file.h"
#include "core/library/card_json.h"

#include <string>

#include <gtest/gtest.h>

namespace emascope {
namespace {

RunCard fullCard() {
  RunCard card;
  card.id = "0123456789abcdef";
  card.task = "two-spirals";
  card.begun = 1'796'000'000'123;
  card.engine = "emascope-engine 0.1.0, LibTorch 2.15.0";
  card.parent = "fedcba9876543210";
  card.parent_step = 4200;
  card.state = StoredState::kStopped;
  card.step = 300;
  card.steps = 5000;
  card.command = "--preset two-spirals --seed 3";
  card.started_in = "/home/me/runs";
  card.notes = {"With dropout · β", {"baseline", "zu früh"}, "First line\nsecond", true};
  return card;
}

TEST(RunCard, IsReadBackAsItWasWritten) {
  const auto card = readCard(writeCard(fullCard()), "run.json");
  ASSERT_TRUE(card.ok()) << card.error().message();
  EXPECT_EQ(*card, fullCard());
}

TEST(RunCard, OpensTheSampleOfVersion1) {
  const std::string path = EMASCOPE_SOURCE_DIR "/tests/golden/versions/run-1.json";
  const auto text = readWholeFile(path, kLongestCard);
  ASSERT_TRUE(text.ok()) << text.error().message();
  const auto card = readCard(*text, path);
  ASSERT_TRUE(card.ok()) << card.error().message();
  EXPECT_EQ(*card, fullCard());
}

TEST(RunCard, KeepsWhatThisProgramDoesNotKnow) {
  std::string text = writeCard(fullCard(), RunConfig{});
  text.insert(1, "\"of_later\": [1, 2],");
  RunCard changed = fullCard();
  changed.notes.title = "Another";
  const std::string after = changedCard(changed, text);
  const auto card = readCard(after, "run.json");
  ASSERT_TRUE(card.ok()) << card.error().message();
  EXPECT_EQ(*card, changed);
  EXPECT_NE(after.find("\"of_later\""), std::string::npos);
  EXPECT_NE(after.find("\"settings\""), std::string::npos);
}

TEST(RunCard, RefusesOtherVersionsAndIds) {
  const auto refusal = [](const std::string& from, const std::string& to) {
    std::string text = writeCard(fullCard());
    text.replace(text.find(from), from.size(), to);
    const auto card = readCard(text, "run.json");
    return card.ok() ? std::string() : card.error().message();
  };
  EXPECT_EQ(refusal("\"format_version\": 1", "\"format_version\": 2"),
            "run.json: format_version: is 2; allowed: 1");
  EXPECT_EQ(refusal("0123456789abcdef", "0123"),
            "run.json: id: is '0123'; allowed: 16 hexadecimal digits");
  EXPECT_NE(refusal("\"stopped\"", "\"running away\""), "");
  EXPECT_NE(refusal("\"step\": 300", "\"step\": -1"), "");
  EXPECT_NE(refusal("{", "["), "");
}

TEST(RunCard, RefusesNotesThatNoPlaceShows) {
  const auto refused = [](const RunNotes& notes) { return !checkNotes(notes).ok(); };
  EXPECT_FALSE(refused({"A title", {"a", "b"}, "text\ntext", false}));
  EXPECT_TRUE(refused({std::string(kLongestTitle + 1, 'x'), {}, "", false}));
  EXPECT_TRUE(refused({"two\nlines", {}, "", false}));
  EXPECT_TRUE(refused({"\xFF", {}, "", false}));
  EXPECT_TRUE(refused({"", {""}, "", false}));
  EXPECT_TRUE(refused({"", {"a,b"}, "", false}));
  EXPECT_TRUE(refused({"", {"a", "a"}, "", false}));
  EXPECT_TRUE(refused({"", {std::string(kLongestTag + 1, 'x')}, "", false}));
  EXPECT_TRUE(refused({"", {}, std::string(kLongestNote + 1, 'x'), false}));
}

TEST(RunCard, NamesEveryState) {
  EXPECT_EQ(storedStateText(StoredState::kRunning), "running");
  EXPECT_EQ(storedStateText(StoredState::kInterrupted), "interrupted");
}

}  // namespace
}  // namespace emascope
