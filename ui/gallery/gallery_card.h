// SPDX-License-Identifier: GPL-3.0-or-later
//
// The cards of the gallery: buttons that paint themselves. A DemoCard has the task picture and the
// loss curves of a recorded run, and words; a card without a recording has words alone. An OwnCard
// has words alone. Names of any length and direction are shown as plain text, elided.
#pragma once

#include "core/protocol/spec/catalog.h"
#include "ui/gallery/demo_words.h"
#include "ui/gallery/recording.h"

#include <optional>

#include <QAbstractButton>
#include <QPixmap>

namespace emascope::ui {

class GalleryCard : public QAbstractButton {
  Q_OBJECT
 public:
  explicit GalleryCard(QWidget* parent);

  /// Pixels that the words need at `width`, without pictures.
  [[nodiscard]] virtual int wordsHeight(int width) const = 0;
  /// Whether every word of `typed` occurs in its texts.
  [[nodiscard]] virtual bool matches(const QString& typed) const = 0;

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;
  /// The frame, in the accent color if the card has the focus.
  void paintFrame(QPainter& painter) const;
  /// With the present brush.
  void paintEdge(QPainter& painter) const;
};

class DemoCard final : public GalleryCard {
  Q_OBJECT
 public:
  DemoCard(const PresetInfo& preset, QWidget* parent);

  [[nodiscard]] const RunConfig& config() const { return config_; }
  /// Whether the run in the window is one of this demo.
  void setOpenNow(bool open);
  [[nodiscard]] bool openNow() const { return open_now_; }
  [[nodiscard]] bool hasPictures() const { return recording_.has_value(); }
  [[nodiscard]] int wordsHeight(int width) const override;
  [[nodiscard]] bool matches(const QString& typed) const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintPictures(QPainter& painter, const QSize& size);
  void drawPictures(QPainter& painter, const QRectF& area) const;
  [[nodiscard]] int summaryHeight(int width) const;
  [[nodiscard]] double paintBadge(QPainter& painter, const QRectF& row) const;

  RunConfig config_;
  DemoWords words_;
  QString length_;
  std::optional<Recording> recording_;
  bool open_now_ = false;
  QPixmap pictures_;
  bool pictures_dark_ = false;
};

class OwnCard final : public GalleryCard {
  Q_OBJECT
 public:
  explicit OwnCard(QWidget* parent);
  [[nodiscard]] int wordsHeight(int width) const override;
  [[nodiscard]] bool matches(const QString& typed) const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString summary_;
};

}  // namespace emascope::ui
