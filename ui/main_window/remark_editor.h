// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small form over the chart that writes a note or a reference line. Enter accepts, Esc closes;
// invalid input is reported below, and changes nothing.
#pragma once

#include "ui/plot/remarks.h"

#include <cstddef>
#include <optional>

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;

namespace emascope::ui {

class RemarkEditor final : public QFrame {
  Q_OBJECT
 public:
  /// Stays within `over`, at (0, 0) or further down and right.
  explicit RemarkEditor(QWidget* over);

  /// Whether what is written is kept with the run, which the form says.
  void setKeptWithRun(bool kept);
  /// `index`: the one that is edited, in Remarks; none adds one.
  void writeNote(const StepNote& note, std::optional<std::size_t> index, const QPoint& at);
  void writeLine(const ReferenceLine& line, std::optional<std::size_t> index, const QPoint& at);

 Q_SIGNALS:
  void noteWritten(const emascope::ui::StepNote& note, std::optional<std::size_t> index);
  void lineWritten(const emascope::ui::ReferenceLine& line, std::optional<std::size_t> index);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void open(const QString& title, const QPoint& at);
  void accept();
  void stayInside();
  void complain(const QString& text);

  QLabel* title_;
  QLineEdit* text_;
  QLineEdit* value_;
  QLabel* trouble_;
  QLabel* kept_;
  QPushButton* accept_;
  bool of_line_ = false;
  StepNote note_;
  ReferenceLine line_;
  std::optional<std::size_t> index_;
};

}  // namespace emascope::ui
