// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one knob that a step of a lesson is about: of a track, of all tracks, or of the run. While
// the run goes on, an edit is sent like one of the card in Tune; after its end, it is for the next
// run, which "Run again" starts. Or the half-life of an average made afterwards, which needs no
// run. A constant decay is turned as the half-life in steps that it is.
#pragma once

#include "core/rules/param_spec.h"
#include "ui/panels/panel.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace emascope {
struct RunRecord;
}  // namespace emascope

namespace emascope::ui {

class KnobTicks;
class LessonSession;
class LessonSynthesis;
class ParamKnob;

class LessonKnob final : public QFrame {
  Q_OBJECT
 public:
  /// `synthesis` must outlive it.
  LessonKnob(const PanelContext& context, LessonSession& session, LessonSynthesis& synthesis,
             QWidget* parent);

  /// `roomy`: there is room for numbers below the slider.
  void arrange(double scale, bool roomy);
  void setLanguage(const std::string& language);
  /// Shows the knob of the session's step. Hidden if it has none, or its run is not in the window.
  void refresh();
  [[nodiscard]] ParamKnob* knob() const { return knob_; }

 Q_SIGNALS:
  void shownChanged();  ///< it was hidden or shown

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  [[nodiscard]] std::vector<std::string> targets() const;
  [[nodiscard]] std::optional<ParamSpec> specOf() const;
  [[nodiscard]] bool haveHalfLives() const;
  [[nodiscard]] ParamSpec halfLifeSpec(double initial, const QString& tip) const;
  [[nodiscard]] double shown(const std::string& track, double value) const;
  [[nodiscard]] double sent(const std::string& track, double value) const;
  [[nodiscard]] QString ofText() const;
  [[nodiscard]] bool ended() const;
  void build(const ParamSpec& spec);
  void commit(double value, int gesture);
  void connectChanges();
  void showValue();
  void showNote();
  void showMade();
  void fit();
  void directRow();

  PanelContext context_;
  LessonSession& session_;
  LessonSynthesis& synthesis_;
  std::string language_ = "en";
  double scale_ = 1.0;
  std::string shown_;  ///< the knob that is built, and for which run
  std::string id_;     ///< of the parameter
  std::vector<std::string> targets_;
  bool half_life_ = false;  ///< the knob turns a half-life, and the parameter is a decay
  bool roomy_ = true;
  std::optional<double> next_;  ///< for the next run, as the knob shows it
  std::uint64_t runs_ = 0;      ///< runs started so far
  bool made_ = false;           ///< it is that of an average made afterwards
  ParamKnob* knob_ = nullptr;
  KnobTicks* ticks_;
  QLabel* of_;
  QLabel* note_;
  QPushButton* again_;
  QHBoxLayout* row_;
  QVBoxLayout* column_;
};

}  // namespace emascope::ui
