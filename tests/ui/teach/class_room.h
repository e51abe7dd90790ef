// SPDX-License-Identifier: GPL-3.0-or-later
//
// The workspace Teach in a window of its own, with what tests do to it.
#pragma once

#include "tests/ui/teach/teach_fixture.h"
#include "ui/controls/number_field.h"
#include "ui/controls/param_knob.h"
#include "ui/teach/teach_view.h"

#include <string>

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QVBoxLayout>

namespace emascope::ui {

struct ClassRoom : LessonRunFake {
  QWidget window;
  PanelParts parts{controller};
  TeachView view{parts.context(), &window};

  ClassRoom() {
    auto* column = new QVBoxLayout(&window);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(&view);
    window.resize(1440, 850);
    window.show();
    window.activateWindow();
    (void)QTest::qWaitForWindowActive(&window, 2000);
  }
  template <typename T>
  [[nodiscard]] T* part(const char* name) const {
    T* found = view.findChild<T*>(QLatin1String(name));
    Q_ASSERT(found);
    return found;
  }
  [[nodiscard]] QString text(const char* name) const {
    const auto* label = part<QLabel>(name);
    return label->isVisible() ? label->text() : QString();
  }
  void click(const char* name) {
    QApplication::processEvents();  // what was just shown has no place yet
    QTest::mouseClick(part<QPushButton>(name), Qt::LeftButton);
  }
  void key(Qt::Key key) { QTest::keyClick(&view, key); }
  [[nodiscard]] ParamKnob* knob(const char* id) const {
    return view.findChild<ParamKnob*>(QStringLiteral("knob_") + QLatin1String(id));
  }
  static void type(const ParamKnob* knob, const char* text) {
    auto* field = knob->findChild<NumberField*>();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QLatin1String(text));
    QTest::keyClick(field, Qt::Key_Return);
  }
  void begin(const std::string& id = "when-to-begin") {
    view.openLesson(shippedLesson(id));
    accept();
  }
};

}  // namespace emascope::ui
