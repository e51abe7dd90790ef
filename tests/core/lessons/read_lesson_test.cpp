// SPDX-License-Identifier: Apache-2.0
#include "core/lessons/read_lesson.h"

#include "tests/core/lessons/lesson_catalog.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// The small lesson with `to` in the place of `from`, which occurs in it.
std::string changed(const std::string& from, const std::string& to) {
  std::string json = kSmallLesson;
  const auto at = json.find(from);
  if (at == std::string::npos) throw std::logic_error("not in the lesson: " + from);
  return json.replace(at, from.size(), to);
}

std::string refusal(const std::string& from, const std::string& to) {
  const auto lesson = readLesson(changed(from, to), "small.json", lessonCatalog());
  return lesson.ok() ? "accepted" : lesson.error().message();
}

TEST(ReadLesson, TakesEveryFieldOfALesson) {
  const Lesson lesson = smallLesson();
  EXPECT_EQ(lesson.id, "small");
  EXPECT_EQ(inLanguage(lesson.title, "de"), "Eine kleine Lektion");
  EXPECT_EQ(inLanguage(lesson.title, "zh"), "A small lesson");
  ASSERT_EQ(lesson.steps.size(), 2U);
  const LessonStep& step = lesson.steps.front();
  EXPECT_THAT(step.show, ElementsAre("raw", "a"));
  EXPECT_EQ(step.picture, std::pair(std::string("raw"), std::string("b")));
  EXPECT_EQ(step.edits,
            std::vector<ScheduledEdit>({{.step = 101, .track = "a", .values = {{"beta", 0.5}}}}));
  EXPECT_EQ(step.axis, lesson.axis);
  ASSERT_TRUE(step.ask);
  EXPECT_EQ(step.ask->cases[0].when->tracks, std::vector<std::string>({"a", "raw"}));
  EXPECT_FALSE(step.ask->cases[2].when);
  EXPECT_EQ(step.ask->values.at("p").of, std::vector<std::string>({"a", "r"}));
  EXPECT_EQ(questionCount(lesson), 1U);
}

TEST(ReadLesson, KeepsTheOrderOfTheAnswers) {
  const Lesson lesson = smallLesson();
  const auto& answers = lesson.steps.front().ask->answers;
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0].id, "z");
  EXPECT_EQ(answers[1].id, "r");
}

TEST(ReadLesson, GivesTheOptionsOfTheWholeRun) {
  const Lesson lesson = smallLesson();
  const LessonRun& run = lesson.runs.front();
  EXPECT_THAT(run.labels, ElementsAre("a", "b"));
  const auto config = resolve(wholeRun(run), lessonCatalog());
  ASSERT_TRUE(config) << config.error().message();
  EXPECT_EQ(config->steps, 400);
  EXPECT_EQ(config->snapshot_every, 50);
  EXPECT_EQ(config->edits.size(), 1U);
}

TEST(ReadLesson, CollectsTheAveragesThatItsQuestionsNeed) {
  const auto lesson =
      readLesson(changed(R"("p": {"percent_lower": ["a", "r"]})",
                         R"("p": {"synthesis": {"half_life": 2.5, "steps": [200, 300]}})"),
                 "f", lessonCatalog());
  ASSERT_TRUE(lesson) << lesson.error().message();
  const std::vector<SynthesisSpec> wanted = {{"hl2_5-200", "half_life", 2.5, 200},
                                             {"hl2_5-300", "half_life", 2.5, 300}};
  EXPECT_EQ(lesson->runs.front().syntheses, wanted);
}

TEST(ReadLesson, RefusesWhatIsNoLesson) {
  EXPECT_EQ(refusal("\"version\": 1", "\"version\": 2"),
            "small.json:2: version: is 2, newer than this program; allowed: 1");
  EXPECT_THAT(refusal("emascope-lesson", "other"), StartsWith("small.json:2: format: is 'other'"));
  EXPECT_THAT(refusal("\"small\"", "\"Small one\""),
              StartsWith("small.json:3: id: is 'Small one'"));
  EXPECT_THAT(refusal("\"place\": 1,", "\"place\": 1, \"size\": 1,"),
              StartsWith("small.json:1: 'size' is not known; allowed: format"));
  EXPECT_THAT(refusal("\"place\": 1,", "\"place\": 1, \"id\": \"b\","),
              StartsWith("small.json:3: 'id' appears twice"));
  EXPECT_THAT(refusal("\"place\": 1,", "\"place\": 1,,"), StartsWith("small.json:3: is not JSON"));
}

TEST(ReadLesson, RefusesAStepThatTheRunDoesNotEvaluate) {
  EXPECT_EQ(refusal("\"stop\": 100", "\"stop\": 110"),
            "small.json:11: steps[0].stop: is 110; allowed: a multiple of 25");
  EXPECT_EQ(refusal("\"until\": 300", "\"until\": 310"),
            "small.json:18: steps[0].ask.until: is 310; allowed: a multiple of 25");
  EXPECT_THAT(refusal("\"stop\": 400", "\"stop\": 425"),
              StartsWith("small.json:27: steps[1].stop: is 425, after the end of the run"));
  EXPECT_THAT(
      refusal("\"stop\": 400", "\"stop\": 275"),
      StartsWith("small.json:27: steps[1].stop: is 275, and the run is already at step 300"));
  EXPECT_THAT(refusal("\"until\": 300", "\"until\": 75"),
              StartsWith("small.json:18: steps[0].ask.until: is before the stop at step 100"));
  EXPECT_THAT(refusal("\"steps\": 400", "\"steps\": 410"),
              StartsWith("small.json:7: runs.one.steps: is 410; allowed: a multiple of 25"));
  EXPECT_THAT(
      refusal("{\"mean\": \"a\", \"over\": [100, 300]}", "{\"mean\": \"a\", \"over\": [100, 310]}"),
      StartsWith("small.json:19: steps[0].ask.values.a.over[1]: is 310"));
  EXPECT_THAT(
      refusal("{\"mean\": \"a\", \"over\": [100, 300]}", "{\"mean\": \"a\", \"over\": [100, 325]}"),
      HasSubstr("values.a.over: ends at step 325, which is not reached by then"));
}

TEST(ReadLesson, RefusesAQuestionThatCannotBeAnswered) {
  EXPECT_EQ(refusal("\"right\": \"z\"", "\"right\": \"x\""),
            "small.json:23: steps[0].ask.cases[0].right: 'x' is no answer; allowed: z, r");
  EXPECT_THAT(refusal(", \"r\": {\"en\": \"Raw\"}", ""),
              StartsWith("small.json:17: steps[0].ask.answers: are too few"));
  EXPECT_THAT(
      refusal("{\"say\": {\"en\": \"Undecided: {a}.\"}}",
              "{\"right\": \"z\", \"say\": {\"en\": \"So.\"}}"),
      StartsWith("small.json:26: steps[0].ask.cases[2]: 'right' is not known; allowed: say"));
  EXPECT_THAT(refusal("\"when\": {\"less\": [\"r\", \"a\"]}, ", ""),
              StartsWith("small.json:25: steps[0].ask.cases[1].when: is missing"));
}

TEST(ReadLesson, RefusesNamesThatAreNoValuesOrLines) {
  EXPECT_EQ(refusal("Raw: {r}.", "Raw: {q}."),
            "small.json:25: steps[0].ask.cases[1].say.en: {q} is no value; allowed: names in "
            "'values'");
  EXPECT_THAT(refusal("[\"r\", \"a\"]}, \"right\"", "[\"r\", \"q\"]}, \"right\""),
              StartsWith("small.json:25: steps[0].ask.cases[1].when.less: 'q' is no value"));
  EXPECT_THAT(refusal("\"percent_lower\": [\"a\", \"r\"]", "\"percent_lower\": [\"a\", \"q\"]"),
              StartsWith("small.json:21: steps[0].ask.values.p: 'q' is no value"));
  EXPECT_THAT(refusal("\"percent_lower\": [\"a\", \"r\"]", "\"percent_lower\": [\"a\", \"p\"]"),
              StartsWith("small.json:21: steps[0].ask.values.p: needs itself"));
  EXPECT_THAT(
      refusal("{\"mean\": \"raw\", \"over\": [0, 100]}", "{\"mean\": \"c\", \"over\": [0, 100]}"),
      StartsWith("small.json:12: steps[0].values.m.mean: 'c' is no track of its run; "
                 "allowed: raw, a, b"));
  EXPECT_THAT(refusal("{\"mean\": \"raw\"", "{\"what\": \"decay\", \"mean\": \"raw\""),
              HasSubstr("values.m.mean: 'raw' is no average"));
  EXPECT_THAT(refusal("\"show\": [\"raw\", \"a\"]", "\"show\": [\"raw\", \"c\"]"),
              StartsWith("small.json:13: steps[0].show[1]: 'c' is no line of the run"));
  EXPECT_THAT(refusal("\"show\": [\"*\"]", "\"show\": [\"c*\"]"),
              StartsWith("small.json:27: steps[1].show[0]: 'c*' is no line of the run"));
  EXPECT_THAT(refusal("\"picture\": [\"raw\", \"b\"]", "\"picture\": [\"raw\"]"),
              StartsWith("small.json:13: steps[0].picture: is an array"));
}

TEST(ReadLesson, RefusesAKnobThatTheTracksDoNotHave) {
  EXPECT_THAT(refusal("\"knob\": \"a.beta\"", "\"knob\": \"a.power\""),
              StartsWith("small.json:13: steps[0].knob: 'a.power' is no parameter"));
  for (const char* knob : {"*.power", "b.power", "lr"}) {
    EXPECT_EQ(refusal("\"a.beta\"", "\"" + std::string(knob) + "\""), "accepted") << knob;
  }
}

TEST(ReadLesson, AKnobForAveragesMadeAfterwardsNeedsOneToBeginWith) {
  const std::string end = R"("stop": 400, "text": {"en": "The end."})";
  EXPECT_EQ(refusal(end, end + R"(, "knob": "synthesis.half_life")"),
            "small.json:27: steps[1].knob: 'synthesis.half_life' has no average to begin with; "
            "allowed: an earlier 'synthesis' of the run in 'values'");
  std::string json = changed(R"("p": {"percent_lower": ["a", "r"]})",
                             R"("p": {"synthesis": {"half_life": 20, "steps": [100, 300]}})");
  json.replace(json.find(end), end.size(), end + R"(, "knob": "synthesis.half_life")");
  const auto lesson = readLesson(json, "small.json", lessonCatalog());
  ASSERT_TRUE(lesson) << lesson.error().message();
  EXPECT_EQ(lesson->steps[1].knob, kSynthesisKnob);
  const auto made = synthesisAt(*lesson, 1);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->half_life, 20.0);
  EXPECT_THAT(made->steps, ElementsAre(100, 300));
  EXPECT_FALSE(synthesisAt(smallLesson(), 1));
}

TEST(ReadLesson, RefusesTextsThatNobodyCanReadOrTranslate) {
  std::string long_text = "\"It";
  for (int i = 0; i < 30; ++i) long_text += " is";
  EXPECT_EQ(refusal("\"The end.\"", long_text + ".\""),
            "small.json:27: steps[1].text.en: has a sentence of 31 words; allowed: at most 30");
  EXPECT_EQ(refusal("\"The end.\"", "\"One. Two. Three.\""),
            "small.json:27: steps[1].text.en: has 3 sentences; allowed: at most 2");
  EXPECT_EQ(refusal("{\"en\": \"The end.\"}", "{\"de\": \"Der Schluss.\"}"),
            "small.json:27: steps[1].text: has no English text; allowed: 'en', and other languages "
            "beside it");
  EXPECT_EQ(
      refusal("Es begann bei {m}.", "Es begann."),
      "small.json:11: steps[0].text.de: has none, and the English text {m}; allowed: the same");
  EXPECT_THAT(refusal("\"The end.\"", "\"The {end.\""),
              StartsWith("small.json:27: steps[1].text.en: has a brace without a name"));
  EXPECT_THAT(refusal("\"The end.\"", "\"\""),
              StartsWith("small.json:27: steps[1].text.en: has no words"));
  EXPECT_THAT(refusal("\"The end.\"", "7"), StartsWith("small.json:27: steps[1].text.en: is 7"));
}

TEST(ReadLesson, RefusesRunsThatTrainRefuses) {
  EXPECT_THAT(refusal("\"curve\"", "\"bend\""),
              StartsWith("small.json:7: runs.one: preset: 'bend'"));
  EXPECT_THAT(refusal("constant,beta=0.9\"", "constant,beta=1.9\""),
              StartsWith("small.json:8: runs.one.tracks[0]: track a: beta: 1.9 is not allowed"));
  EXPECT_THAT(refusal("set a.beta=0.5", "set a.power=0.5"),
              StartsWith("small.json:14: steps[0].do[0]: "));
  EXPECT_THAT(refusal("set a.beta=0.5", "set a.beta=5"),
              StartsWith("small.json:14: steps[0].do[0]: "));
}

TEST(ReadLesson, RefusesOptionsThatTouchFiles) {
  for (const char* option : {"--save", "--csv", "--data", "--weights", "--seed"}) {
    EXPECT_THAT(refusal("\"--snapshots\"", "\"" + std::string(option) + "\""),
                StartsWith("small.json:9: runs.one.options[0]: '" + std::string(option) +
                           "' is no option of a lesson; allowed: --lr"));
  }
  EXPECT_THAT(refusal("[\"--snapshots\", \"50\"]", "[\"--lr\"]"),
              StartsWith("small.json:9: runs.one.options[0]: has no value"));
}

TEST(ReadLesson, RefusesRunsThatAreNotThereOrWereLeft) {
  EXPECT_THAT(refusal("{\"run\": \"one\", \"stop\": 400", "{\"run\": \"two\", \"stop\": 400"),
              StartsWith("small.json:27: steps[1].run: 'two' is not in 'runs'; allowed: one"));
  const std::string other =
      "\"two\": {\"preset\": \"digits\", \"steps\": 100, \"eval_every\": 50, "
      "\"speed\": 0, \"tracks\": [\"a:beta=0.9\"], \"options\": []}, \"one\":";
  EXPECT_THAT(refusal("\"one\": {\"preset\"", other + " {\"preset\""),
              StartsWith("small.json:7: runs.two: is used by no step"));
  std::string back = changed("\"one\": {\"preset\"", other + " {\"preset\"");
  const std::string last = "{\"run\": \"one\", \"stop\": 400";
  back.replace(
      back.find(last), 0,
      "{\"run\": \"two\", \"stop\": 50, \"text\": {\"en\": \"Two.\"}, \"show\": [\"a\"]},\n");
  const auto lesson = readLesson(back, "small.json", lessonCatalog());
  ASSERT_FALSE(lesson);
  EXPECT_THAT(lesson.error().message(),
              StartsWith("small.json:28: steps[2].run: comes back to 'one'"));
}

/// A chain of values, each of which is computed from the next one.
std::string chain(std::size_t count) {
  std::string values = R"("p": {"mean": "a", "over": [100, 300]})";
  for (std::size_t i = 0; i < count; ++i) {
    const std::string next = i + 1 == count ? "p" : "v" + std::to_string(i + 1);
    values += ", \"v" + std::to_string(i) + "\": {\"times\": [\"" + next + "\", \"p\"]}";
  }
  return values;
}

TEST(ReadLesson, RefusesMoreThanAnybodyCanHaveMeant) {
  const std::string value = R"("p": {"percent_lower": ["a", "r"]})";
  EXPECT_EQ(refusal(value, chain(97)), "accepted");
  EXPECT_EQ(refusal(value, chain(98)),
            "small.json:19: steps[0].ask.values: has 101; allowed: at most 100");
  EXPECT_THAT(refusal(value, chain(20'000)), HasSubstr("ask.values: has 20003"));
  std::string answers;
  for (char id = 'a'; id < 'i'; ++id) answers += std::string("\"") + id + R"(": {"en": "So"}, )";
  EXPECT_EQ(refusal("\"z\": {\"en\"", answers + "\"z\": {\"en\""),
            "small.json:17: steps[0].ask.answers: has 10; allowed: at most 9");
  std::string edits = "\"set a.beta=0.5\"";
  for (int i = 0; i < 100; ++i) edits += ", \"set a.beta=0.6\"";
  EXPECT_EQ(refusal("\"set a.beta=0.5\"", edits),
            "small.json:14: steps[0].do: has 101; allowed: at most 100");
  std::string runs;
  for (int i = 0; i < 20; ++i) runs += "\"r" + std::to_string(i) + "\": {}, ";
  EXPECT_EQ(refusal("\"one\": {\"preset\"", runs + "\"one\": {\"preset\""),
            "small.json:7: runs: has 21; allowed: at most 20");
  std::string steps = "100";
  for (int i = 0; i < 100; ++i) steps += ", 100";
  EXPECT_EQ(refusal(value, R"("p": {"synthesis": {"half_life": 9, "steps": [)" + steps + "]}}"),
            "small.json:21: steps[0].ask.values.p.synthesis.steps: has 101; allowed: at most 100");
}

TEST(ReadLesson, RefusesAnAverageThatNoSnapshotsCanGive) {
  std::string json = changed(R"("p": {"percent_lower": ["a", "r"]})",
                             R"("p": {"synthesis": {"half_life": 20, "steps": [300]}})");
  const std::string options = "[\"--snapshots\", \"50\"]";
  json.replace(json.find(options), options.size(), "[]");
  const auto lesson = readLesson(json, "small.json", lessonCatalog());
  ASSERT_FALSE(lesson);
  EXPECT_THAT(lesson.error().message(),
              StartsWith("small.json:21: steps[0].ask.values.p.synthesis: needs snapshots"));
}

TEST(ReadLesson, KeepsTheFirstError) {
  std::string json = changed("\"stop\": 100", "\"stop\": 110");
  json.replace(json.find("\"right\": \"z\""), 12, "\"right\": \"x\"");
  const auto lesson = readLesson(json, "small.json", lessonCatalog());
  ASSERT_FALSE(lesson);
  EXPECT_THAT(lesson.error().message(), StartsWith("small.json:11: steps[0].stop"));
}

TEST(ReadLesson, NeverThrowsWhateverIsMissing) {
  for (std::size_t cut = 0; cut + 2 < kSmallLesson.size(); cut += 7) {
    EXPECT_FALSE(readLesson(kSmallLesson.substr(0, cut), "f", lessonCatalog()).ok()) << cut;
  }
  for (const char* key :
       {"format",  "version", "id",         "place",  "title", "axis", "names", "runs",
        "steps",   "preset",  "eval_every", "tracks", "stop",  "text", "show",  "question",
        "answers", "until",   "cases",      "mean",   "over",  "by"}) {
    const std::string other = "\"x" + std::string(key) + "\"";
    EXPECT_NE(refusal("\"" + std::string(key) + "\"", other), "accepted") << key;
  }
}

}  // namespace
}  // namespace emascope
