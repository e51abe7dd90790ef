// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/chart_svg.h"

#include "core/base/numbers.h"
#include "core/base/short_text.h"
#include "core/interchange/html_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

namespace emascope {
namespace {

constexpr double kWidth = 920.0;
constexpr double kHeight = 420.0;
constexpr double kLeft = 76.0;
constexpr double kRight = 16.0;
constexpr double kTop = 26.0;
constexpr double kBottom = 50.0;

/// An axis: values to pixels.
struct ChartAxis {
  double low = 0.0, high = 1.0;
  double begin = 0.0, end = 1.0;  ///< pixels of low and high
  bool logarithmic = false;

  [[nodiscard]] double scaled(double value) const {
    return logarithmic ? std::log10(value) : value;
  }
  [[nodiscard]] double at(double value) const {
    const double share = (scaled(value) - scaled(low)) / (scaled(high) - scaled(low));
    return begin + share * (end - begin);
  }
};

struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  void take(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  [[nodiscard]] bool empty() const { return low > high; }
};

bool isDrawn(const ChartPoint& point) {
  constexpr double kMost = 1e300;  // so that differences are finite
  return std::isfinite(point.x) && std::abs(point.y) < kMost;
}

/// Extends what the curves take by the lines that are near it: at most a decade or the curves'
/// height away.
void takeNear(const std::vector<ChartLine>& lines, bool logarithmic, Extent& extent) {
  constexpr double kDecade = 10.0;
  const double span = extent.high - extent.low;
  const double low = logarithmic ? extent.low / kDecade : extent.low - span;
  const double high = logarithmic ? extent.high * kDecade : extent.high + span;
  for (const ChartLine& line : lines) {
    if (line.y >= low && line.y <= high) extent.take(line.y);
  }
}

ChartAxis yAxis(Extent extent, const ChartSpec& spec) {
  const bool logarithmic = extent.low > 0.0 && extent.high / extent.low > spec.logarithmic_from;
  takeNear(spec.lines, logarithmic, extent);
  ChartAxis axis{extent.low, extent.high, kHeight - kBottom, kTop, logarithmic};
  if (axis.logarithmic) {
    constexpr double kRoom = 1.08;
    axis.low /= kRoom;
    axis.high = std::min(axis.high * kRoom, std::numeric_limits<double>::max());
    return axis;
  }
  const double span = extent.high - extent.low;
  const double room = span > 0.0 ? 0.04 * span : std::max(0.05 * std::abs(extent.low), 1e-9);
  axis.low -= room;
  axis.high += room;
  return axis;
}

ChartAxis xAxis(const Extent& extent) {
  constexpr double kLeastSpan = 1e-9;  // of a step's size, so that it is not rounded away
  const double span = std::max(extent.high > extent.low ? extent.high - extent.low : 1.0,
                               kLeastSpan * std::abs(extent.low));
  const double end = extent.low + span;
  return {extent.low, end, kLeft, kWidth - kRight};
}

std::string chartLine(double x1, double y1, double x2, double y2, const char* style) {
  return "<line class=\"" + std::string(style) + "\" x1=\"" + svgNumber(x1) + "\" y1=\"" +
         svgNumber(y1) + "\" x2=\"" + svgNumber(x2) + "\" y2=\"" + svgNumber(y2) + "\"/>\n";
}

std::string chartLabel(double x, double y, const char* anchor, std::string_view text) {
  return "<text x=\"" + svgNumber(x) + "\" y=\"" + svgNumber(y) + "\" text-anchor=\"" + anchor +
         "\">" + htmlText(text) + "</text>\n";
}

/// A run of points without a gap, thinned to two in each pixel.
class CurvePath {
 public:
  CurvePath(const ChartAxis& x, const ChartAxis& y) : x_(x), y_(y) {}

  void add(const ChartPoint& point) {
    if (!isDrawn(point)) return cut();
    const double pixel = std::floor(x_.at(point.x));
    if (!here_.empty() && pixel != pixel_) flush();
    pixel_ = pixel;
    here_.push_back(point);
    if (here_.size() > 2) keepExtremes();
  }
  std::string finish() {
    cut();
    return std::exchange(path_, {});
  }

 private:
  void cut() {
    flush();
    // A single point is a dot: a line of no length with round ends.
    if (in_run_ == 1) path_ += "h0";
    in_run_ = 0;
  }
  /// Of three points the lowest and the highest, in their order.
  void keepExtremes() {
    const auto [low, high] = std::ranges::minmax_element(here_, {}, &ChartPoint::y);
    const ChartPoint first = low < high ? *low : *high;
    const ChartPoint second = low < high ? *high : *low;
    here_ = {first, second};
  }
  void flush() {
    for (const ChartPoint& point : here_) {
      path_ += in_run_ == 0 ? "M" : "L";
      path_ += svgNumber(x_.at(point.x)) + " " + svgNumber(y_.at(point.y));
      ++in_run_;
    }
    here_.clear();
  }

  const ChartAxis& x_;
  const ChartAxis& y_;
  std::string path_ = {};
  std::vector<ChartPoint> here_ = {};  ///< of the present pixel, at most three
  double pixel_ = 0.0;
  std::size_t in_run_ = 0;
};

std::string axes(const ChartAxis& x, const ChartAxis& y, const std::string& y_label) {
  constexpr int kDigits = 6;
  constexpr double kTickLength = 5.0;
  std::string svg;
  for (const double tick : axisTicks(y.low, y.high, y.logarithmic, 7)) {
    svg += chartLine(kLeft, y.at(tick), kWidth - kRight, y.at(tick), "grid");
    svg += chartLabel(kLeft - 8.0, y.at(tick) + 4.0, "end", formatShort(tick, kDigits));
  }
  for (const double tick : axisTicks(x.low, x.high, false, 9)) {
    svg += chartLine(x.at(tick), y.begin, x.at(tick), y.begin + kTickLength, "axis");
    svg += chartLabel(x.at(tick), y.begin + 19.0, "middle", formatPlain(tick, kDigits));
  }
  svg += chartLine(kLeft, y.begin, kWidth - kRight, y.begin, "axis");
  svg += chartLine(kLeft, kTop, kLeft, y.begin, "axis");
  svg += chartLabel((kLeft + kWidth - kRight) / 2.0, kHeight - 8.0, "middle", "step");
  svg += "<text transform=\"translate(16 " + svgNumber((kTop + y.begin) / 2.0) +
         ") rotate(-90)\" text-anchor=\"middle\">" + htmlText(y_label) +
         (y.logarithmic ? ", logarithmic" : "") + "</text>\n";
  return svg;
}

std::string drawnMarks(const ChartSpec& spec, const ChartAxis& x, const ChartAxis& y) {
  std::string svg;
  std::size_t drawn = 0;
  for (const ChartMark& mark : spec.marks) {
    if (mark.x < x.low || mark.x > x.high || drawn++ == kMostChartMarks) continue;
    svg += "<g><title>" + htmlText(mark.title) + "</title>\n" +
           chartLine(x.at(mark.x), kTop, x.at(mark.x), y.begin, "mark") +
           chartLabel(x.at(mark.x), kTop - 8.0, "middle", mark.label) + "</g>\n";
  }
  return svg;
}

/// The beginning of a text, as there is room for.
std::string chartName(const std::string& text) {
  constexpr std::size_t kMostBytes = 48;
  return shortText(text, kMostBytes);
}

std::string drawnNotes(const ChartSpec& spec, const ChartAxis& x, const ChartAxis& y) {
  std::string svg;
  const std::size_t most = std::min(spec.notes.size(), kMostChartMarks);
  for (const ChartMark& note : std::span(spec.notes).first(most)) {
    const double at = x.at(note.x);
    svg += "<g><title>" + htmlText(note.title) + "</title>\n" +
           chartLine(at, kTop, at, y.begin, "note") + "<text transform=\"translate(" +
           svgNumber(at - 4.0) + " " + svgNumber(y.begin - 6.0) + ") rotate(-90)\">" +
           htmlText(chartName(note.label)) + "</text></g>\n";
  }
  return svg;
}

std::string drawnLines(const ChartSpec& spec, const ChartAxis& y) {
  std::string svg;
  const std::size_t most = std::min(spec.lines.size(), kMostChartMarks);
  for (const ChartLine& line : std::span(spec.lines).first(most)) {
    if (!(line.y >= y.low && line.y <= y.high)) continue;
    svg += "<g><title>" + htmlText(line.name) + "</title>\n" +
           chartLine(kLeft, y.at(line.y), kWidth - kRight, y.at(line.y), "reference") +
           chartLabel(kWidth - kRight - 4.0, y.at(line.y) - 4.0, "end", chartName(line.name)) +
           "</g>\n";
  }
  return svg;
}

}  // namespace

std::string curveStyle(std::size_t index) {
  constexpr std::size_t kColors = 8;
  constexpr std::size_t kDashes = 3;
  return "curve c" + std::to_string(index % kColors) + " d" +
         std::to_string(index / kColors % kDashes);
}

std::vector<double> axisTicks(double low, double high, bool logarithmic, int most) {
  std::vector<double> ticks;
  constexpr std::array<double, 3> kSteps = {1.0, 2.0, 5.0};
  if (logarithmic) {
    const auto first = static_cast<int>(std::floor(std::log10(low)));
    const auto last = static_cast<int>(std::ceil(std::log10(high)));
    const int decades = std::max(last - first, 1);
    const std::size_t each = decades * 3 <= most ? 3 : 1;
    const int stride = std::max(1, decades / std::max(most, 1));
    for (int power = first; power <= last; power += stride) {
      for (std::size_t i = 0; i < each; ++i) {
        const double tick = kSteps[i] * std::pow(10.0, power);
        if (tick >= low && tick <= high) ticks.push_back(tick);
      }
    }
    return ticks;
  }
  const double least = (high - low) / std::max(most, 1);
  if (!(least > 0.0) || !std::isfinite(least)) return ticks;
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  double step = 10.0 * power;
  for (const double one : kSteps) {
    if (one * power >= least) {
      step = one * power;
      break;
    }
  }
  for (double count = std::ceil(low / step); count * step <= high; ++count) {
    ticks.push_back(count * step + 0.0);                           // no -0
    if (ticks.size() > static_cast<std::size_t>(most) + 2) break;  // step is below low's precision
  }
  return ticks;
}

std::string chartSvg(const ChartSpec& spec) {
  Extent across;
  Extent up;
  for (const ChartCurve& curve : spec.curves) {
    for (const ChartPoint& point : curve.points) {
      if (!isDrawn(point)) continue;
      across.take(point.x);
      up.take(point.y);
    }
  }
  if (across.empty()) return {};
  for (const ChartMark& note : spec.notes) across.take(note.x);
  const ChartAxis x = xAxis(across);
  const ChartAxis y = yAxis(up, spec);
  std::string svg = "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 " + svgNumber(kWidth) + " " +
                    svgNumber(kHeight) + "\" aria-label=\"" + htmlText(spec.name) + "\">\n";
  svg += axes(x, y, spec.y_label) + drawnMarks(spec, x, y) + drawnLines(spec, y) +
         drawnNotes(spec, x, y);
  for (const ChartCurve& curve : spec.curves) {
    CurvePath path(x, y);
    for (const ChartPoint& point : curve.points) path.add(point);
    const std::string drawn = path.finish();
    if (drawn.empty()) continue;
    svg += "<path class=\"" + curve.style + "\" d=\"" + drawn + "\"><title>" +
           htmlText(curve.name) + "</title></path>\n";
  }
  return svg + "</svg>\n";
}

}  // namespace emascope
