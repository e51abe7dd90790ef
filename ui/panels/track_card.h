// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card of one average: the decay in force and what limits it, its half-life, the knobs, what
// the pending settings would do, and two actions. Shows the selected track.
#pragma once

#include "core/protocol/events.h"
#include "ui/panels/panel.h"

#include <QFrame>

class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace emascope::ui {

class DecayPreview;
class KnobGroup;
class NumberField;

class TrackCard final : public QFrame {
  Q_OBJECT
 public:
  TrackCard(const PanelContext& context, QWidget* parent);
  ~TrackCard() override;

  /// Half-life of the cap times `factor`, as the [ and ] keys ask.
  void scaleHalfLife(double factor);
  /// Values of a drag are sent while it goes on.
  void setSendWhileDragging(bool on);

 Q_SIGNALS:
  /// What a button could not do, and why.
  void told(const QString& text, const QString& details);

 private:
  void layOut();
  void rebuild();
  void addLinkedControls();
  /// What a label's double-click returns to.
  [[nodiscard]] ParamValues presetValues() const;
  void refresh();
  void refreshPending();
  void refreshRemarks();
  void halfLifeEntered(const QString& text);
  void reseed();
  void copyPython();
  [[nodiscard]] ParamValues companionsOf(const std::string& id, double value) const;
  [[nodiscard]] bool hasTrack() const;
  [[nodiscard]] const TrackSpec& spec() const;

  PanelContext context_;
  bool send_while_dragging_ = false;
  std::string built_for_;  // schedule and label the knobs were built for
  QLabel* title_;
  QLabel* badge_;
  QLabel* decay_;
  QLabel* half_life_text_;
  QWidget* half_life_row_ = nullptr;
  NumberField* half_life_ = nullptr;
  QCheckBox* keep_ = nullptr;
  KnobGroup* knobs_ = nullptr;
  QVBoxLayout* knob_place_;
  QLabel* pending_;
  DecayPreview* preview_;
  QPushButton* reseed_;
  QPushButton* python_;
};

}  // namespace emascope::ui
