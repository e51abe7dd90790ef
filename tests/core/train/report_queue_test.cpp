// SPDX-License-Identifier: Apache-2.0
#include "core/train/report_queue.h"

#include "core/train/out_of_memory.h"

#include <new>
#include <stdexcept>

#include <gtest/gtest.h>

namespace emascope {
namespace {

constexpr std::chrono::minutes kLong(1);

/// A report of `pieces` pieces.
ReportWork workOf(std::uint64_t request, int pieces = 1) {
  return [request, pieces]() mutable -> std::optional<Event> {
    if (--pieces > 0) return std::nullopt;
    return event::Extended{.request = request};
  };
}

std::vector<std::uint64_t> answered(const std::vector<Event>& answers) {
  std::vector<std::uint64_t> requests;
  for (const Event& answer : answers) requests.push_back(std::get<event::Extended>(answer).request);
  return requests;
}

TEST(ReportQueue, AnswersInOrderAPieceAtATime) {
  ReportQueue queue;
  queue.add({1, "one", ""}, workOf(1, 2));
  queue.add({2, "two", ""}, workOf(2));
  EXPECT_TRUE(queue.advance({}).empty());
  EXPECT_EQ(answered(queue.advance({})), std::vector<std::uint64_t>{1});
  EXPECT_EQ(answered(queue.advance(kLong)), std::vector<std::uint64_t>{2});
  EXPECT_TRUE(queue.waiting().empty());
}

TEST(ReportQueue, HoldsSoManyAndASeriesTakesOnePlace) {
  ReportQueue queue;
  for (std::uint64_t i = 1; i < ReportQueue::kMostWaiting; ++i) queue.add({i, "x", ""}, workOf(i));
  for (std::uint64_t i = 100; i < 200; ++i) {  // a slider that moves while nothing is answered
    const ReportQueue::Request move{i, "slider", "series"};
    ASSERT_TRUE(queue.roomFor(move).ok());
    queue.add(move, workOf(i));
  }
  EXPECT_EQ(queue.waiting().size(), ReportQueue::kMostWaiting);
  EXPECT_EQ(queue.waiting().back().number, 199U);
  const Status full = queue.roomFor({300, "y", ""});
  ASSERT_FALSE(full.ok());
  EXPECT_EQ(full.error().message(),
            "y: 16 requests are waiting already; allowed: after the next answer");
  const auto answers = queue.advance(kLong);
  EXPECT_EQ(answers.size(), 99 + ReportQueue::kMostWaiting);
  EXPECT_EQ(std::get<event::Rejected>(answers.front()).request, 100U);
  EXPECT_EQ(std::get<event::Extended>(answers.back()).request, 199U);
}

TEST(ReportQueue, ThoseThatCanWaitHoldUpNoOther) {
  ReportQueue queue;
  const ReportQueue::Request patient{.number = 1, .where = "one", .can_wait = true};
  queue.add(patient, workOf(1, 2));
  queue.add({2, "two", ""}, workOf(2));
  EXPECT_EQ(queue.waiting().size(), 1U);
  EXPECT_EQ(answered(queue.advance(kLong)), std::vector<std::uint64_t>{2});
  EXPECT_TRUE(queue.hasPatient());
  EXPECT_TRUE(queue.advance(kLong).empty());
  EXPECT_TRUE(queue.advancePatient({}).empty());
  EXPECT_EQ(answered(queue.advancePatient({})), std::vector<std::uint64_t>{1});
  EXPECT_FALSE(queue.hasPatient());
}

TEST(ReportQueue, GivesUpBothKindsWithARefusalForEach) {
  ReportQueue queue;
  queue.add({.number = 1, .where = "one", .can_wait = true}, workOf(1));
  queue.add({2, "two", ""}, workOf(2));
  const auto refused = queue.refuseAll("over");
  ASSERT_EQ(refused.size(), 2U);
  EXPECT_EQ(refused[0].error.message(), "two: over");
  EXPECT_EQ(refused[1].request, 1U);
  EXPECT_TRUE(queue.waiting().empty());
  EXPECT_FALSE(queue.hasPatient());
}

// Two pieces of 2 ms, and 10 ms before; what is not a report's answer tells nothing.
TEST(ReportQueue, TellsTheTimeThatWentIntoAnAnswer) {
  using std::chrono_literals::operator""ms;
  ReportQueue queue;
  queue.add(
      {1, "picture", ""},
      [pieces = 2]() mutable -> std::optional<Event> {
        const auto end = std::chrono::steady_clock::now() + 2ms;
        while (std::chrono::steady_clock::now() < end) continue;
        if (--pieces > 0) return std::nullopt;
        return event::Rendered{.request = 1};
      },
      10ms);
  queue.add({2, "quick", ""}, [] { return std::optional<Event>(event::Scanned{.request = 2}); });
  EXPECT_TRUE(queue.advance({}).empty());
  const auto answers = queue.advance(kLong);
  ASSERT_EQ(answers.size(), 2U);
  const double work = std::get<event::Rendered>(answers[0]).work;
  EXPECT_GE(work, 0.014);
  EXPECT_LT(std::get<event::Scanned>(answers[1]).work, work);
}

TEST(ReportQueue, RejectsAReportThatMemoryIsShortForAndGoesOn) {
  ReportQueue queue;
  queue.add({1, "large", ""}, []() -> std::optional<Event> { throw std::bad_alloc(); });
  queue.add({2, "small", ""}, workOf(2));
  const auto answers = queue.advance(kLong);
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(
      std::get<event::Rejected>(answers[0]),
      (event::Rejected{1, {"large", "there is not enough memory", "fewer tracks, or later"}}));
  EXPECT_EQ(std::get<event::Extended>(answers[1]).request, 2U);
}

TEST(ReportQueue, RejectsAReportThatThrowsSomethingElseAndKeepsTheAnswersBefore) {
  ReportQueue queue;
  queue.add({1, "right", ""}, workOf(1));
  queue.add({2, "wrong", ""}, []() -> std::optional<Event> { throw std::runtime_error("no"); });
  queue.add({3, "other", ""}, []() -> std::optional<Event> { throw 3; });
  queue.add({4, "right", ""}, workOf(4));
  const auto answers = queue.advance(kLong);
  ASSERT_EQ(answers.size(), 4U);
  EXPECT_EQ(std::get<event::Extended>(answers[0]).request, 1U);
  EXPECT_EQ(std::get<event::Rejected>(answers[1]), (event::Rejected{2, {"wrong", "no", ""}}));
  EXPECT_EQ(std::get<event::Rejected>(answers[2]),
            (event::Rejected{3, {"other", "unknown error", ""}}));
  EXPECT_EQ(std::get<event::Extended>(answers[3]).request, 4U);
}

TEST(ReportQueue, GivesUpAllAndAnswersEach) {
  ReportQueue queue;
  for (std::uint64_t i = 1; i < 4; ++i) queue.add({i, "slider", "series"}, workOf(i));
  queue.add({4, "picture", ""}, workOf(4));
  EXPECT_EQ(queue.refuseAll("it ended"),
            (std::vector<event::Rejected>{{1, {"slider", std::string(event::kSuperseded), ""}},
                                          {2, {"slider", std::string(event::kSuperseded), ""}},
                                          {3, {"slider", "it ended", ""}},
                                          {4, {"picture", "it ended", ""}}}));
  EXPECT_TRUE(queue.waiting().empty());
  EXPECT_TRUE(queue.advance(kLong).empty());
}

}  // namespace
}  // namespace emascope
