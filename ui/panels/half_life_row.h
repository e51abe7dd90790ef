// SPDX-License-Identifier: GPL-3.0-or-later
//
// The half-life of a decay as a slider and a field, below the knob of the decay. Requests changes
// by signals; checks only that a half-life is a number above 0. Its mark is that of the knob.
#pragma once

#include "ui/controls/status_dot.h"

#include <optional>

#include <QWidget>

class QLabel;

namespace emascope::ui {

class NumberField;
class ParamKnob;
class QuietSlider;

class HalfLifeRow final : public QWidget {
  Q_OBJECT
 public:
  explicit HalfLifeRow(QWidget* parent = nullptr);

  /// "never" for a decay of 1 or more, "none" without one. Does not replace a text that is being
  /// typed, and leaves the slider that is being dragged.
  void show(std::optional<double> decay, double update_every);
  /// Hides a refusal, because it was read or another value is in force.
  void forgetRefusal();
  /// Shows the state of the knob of the decay.
  void follow(const ParamKnob& knob);

 Q_SIGNALS:
  /// Typed, or chosen with the slider, at the end of a drag.
  void entered(double steps);
  /// The typed text is not a half-life. The field shows the value in force again.
  void refused(const QString& reason);
  /// The text was edited or restored, so a refusal has been read.
  void edited();

 private:
  void layOut();
  void read(const QString& text);
  void slide(int position);
  void refreshDot();

  QLabel* label_;
  QuietSlider* slider_;
  StatusDot* dot_;
  NumberField* field_;
  KnobState state_ = KnobState::kApplied;  ///< of the knob of the decay
  bool updating_ = false;
};

}  // namespace emascope::ui
