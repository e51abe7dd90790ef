// SPDX-License-Identifier: GPL-3.0-or-later
//
// The row for a new track, above the table: rule or library preset, parameters as name=value, and a
// label. Posts track_action::Add; a refusal, its own or the engine's, is shown below the row in the
// window's names of the parameters. Hidden until PanelCommands::addTrackWanted().
#pragma once

#include "core/protocol/spec/track_spec.h"
#include "ui/panels/panel.h"

#include <cstdint>

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace emascope::ui {

class QuietCombo;

class AddTrackForm final : public QWidget {
  Q_OBJECT
 public:
  AddTrackForm(const PanelContext& context, QWidget* parent);
  /// Whether it shows the answer to that request.
  [[nodiscard]] bool asked(std::uint64_t request) const { return asked_ != 0 && request == asked_; }

 Q_SIGNALS:
  /// The track that was typed is there, and selected.
  void added();

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void layOut();
  void follow();
  void open();
  void putAway();
  void fillRules();
  void showRule();
  void refresh();
  void add();
  /// The track as typed, checked against catalog and run.
  [[nodiscard]] Result<TrackSpec> typed() const;
  [[nodiscard]] QString suggestedLabel() const;
  void refuse(const QString& reason);

  PanelContext context_;
  QuietCombo* rules_;
  QLineEdit* params_;
  QLineEdit* label_;
  QPushButton* add_;
  QPushButton* cancel_;
  QLabel* reason_;
  std::uint64_t asked_ = 0;  // not answered yet; 0: none
};

}  // namespace emascope::ui
