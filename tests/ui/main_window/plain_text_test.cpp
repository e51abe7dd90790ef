// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names that come from files, from a person or from another engine are shown as they are written,
// whatever markup is in them: in tool tips, labels, buttons and tables.
#include "tests/ui/compare/compare_fixture.h"
#include "tests/ui/main_window/places.h"
#include "tests/ui/support/test_program.h"
#include "ui/compare/sample_strip.h"
#include "ui/controls/fitting_label.h"
#include "ui/controls/quiet_combo.h"
#include "ui/gallery/demo_button.h"

#include <QApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QMenu>
#include <QStandardItemModel>
#include <QTableView>
#include <QTextDocumentFragment>
#include <QToolTip>

namespace emascope::ui {
namespace {

/// As short as a name may be, and with all that markup may begin with.
const QString kMark = QStringLiteral("<u>q</u> & <img src=x>");

/// Shows the tool tip at a place of `widget`, as a mouse that rests there does; what can be read.
QString tipShown(QWidget& widget, const QPoint& at) {
  const QString before = QStringLiteral("another tip");  // one goes away after a while only
  QToolTip::showText(widget.mapToGlobal(at), before);
  QHelpEvent event(QEvent::ToolTip, at, widget.mapToGlobal(at));
  QCoreApplication::sendEvent(&widget, &event);
  const QString text = QToolTip::text();
  if (text == before) return {};
  return Qt::mightBeRichText(text) ? QTextDocumentFragment::fromHtml(text).toPlainText() : text;
}

QString tipShown(QWidget& widget) { return tipShown(widget, widget.rect().center()); }

/// All names of the run and of the catalog have marks in them.
void runWithMarks(WindowFixture& w) {
  const std::string mark = kMark.toStdString();
  Catalog catalog = fakeCatalog();
  catalog.presets[0].title = mark + " title";
  catalog.presets[0].story = mark + " story";
  for (ScheduleInfo& rule : catalog.schedules) {
    rule.label += mark;
    rule.formula += mark;
    for (ParamSpec& spec : rule.params) {
      spec.label += mark;
      spec.tip += mark;
    }
  }
  w.controller.setCatalog(catalog);
  event::Started started = fakeStarted(catalog);
  started.config.tracks[1].label = mark + " fast";
  RunFacts& facts = started.facts;
  facts.device = "cuda";
  facts.device_name = mark + " device";
  facts.device_reason = mark + " reason";
  facts.engine = mark + " engine";
  facts.model.title = mark + " data";
  facts.model.network = mark + " network";
  facts.model.data = mark + " samples";
  facts.model.metric = mark + " metric";
  facts.model.notes = {mark + " note"};
  w.run(started);
  w.session.arrive(event::StateChanged{RunState::kPaused, 3400, mark + " why"});
  w.session.arrive(event::Rejected{999, {mark, mark + " is wrong", mark}});
  w.deliver();
}

}  // namespace

class PlainTextTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }
  void cleanup() { QToolTip::hideText(); }

  void everyToolTipIsReadAsItIsWritten() {
    WindowFixture w({1440, 900});
    runWithMarks(w);
    int marked = 0;
    QStringList wrong;
    lookEverywhere(w, [&](const QString& place) {
      for (auto* widget : w.window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->toolTip().isEmpty()) continue;
        marked += widget->toolTip().contains(kMark) ? 1 : 0;
        const QString shown = tipShown(*widget).simplified();
        if (shown == widget->toolTip().simplified()) continue;
        wrong << QStringLiteral("%1, %2: %3").arg(place, widget->objectName(), shown);
      }
    });
    wrong.removeDuplicates();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    QVERIFY2(marked > 10, qPrintable(QString::number(marked)));  // knobs, head, status, button
  }

  void noLabelTakesANameForMarkup() {
    WindowFixture w({1440, 900});
    runWithMarks(w);
    for (const char* action : {"about", "keys", "demos_action", "open"}) {
      w.action(action)->trigger();
      settle();
    }
    QStringList wrong;
    int marked = 0;
    const auto look = [&] {
      for (const QLabel* label : w.window.findChildren<QLabel*>()) {
        if (!label->text().contains(QStringLiteral("<u>q</u>"))) continue;
        ++marked;
        if (label->textFormat() != Qt::PlainText) wrong << label->objectName() + label->text();
      }
    };
    look();
    lookEverywhere(w, [&](const QString&) { look(); });
    wrong.removeDuplicates();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    QVERIFY2(marked > 5, qPrintable(QString::number(marked)));
  }

  void aShortTipWithMarkupAndALongOneAreWrapped() {
    const WindowFixture w;
    QLabel label(w.part<QWidget>("status_line"));
    label.show();
    for (const QString& tip :
         {QStringLiteral("<b>x"), QStringLiteral("a&b.csv"), QStringLiteral("a < b"),
          QStringLiteral("two\nlines"), QString(4000, u'x') + QStringLiteral(" &amp; <b>y</b>")}) {
      label.setToolTip(tip);
      QCOMPARE(tipShown(label), tip);
    }
    label.setToolTip({});
    QCOMPARE(tipShown(label), QString());
  }

  void tipsOfItemsHeadersAndMenusArePlainToo() {
    const WindowFixture w;
    QStandardItemModel model(1, 1);
    model.setData(model.index(0, 0), kMark, Qt::ToolTipRole);
    model.setHeaderData(0, Qt::Horizontal, kMark + u'h', Qt::ToolTipRole);
    QTableView table;
    table.setModel(&model);
    table.setToolTip(QStringLiteral("the table"));
    table.resize(300, 200);
    table.show();
    settle();
    QCOMPARE(tipShown(*table.viewport(), table.visualRect(model.index(0, 0)).center()), kMark);
    QHeaderView* header = table.horizontalHeader();
    QCOMPARE(tipShown(*header->viewport(), QPoint(10, header->height() / 2)), kMark + u'h');

    QMenu menu;
    menu.setToolTipsVisible(true);
    QAction* with = menu.addAction(QStringLiteral("a"));
    with->setToolTip(kMark);
    QAction* without = menu.addAction(QStringLiteral("<u>b</u>"));
    menu.popup({0, 0});
    settle();
    QCOMPARE(tipShown(menu, menu.actionGeometry(with).center()), kMark);
    QCOMPARE(tipShown(menu, menu.actionGeometry(without).center()), QString());
    menu.close();
  }

  void aListThatHasNoRoomForANameShowsIt() {
    const WindowFixture w;
    QuietCombo list;
    list.addItem(kMark + QString(300, u'w'));
    list.setFixedWidth(120);
    list.show();
    QCOMPARE(tipShown(list), list.currentText());
  }

  void aSampleIsNamedByItsClassAsItIsWritten() {
    const WindowFixture w;
    SampleTile tile(std::make_shared<SamplePictures>(), false, nullptr);
    const SampleLook look{.name = QStringLiteral("sample 3, ") + kMark};
    tile.show(look);
    static_cast<QWidget&>(tile).show();
    QCOMPARE(tipShown(tile), look.name);
    QCOMPARE(tile.accessibleName(), look.name);
  }

  void theLabelThatFitsShowsItsWholeTextAsItIsWritten() {
    const WindowFixture w;
    FittingLabel label;
    label.setFixedWidth(60);
    label.setTexts({kMark + QStringLiteral(" and more than fits"), kMark});
    label.show();
    QCOMPARE(tipShown(label), label.texts().first());
    QCOMPARE(label.textFormat(), Qt::PlainText);
  }

  void theButtonForTheDemosNamesOnesDataAsTheirFile() {
    WindowFixture w;
    event::Started own = fakeStarted(w.controller.catalog());
    own.config.preset = kOwnPreset;
    own.facts.model.title = "a&b <i>.csv";
    w.run(own);
    auto* button = w.part<DemoButton>("demos");
    QCOMPARE(tipShown(*button), QStringLiteral("a&b <i>.csv (Ctrl+N)"));
    QVERIFY(button->accessibleName().contains(QStringLiteral("a&b <i>.csv")));
  }
};

EMASCOPE_UI_TEST(PlainTextTest);

}  // namespace emascope::ui

#include "plain_text_test.moc"
