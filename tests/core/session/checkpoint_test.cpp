// SPDX-License-Identifier: Apache-2.0
//
// What a checkpoint holds is what comes back, and no other text does any harm.
#include "core/session/checkpoint.h"

#include "core/protocol/wire/codec.h"
#include "core/random/counter_random.h"
#include "core/session/event_log.h"
#include "tests/support/fake_run.h"

#include <cmath>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::Not;

Checkpoint fullCheckpoint() {
  const Catalog catalog = fakeCatalog();
  const event::Started started = fakeStarted(catalog);
  Checkpoint full;
  full.step = 420;
  full.config = started.config;
  full.config.resume_from = "run/before";
  full.facts = started.facts;
  full.data = {400, 100, 50, std::string(64, 'a')};
  full.trainer.tensors = {
      {"raw.weight", ScalarType::kF32, {1}, std::string("\x00\x00\x80\x3f", 4)}};
  full.trainer.text = R"({"losses":3,"step":420})";
  full.tracks = started.config.tracks;
  full.edits = {{430, "main", {{"beta", 0.5}}, {}},
                {.step = 440, .action = track_action::Remove{"slow"}}};
  full.seconds = 12.5;
  full.evaluated = 400;
  full.lowest_loss = 0.25;
  full.in_vain = 2;
  RunEventLog log;
  log.add(event::Evaluated{{fakePoint(400, 3)}});
  full.events = log.frames();
  full.curve_from = 400;
  full.evaluations_before = 15;
  full.raw_loss = 0.5;
  full.track_losses = {{"main", 0.25}, {"slow", 0.75}};
  full.notes = {{9, 120, "rate lowered"}, {8, 0, "paper", 0.25, true}};
  full.reason = "minutes";
  return full;
}

void expectEqual(const Checkpoint& a, const Checkpoint& b) {
  EXPECT_EQ(a.step, b.step);
  EXPECT_EQ(a.config, b.config);
  EXPECT_EQ(a.facts, b.facts);
  EXPECT_EQ(a.data, b.data);
  EXPECT_EQ(a.trainer, b.trainer);
  EXPECT_EQ(a.tracks, b.tracks);
  EXPECT_EQ(a.edits, b.edits);
  EXPECT_EQ(a.seconds, b.seconds);
  EXPECT_EQ(a.evaluated, b.evaluated);
  EXPECT_EQ(a.lowest_loss, b.lowest_loss);
  EXPECT_EQ(a.in_vain, b.in_vain);
  EXPECT_EQ(a.events, b.events);
  EXPECT_EQ(a.curve_from, b.curve_from);
  EXPECT_EQ(a.evaluations_before, b.evaluations_before);
  EXPECT_EQ(a.raw_loss, b.raw_loss);
  EXPECT_EQ(a.track_losses, b.track_losses);
  EXPECT_EQ(a.notes, b.notes);
  EXPECT_EQ(a.reason, b.reason);
}

TEST(Checkpoint, ComesBackFromItsFile) {
  const auto bytes = sealedBytes(encodeCheckpoint(fullCheckpoint()));
  ASSERT_TRUE(bytes) << bytes.error().message();
  auto content = readSealed(*bytes, "file");
  ASSERT_TRUE(content) << content.error().message();
  const auto back = decodeCheckpoint(std::move(content).value(), "file");
  ASSERT_TRUE(back) << back.error().message();
  expectEqual(*back, fullCheckpoint());
}

TEST(Checkpoint, WithoutAnEvaluationComesBack) {
  Checkpoint early = fullCheckpoint();
  early.raw_loss.reset();
  early.track_losses.clear();
  early.lowest_loss = std::numeric_limits<double>::infinity();
  early.events.clear();
  early.curve_from = early.evaluations_before = 0;
  EXPECT_THAT(encodeCheckpoint(early).text, Not(HasSubstr("curve_from")));
  const auto back = decodeCheckpoint(encodeCheckpoint(early), "file");
  ASSERT_TRUE(back) << back.error().message();
  expectEqual(*back, early);
}

TEST(Checkpoint, OfAProgramWithoutNotesHasNone) {
  SealedContent content = encodeCheckpoint(fullCheckpoint());
  nlohmann::json text = nlohmann::json::parse(content.text);
  text.erase("notes");
  content.text = text.dump();
  const auto back = decodeCheckpoint(std::move(content), "file");
  ASSERT_TRUE(back) << back.error().message();
  EXPECT_TRUE(back->notes.empty());
}

TEST(Checkpoint, RefusesNotesThatNoRunCanHave) {
  const SealedContent content = encodeCheckpoint(fullCheckpoint());
  const nlohmann::json text = nlohmann::json::parse(content.text);
  const auto refusal = [&](const char* key, const nlohmann::json& value) {
    nlohmann::json wrong = text;
    wrong["notes"][1][key] = value;
    const auto back = decodeCheckpoint({wrong.dump(), content.tensors}, "file");
    return back ? std::string() : back.error().message();
  };
  EXPECT_THAT(refusal("step", 421), HasSubstr("step 421 is outside the run"));
  EXPECT_THAT(refusal("text", "two\nlines"), HasSubstr("its text has control characters"));
  EXPECT_THAT(refusal("id", text["notes"][0]["id"]), HasSubstr("is that of another note"));
}

TEST(Checkpoint, SaysWhatItsTextIsEnoughFor) {
  const auto facts = checkpointFacts(encodeCheckpoint(fullCheckpoint()).text, "file");
  ASSERT_TRUE(facts) << facts.error().message();
  EXPECT_EQ(facts->step, 420);
  EXPECT_EQ(facts->reason, "minutes");
  EXPECT_EQ(facts->raw_loss, 0.5);
  EXPECT_EQ(facts->track_losses.at("slow"), 0.75);
  Checkpoint diverged = fullCheckpoint();
  diverged.raw_loss = std::nan("");
  diverged.track_losses["slow"] = std::numeric_limits<double>::infinity();
  const auto of_diverged = checkpointFacts(encodeCheckpoint(diverged).text, "file");
  ASSERT_TRUE(of_diverged);
  EXPECT_FALSE(of_diverged->raw_loss);
  EXPECT_FALSE(of_diverged->track_losses.contains("slow"));
}

TEST(Checkpoint, OfANewerProgramIsRefusedByItsVersion) {
  SealedContent content = encodeCheckpoint(fullCheckpoint());
  nlohmann::json text = nlohmann::json::parse(content.text);
  text["version"] = 2;
  content.text = text.dump();
  EXPECT_EQ(decodeCheckpoint(content, "file").error().message(),
            "file: version: is 2, of a newer program; allowed: 1 to 1");
  EXPECT_FALSE(checkpointFacts(content.text, "file"));
}

TEST(Checkpoint, EachFieldThatIsMissingIsNamed) {
  const SealedContent content = encodeCheckpoint(fullCheckpoint());
  const nlohmann::json text = nlohmann::json::parse(content.text);
  for (const auto& [key, value] : text.items()) {
    if (key == "raw_loss" || key == "track_losses" || key == "curve_from" || key == "notes")
      continue;
    nlohmann::json without = text;
    without.erase(key);
    const auto back = decodeCheckpoint({without.dump(), content.tensors}, "file");
    ASSERT_FALSE(back) << key;
    EXPECT_THAT(back.error().message(), HasSubstr(key));
  }
  const auto back = decodeCheckpoint({content.text, {content.tensors.front()}}, "file");
  ASSERT_FALSE(back);
  EXPECT_THAT(back.error().message(), HasSubstr("run.events is missing"));
}

TEST(Checkpoint, AnyOtherTextIsRefusedOrRead) {
  const SealedContent content = encodeCheckpoint(fullCheckpoint());
  CounterRandom random(9, 1);
  int refused = 0;
  for (int i = 0; i < 5000; ++i) {
    SealedContent changed = content;
    const std::uint64_t count = 1 + random.below(4);
    for (std::uint64_t k = 0; k < count; ++k) {
      changed.text[random.below(changed.text.size())] = static_cast<char>(random.below(256));
    }
    if (!decodeCheckpoint(changed, "file")) ++refused;
  }
  EXPECT_GT(refused, 2000);
}

TEST(CheckpointEvents, AreThoseOfTheLog) {
  RunEventLog log;
  std::vector<Event> expected;
  const auto add = [&](Event event) {
    log.add(event);
    expected.push_back(std::move(event));
  };
  add(event::Evaluated{{fakePoint(25, 2), fakePoint(50, 2)}});
  add(event::Applied{0, 60, "main", {{"beta", 0.98}}, {{"beta", 0.995}}});
  add(event::TracksChanged{
      0, 61, track_action::Remove{"slow"}, {fakeCatalog().presets.front().config.tracks.front()}});
  add(event::SkippedStep{62, "loss", 1});
  add(event::Evaluated{{fakePoint(75, 1)}});
  log.add(event::Progress{});
  log.add(event::Extended{1, 2, 3});
  EXPECT_EQ(checkpointEvents(log.frames(), "file").value(), expected);

  RunEventLog with_request;
  with_request.add(event::Applied{9, 60, "main", {}, {{"beta", 0.995}}});
  const auto alone = checkpointEvents(with_request.frames(), "file");
  EXPECT_EQ(std::get<event::Applied>(alone->front()).request, 0U);
}

TEST(CheckpointEvents, OfManyPointsTakeLittle) {
  RunEventLog log;
  for (int i = 1; i <= 5000; ++i) log.add(event::Evaluated{{fakePoint(25 * i, 2)}});
  const std::string frames = log.frames();
  EXPECT_LT(frames.size(), 5000 * 14 * 9);  // 14 numbers a point
  std::size_t points = 0;
  const auto events = checkpointEvents(frames, "file");
  ASSERT_TRUE(events);
  for (const Event& event : *events) points += std::get<event::Evaluated>(event).points.size();
  EXPECT_EQ(points, 5000U);
}

TEST(CheckpointEvents, ThatAreDamagedAreRefused) {
  RunEventLog log;
  log.add(event::SkippedStep{62, "loss", 1});
  const std::string frames = log.frames();
  for (std::size_t length = 1; length < frames.size(); ++length) {
    EXPECT_FALSE(checkpointEvents(frames.substr(0, length), "file")) << length;
  }
  CounterRandom random(3, 1);
  for (int i = 0; i < 2000; ++i) {
    std::string changed = frames;
    changed[random.below(changed.size())] = static_cast<char>(random.below(256));
    static_cast<void>(checkpointEvents(changed, "file"));
  }
  EXPECT_FALSE(checkpointEvents(encode(Event(event::Progress{})), "file"));
}

}  // namespace
}  // namespace emascope
