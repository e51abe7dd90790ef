// SPDX-License-Identifier: Apache-2.0
//
// A run as a page: complete, self-contained, and with every text escaped.
#include "core/interchange/run_html.h"

#include "core/protocol/record/verdict.h"
#include "tests/support/fake_record.h"

#include <algorithm>
#include <regex>
#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::Not;

RunRecord pageRun() {
  RunRecord record = startedRecord();
  event::Evaluated evaluated;
  for (std::int64_t step = 25; step <= 1000; step += 25)
    evaluated.points.push_back(fakePoint(step, 3));
  record.apply(evaluated);
  record.apply(event::Applied{.step = 500,
                              .track = "main",
                              .old_values = {{"beta", 0.995}},
                              .new_values = {{"beta", 0.999}}});
  record.apply(event::StateChanged{RunState::kFinished, 1000, ""});
  return record;
}

std::string pageOf(const RunRecord& record) {
  std::string page;
  EXPECT_TRUE(writeRunHtml(record, [&page](std::string_view piece) -> Status {
                page += piece;
                return Ok{};
              }).ok());
  return page;
}

/// What is wrong with the nesting of the elements; empty if nothing is.
std::string nestingProblem(const std::string& page) {
  const std::string end_of_style = "</style>";
  const std::size_t style = page.find("<style>");
  const std::size_t after = page.find(end_of_style) + end_of_style.size();
  const std::string body = page.substr(0, style) + page.substr(after);
  static const std::regex kTag(
      "<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\\s+[a-zA-Z0-9:-]+=\"[^\"<]*\")*)\\s*(/?)>");
  std::vector<std::string> open;
  std::size_t tags = 0;
  for (std::sregex_iterator tag(body.begin(), body.end(), kTag), end; tag != end; ++tag, ++tags) {
    const std::string name = (*tag)[2];
    if (name == "meta" || (*tag)[4] == "/") continue;
    if ((*tag)[1] != "/") {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      return "</" + name + "> without <" + name + ">";
    } else {
      open.pop_back();
    }
  }
  if (!open.empty()) return "<" + open.back() + "> is not closed";
  const auto brackets = static_cast<std::size_t>(std::count(body.begin(), body.end(), '<'));
  return brackets == tags + 1 ? "" : "a bracket that begins no element";  // the document type
}

TEST(RunHtml, HasTitleSettingsCurvesVerdictsAndChanges) {
  const RunRecord record = pageRun();
  const std::string page = pageOf(record);
  EXPECT_EQ(nestingProblem(page), "");
  EXPECT_THAT(page, HasSubstr("<h1>two spirals</h1>"));
  EXPECT_THAT(page, HasSubstr("finished at step 1000 of 5000"));
  EXPECT_THAT(page, HasSubstr("<tr><td>--seed</td><td><code>1</code></td></tr>"));
  EXPECT_THAT(page, HasSubstr("<path class=\"raw\" d=\"M"));
  EXPECT_THAT(page, HasSubstr("<path class=\"curve c0 d0\" d=\"M"));
  EXPECT_THAT(page, HasSubstr("<path class=\"curve c2 d0\" d=\"M"));
  EXPECT_THAT(page, HasSubstr("main.beta 0.995 → 0.999"));
  EXPECT_THAT(page, HasSubstr("</svg>slow</li>"));
  EXPECT_THAT(page, HasSubstr(verdictText(verdictOf(record, 1), "fast")));
  EXPECT_THAT(page, HasSubstr("emascope-engine train --preset two-spirals"));
}

TEST(RunHtml, HasTheNameOfTheRunIfThereIsOne) {
  const auto titleWith = [](const std::string& name) {
    std::string page;
    EXPECT_TRUE(runHtmlWith(name)(pageRun(), [&page](std::string_view piece) -> Status {
                  page += piece;
                  return Ok{};
                }).ok());
    EXPECT_EQ(nestingProblem(page), "");
    return page.substr(page.find("<title>"), page.find("</title>") - page.find("<title>"));
  };
  EXPECT_EQ(titleWith("A <b> name"), "<title>A &lt;b&gt; name");
  EXPECT_EQ(titleWith(""), "<title>two spirals");
}

TEST(RunHtml, HasTheNotesOfAPersonByTheirSteps) {
  RunRecord record = pageRun();
  EXPECT_THAT(pageOf(record), Not(HasSubstr("<h2>Notes</h2>")));
  record.apply(event::NoteChanged{0, {1, 700, "later <b>"}});
  record.apply(event::NoteChanged{0, {2, 300, "earlier"}});
  record.apply(event::NoteChanged{0, {3, 0, "paper", 0.125}});
  const std::string page = pageOf(record);
  EXPECT_EQ(nestingProblem(page), "");
  EXPECT_THAT(page, HasSubstr("<h2>Notes</h2>"));
  EXPECT_THAT(page, HasSubstr("<line class=\"note\""));
  EXPECT_THAT(page, HasSubstr("<title>step 700: later &lt;b&gt;</title>"));
  EXPECT_THAT(page, HasSubstr("<title>paper: 0.125</title>"));
  EXPECT_THAT(page, HasSubstr("<tr><td></td><td>loss 0.125</td><td>paper</td></tr>\n"
                              "<tr><td>300</td><td></td><td>earlier</td></tr>\n"
                              "<tr><td>700</td><td></td><td>later &lt;b&gt;</td></tr>"));
}

TEST(RunHtml, ReadsInLightAndDarkAndLoadsNothing) {
  const std::string page = pageOf(pageRun());
  EXPECT_THAT(page, HasSubstr("@media (prefers-color-scheme: dark)"));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  for (const char* outside :
       {"<script", "http:", "https:", "src=", "href=", "url(", "@import", "<link", "javascript"}) {
    EXPECT_THAT(page, Not(HasSubstr(outside))) << outside;
  }
}

TEST(RunHtml, EveryTextIsEscaped) {
  RunRecord record = pageRun();
  const std::string evil = "</title></style><script>alert(\"x\")</script>'&";
  record.facts.model.title = evil;
  record.facts.model.network = evil;
  record.facts.model.data = evil;
  record.facts.model.metric = evil;
  record.facts.device_name = evil;
  record.facts.engine = evil;
  record.state_reason = evil;
  record.config.preset = evil;
  record.tracks[0].label = evil;
  record.config.tracks[0].label = evil;
  record.changes[0].track = evil;
  record.failures.push_back({event::FailureKind::kInternal, 3, evil});
  record.notes = {{1, 5, evil}, {2, 0, evil, 0.5, true}};
  const std::string page = pageOf(record);
  EXPECT_EQ(nestingProblem(page), "");
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("alert(\"")));
}

TEST(RunHtml, ARunWithoutAnEvaluationSaysSo) {
  const std::string page = pageOf(startedRecord());
  EXPECT_EQ(nestingProblem(page), "");
  EXPECT_THAT(page, HasSubstr("No evaluation has a finite loss."));
  EXPECT_THAT(page, Not(HasSubstr("Verdicts")));
}

TEST(RunHtml, TheSameRunGivesTheSameBytes) { EXPECT_EQ(pageOf(pageRun()), pageOf(pageRun())); }

}  // namespace
}  // namespace emascope
