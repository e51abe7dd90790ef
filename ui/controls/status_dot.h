// SPDX-License-Identifier: GPL-3.0-or-later
//
// The state of one value that was edited here and is decided elsewhere, as a dot: nothing while it
// is being edited, hollow when sent, solid when in force, red when refused.
#pragma once

#include <QWidget>

namespace emascope::ui {

enum class KnobState { kApplied, kEdited, kSent, kRefused };

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
