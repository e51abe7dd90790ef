// SPDX-License-Identifier: GPL-3.0-or-later
//
// The knobs of one track (or of the run): built from the catalog's specs, wired to the sender and
// to the engine's answers. What a knob shows as in force is what the engine applied, nothing else.
#pragma once

#include "core/protocol/events.h"
#include "ui/controls/param_knob.h"
#include "ui/panels/panel.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <QWidget>

class QVBoxLayout;

namespace emascope::ui {

class KnobGroup final : public QWidget {
  Q_OBJECT
 public:
  KnobGroup(const PanelContext& context, const std::vector<ParamSpec>& specs, QWidget* parent);

  /// Shows the parameters of `track` ("" = the run's), with `presets` as what a label's
  /// double-click returns to.
  void setTrack(const std::string& track, const ParamValues& in_force, const ParamValues& presets);
  [[nodiscard]] ParamKnob* knob(const std::string& id) const;
  /// What the knobs show, pending values included.
  [[nodiscard]] ParamValues shown() const;
  [[nodiscard]] bool pending() const;
  /// Sends the values of a drag while it goes on, not only at its end.
  void setSendWhileDragging(bool on) { send_while_dragging_ = on; }
  /// Values that go along when `id` is set to `value`, in the same change.
  using Companions = std::function<ParamValues(const std::string& id, double value)>;
  void setCompanions(Companions companions) { companions_ = std::move(companions); }
  /// Puts `widget` under a knob.
  void insertBelow(const std::string& id, QWidget* widget);

 Q_SIGNALS:
  void previewed();  ///< shown() has changed

 private:
  void commit(const std::string& id, double value, int gesture);
  void applied(const event::Applied& change);
  void refused(const std::string& track, const ParamValues& values, const QString& reason);
  void sent(const std::string& track, const ParamValues& values);

  PanelContext context_;
  std::string track_;
  ParamValues presets_;
  bool send_while_dragging_ = false;
  Companions companions_;
  QVBoxLayout* column_;
  std::map<std::string, ParamKnob*> knobs_;
};

}  // namespace emascope::ui
