// SPDX-License-Identifier: GPL-3.0-or-later
//
// News that the person at the window has to know, without a box that stops everything: one line and
// its details, at most one action, and a way to put it away. A warning of something lost stays
// until the person closes it, whatever else is told meanwhile.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QFrame>

class QLabel;
class QPushButton;

namespace emascope::ui {

class MessageBar final : public QFrame {
  Q_OBJECT
 public:
  explicit MessageBar(QWidget* parent = nullptr);

  /// In place of what was told before. Plain text. `details` may have many lines; `action` may be
  /// empty.
  void tell(const QString& text, const QString& details = {}, const QString& action = {},
            std::function<void()> act = {});
  /// Stays until it is closed; the same warning again changes nothing.
  void warn(const QString& text, const QString& details);
  /// What tell() said is over; warnings stay.
  void putAway();
  /// What is shown; empty if nothing is.
  [[nodiscard]] QString text() const;
  [[nodiscard]] QString details() const;

 private:
  struct Message {
    QString text = {};
    QString details = {};
    QString action = {};
    std::function<void()> act = {};
  };
  void show();
  void closeShown();

  std::optional<Message> told_;
  std::vector<Message> warnings_;  // the latest last
  QLabel* text_;
  QLabel* details_;
  QPushButton* action_;
};

}  // namespace emascope::ui
