// SPDX-License-Identifier: GPL-3.0-or-later
//
// A non-modal bar for messages: one line, its details, at most one action button, and a button to
// dismiss the message. With several messages, shows one and their number. A warning stays until the
// user dismisses it or it is settled, whatever other messages arrive.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include <QFrame>
#include <QString>

class QLabel;
class QPushButton;
class QToolButton;

namespace emascope::ui {

class MessageBar final : public QFrame {
  Q_OBJECT
 public:
  explicit MessageBar(QWidget* parent = nullptr);

  struct Message {
    QString text = {};
    QString details = {};  ///< may have many lines
    QString action = {};   ///< label of the button; empty: none
    std::function<void()> act = {};
  };
  /// Replaces an earlier message about the same topic. Plain text.
  void tell(const QString& topic, const Message& message);
  /// Stays until dismissed or settled. Repeating the same warning has no effect.
  void warn(const QString& topic, const Message& message);
  /// Removes the messages about `topic`.
  void settle(const QString& topic);
  /// Removes the messages of tell(); warnings stay.
  void putAway();
  /// The message shown; empty for none.
  [[nodiscard]] QString text() const;
  [[nodiscard]] QString details() const;

 private:
  struct Said {
    QString topic = {};
    Message message = {};
    bool stays = false;
  };
  using Place = std::vector<Said>::iterator;
  [[nodiscard]] Place of(const QString& topic);
  void show();
  void closeShown();
  void act();

  std::vector<Said> said_;  // messages of tell(), latest first; then warnings, latest first
  std::size_t shown_ = 0;
  QLabel* text_;
  QLabel* details_;
  QPushButton* action_;
  QToolButton* next_;
};

}  // namespace emascope::ui
