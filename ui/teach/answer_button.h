// SPDX-License-Identifier: GPL-3.0-or-later
//
// A button whose text is broken into lines, so that a long answer is never cut. The answer that was
// given has a thicker frame.
#pragma once

#include <QPushButton>

namespace emascope::ui {

class AnswerButton final : public QPushButton {
  Q_OBJECT
 public:
  explicit AnswerButton(QWidget* parent = nullptr);

  void setAnswer(const QString& text);
  void setGiven(bool given);
  [[nodiscard]] bool given() const { return given_; }

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] int margin() const;

  bool given_ = false;
};

}  // namespace emascope::ui
