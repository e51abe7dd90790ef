// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/run_html.h"

#include "core/base/counted.h"
#include "core/base/numbers.h"
#include "core/interchange/chart_svg.h"
#include "core/interchange/html_text.h"
#include "core/interchange/imported_record.h"
#include "core/interchange/run_texts.h"
#include "core/protocol/failure_text.h"
#include "core/protocol/options/run_options.h"
#include "core/protocol/record/run_summary.h"
#include "core/protocol/record/verdict.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace emascope {
namespace {

constexpr int kShownDigits = 4;

/// Colors that color-blind people tell apart (Okabe and Ito 2008), darker or lighter for contrast
/// with the page.
constexpr const char* kPageStyle = R"css(
:root { color-scheme: light dark; --page: #ffffff; --ink: #1b2129; --soft: #5b6673; --grid: #e6e9ed;
  --raw: #7a8594; --c0: #d55e00; --c1: #0072b2; --c2: #00805b; --c3: #b0568c; --c4: #2b8cc4; --c5: #a87000;
  --c6: #7a4fb5; --c7: #6b7a00; --better: #00734f; --worse: #b03a00; }
@media (prefers-color-scheme: dark) { :root { --page: #14181d; --ink: #e6eaef; --soft: #9aa6b4; --grid: #2a313a;
  --raw: #8794a4; --c0: #f08a3c; --c1: #5bb0e6; --c2: #3cc79a; --c3: #e29ac4; --c4: #8fd0f5; --c5: #e8b547;
  --c6: #b79cf0; --c7: #c3cf4f; --better: #4fd1a5; --worse: #f29a66; } }
body { background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; max-width: 60rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p.state, footer { color: var(--soft); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--grid); vertical-align: top;
  overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; } .better { color: var(--better); } .worse { color: var(--worse); }
code { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
.chart { width: 100%; height: auto; } .chart text { fill: var(--soft); font-size: 12px; }
.axis { stroke: var(--soft); } .grid { stroke: var(--grid); } .mark { stroke: var(--soft); stroke-dasharray: 2 4; }
.note { stroke: var(--c1); stroke-dasharray: 1 3; } .reference { stroke: var(--ink); stroke-dasharray: 7 4; }
.raw, .curve { fill: none; stroke-linejoin: round; stroke-linecap: round; }
.raw { stroke: var(--raw); stroke-width: 1.2; } .curve { stroke-width: 2.4; }
.c0 { stroke: var(--c0); } .c1 { stroke: var(--c1); } .c2 { stroke: var(--c2); } .c3 { stroke: var(--c3); }
.c4 { stroke: var(--c4); } .c5 { stroke: var(--c5); } .c6 { stroke: var(--c6); } .c7 { stroke: var(--c7); }
.d1 { stroke-dasharray: 8 4; } .d2 { stroke-dasharray: 2 5; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: .5rem 0; }
.legend svg { width: 2rem; height: .8rem; margin-right: .4rem; }
)css";

std::string tableRow(const std::vector<std::string>& cells, const char* tag = "td") {
  std::string row = "<tr>";
  for (const std::string& cell : cells) {
    row += "<" + std::string(tag) + ">" + cell + "</" + tag + ">";
  }
  return row + "</tr>\n";
}

std::string heading(const std::string& text) { return "<h2>" + htmlText(text) + "</h2>\n"; }

std::string stateOf(const RunRecord& record) {
  std::string text =
      std::string(runStateText(record.state)) + " at step " + std::to_string(record.step);
  if (!isImported(record)) text += " of " + std::to_string(record.config.steps);
  if (!record.state_reason.empty()) text += ": " + record.state_reason;
  return text + "; " + counted(record.points.size(), "evaluation", "evaluations");
}

std::string pageHead(const RunRecord& record, const std::string& name) {
  const std::string title = htmlText(name.empty() ? titleOfRun(record) : name);
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
         "style-src 'unsafe-inline'\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
         title + "</title>\n<style>" + kPageStyle + "</style>\n</head>\n<body>\n<h1>" + title +
         "</h1>\n<p class=\"state\">" + htmlText(stateOf(record)) + "</p>\n";
}

std::string legendItem(const std::string& name, const std::string& style) {
  return "<li><svg viewBox=\"0 0 32 12\" aria-hidden=\"true\"><path class=\"" + style +
         "\" d=\"M2 6H30\"/></svg>" + htmlText(name) + "</li>\n";
}

std::string legendOf(const RunRecord& record) {
  std::string list = "<ul class=\"legend\">\n" + legendItem("raw", "raw");
  for (std::size_t k = 0; k < record.tracks.size(); ++k) {
    list += legendItem(record.tracks[k].label, curveStyle(k));
  }
  return list + "</ul>\n";
}

std::vector<ChartMark> chartMarks(const std::vector<RunMark>& marks) {
  std::vector<ChartMark> drawn;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    drawn.push_back({static_cast<double>(marks[i].step), std::to_string(i + 1),
                     "step " + std::to_string(marks[i].step) + ": " + marks[i].text});
  }
  return drawn;
}

/// The notes and the reference lines of the loss, or of the metric.
void addNotes(const RunRecord& record, bool of_metric, ChartSpec& spec) {
  for (const ChartNote& note : notesBySteps(record)) {
    const std::string step = "step " + std::to_string(note.step);
    if (!note.line && note.step <= record.step) {
      spec.notes.push_back({static_cast<double>(note.step), note.text, step + ": " + note.text});
    } else if (note.line && note.of_metric == of_metric) {
      const std::string value = formatShort(*note.line, kShownDigits);
      spec.lines.push_back({*note.line, note.text.empty() ? value : note.text + ": " + value});
    }
  }
}

using ValueOf = std::function<double(const Evaluation&)>;

/// Raw last, on top of the bold averages.
ChartSpec chartOf(const RunRecord& record, const std::string& what,
                  const std::vector<RunMark>& marks, const ValueOf& value) {
  ChartSpec spec{.name = "Validation " + what + " of raw and averaged weights over steps",
                 .y_label = "validation " + what};
  spec.marks = chartMarks(marks);
  for (std::size_t k = 0; k < record.tracks.size(); ++k) {
    ChartCurve curve{.name = record.tracks[k].label, .style = curveStyle(k)};
    for (const EvalPoint& point : record.points) {
      const bool there = isPresent(point.tracks[k]);
      curve.points.push_back({static_cast<double>(point.step),
                              there ? value(point.tracks[k].val) : value(kNoEvaluation.val)});
    }
    spec.curves.push_back(std::move(curve));
  }
  ChartCurve raw{.name = "raw", .style = "raw"};
  for (const EvalPoint& point : record.points) {
    raw.points.push_back({static_cast<double>(point.step), value(point.raw)});
  }
  spec.curves.push_back(std::move(raw));
  return spec;
}

std::string charts(const RunRecord& record, const std::vector<RunMark>& marks) {
  ChartSpec of_loss =
      chartOf(record, "loss", marks, [](const Evaluation& one) { return one.loss; });
  addNotes(record, false, of_loss);
  const std::string loss = chartSvg(of_loss);
  if (loss.empty()) return "<p>No evaluation has a finite loss.</p>\n";
  std::string text = heading("Loss") + loss + legendOf(record);
  const std::string& metric = record.facts.model.metric;
  if (metric.empty()) return text;
  ChartSpec of_metric =
      chartOf(record, metric, marks, [](const Evaluation& one) { return one.metric; });
  of_metric.logarithmic_from = 20.0;  // an accuracy that rises from 0.1 is read as a share
  addNotes(record, true, of_metric);
  const std::string other = chartSvg(of_metric);
  return other.empty() ? text : text + heading(metric) + other + legendOf(record);
}

const char* verdictClass(const Verdict& verdict) {
  const VerdictColor color = verdictColor(verdict);
  return color == VerdictColor::kBetter ? "better" : color == VerdictColor::kWorse ? "worse" : "";
}

std::string verdictRow(const RunRecord& record, std::optional<std::size_t> track) {
  const TrackEvaluation* const own = track ? record.lastOf(*track) : nullptr;
  const std::string name = track ? record.tracks[*track].label : "raw";
  const double last = own != nullptr ? own->val.loss : record.points.back().raw.loss;
  const auto best = bestMean(record.points, track);
  std::vector<std::string> cells = {htmlText(name),
                                    track && own == nullptr ? "" : formatShort(last, kShownDigits),
                                    best ? formatShort(best->loss, kShownDigits) : "",
                                    best ? std::to_string(best->step) : "",
                                    "",
                                    "",
                                    ""};
  if (track) {
    const Verdict verdict = verdictOf(record, *track);
    cells[4] = htmlText(differenceText(verdict));
    cells[5] = htmlText(wonText(verdict));
    cells[6] = "<span class=\"" + std::string(verdictClass(verdict)) + "\">" +
               htmlText(verdictText(verdict, name)) + "</span>";
  }
  return tableRow(cells);
}

std::string verdictTable(const RunRecord& record) {
  if (record.points.empty()) return {};
  std::string table = heading("Verdicts") + "<table>\n" +
                      tableRow({"weights", "last loss", "best (mean of 5)", "at step", "below raw",
                                "lower in", "verdict"},
                               "th") +
                      verdictRow(record, std::nullopt);
  for (std::size_t k = 0; k < record.tracks.size(); ++k) table += verdictRow(record, k);
  return table + "</table>\n";
}

std::string changesTable(const std::vector<RunMark>& marks) {
  if (marks.empty()) return {};
  std::string table = heading("Changes during the run") + "<table>\n" +
                      tableRow({"mark", "from step", "change"}, "th");
  for (std::size_t i = 0; i < marks.size(); ++i) {
    table += tableRow({std::to_string(i + 1), std::to_string(marks[i].step),
                       "<code>" + htmlText(marks[i].text) + "</code>"});
  }
  return table + "</table>\n";
}

std::string notesTable(const RunRecord& record) {
  if (record.notes.empty()) return {};
  const std::string& metric = record.facts.model.metric;
  std::string table =
      heading("Notes") + "<table>\n" + tableRow({"at step", "reference line", "note"}, "th");
  for (const ChartNote& note : notesBySteps(record)) {
    const std::string of = note.of_metric && !metric.empty() ? metric : "loss";
    table += note.line ? tableRow({"", htmlText(of + " " + formatShort(*note.line, kShownDigits)),
                                   htmlText(note.text)})
                       : tableRow({std::to_string(note.step), "", htmlText(note.text)});
  }
  return table + "</table>\n";
}

std::string settingsTable(const RunRecord& record) {
  std::string table = heading("Settings") + "<table>\n";
  for (const auto& [name, value] : settingsOfRun(record)) {
    table += tableRow({htmlText(name), "<code>" + htmlText(value) + "</code>"});
  }
  table += "</table>\n";
  if (isImported(record)) return table;
  return table + heading("The same run again") + "<p><code>" +
         htmlText(shellLine(replayCommand(record))) + "</code></p>\n";
}

std::string troubles(const RunRecord& record) {
  std::string list;
  for (const event::Failed& failure : record.failures) {
    list += "<li>" + htmlText(failureText(failure)) + "</li>\n";
  }
  if (!record.skipped.empty()) {
    list += "<li>" + counted(record.skipped.size(), "step", "steps") +
            " skipped because a value was not finite</li>\n";
  }
  return list.empty() ? list : heading("Troubles") + "<ul>\n" + list + "</ul>\n";
}

Status writePage(const RunRecord& record, const std::string& name, const TextSink& sink) {
  const std::vector<RunMark> marks = marksOfRun(record);
  const std::string footer =
      "<footer>EMAscope " EMASCOPE_VERSION
      ". Below raw: by how much the mean loss of the last evaluations is lower than that of raw, "
      "± 95 %.</footer>\n</body>\n</html>\n";
  for (const std::string& part :
       {pageHead(record, name), charts(record, marks), verdictTable(record), changesTable(marks),
        notesTable(record), troubles(record), settingsTable(record), footer}) {
    if (auto status = sink(part); !status) return status;
  }
  return Ok{};
}

}  // namespace

Status writeRunHtml(const RunRecord& record, const TextSink& sink) {
  return writePage(record, {}, sink);
}

RunFormat runHtmlWith(std::string name) {
  return [name = std::move(name)](const RunRecord& record, const TextSink& sink) {
    return writePage(record, name, sink);
  };
}

}  // namespace emascope
