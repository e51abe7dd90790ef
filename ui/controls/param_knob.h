// SPDX-License-Identifier: GPL-3.0-or-later
//
// One tunable number: label, slider, state and field in one line; or label, state and a list, for a
// choice by name; or label, state and a check box, for a choice between false and true. It shows
// the value in force and, if that differs, the requested one; a sent value counts as in force only
// when the engine has applied it. Requests changes by signals and decides nothing.
#pragma once

#include "core/rules/param_spec.h"
#include "ui/controls/status_dot.h"

#include <QStringList>
#include <QWidget>

class QCheckBox;
class QLabel;

namespace emascope::ui {

class FittingLabel;
class NumberField;
class QuietCombo;
class QuietSlider;

class ParamKnob final : public QWidget {
  Q_OBJECT
 public:
  // Of a row, in pixels at 100 %, so that the sliders of a card stand below each other.
  static constexpr int kLabelWidth = 92;
  static constexpr int kLeastSlider = 60;
  static constexpr int kFieldWidth = 98;
  static constexpr int kSpacing = 6;

  explicit ParamKnob(const ParamSpec& spec, QWidget* parent = nullptr);

  [[nodiscard]] const ParamSpec& spec() const { return spec_; }
  /// The state that the mark shows.
  [[nodiscard]] KnobState state() const { return dot_->state(); }
  /// A value other than the one in force was requested and is not yet answered.
  [[nodiscard]] bool pending() const {
    return state_ == KnobState::kEdited || state_ == KnobState::kSent;
  }
  /// The value shown: the pending one, if any.
  [[nodiscard]] double value() const { return value_; }
  [[nodiscard]] double inForce() const { return in_force_; }
  /// Whether its slider stands between label and field: without choices, and with a short label.
  [[nodiscard]] bool oneLine() const { return one_line_; }

  /// Sets the engine's value. Moves slider and field unless another value is pending.
  void setInForce(double value);
  /// A dash instead of the value in force, which is not known.
  void showUnknown();
  /// A requested value took effect at `step`.
  void showApplied(double value, qint64 step);
  void showSent();
  /// Returns to the value in force and shows `reason` until the next edit.
  void showRefused(const QString& reason);
  /// Hides the reason, because a new text is being typed or the old one was restored.
  void forgetRefusal();
  /// Enters `value` as the user would.
  void enter(double value);
  /// Shows `value` as pending; the caller sends it.
  void propose(double value);
  /// A remark, shown when nothing is pending: alternative texts, longest first, such as "ended at
  /// step 100". A knob of one line, which has no room for it, has it in the tool tip of its label
  /// and in its description for screen readers, or if it `must_be_seen`, in a second line.
  void setRemark(const QStringList& remark, bool must_be_seen = false);
  /// Gray, as no value would change anything at present, with `why` as its remark; without a reason
  /// setRemark()'s stays, or it says "no effect now". It can be turned all the same: another change
  /// may give it an effect.
  void setIdle(bool idle, const QString& why = {});

 Q_SIGNALS:
  void previewed(double value);               ///< while dragging, and on each commit
  void committed(double value, int gesture);  ///< `gesture`: unique per drag or typed value
  void dragged(double value, int gesture);    ///< while the slider moves
  void resetWanted();                         ///< double-click on the label
  void refusalForgotten();
  void stateShown(KnobState state);  ///< whenever the mark is renewed

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  /// Skips slider positions that round to the current value, so that each key press changes it.
  void stepToAnotherValue(int action);
  void sliderMoved(int position);
  void fieldEntered(const QString& text);
  void showPending(double value);
  /// Moves the slider or list without sending the value.
  void showValue(double value);
  void becomeChoice();
  void becomeFlag();
  void refreshText();
  void showRemark(const QStringList& texts, const QString& tip = {});
  void layOut();

  ParamSpec spec_;
  double value_ = 0.0;
  double in_force_ = 0.0;
  int gesture_ = 0;
  bool updating_ = false;
  bool one_line_ = false;                  ///< the slider stands between label and field
  KnobState state_ = KnobState::kApplied;  // of the value; a typed text overrides the mark
  QStringList remark_;
  bool remark_seen_ = false;  ///< setRemark()'s must be seen
  bool idle_ = false;
  QString idle_why_;
  QString refusal_;
  QLabel* label_;
  FittingLabel* remark_label_;
  QLabel* reason_label_;
  StatusDot* dot_;
  NumberField* field_;
  QuietSlider* slider_;
  QuietCombo* choice_ = nullptr;  ///< replaces field and slider for a parameter with choices
  QCheckBox* flag_ = nullptr;     ///< replaces the list for false and true
};

}  // namespace emascope::ui
