// SPDX-License-Identifier: GPL-3.0-or-later
//
// News that the person at the window has to know, without a box that stops everything: one line and
// its details, at most one action, and a way to put it away. Of several, one is shown and their
// number beside it. A warning of something lost stays until the person closes it or the trouble is
// over, whatever else is told meanwhile.
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
    QString action = {};   ///< of a button; may be empty
    std::function<void()> act = {};
  };
  /// In place of what was said about the same topic; plain text.
  void tell(const QString& topic, const Message& message);
  /// Stays until it is closed or settled; the same warning again changes nothing.
  void warn(const QString& topic, const Message& message);
  /// What was said about `topic` is over.
  void settle(const QString& topic);
  /// All that tell() said is over; warnings stay.
  void putAway();
  /// What is shown; empty if nothing is.
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

  std::vector<Said> said_;  // what was told, the latest first; then warnings, the latest first
  std::size_t shown_ = 0;
  QLabel* text_;
  QLabel* details_;
  QPushButton* action_;
  QToolButton* next_;
};

}  // namespace emascope::ui
