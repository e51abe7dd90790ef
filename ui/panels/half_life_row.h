// SPDX-License-Identifier: GPL-3.0-or-later
//
// A field for the half-life of β, below the knob of β. Requests changes by signals; checks only
// that a half-life is a number above 0.
#pragma once

#include <QWidget>

namespace emascope::ui {

class NumberField;

class HalfLifeRow final : public QWidget {
  Q_OBJECT
 public:
  explicit HalfLifeRow(QWidget* parent = nullptr);

  /// "never" for a β of 1 or more. Does not replace a text that is being typed.
  void show(double beta, double update_every);
  /// Hides a refusal, because it was read or another value is in force.
  void forgetRefusal();

 Q_SIGNALS:
  void entered(double steps);
  /// The typed text is not a half-life. The field shows the value in force again.
  void refused(const QString& reason);
  /// The text was edited or restored, so a refusal has been read.
  void edited();

 private:
  void read(const QString& text);

  NumberField* field_;
};

}  // namespace emascope::ui
