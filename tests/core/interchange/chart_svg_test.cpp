// SPDX-License-Identifier: Apache-2.0
//
// Curves as SVG: ticks, gaps, thinning, and hostile names and values.
#include "core/interchange/chart_svg.h"

#include "core/interchange/html_text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

ChartSpec oneCurve(std::vector<ChartPoint> points) {
  ChartSpec spec{.name = "n", .y_label = "y"};
  spec.curves = {{.name = "c", .style = "raw", .points = std::move(points)}};
  return spec;
}

/// The d attribute of the only curve.
std::string pathOf(const std::string& svg) {
  const std::string before = "<path class=\"raw\" d=\"";
  const std::size_t begin = svg.find(before);
  if (begin == std::string::npos) return "";
  const std::size_t first = begin + before.size();
  return svg.substr(first, svg.find('"', first) - first);
}

TEST(AxisTicks, AreOneTwoOrFiveTimesAPowerOfTen) {
  EXPECT_THAT(axisTicks(0.0, 10.0, false, 5), ElementsAre(0.0, 2.0, 4.0, 6.0, 8.0, 10.0));
  EXPECT_THAT(axisTicks(-0.2, 0.9, false, 3), ElementsAre(0.0, 0.5));
  EXPECT_THAT(axisTicks(0.03, 2.0, true, 9), ElementsAre(0.05, 0.1, 0.2, 0.5, 1.0, 2.0));
  EXPECT_THAT(axisTicks(1.0, 1.0 + 1e-16 * 3, false, 5).size(), testing::Le(8U));
}

TEST(ChartSvg, ACurveIsAPathFromCornerToCorner) {
  const std::string svg = chartSvg(oneCurve({{0, 1}, {100, 2}}));
  EXPECT_EQ(pathOf(svg), "M76 357.3L904 38.7");
  EXPECT_THAT(svg, HasSubstr(">100</text>"));
  EXPECT_THAT(svg, HasSubstr(">step</text>"));
  EXPECT_THAT(svg, Not(HasSubstr("logarithmic")));
}

TEST(ChartSvg, WideRangesAreLogarithmic) {
  EXPECT_THAT(chartSvg(oneCurve({{0, 0.1}, {1, 1.1}})), HasSubstr(">y, logarithmic</text>"));
  EXPECT_THAT(chartSvg(oneCurve({{0, 0.1}, {1, 0.9}})), Not(HasSubstr("logarithmic")));
  ChartSpec metric = oneCurve({{0, 0.1}, {1, 1.1}});
  metric.logarithmic_from = 20.0;
  EXPECT_THAT(chartSvg(metric), Not(HasSubstr("logarithmic")));
  EXPECT_THAT(chartSvg(oneCurve({{0, 0.0}, {1, 2.1}})), Not(HasSubstr("logarithmic")));
}

TEST(ChartSvg, WhatIsNotFiniteIsAGap) {
  constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
  const std::string path =
      pathOf(chartSvg(oneCurve({{0, 1}, {1, 2}, {2, kGap}, {3, 1}, {4, kGap}, {5, 1}, {6, 2}})));
  EXPECT_EQ(std::ranges::count(path, 'M'), 3);
  EXPECT_THAT(path, HasSubstr("h0")) << "a point between gaps is a dot";
  EXPECT_THAT(chartSvg(oneCurve({{0, kGap}})), IsEmpty());
  EXPECT_THAT(chartSvg({}), IsEmpty());
}

TEST(ChartSvg, ManyPointsAreThinnedToTwoAPixelAndKeepTheirExtremes) {
  std::vector<ChartPoint> points;
  for (int i = 0; i < 100'000; ++i) points.push_back({double(i), std::sin(i)});
  points[54'321].y = 5.0;
  const std::string path = pathOf(chartSvg(oneCurve(points)));
  EXPECT_LT(std::ranges::count(path, 'L'), 2 * 830);
  points[54'321].y = std::sin(54'321);
  EXPECT_NE(pathOf(chartSvg(oneCurve(points))), path);
}

TEST(ChartSvg, NoValueMakesACoordinateThatIsNone) {
  constexpr double kHuge = std::numeric_limits<double>::max();
  for (const auto& points : std::vector<std::vector<ChartPoint>>{{{0, kHuge}, {1, -kHuge}},
                                                                 {{0, 5e-324}, {1, 1e299}},
                                                                 {{0, -1e299}, {1, 1e299}},
                                                                 {{7, 0}},
                                                                 {{7, 1e-320}},
                                                                 {{1e18, 1}, {1e18 + 1, 2}}}) {
    const std::string svg = chartSvg(oneCurve(points));
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
    EXPECT_THAT(svg, Not(HasSubstr("inf")));
  }
}

TEST(ChartSvg, MarksHaveTheirTitles) {
  ChartSpec spec = oneCurve({{0, 1}, {100, 2}});
  spec.marks = {{50, "1", "beta <1>"}, {500, "2", "outside"}};
  const std::string svg = chartSvg(spec);
  EXPECT_THAT(svg, HasSubstr("<title>beta &lt;1&gt;</title>"));
  EXPECT_THAT(svg, HasSubstr("x1=\"490\""));
  EXPECT_THAT(svg, Not(HasSubstr("outside")));
}

TEST(ChartSvg, NotesStandAtTheirStepsWithTheirText) {
  ChartSpec spec = oneCurve({{0, 1}, {100, 2}});
  spec.notes = {{50, "warm <up>", "step 50: warm <up>"}};
  const std::string svg = chartSvg(spec);
  EXPECT_THAT(svg, HasSubstr("<line class=\"note\" x1=\"490\""));
  EXPECT_THAT(svg, HasSubstr("rotate(-90)\">warm &lt;up&gt;</text>"));
  EXPECT_THAT(svg, HasSubstr("<title>step 50: warm &lt;up&gt;</title>"));
  spec.notes = {{200, "later", "later"}};  // the axis goes so far
  EXPECT_THAT(chartSvg(spec), HasSubstr("<line class=\"note\" x1=\"904\""));
}

TEST(ChartSvg, ReferenceLinesHaveTheirNames) {
  ChartSpec spec = oneCurve({{0, 1}, {100, 2}});
  spec.lines = {{1.5, "paper"}, {900.0, "far away"}};
  const std::string svg = chartSvg(spec);
  EXPECT_THAT(svg,
              HasSubstr("<line class=\"reference\" x1=\"76\" y1=\"198\" x2=\"904\" y2=\"198\"/>"));
  EXPECT_THAT(svg, HasSubstr(">paper</text>"));
  EXPECT_THAT(svg, Not(HasSubstr("far away")));
  spec.lines = {{2.8, "near"}};
  EXPECT_THAT(chartSvg(spec), HasSubstr(">near</text>"));
  ChartSpec wide = oneCurve({{0, 0.01}, {100, 2}});
  wide.lines = {{0.0, "zero"}, {0.002, "below"}};
  EXPECT_THAT(chartSvg(wide), Not(HasSubstr("zero")));
  EXPECT_THAT(chartSvg(wide), HasSubstr(">below</text>"));
}

TEST(ChartSvg, TheFirst24AveragesLookDifferent) {
  std::vector<std::string> styles;
  for (std::size_t i = 0; i < 24; ++i) styles.push_back(curveStyle(i));
  std::ranges::sort(styles);
  EXPECT_EQ(std::ranges::adjacent_find(styles), styles.end());
}

TEST(HtmlText, EscapesWhatIsNoText) {
  EXPECT_EQ(htmlText("<a href=\"x\">'&'</a>\n\x01\xFF"),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;  \xEF\xBF\xBD");
}

}  // namespace
}  // namespace emascope
