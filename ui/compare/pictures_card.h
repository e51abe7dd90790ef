// SPDX-License-Identifier: GPL-3.0-or-later
//
// The two large pictures of Compare: raw weights and a mix of raw and the selected average, of one
// step and the same samples. Data without a picture of their own are shown as a confusion matrix or
// as prediction against target; images that are misread are the same ones on both sides.
#pragma once

#include "core/protocol/events.h"
#include "ui/compare/agreement.h"
#include "ui/compare/mix_picture.h"
#include "ui/panels/panel.h"

#include <optional>
#include <vector>

#include <QFrame>
#include <QStringList>

namespace emascope::ui {

class CompareFeed;
class FittingLabel;
class PictureZoom;

class PicturesCard final : public QFrame {
  Q_OBJECT
 public:
  PicturesCard(const PanelContext& context, CompareFeed& feed, PictureZoom& zoom, QWidget* parent);

  /// Samples to ring, and what they are: alternative plain texts, the longest first.
  void setRings(std::vector<MixPicture::Ring> rings, const QStringList& texts);
  /// The results of feed.compared(); null if there are none.
  void setAgreement(const Agreement* agreement);
  /// Colors, names and numbers again, after the track, the theme or an answer has changed.
  void renew();
  /// The texts below the pictures.
  void renewLegend();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  struct Side {
    FittingLabel* title = nullptr;
    FittingLabel* numbers = nullptr;
    MixPicture* picture = nullptr;
  };
  struct Pair {
    std::optional<TaskPicture> raw = {};
    std::optional<TaskPicture> mix = {};
  };
  [[nodiscard]] Side addSide(const char* name, std::function<QColor()> color);
  [[nodiscard]] Pair pictures() const;
  [[nodiscard]] QString whyNone() const;
  void fillTitles();
  [[nodiscard]] QStringList mixTitles(const QString& average) const;
  [[nodiscard]] QString numbersOf(double share, std::int64_t wrong) const;
  [[nodiscard]] std::size_t track() const;

  PanelContext context_;
  CompareFeed& feed_;
  PictureZoom& zoom_;
  Side raw_;
  Side mix_;
  FittingLabel* ring_text_;
  FittingLabel* points_text_;
  FittingLabel* step_text_;
  std::optional<Agreement> agreement_;
};

}  // namespace emascope::ui
