// SPDX-License-Identifier: GPL-3.0-or-later
//
// One tunable number: label, state, field and slider; or label, state and a list, for a choice by
// name. It shows the value in force and, while the
// two differ, the one being asked for; it never pretends that a value it sent is in force. Asks by
// signals, decides nothing.
#pragma once

#include "core/rules/param_spec.h"
#include "ui/controls/status_dot.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace emascope::ui {

class QuietSlider;

class ParamKnob final : public QWidget {
  Q_OBJECT
 public:
  explicit ParamKnob(const ParamSpec& spec, QWidget* parent = nullptr);

  [[nodiscard]] const ParamSpec& spec() const { return spec_; }
  [[nodiscard]] KnobState state() const { return dot_->state(); }
  /// The value shown: the pending one, if any.
  [[nodiscard]] double value() const { return value_; }
  [[nodiscard]] double inForce() const { return in_force_; }

  /// The engine's value. Moves slider and field unless another value is pending.
  void setInForce(double value);
  /// An asked-for value took effect at `step`.
  void showApplied(double value, qint64 step);
  void showSent();
  /// Back to the value in force, with the reason shown until the next edit.
  void showRefused(const QString& reason);
  /// As if the user had entered it.
  void enter(double value);
  /// Shows `value` as pending; somebody else asks for it.
  void propose(double value);
  /// A remark beside the label when nothing is pending: "over since step 100".
  void setRemark(const QString& remark);

 Q_SIGNALS:
  void previewed(double value);               ///< while dragging, and on each commit
  void committed(double value, int gesture);  ///< one drag or one typed value; unique
  void dragged(double value, int gesture);    ///< while the slider moves
  void resetWanted();                         ///< double-click on the label

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  /// Values are rounded, so that neighbouring positions may mean the same; a key must not.
  void stepToAnotherValue(int action);
  void sliderMoved(int position);
  void fieldEntered();
  void showPending(double value);
  /// Moves slider or list, which ask for nothing by it.
  void showValue(double value);
  void becomeChoice();
  void refreshText();
  void setFieldText(double value);

  ParamSpec spec_;
  double value_ = 0.0;
  double in_force_ = 0.0;
  int gesture_ = 0;
  bool updating_ = false;
  QString remark_;
  QString refusal_;
  QLabel* label_;
  QLabel* remark_label_;
  QLabel* reason_label_;
  StatusDot* dot_;
  QLineEdit* field_;
  QuietSlider* slider_;
  QComboBox* choice_ = nullptr;  ///< instead of the two, for a parameter with choices
};

}  // namespace emascope::ui
