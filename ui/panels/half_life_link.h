// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ties the knob of the decay, under whatever name, to its half-life: a field for the half-life, and
// a box that keeps it when the track is updated more or less often.
#pragma once

#include "core/rules/decay_param.h"

#include <optional>
#include <string>

#include <QObject>

namespace emascope::ui {

class HalfLifeRow;
class KnobGroup;

class HalfLifeLink final : public QObject {
  Q_OBJECT
 public:
  /// Inserts the controls into `knobs`, which owns this. Without a `decay` there are none, and
  /// without a `stride` no box. `keeps`: whether the box is checked.
  HalfLifeLink(KnobGroup* knobs, std::optional<DecayParam> decay, std::optional<std::string> stride,
               bool keeps);

  /// Steps between two updates, as the knobs show it.
  [[nodiscard]] double stride() const;
  /// Shows the half-life of these values.
  void show(const ParamValues& values);
  /// Multiplies the half-life, unless it is 0 or infinite, or the rule has no decay.
  void scale(double factor);

 Q_SIGNALS:
  void keepsChanged(bool on);

 private:
  void addBox();
  void enter(double steps);
  [[nodiscard]] ParamValues companionsOf(const std::string& id, double value) const;
  /// The decay of these values, or that of the knob; none if there is no decay or if it is not set.
  [[nodiscard]] std::optional<double> decayOf(const ParamValues& values) const;
  [[nodiscard]] std::optional<double> decayShown() const;

  KnobGroup* knobs_;
  std::optional<DecayParam> decay_;
  std::optional<std::string> stride_;
  bool keeps_;
  HalfLifeRow* row_ = nullptr;
};

}  // namespace emascope::ui
