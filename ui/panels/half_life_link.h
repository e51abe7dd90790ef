// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ties the knob of β to its half-life: a field for the half-life, and a box that keeps it when the
// track is updated more or less often.
#pragma once

#include "core/rules/param_spec.h"

#include <string>

#include <QObject>

namespace emascope::ui {

class HalfLifeRow;
class KnobGroup;

class HalfLifeLink final : public QObject {
  Q_OBJECT
 public:
  /// Inserts the controls into `knobs`, which owns this. A rule without β gets none, and a rule
  /// that cannot skip steps no box. `keeps`: whether the box is checked.
  HalfLifeLink(KnobGroup* knobs, bool keeps);

  /// Shows the half-life of these values.
  void show(const ParamValues& values);
  /// Multiplies the half-life, unless it is 0 or infinite, or the rule has no β.
  void scale(double factor);

 Q_SIGNALS:
  void keepsChanged(bool on);

 private:
  void addBox();
  void enter(double steps);
  [[nodiscard]] ParamValues companionsOf(const std::string& id, double value) const;

  KnobGroup* knobs_;
  bool keeps_;
  HalfLifeRow* row_ = nullptr;
};

}  // namespace emascope::ui
