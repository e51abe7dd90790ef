// SPDX-License-Identifier: GPL-3.0-or-later
//
// A row of a few samples: where the task has a picture with places, what raw (above) and the mix
// (below) see around each; else its image or its numbers; below, what both make of it. A click
// enlarges a sample, a second one goes back.
#pragma once

#include "core/protocol/task_picture.h"
#include "ui/compare/sample_look.h"
#include "ui/theme/interface_scale.h"

#include <memory>
#include <vector>

#include <QAbstractButton>
#include <QWidget>

class QStackedLayout;

namespace emascope::ui {

/// The pictures around which samples with places are shown; shared by the tiles.
struct SamplePictures {
  TaskPicture raw = {};
  TaskPicture mix = {};
};

class SampleTile final : public QAbstractButton {
  Q_OBJECT
 public:
  SampleTile(std::shared_ptr<const SamplePictures> pictures, bool large, QWidget* parent);
  void show(const SampleLook& look);
  [[nodiscard]] const SampleLook& look() const { return look_; }
  [[nodiscard]] QSize sizeHint() const override { return {scaled(50), scaled(76)}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {scaled(36), scaled(60)}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintSample(QPainter& painter, const QRectF& area) const;
  void paintAround(QPainter& painter, const QRectF& area, const TaskPicture& picture,
                   const TaskPicture& beside) const;
  void paintImage(QPainter& painter, const QRectF& area) const;
  [[nodiscard]] bool hasPlace() const;

  std::shared_ptr<const SamplePictures> pictures_;
  bool large_;
  SampleLook look_;
};

class SampleStrip final : public QWidget {
  Q_OBJECT
 public:
  static constexpr std::size_t kMost = 6;

  explicit SampleStrip(QWidget* parent);
  /// The first kMost of them.
  void show(const std::vector<SampleLook>& looks);
  void setPictures(const TaskPicture* raw, const TaskPicture* mix);
  [[nodiscard]] bool isEnlarged() const;

 private:
  void enlarge(const SampleTile& tile);

  std::shared_ptr<SamplePictures> pictures_;
  QStackedLayout* pages_;
  std::vector<SampleTile*> tiles_;
  SampleTile* large_;
};

}  // namespace emascope::ui
