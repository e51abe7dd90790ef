// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card of the selected track: the decay in force and what limits it, the half-life, the knobs,
// a preview of pending settings, and two buttons.
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

  /// Multiplies the half-life of the cap by `factor`; for the [ and ] keys.
  void scaleHalfLife(double factor);
  /// Whether a drag sends its values before it ends.
  void setSendWhileDragging(bool on);

 Q_SIGNALS:
  /// A button failed; `details` is the reason.
  void told(const QString& text, const QString& details);

 private:
  void layOut();
  void rebuild();
  void addLinkedControls();
  /// The values that a double-click on a label resets to.
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
  std::string built_for_;  // schedule and label of the current knobs
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
