// SPDX-License-Identifier: GPL-3.0-or-later
//
// News that the person at the window has to know, without a box that stops everything: one line and
// its details, at most one action, and a way to put it away.
#pragma once

#include <functional>

#include <QFrame>

class QLabel;
class QPushButton;

namespace emascope::ui {

class MessageBar final : public QFrame {
  Q_OBJECT
 public:
  explicit MessageBar(QWidget* parent = nullptr);

  /// Plain text. `details` may have many lines; `action` may be empty.
  void tell(const QString& text, const QString& details = {}, const QString& action = {},
            std::function<void()> act = {});
  /// Good news: no frame in the colour of trouble, nothing to do.
  void inform(const QString& text);
  void putAway();
  [[nodiscard]] QString text() const;

 private:
  void setTrouble(bool trouble);

  QLabel* text_;
  QLabel* details_;
  QPushButton* action_;
  std::function<void()> act_;
};

}  // namespace emascope::ui
