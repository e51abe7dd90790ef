// SPDX-License-Identifier: GPL-3.0-or-later
//
// A label that switches to a shorter text when space is short, and never shows a truncated word.
#pragma once

#include <QLabel>
#include <QStringList>

namespace emascope::ui {

class FittingLabel final : public QLabel {
  Q_OBJECT
 public:
  explicit FittingLabel(QWidget* parent = nullptr);

  /// Alternative texts, longest first. Shows the first one that fits; the tool tip is `tip`, or the
  /// longest text.
  void setTexts(const QStringList& texts, const QString& tip = {});
  [[nodiscard]] const QStringList& texts() const { return texts_; }
  /// The width of this widget from which a text fits.
  [[nodiscard]] int widthOf(const QString& text) const;

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void fit();

  QStringList texts_;
};

}  // namespace emascope::ui
