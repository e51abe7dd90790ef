// SPDX-License-Identifier: GPL-3.0-or-later
//
// A knob in a window of its own, as wide as on a card, with what tests do to it and read from it.
#pragma once

#include "tests/ui/controls/rule_parameter.h"
#include "ui/controls/param_knob.h"
#include "ui/controls/quiet_slider.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QString>
#include <QStringList>
#include <QTest>

namespace emascope::ui {

inline constexpr int kCardWidth = 308;  // of the card's column, in pixels

struct KnobFixture {
  ParamKnob knob{parameter("beta")};
  QSignalSpy committed{&knob, &ParamKnob::committed};
  QLineEdit* field = knob.findChild<QLineEdit*>();
  QuietSlider* slider = knob.findChild<QuietSlider*>();

  KnobFixture() {
    knob.setInForce(0.995);
    knob.resize(kCardWidth, knob.sizeHint().height());
    knob.show();
    knob.activateWindow();
    (void)QTest::qWaitForWindowActive(&knob, 2000);  // else nothing has or loses the focus
  }
  void type(const QString& text) const {
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
  }
  /// The label with the name of the parameter.
  [[nodiscard]] QLabel* name() const {
    for (QLabel* label : knob.findChildren<QLabel*>()) {
      if (label->buddy()) return label;
    }
    return nullptr;
  }
  /// What the knob says besides its name, on its label's tool tip.
  [[nodiscard]] QString remark() const {
    const QStringList lines = name()->toolTip().split(QLatin1Char('\n'));
    return lines.size() > 2 ? lines.last() : QString();
  }
};

}  // namespace emascope::ui
