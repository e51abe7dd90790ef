// SPDX-License-Identifier: GPL-3.0-or-later
//
// The workspace Compare: raw weights against a mix of raw and the selected average, of one step and
// the same samples. Two large pictures, the losses along the line with the slider that chooses the
// mix, where the two agree, how far apart they are by layer, and the test samples. Asks the engine
// for nothing while it is hidden. Arranges itself by its own size; what does not fit is a tab. The
// mix, the chosen group and the zoom last as long as the widget.
#pragma once

#include "ui/compare/agreement.h"
#include "ui/compare/compare_feed.h"
#include "ui/panels/panel.h"

#include <optional>
#include <string>

#include <QWidget>

class QHBoxLayout;
class QTabWidget;
class QVBoxLayout;

namespace emascope::ui {

class AgreementCard;
class BetweenCard;
class DistancesCard;
class PictureZoom;
class PicturesCard;
class TestCard;

/// [ui-thread]
class CompareView final : public QWidget {
  Q_OBJECT
 public:
  /// What `context` names must outlive it.
  CompareView(const PanelContext& context, QWidget* parent);

  /// The share of the average in the mix, -0.5 to 1.5.
  [[nodiscard]] double share() const;
  void setShare(double share);

  enum class Arrangement {
    kWide,    ///< all cards beside each other
    kMedium,  ///< layers and test samples are tabs
    kNarrow,  ///< all cards but the pictures and the slider are tabs
    kSmall,   ///< one column of tabs
  };
  /// `size`: in pixels at 100 %.
  [[nodiscard]] static Arrangement arrangementFor(const QSize& size);
  [[nodiscard]] Arrangement arrangement() const { return arrangement_; }

 Q_SIGNALS:
  void shareChanged(double share);

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void arrange(Arrangement arrangement);
  void fit();
  void connectRun();
  [[nodiscard]] std::string label() const;  ///< of the selected track; empty without one
  [[nodiscard]] bool watched() const;
  [[nodiscard]] std::string problem() const;
  void renewed(CompareFeed::Part part);
  void renewAgreement();
  void askForGroup();
  void askForMisread();
  void showGroup();
  [[nodiscard]] QStringList ringTexts(std::size_t rings) const;
  void renewAll();  ///< or later, while it is hidden

  PanelContext context_;
  CompareFeed* feed_;
  PictureZoom* zoom_;
  PicturesCard* pictures_;
  BetweenCard* between_;
  AgreementCard* agreement_card_;
  DistancesCard* distances_;
  TestCard* test_;
  QWidget* left_;
  QVBoxLayout* left_column_;
  QWidget* right_;
  QVBoxLayout* right_column_;
  QTabWidget* tabs_ = nullptr;
  std::optional<Agreement> agreement_;
  std::string problem_;  // what the zoom is for: a restart keeps it
  Arrangement arrangement_ = Arrangement::kWide;
  bool stale_ = true;   // to be renewed when it is shown
  double scale_ = 1.0;  // of the interface, for which it was arranged
};

}  // namespace emascope::ui
