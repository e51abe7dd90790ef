// SPDX-License-Identifier: GPL-3.0-or-later
//
// A label that says the same in fewer words where there is less room, and never shows half a word
// at its edge.
#pragma once

#include <QLabel>
#include <QStringList>

namespace emascope::ui {

class FittingLabel final : public QLabel {
  Q_OBJECT
 public:
  explicit FittingLabel(QWidget* parent = nullptr);

  /// From the longest to the shortest; the first that fits is shown, and all of the first in the
  /// tool tip (or `tip`, if there is one).
  void setTexts(const QStringList& texts, const QString& tip = {});
  [[nodiscard]] const QStringList& texts() const { return texts_; }

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void fit();

  QStringList texts_;
};

}  // namespace emascope::ui
