// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card of the selected track: the decay in force and what limits it, the half-life, the knobs,
// and with the advanced ones a preview of pending settings and two buttons. Obeys the half-life and
// drag commands of the window (panel_commands.h).
#pragma once

#include "core/protocol/events.h"
#include "ui/panels/panel.h"

#include <optional>

#include <QFrame>

class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace emascope::ui {

class DecayPreview;
class HalfLifeLink;
class KnobGroup;
class PythonButton;

class TrackCard final : public QFrame {
  Q_OBJECT
 public:
  TrackCard(const PanelContext& context, QWidget* parent);
  ~TrackCard() override;

  /// That of the slim form, also while the card is wide: or it would never become slim again.
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  bool event(QEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void layOut();
  /// The width that all parts need, with the knobs beside the rest or below the figures.
  [[nodiscard]] int leastWidth(bool wide) const;
  [[nodiscard]] bool hasRoomBeside() const;
  void placeKnobs();
  /// The preview and the buttons, which are seldom needed.
  void showRest();
  void obey();
  void scaleHalfLife(double factor);
  void rebuild();
  /// The values that a double-click on a label resets to.
  [[nodiscard]] ParamValues presetValues() const;
  void refresh();
  void refreshPending();
  [[nodiscard]] QString changesText(const ParamValues& now) const;
  void refreshRemarks();
  void refreshIdle();
  /// Shows the half-life of the decay in force, and whether the average is too long for the run.
  void showHalfLife(std::optional<double> decay);
  void resetToRaw();
  [[nodiscard]] bool hasTrack() const;
  [[nodiscard]] const TrackSpec& spec() const;

  PanelContext context_;
  bool send_while_dragging_ = false;
  std::string built_for_;  // schedule and label of the current knobs
  QLabel* title_;
  QLabel* badge_;
  QLabel* decay_;
  QLabel* half_life_text_;
  // The user's choices, kept for other tracks and runs.
  bool keeps_half_life_ = true;
  bool shows_advanced_ = false;
  ParamValues idle_for_;  ///< values in force at the last search for idle knobs
  std::int64_t idle_at_ = 0;
  KnobGroup* knobs_ = nullptr;
  HalfLifeLink* half_life_ = nullptr;  // belongs to knobs_
  QGridLayout* parts_ = nullptr;
  QVBoxLayout* figures_ = nullptr;
  bool wide_ = false;
  QWidget* rest_ = nullptr;
  QVBoxLayout* knob_place_;
  QLabel* pending_;
  DecayPreview* preview_;
  QPushButton* reset_;
  PythonButton* python_;
};

}  // namespace emascope::ui
