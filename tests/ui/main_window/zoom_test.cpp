// SPDX-License-Identifier: GPL-3.0-or-later
//
// The zoom of the interface: fonts, controls, spacings and lines follow it, nothing drifts, it is
// remembered.
#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/settle.h"
#include "tests/ui/support/test_program.h"
#include "ui/panels/tracks_model.h"
#include "ui/plot/loss_plot.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/line_style.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <QDialog>
#include <QHeaderView>
#include <QIcon>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSlider>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>

namespace emascope::ui {
namespace {

/// The sizes that the program has set, by widget; layouts with their margins and spacings.
std::map<const QObject*, std::vector<int>> sizesOf(const QWidget& window) {
  std::map<const QObject*, std::vector<int>> all;
  for (const QWidget* widget : window.findChildren<QWidget*>()) {
    all[widget] = {widget->minimumWidth(), widget->minimumHeight(), widget->maximumWidth(),
                   widget->maximumHeight()};
  }
  for (const QLayout* layout : window.findChildren<QLayout*>()) {
    const QMargins m = layout->contentsMargins();
    all[layout] = {m.left(), m.top(), m.right(), m.bottom(), layout->spacing()};
  }
  return all;
}

}  // namespace

class ZoomTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }
  void cleanup() { setInterfaceScale(*qApp, 1.0); }

  void keysGoInTensFrom80To200() {
    WindowFixture w;
    w.run();
    std::vector<int> seen;
    for (int i = 0; i < 12; ++i) {
      QTest::keyClick(&w.window, Qt::Key_Plus, Qt::ControlModifier);
      seen.push_back(static_cast<int>(std::lround(100 * interfaceScale())));
    }
    QCOMPARE(seen.front(), 110);
    QCOMPARE(seen.back(), 200);
    for (int i = 0; i < 14; ++i) QTest::keyClick(&w.window, Qt::Key_Minus, Qt::ControlModifier);
    QCOMPARE(interfaceScale(), 0.8);
    QTest::keyClick(&w.window, Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(interfaceScale(), 1.0);
  }

  void fontsControlsSpacingAndLinesFollow() {
    WindowFixture w({1440, 900});
    w.run();
    settle();
    const auto* button = w.part<QPushButton>("button_step_hundred");
    const auto* speed = w.part<QSlider>("speed");
    const auto* field = w.part<QWidget>("knob_beta")->findChild<QLineEdit*>();
    const QLayout* bar = button->parentWidget()->layout();
    const int text = button->fontInfo().pixelSize();
    const int height = button->sizeHint().height();
    const int field_width = field->width();
    const int margin = bar->contentsMargins().left();
    const double main = trackLineStyle(0).width;
    const double dash = trackLineStyle(5).dashes.at(0);
    w.window.setInterfaceScale(2.0);
    settle();
    QCOMPARE(button->fontInfo().pixelSize(), 2 * text);
    QVERIFY(std::abs(button->sizeHint().height() - 2 * height) <= 2);
    QCOMPARE(speed->maximumWidth() >= 160, true);
    QCOMPARE(field->width(), 2 * field_width);
    QCOMPARE(bar->contentsMargins().left(), 2 * margin);
    QCOMPARE(trackLineStyle(0).width, 2.0 * main);
    QCOMPARE(trackLineStyle(5).dashes.at(0), 2.0 * dash);
    QCOMPARE(textFont(13).pixelSize(), 26);
  }

  void whatIsMadeLaterIsAsLarge() {
    WindowFixture w({1440, 900});
    w.run();
    w.window.setInterfaceScale(1.5);
    settle();
    const int before = w.part<QWidget>("knob_beta")->findChild<QLineEdit*>()->width();
    w.run();  // another run has new knobs
    settle();
    QCOMPARE(w.part<QWidget>("knob_beta")->findChild<QLineEdit*>()->width(), before);
    QCOMPARE(before, 147);  // 98 at 100 %
  }

  void theTableOfTheTracksFollows() {
    WindowFixture w({1440, 900});
    w.run();
    settle();
    const auto* table = w.part<QTableView>("tracks_table");
    const auto sample = [&] {
      const auto icon = table->model()->index(1, 1).data(Qt::DecorationRole).value<QIcon>();
      return icon.availableSizes().value(0) / 3;  // it has three pixels for each
    };
    const int eye = table->columnWidth(0);
    const int row = table->rowHeight(0);
    QCOMPARE(sample(), QSize(28, 16));
    w.window.setInterfaceScale(2.0);
    settle();
    QTRY_COMPARE(table->columnWidth(0), 2 * eye);
    QCOMPARE(table->rowHeight(0), 2 * row);
    QCOMPARE(sample(), QSize(56, 32));
    QCOMPARE(table->iconSize(), QSize(56, 32));
    for (int column = 2; column < table->model()->columnCount(); ++column) {
      const QAbstractItemView* view = table;
      QVERIFY(table->columnWidth(column) >= table->horizontalHeader()->sectionSizeHint(column));
      // Words are elided where there is so little room.
      const bool words = column <= TracksModel::kRule || column == TracksModel::kDelta ||
                         column == TracksModel::kWins;
      QVERIFY(words || table->columnWidth(column) >= view->sizeHintForColumn(column));
    }
  }

  void iconsAreSharpAtEveryZoom() {
    const QIcon play = icon(QStringLiteral("media-playback-start"));
    for (const int side : {13, 16, 32, 90}) {
      QCOMPARE(play.pixmap(QSize(side, side), 1.0).size(), QSize(side, side));
      QCOMPARE(play.actualSize(QSize(2 * side, side)), QSize(side, side));
    }
  }

  void theGalleryIsArrangedAsInASmallerWindow() {
    WindowFixture w({1440, 900});
    w.run();
    w.action("demos_action")->trigger();
    const auto cards_in_a_row = [&w] {
      int count = 0;
      for (const QWidget* card : w.part<QWidget>("gallery")->findChildren<QWidget*>()) {
        if (card->objectName().startsWith(QLatin1String("demo_")) && card->y() == 0) ++count;
      }
      return count;
    };
    const auto* own = w.part<QWidget>("own_data");
    const int height = own->height();
    QVERIFY(cards_in_a_row() > 1);
    w.window.setInterfaceScale(1.5);  // as 960 x 600: "Yours" is above the cards
    settle();
    QTRY_COMPARE(cards_in_a_row(), 0);
    QVERIFY(own->height() > height);
    w.window.setInterfaceScale(1.0);
    settle();
    QTRY_COMPARE(own->height(), height);
  }

  void theFieldsOfTheOpenPageFollow() {
    WindowFixture w({1440, 900});
    w.action("open")->trigger();
    const auto* field = w.part<QWidget>("option_target");
    const auto* label = field->findChild<QLabel*>(QString(), Qt::FindDirectChildrenOnly);
    const auto* editor = w.part<QWidget>("choice_target");
    const auto left = [&] { return editor->mapTo(field, QPoint()).x(); };
    settle();
    const int before = left();
    QVERIFY(before > 60);
    for (const double scale : {2.0, 0.8, 1.5, 1.0}) {
      w.window.setInterfaceScale(scale);
      settle();
      QTRY_VERIFY2(std::abs(left() - scale * before) <= 0.06 * scale * before,
                   qPrintable(QString::number(left())));
      QVERIFY(label->width() >= label->sizeHint().width());
    }
  }

  void aPageOfHelpFitsTheScreenAtEveryZoom() {
    WindowFixture w({1440, 900});
    for (const double scale : {1.0, 2.0}) {
      w.window.setInterfaceScale(scale);
      settle();
      w.action("keys")->trigger();
      auto* page = w.part<QDialog>("help_page");
      const QSize screen = page->screen()->availableSize();
      QVERIFY2(page->width() <= screen.width() && page->height() <= screen.height(),
               qPrintable(QStringLiteral("%1 x %2").arg(page->width()).arg(page->height())));
      const auto* text = page->findChild<QLabel*>();
      QVERIFY(text->height() >= text->heightForWidth(text->width()));
      delete page;
    }
  }

  void nothingDrifts() {
    WindowFixture w({1440, 900});
    w.run();
    settle();
    const auto before = sizesOf(w.window);
    for (const double scale : {1.1, 1.7, 0.8, 1.3, 2.0, 0.9, 1.0})
      w.window.setInterfaceScale(scale);
    settle();
    const auto after = sizesOf(w.window);
    for (const auto& [object, sizes] : before) {
      const auto now = after.find(object);
      if (now == after.end()) continue;  // was replaced
      if (now->second == sizes) continue;
      // Only the start button and the plot choose sizes of their own.
      const QString name = object->objectName();
      QVERIFY2(name == QLatin1String("button_toggle") || name.startsWith(QLatin1String("qt_")),
               qPrintable(name + QLatin1String(object->metaObject()->className())));
    }
  }

  void itIsRemembered() {
    {
      WindowFixture w;
      w.window.setInterfaceScale(1.3);
    }
    setInterfaceScale(*qApp, 1.0);
    WindowFixture again;
    QCOMPARE(interfaceScale(), 1.3);
    const int screen = again.window.screen()->availableSize().width();
    QCOMPARE(again.window.minimumWidth(),
             std::min(988, screen - 8));  // 760 at 100 %, and the frame
  }

  void aDamagedSettingIs100Percent() {
    const WindowFixture first;  // the settings are its own from here on
    for (const QString& damaged :
         {QStringLiteral("nan"), QStringLiteral("-3"), QStringLiteral("large")}) {
      QSettings().setValue(QStringLiteral("zoom"), damaged);
      const WindowFixture w;
      QCOMPARE(interfaceScale(), 1.0);
    }
    QSettings().setValue(QStringLiteral("zoom"), 400.0);
    const WindowFixture w;
    QCOMPARE(interfaceScale(), 2.0);
  }

  void theSheetScalesLengthsAndNothingElse() {
    setInterfaceScale(*qApp, 1.5);
    QCOMPARE(scaledSheet(QStringLiteral("a { padding: 0px 10px; border: 1px }")),
             QStringLiteral("a { padding: 0px 15px; border: 2px }"));
    setInterfaceScale(*qApp, 0.8);
    QCOMPARE(scaledSheet(QStringLiteral("border: 1px")), QStringLiteral("border: 1px"));
  }
};

EMASCOPE_UI_TEST(ZoomTest);

}  // namespace emascope::ui

#include "zoom_test.moc"
