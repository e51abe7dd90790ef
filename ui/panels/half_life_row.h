// SPDX-License-Identifier: GPL-3.0-or-later
//
// The half-life that a β means, as a field under its knob. It asks by signals and decides nothing
// but that a half-life is a number above 0.
#pragma once

#include <QWidget>

namespace emascope::ui {

class NumberField;

class HalfLifeRow final : public QWidget {
  Q_OBJECT
 public:
  explicit HalfLifeRow(QWidget* parent = nullptr);

  /// Of a β of 1 and above it is "never". Leaves a text alone that is being typed.
  void show(double beta, double update_every);
  /// What was refused has been read, or another value is in force.
  void forgetRefusal();

 Q_SIGNALS:
  void entered(double steps);
  /// What was typed is no half-life; the value in force stands in the field again.
  void refused(const QString& reason);
  /// Typed, or taken back: a refusal has been read.
  void edited();

 private:
  void read(const QString& text);

  NumberField* field_;
};

}  // namespace emascope::ui
