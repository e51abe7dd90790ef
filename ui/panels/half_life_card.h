// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card "Loss against half-life": a plot of the tracks' losses over the evaluations that
// verdicts compare, which half-lives are within noise of the best in words, and a cursor whose
// half-life can be given to the selected track or to a new one. The badge chooses the evaluations,
// for the table and the plot of the run, too. Renewed at every eighth evaluation, because single
// spikes of the raw loss would otherwise move the range (in long runs more rarely, because it reads
// a part of the run), and when something was edited, chosen or paused. The line between the tracks
// is measured meanwhile.
#pragma once

#include "core/protocol/record/half_life_losses.h"
#include "core/rules/decay_param.h"
#include "ui/panels/panel.h"

#include <optional>
#include <string>
#include <utility>

#include <QFrame>

class QLabel;
class QPushButton;

namespace emascope::ui {

class HalfLifeLine;
class HalfLifePlot;

class HalfLifeCard final : public QFrame {
  Q_OBJECT
 public:
  HalfLifeCard(const PanelContext& context, QWidget* parent);

 protected:
  void showEvent(QShowEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  /// What to set on a track for a half-life; or why it cannot be set.
  struct Target {
    HalfLifeSetting set = {};
    QString why_not = {};
  };

  void layOut();
  void follow();
  void openSpans();
  void refresh();
  void renew();
  void showNote(const ComparedLosses& compared);
  /// Tool tip of the sentence: what its half-lives are.
  [[nodiscard]] QString halfLivesInForce() const;
  void showBadge(const ComparedLosses& compared);
  void showCursor();
  void use();
  void add(double half_life);
  [[nodiscard]] Target targetOf(double half_life) const;
  /// There is a run to start again, but none whose tracks can be changed.
  [[nodiscard]] bool hasEnded() const;
  void restartWith(const std::string& label, const Target& target);
  [[nodiscard]] QString readout(double half_life) const;

  PanelContext context_;
  HalfLifeLine* line_;
  QPushButton* badge_;
  HalfLifePlot* plot_;
  QLabel* sentence_;
  QLabel* note_;
  QLabel* cursor_;
  QLabel* readout_;
  QPushButton* use_;
  FlatRegion region_;
  bool stale_ = true;
  std::pair<std::size_t, std::size_t> part_;  // length and number, of the evaluations so far
};

}  // namespace emascope::ui
