// SPDX-License-Identifier: GPL-3.0-or-later
//
// The knobs of one track, or of the run. Built from the parameter specs of the catalog and
// connected to EditSender and the engine's answers. A knob shows a value as in force only after the
// engine has applied it.
#pragma once

#include "core/protocol/events.h"
#include "ui/controls/param_knob.h"
#include "ui/panels/panel.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace emascope::ui {

class KnobGroup final : public QWidget {
  Q_OBJECT
 public:
  KnobGroup(const PanelContext& context, const std::vector<ParamSpec>& specs, QWidget* parent);

  /// Shows the parameters of `track` ("" = of the run). A double-click on a label resets to the
  /// value in `presets`.
  void setTrack(const std::string& track, const ParamValues& in_force, const ParamValues& presets);
  [[nodiscard]] ParamKnob* knob(const std::string& id) const;
  /// The values shown, including pending ones.
  [[nodiscard]] ParamValues shown() const;
  [[nodiscard]] bool pending() const;
  /// Whether a drag sends its values before it ends.
  void setSendWhileDragging(bool on) { send_while_dragging_ = on; }
  /// Further values to send in the same change when `id` is set to `value`.
  using Companions = std::function<ParamValues(const std::string& id, double value)>;
  void setCompanions(Companions companions) { companions_ = std::move(companions); }
  /// Whether the advanced knobs are unfolded.
  void showAdvanced(bool on);
  /// Whether there are advanced parameters, which can be hidden.
  [[nodiscard]] bool hasAdvanced() const { return more_ != nullptr; }
  /// Grays those that decide nothing at present, by id with the reason as ParamKnob::setIdle()
  /// takes it.
  void setIdle(const std::map<std::string, QString>& idle);
  /// Hides the reasons of refused edits.
  void forgetRefusals();
  /// Inserts `widget` below the knob `id`.
  void insertBelow(const std::string& id, QWidget* widget);

 Q_SIGNALS:
  void previewed();  ///< shown() has changed
  void advancedShown(bool on);

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
  QToolButton* more_ = nullptr;  ///< unfolds the advanced knobs; null without any
  std::map<std::string, ParamKnob*> knobs_;
};

}  // namespace emascope::ui
