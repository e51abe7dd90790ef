// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tool tips: a long one is wrapped.
#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/test_program.h"

#include <algorithm>

#include <QApplication>
#include <QHelpEvent>
#include <QTextDocument>
#include <QToolTip>

namespace emascope::ui {

class ToolTipTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aLongToolTipIsWrapped() {
    WindowFixture fixture;
    auto* toggle = fixture.part<QWidget>("button_toggle");
    const auto shown = [toggle](const QString& tip) {
      toggle->setToolTip(tip);
      QHelpEvent hover(QEvent::ToolTip, {5, 5}, toggle->mapToGlobal(QPoint(5, 5)));
      QCoreApplication::sendEvent(toggle, &hover);
      return QToolTip::text();
    };
    const QString words = QStringLiteral("A tool tip that says more than one line can hold & ");
    const QString lengthy = shown(words + words + words);
    QVERIFY2(Qt::mightBeRichText(lengthy), qPrintable(lengthy));  // which Qt wraps
    QVERIFY2(lengthy.contains(QStringLiteral("hold &amp; A tool tip")), qPrintable(lengthy));
    QVERIFY(QToolTip::isVisible());
    const auto tips = QApplication::topLevelWidgets();
    const auto tip = std::ranges::find_if(
        tips, [](const QWidget* each) { return each->inherits("QTipLabel") && each->isVisible(); });
    QVERIFY(tip != tips.end());
    QVERIFY((*tip)->height() > 2 * (*tip)->fontMetrics().lineSpacing());
    QCOMPARE(shown(QStringLiteral("Start & pause")), QStringLiteral("Start & pause"));
  }
};

EMASCOPE_UI_TEST(ToolTipTest);

}  // namespace emascope::ui

#include "tool_tip_test.moc"
