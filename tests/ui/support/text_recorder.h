// SPDX-License-Identifier: GPL-3.0-or-later
//
// A paint device that keeps what is written on it, with its size in pixels, and draws nothing.
#pragma once

#include <algorithm>
#include <vector>

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QSize>
#include <QString>
#include <QTransform>
#include <QWidget>

namespace emascope::ui {

struct WrittenText {
  QString text = {};
  double pixels = 0.0;  ///< height of the font
};

class TextRecorder final : public QPaintDevice {
 public:
  explicit TextRecorder(const QSize& size) : size_(size), engine_(texts_) {}

  [[nodiscard]] QPaintEngine* paintEngine() const override { return &engine_; }
  [[nodiscard]] const std::vector<WrittenText>& texts() const { return texts_; }

 protected:
  [[nodiscard]] int metric(PaintDeviceMetric metric) const override {
    switch (metric) {
      case PdmWidth:
        return size_.width();
      case PdmHeight:
        return size_.height();
      case PdmDepth:
        return 32;
      case PdmDpiX:
      case PdmDpiY:
      case PdmPhysicalDpiX:
      case PdmPhysicalDpiY:
        return 96;
      case PdmDevicePixelRatio:
        return 1;
      case PdmDevicePixelRatioScaled:
        return static_cast<int>(QPaintDevice::devicePixelRatioFScale());
      default:
        return 0;
    }
  }

 private:
  class Engine final : public QPaintEngine {
   public:
    explicit Engine(std::vector<WrittenText>& texts)
        : QPaintEngine(QPaintEngine::AllFeatures), texts_(texts) {}
    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState&) override {}
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override {
    }
    void drawPath(const QPainterPath&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawPolygon(const QPoint*, int, PolygonDrawMode) override {}
    void drawTextItem(const QPointF&, const QTextItem& item) override {
      const double scale = painter()->combinedTransform().m22();
      texts_.push_back({item.text(), item.font().pixelSize() * scale});
    }
    [[nodiscard]] Type type() const override { return QPaintEngine::User; }

   private:
    std::vector<WrittenText>& texts_;
  };

  QSize size_;
  std::vector<WrittenText> texts_;
  mutable Engine engine_;
};

/// All that `widget` and its visible children paint as text.
[[nodiscard]] inline std::vector<WrittenText> textsOf(QWidget& widget) {
  TextRecorder recorder(widget.size());
  {
    QPainter painter(&recorder);
    widget.render(&painter);
  }
  return recorder.texts();
}

/// The smallest of them; 0 x "" without any.
[[nodiscard]] inline WrittenText smallestOf(const std::vector<WrittenText>& texts) {
  const auto least = std::ranges::min_element(texts, {}, &WrittenText::pixels);
  return least == texts.end() ? WrittenText{} : *least;
}

}  // namespace emascope::ui
