// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/chart.h"

#include "ui/plot/batched_graph.h"
#include "ui/plot/chart_line.h"
#include "ui/plot/ink.h"
#include "ui/plot/ticker.h"
#include "ui/plot/ticks.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <qcustomplot.h>

namespace emascope::ui {
namespace {

constexpr ScaledPixels kLeft = {56};
constexpr ScaledPixels kRight = {16};
constexpr ScaledPixels kNumbers = {26};  // below the lowest strip
constexpr ScaledPixels kTop = {8};
constexpr ScaledPixels kWords = {20};       // above a strip of which something is said there
constexpr ScaledPixels kBracketRoom = {6};  // below these words, if a bracket is drawn there
constexpr ScaledPixels kHairline = {1};     // whole, as it is not antialiased on a usual screen
constexpr std::array<double, kStrips> kHeights = {4.3, 1.35, 1.35};  // with their margins

/// A layerable that calls a function when its layer is drawn.
class Painted final : public QCPLayerable {
 public:
  Painted(QCustomPlot* plot, const QString& layer, Chart::Paint paint)
      : QCPLayerable(plot, layer), paint_(std::move(paint)) {}

 protected:
  void applyDefaultAntialiasingHint(QCPPainter* painter) const override {
    painter->setAntialiasing(true);
  }
  void draw(QCPPainter* painter) override { paint_(*painter); }

 private:
  Chart::Paint paint_;
};

std::size_t index(Strip strip) { return static_cast<std::size_t>(strip); }

QVector<QCPGraphData> graphData(const std::vector<PlotPoint>& points) {
  QVector<QCPGraphData> data;
  data.reserve(static_cast<qsizetype>(points.size()));
  for (const PlotPoint& point : points) data.append(QCPGraphData(point.x, point.y));
  return data;
}

}  // namespace

struct Chart::Parts {
  QCustomPlot* plot = nullptr;
  std::array<QCPAxisRect*, kStrips> rects = {};
  std::vector<ChartLine> curves;
  ChartLine decay, last_run;
  XQuantity quantity = XQuantity::kStep;
  QCPGraph* better = nullptr;
  QCPGraph* worse = nullptr;
  QCPGraph* ghost = nullptr;
  std::array<Ink, kStrips> inks;
  std::array<QCPLayerable*, kStrips> flushes = {};  // of the inks, on top of the graphs

  [[nodiscard]] QCPAxis* keys(Strip strip) const {
    return rects[index(strip)]->axis(QCPAxis::atBottom);
  }
  [[nodiscard]] QCPAxis* values(Strip strip) const {
    return rects[index(strip)]->axis(QCPAxis::atLeft);
  }
  QCPGraph* addGraph(Strip strip) {
    QCPGraph* graph = addBatchedGraph(keys(strip), values(strip), inks[index(strip)]);
    graph->setAdaptiveSampling(false);  // Columns has already selected the points
    graph->setSelectable(QCP::stNone);
    return graph;
  }
  void addFlushes() {
    for (std::size_t i = 0; i < kStrips; ++i) {
      const auto flush = [ink = &inks[i]](QPainter& painter) { ink->flush(painter); };
      flushes[i] = new Painted(plot, QStringLiteral("main"), flush);
    }
  }
  /// To be called when graphs were added, which are drawn in that order.
  void flushLast() {
    for (QCPLayerable* flush : flushes) flush->setLayer(flush->layer());
  }
  ChartLine makeLine(const LineStyle& style, Strip strip) {
    QCPGraph* band = addGraph(strip);
    return {style, band, addGraph(strip)};
  }
  void addRect(Strip strip) {
    auto* rect = new QCPAxisRect(plot);
    rects[index(strip)] = rect;
    rect->setAutoMargins(QCP::msNone);
    for (QCPAxis* axis : rect->axes()) {
      axis->setLayer(QStringLiteral("axes"));
      axis->grid()->setLayer(QStringLiteral("grid"));
      axis->setTickPen(Qt::NoPen);
      axis->setTickLength(0);
      axis->setSubTicks(false);
      axis->grid()->setVisible(axis->axisType() & (QCPAxis::atBottom | QCPAxis::atLeft));
    }
    const auto pixels = [rect] { return static_cast<double>(rect->height()); };
    keys(strip)->setTicker(makeTicker(
        [this, rect](const Range& r) { return xTicks(quantity, r, rect->width(), scaled(110.0)); },
        [this](double tick, const std::vector<double>& ticks) {
          return xTickText(quantity, tick, ticks);
        }));
    if (strip == Strip::kDecay) {
      values(strip)->setTicker(
          makeTicker([pixels](const Range& r) { return decayTicks(r, pixels()); },
                     [](double tick, const std::vector<double>&) { return decayTickText(tick); }));
    } else {
      const double spacing = scaled(20.0);
      values(strip)->setTicker(makeTicker(
          [pixels, spacing](const Range& r) { return linearTicks(r, pixels(), spacing); },
          tickText));
    }
  }
  /// Log axes are linear axes of logarithms; QCustomPlot's own computes two logarithms per point
  /// and redraw.
  void setLogTicker(bool log) {
    QCPAxisRect* rect = rects[index(Strip::kLoss)];
    const auto ticks = [rect, log](const Range& r) {
      if (!log) return linearTicks(r, rect->height(), scaled(30.0));
      std::vector<double> chosen = logTicks({std::pow(10.0, r.lower), std::pow(10.0, r.upper)},
                                            rect->height(), scaled(20.0));
      for (double& tick : chosen) tick = std::log10(tick);
      return chosen;
    };
    const auto text = [log](double tick, std::vector<double> among) {
      if (!log) return tickText(tick, among);
      for (double& other : among) other = std::pow(10.0, other);
      return tickText(std::pow(10.0, tick), among);
    };
    values(Strip::kLoss)->setTicker(makeTicker(ticks, text));
  }
};

Chart::Chart(QWidget* parent) : parts_(std::make_unique<Parts>()) {
  auto* plot = new QCustomPlot(parent);
  parts_->plot = plot;
  plot->setFocusPolicy(Qt::NoFocus);
  plot->setMouseTracking(true);
  plot->setAttribute(Qt::WA_OpaquePaintEvent, false);
  plot->setPlottingHint(QCP::phFastPolylines);
  plot->setPlottingHint(QCP::phCacheLabels);
  plot->setAutoAddPlottableToLegend(false);
  plot->plotLayout()->clear();
  plot->plotLayout()->setRowSpacing(0);
  plot->addLayer(QStringLiteral("annotations"), plot->layer(QStringLiteral("axes")));
  for (const Strip strip : {Strip::kLoss, Strip::kDifference, Strip::kDecay})
    parts_->addRect(strip);
  // Before the curves, so that it is below them.
  parts_->last_run = parts_->makeLine(lastRunLineStyle(), Strip::kLoss);
  parts_->better = parts_->addGraph(Strip::kDifference);
  parts_->worse = parts_->addGraph(Strip::kDifference);
  parts_->ghost = parts_->addGraph(Strip::kDecay);
  parts_->decay = parts_->makeLine(trackLineStyle(0), Strip::kDecay);
  parts_->addFlushes();
  setLogLoss(true);
  last_ = Strip::kLoss;
  setLast(Strip::kDecay);
}

Chart::~Chart() = default;

QWidget* Chart::widget() const { return parts_->plot; }

void Chart::onPaint(Paint below, Paint above, Paint overlay) {
  new Painted(parts_->plot, QStringLiteral("background"), std::move(below));
  new Painted(parts_->plot, QStringLiteral("annotations"), std::move(above));
  new Painted(parts_->plot, QStringLiteral("overlay"), std::move(overlay));
}

void Chart::setCurves(const std::vector<CurveLook>& curves) {
  for (ChartLine& line : parts_->curves) line.remove();
  parts_->curves.assign(curves.size(), {});
  std::vector<std::size_t> order(curves.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&curves](std::size_t a, std::size_t b) {
    return curves[a].order < curves[b].order;
  });
  // Later graphs are drawn on top. No band covers a line.
  std::vector<QCPGraph*> bands(curves.size());
  for (const std::size_t curve : order) bands[curve] = parts_->addGraph(Strip::kLoss);
  for (const std::size_t curve : order) {
    parts_->curves[curve] =
        ChartLine(curves[curve].style, bands[curve], parts_->addGraph(Strip::kLoss));
  }
  parts_->flushLast();
}

void Chart::applyTheme(const std::vector<CurveLook>& curves, const QColor& decay) {
  const Theme& t = theme();
  setMargins();  // in the scale of the interface
  parts_->plot->setBackground(QBrush(t.card));
  for (QCPAxisRect* rect : parts_->rects) {
    for (QCPAxis* axis : rect->axes()) {
      axis->setBasePen(QPen(t.border, kHairline));
      axis->setTickLabelColor(t.secondary);
      axis->setTickLabelFont(textFont(12));
      axis->setTickLabelPadding(scaled(axis->axisType() == QCPAxis::atBottom ? 5 : 7));
      axis->grid()->setPen(QPen(t.grid, kHairline));
      axis->grid()->setZeroLinePen(Qt::NoPen);
    }
  }
  parts_->values(Strip::kDifference)->grid()->setZeroLinePen(QPen(t.border, kHairline));
  for (std::size_t curve = 0; curve < parts_->curves.size(); ++curve) {
    parts_->curves[curve].setColor(curves[curve].color);
  }
  const auto fill = [](QCPGraph* graph, const QColor& color) {
    QColor tint = color;
    tint.setAlphaF(0.45F);
    graph->setPen(QPen(color, kHairline));
    graph->setBrush(tint);
    graph->setAntialiasedFill(false);
  };
  fill(parts_->better, t.better);
  fill(parts_->worse, t.worse);
  parts_->decay.setColor(decay);
  parts_->last_run.setColor(t.last_run);
  parts_->ghost->setPen(QPen(t.secondary, kHairline));
  parts_->ghost->setAntialiased(true);
}

void Chart::setLast(Strip last) {
  if (last == last_) return;
  last_ = last;
  QCPLayoutGrid* layout = parts_->plot->plotLayout();
  for (const Strip strip : {Strip::kDifference, Strip::kDecay}) {
    QCPAxisRect* rect = parts_->rects[index(strip)];
    if (rect->layout() != nullptr) layout->take(rect);
  }
  layout->simplify();
  for (const Strip strip : {Strip::kLoss, Strip::kDifference, Strip::kDecay}) {
    QCPAxisRect* rect = parts_->rects[index(strip)];
    const bool shown = strip <= last;
    if (shown && rect->layout() == nullptr)
      layout->addElement(static_cast<int>(index(strip)), 0, rect);
    rect->setVisible(shown);
    rect->setMinimumSize(40, 20);
    if (shown) layout->setRowStretchFactor(static_cast<int>(index(strip)), kHeights[index(strip)]);
    parts_->keys(strip)->setTickLabels(strip == last);
    for (QCPGraph* graph : rect->graphs()) graph->setVisible(shown);
  }
  setMargins();
}

void Chart::setMargins() {
  for (const Strip strip : {Strip::kLoss, Strip::kDifference, Strip::kDecay}) {
    const bool verdict = strip == (last_ == Strip::kLoss ? Strip::kLoss : Strip::kDifference);
    const int above = verdict ? kWords + kBracketRoom : strip == Strip::kLoss ? kTop : kWords;
    parts_->rects[index(strip)]->setMargins(
        {kLeft, above, kRight + name_room_, strip == last_ ? static_cast<int>(kNumbers) : 0});
  }
}

int Chart::stripWidth(int width, int name_room) {
  return std::max(width - kLeft - kRight - name_room, 1);
}

void Chart::setNameRoom(int pixels) {
  if (pixels == name_room_) return;
  name_room_ = pixels;
  setMargins();
}

void Chart::setSpan(const Range& span, XQuantity quantity) {
  parts_->quantity = quantity;
  for (const Strip strip : {Strip::kLoss, Strip::kDifference, Strip::kDecay}) {
    parts_->keys(strip)->setRange(span.lower, span.upper);
  }
}

void Chart::setValues(Strip strip, const Range& values) {
  QCPRange range(values.lower, values.upper);
  if (strip == Strip::kLoss && log_loss_) {
    range = {std::log10(values.lower), std::log10(values.upper)};
  }
  parts_->values(strip)->setRange(range);
}

void Chart::setLogLoss(bool log) {
  log_loss_ = log;
  parts_->setLogTicker(log);
}

double Chart::ratio() const { return picture_scale_.value_or(parts_->plot->devicePixelRatioF()); }

std::vector<PlotPoint> Chart::onLossAxis(std::vector<PlotPoint> points) const {
  if (!log_loss_) return points;
  for (PlotPoint& point : points) point.y = std::log10(point.y);
  return points;
}

bool Chart::setCurve(std::size_t curve, const std::vector<PlotPoint>& line,
                     const std::vector<PlotPoint>& band) {
  return parts_->curves[curve].set(onLossAxis(line), onLossAxis(band), ratio());
}

void Chart::setLastRun(const std::vector<PlotPoint>& line, const std::vector<PlotPoint>& band) {
  parts_->last_run.set(onLossAxis(line), onLossAxis(band), ratio());
}

void Chart::setDifference(const std::vector<PlotPoint>& above,
                          const std::vector<PlotPoint>& below) {
  for (QCPGraph* graph : {parts_->better, parts_->worse}) {
    QPen pen = graph->pen();
    pen.setWidthF(penWidth(kHairline, ratio()));
    graph->setPen(pen);
    graph->setAntialiased(antialiased(kHairline, ratio()));
  }
  parts_->better->data()->set(graphData(above), true);
  parts_->worse->data()->set(graphData(below), true);
}

void Chart::setDecay(const std::vector<PlotPoint>& line, const std::vector<PlotPoint>& band) {
  parts_->decay.set(line, band, ratio());
}

void Chart::setGhost(const std::vector<PlotPoint>& points) {
  QPen pen = parts_->ghost->pen();
  pen.setWidthF(penWidth(kHairline, ratio()));
  pen.setDashPattern({scaled(4.0) / pen.widthF(), scaled(3.0) / pen.widthF()});
  parts_->ghost->setPen(pen);
  parts_->ghost->data()->set(graphData(points), true);
}

Canvas Chart::canvas() const {
  Canvas canvas;
  canvas.log_loss = log_loss_;
  canvas.name_room = name_room_;
  const QCPRange keys = parts_->keys(Strip::kLoss)->range();
  canvas.span = {keys.lower, keys.upper};
  for (std::size_t i = 0; i < kStrips; ++i) {
    const auto strip = static_cast<Strip>(i);
    const QCPRange values = parts_->values(strip)->range();
    canvas.ranges[i] = {values.lower, values.upper};
    if (strip == Strip::kLoss && log_loss_) {
      canvas.ranges[i] = {std::pow(10.0, values.lower), std::pow(10.0, values.upper)};
    }
    if (strip <= last_) canvas.strips[i] = QRectF(parts_->rects[i]->rect());
  }
  return canvas;
}

void Chart::redraw() {
  // QCustomPlot 2.1.0 updates the scale of a new screen only on resize.
  parts_->plot->setBufferDevicePixelRatio(parts_->plot->devicePixelRatioF());
  parts_->plot->replot(QCustomPlot::rpQueuedRefresh);
}

void Chart::redrawOverlay() { parts_->plot->layer(QStringLiteral("overlay"))->replot(); }

void Chart::render(QPaintDevice& device, const Paint& first, QSize size, const QPointF& offset,
                   double scale, bool vectors) {
  QCPPainter painter;
  if (!painter.begin(&device)) return;
  painter.setRenderHint(QPainter::TextAntialiasing);
  painter.scale(scale, scale);
  first(painter);
  painter.translate(offset);
  painter.setMode(QCPPainter::pmVectorized, vectors);
  painter.setMode(QCPPainter::pmNoCaching);
  painter.setMode(QCPPainter::pmNonCosmetic);
  QCPLayer* overlay = parts_->plot->layer(QStringLiteral("overlay"));
  overlay->setVisible(false);
  // QCustomPlot chooses ticks before it lays out the strips, from their previous heights. Lay them
  // out for the picture first, because the window has other heights, or none if it was never shown.
  const QRect own_size = parts_->plot->viewport();
  parts_->plot->setViewport(QRect(QPoint(0, 0), size));
  for (const auto phase :
       {QCPLayoutElement::upPreparation, QCPLayoutElement::upMargins, QCPLayoutElement::upLayout}) {
    parts_->plot->plotLayout()->update(phase);
  }
  parts_->plot->setViewport(own_size);
  parts_->plot->toPainter(&painter, size.width(), size.height());
  overlay->setVisible(true);
  painter.end();
}

}  // namespace emascope::ui
