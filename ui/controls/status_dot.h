// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small mark for the state of an edited value: nothing while it is edited, a ring when sent, a
// dot when applied by the engine, a red cross when refused.
#pragma once

#include <QWidget>

namespace emascope::ui {

enum class KnobState { kApplied, kTyped, kEdited, kSent, kRefused };

class StatusDot final : public QWidget {
  Q_OBJECT
 public:
  explicit StatusDot(QWidget* parent = nullptr);
  void setState(KnobState state);
  [[nodiscard]] KnobState state() const { return state_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  KnobState state_ = KnobState::kApplied;
};

}  // namespace emascope::ui
