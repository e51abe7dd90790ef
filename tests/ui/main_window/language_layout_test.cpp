// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window in German and Chinese: nothing is cut, and every text that it looks up is translated.
// English is in window_layout_test.
#include "core/protocol/record/verdict.h"
#include "tests/ui/main_window/layout_checks.h"
#include "tests/ui/main_window/library_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/fitting_label.h"
#include "ui/main_window/workspaces.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/language.h"
#include "ui/run/said.h"
#include "ui/theme/theme.h"

#include <optional>
#include <set>

#include <QAbstractButton>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTranslator>

namespace emascope::ui {
namespace {

/// Is asked last, and remembers the window's texts that nobody translated.
class Untranslated final : public QTranslator {
 public:
  [[nodiscard]] bool isEmpty() const override { return false; }
  QString translate(const char* context, const char* text, const char* /*comment*/,
                    int /*n*/) const override {
    const QLatin1String of(context);
    // Qt's own contexts; and what core and engine say, where names of data and tracks are, too.
    if (!of.startsWith(u'Q') && of != QLatin1String("emascope")) {
      found.insert(of + QStringLiteral(": ") + QString::fromUtf8(text));
    }
    return {};
  }
  mutable std::set<QString> found;
};

}  // namespace

class LanguageLayoutTest : public QObject {
  Q_OBJECT

 private:
  static void addLanguagesAndSizes() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    for (const char* language : {"de", "zh"}) {
      for (const QSize size :
           {QSize(1440, 900), QSize(1280, 720), QSize(1000, 650), QSize(760, 520)}) {
        QTest::addRow("%s, %d x %d", language, size.width(), size.height())
            << QString::fromLatin1(language) << size;
      }
    }
  }
  /// The visible words that are cut: of labels in one line and of buttons.
  static QStringList cutWords(const QWidget& window) {
    QStringList cut;
    const auto look = [&cut](const QWidget* widget, const QString& text) {
      const QRect seen = widget->visibleRegion().boundingRect();
      if (!widget->isVisible() || text.isEmpty()) return;
      if (widget->width() < widget->minimumSizeHint().width() ||
          (!seen.isEmpty() && seen.width() != widget->width())) {
        cut << widget->objectName() + QStringLiteral(": ") + text;
      }
    };
    for (const QLabel* label : window.findChildren<QLabel*>()) {
      if (!label->wordWrap()) look(label, label->text());
    }
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
      look(button, button->text());
      QFont bold = button->font();  // of the workspace that is chosen
      bold.setWeight(QFont::DemiBold);
      if (button->isVisible() && button->property("segment").toBool() &&
          QFontMetrics(bold).horizontalAdvance(button->text()) > button->contentsRect().width()) {
        cut << button->text();
      }
    }
    for (const QTabBar* tabs : window.findChildren<QTabBar*>()) {
      // Those of the side have a menu with the tabs without room.
      if (tabs->parent()->objectName() == QLatin1String("side_tabs")) continue;
      for (int tab = 0; tabs->isVisible() && tab < tabs->count(); ++tab) {
        if (tabs->isTabVisible(tab) && !tabs->rect().contains(tabs->tabRect(tab))) {
          cut << QStringLiteral("%1, beyond %2 of %3")
                     .arg(tabs->tabText(tab))
                     .arg(tabs->tabRect(tab).right())
                     .arg(tabs->width());
        }
      }
    }
    return cut;
  }
  static void showEveryTab(const WindowFixture& w) {
    for (const char* name : {"tables", "side_tabs"}) {
      auto* tabs = w.part<QTabWidget>(name);
      for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        settle();
      }
    }
  }

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }
  void cleanup() { installLanguage(QStringLiteral("en")); }

  void theStateOfAKeptRunHasRoom() {
    installLanguage(QStringLiteral("de"));
    KeptLibrary library;
    const std::string id = library.keep({.end = std::nullopt});
    QVERIFY(library.open().setPinned(id, true));
    LibraryFixture w(library);
    w.showTab(1);
    const QModelIndex state = w.table()->model()->index(0, RunsModel::kState);
    QCOMPARE(state.data().toString(), QStringLiteral("unterbrochen, angeheftet"));
    const int wide = QFontMetrics(textFont(13)).horizontalAdvance(state.data().toString());
    QVERIFY(w.table()->visualRect(state).width() >= wide + 16);  // with what is around it
  }

  void noWordIsCut_data() { addLanguagesAndSizes(); }
  void noWordIsCut() {
    QFETCH(QString, language);
    QFETCH(QSize, size);
    installLanguage(language);
    WindowFixture w(size);
    w.run();
    QTRY_VERIFY(!w.part<QLabel>("points")->text().isEmpty());
    w.state(RunState::kFinished);  // has the widest words on the button
    settle();
    for (const Workspace workspace : {Workspace::kTune, Workspace::kCompare, Workspace::kTeach}) {
      w.window.workspaces()->show(workspace);
      settle();
      QCOMPARE(w.window.size(), size);
      const QStringList cut = cutWords(w.window);
      QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
    }
  }

  void noCardIsCut_data() { addLanguagesAndSizes(); }
  void noCardIsCut() {
    QFETCH(QString, language);
    QFETCH(QSize, size);
    installLanguage(language);
    WindowFixture w(size);
    w.run();
    settle();
    QCOMPARE(w.window.size(), size);
    QVERIFY(whole(w.part<QWidget>("plot_card")));
    QVERIFY(whole(w.part<QWidget>("button_toggle")));
    auto* tables = w.part<QTabWidget>("tables");
    if (!tables->isAncestorOf(w.part<QWidget>("track_card"))) {
      const auto* side = w.part<QScrollArea>("side");
      QVERIFY(side->widget()->minimumSizeHint().width() <= side->viewport()->width());
      QCOMPARE(side->verticalScrollBar()->maximum(), 0);
      return;
    }
    for (int tab = 0; tab < tables->count(); ++tab) {
      tables->setCurrentIndex(tab);
      settle();
      const auto* page = qobject_cast<QScrollArea*>(tables->currentWidget());
      if (page == nullptr || page->objectName() == QLatin1String("setup_panel")) continue;
      QVERIFY2(page->widget()->minimumSizeHint().width() <= page->viewport()->width(),
               qPrintable(tables->tabText(tab)));
    }
  }

  void noCardScrolls_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    for (const char* language : {"de", "zh"}) {
      for (const QSize size : {QSize(1440, 900), QSize(1280, 720), QSize(1000, 650)}) {
        QTest::addRow("%s, %d x %d", language, size.width(), size.height())
            << QString::fromLatin1(language) << size;
      }
    }
  }
  void noCardScrolls() {
    QFETCH(QString, language);
    QFETCH(QSize, size);
    installLanguage(language);
    WindowFixture w(size);
    w.run();
    settle();
    for (const char* card : {"track_card", "half_life_card", "made_of_card", "training_card"}) {
      showCard(w, card);
      QTRY_VERIFY(w.part<QWidget>(card)->isVisible());
      const QScrollArea* page = pageOf(w, card);
      if (page == nullptr) continue;  // noCardIsCut looks at the column
      QVERIFY2(page->verticalScrollBar()->maximum() == 0,
               qPrintable(QStringLiteral("%1: %2 pixels")
                              .arg(QLatin1String(card))
                              .arg(page->verticalScrollBar()->maximum())));
    }
  }

  void aLongVerdictIsWhole_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    for (const char* language : {"en", "de", "zh"}) {
      for (const QSize size : {QSize(1000, 650), QSize(760, 520)}) {
        QTest::addRow("%s, %d x %d", language, size.width(), size.height())
            << QString::fromLatin1(language) << size;
      }
    }
  }
  void aLongVerdictIsWhole() {
    QFETCH(QString, language);
    QFETCH(QSize, size);
    installLanguage(language);
    WindowFixture w(size);
    crowdHead(w);
    const auto* head = w.part<FittingLabel>("head_verdict");
    QVERIFY(whole(head));
    QVERIFY2(longVerdictTexts().contains(head->text()), qPrintable(head->text()));
    QVERIFY(head->text().contains(QStringLiteral("24")));
    QVERIFY(whole(w.part<QWidget>("pill_follow")));
    QCOMPARE(w.window.size(), size);
  }

  void theVerdictIsVisible_data() { addLanguagesAndSizes(); }
  void theVerdictIsVisible() {
    QFETCH(QString, language);
    QFETCH(QSize, size);
    installLanguage(language);
    WindowFixture w(size);
    w.run();
    settle();
    const QString verdict = said(verdictPhrase(verdictOf(w.controller.record(), 0), "EMA"));
    const auto* head = w.part<FittingLabel>("head_verdict");
    if (w.window.plot()->folding() == LossPlot::Folding::kDecayAndDifference) {
      QVERIFY(whole(head));
      QCOMPARE(head->text(), verdict);
    } else {
      QVERIFY2(w.window.plot()->summaryText().contains(verdict), qPrintable(verdict));
    }
  }

  void noCellOfTheTracksIsCut_data() { addLanguagesAndSizes(); }
  void noCellOfTheTracksIsCut() {
    QFETCH(QString, language);
    QFETCH(QSize, size);
    installLanguage(language);
    WindowFixture w(size);
    w.run();
    w.part<QTabWidget>("tables")->setCurrentWidget(w.part<QWidget>("tracks_panel"));
    w.run();
    auto* table = w.part<QTableView>("tracks_table");
    for (int column = 1; column < table->model()->columnCount(); ++column) {
      // The table follows its model eight times a second.
      QTRY_VERIFY2(hasRoom(*table, column), qPrintable(QString::number(column)));
    }
    const int whole_width = table->horizontalHeader()->length();
    if (size.width() >= 1000) {
      QVERIFY2(
          whole_width <= table->viewport()->width(),
          qPrintable(
              QStringLiteral("%1 pixels too wide").arg(whole_width - table->viewport()->width())));
    }
  }

  void everyTextThatIsLookedUpIsTranslated_data() {
    QTest::addColumn<QString>("language");
    QTest::newRow("German") << QStringLiteral("de");
    QTest::newRow("Chinese") << QStringLiteral("zh");
  }
  void everyTextThatIsLookedUpIsTranslated() {
    QFETCH(QString, language);
    Untranslated untranslated;
    QCoreApplication::installTranslator(&untranslated);
    installLanguage(language);
    {
      WindowFixture w({1440, 900});
      w.run();
      for (const Workspace workspace : {Workspace::kTune, Workspace::kCompare, Workspace::kTeach}) {
        w.window.workspaces()->show(workspace);
        settle();
      }
      w.window.workspaces()->show(Workspace::kTune);
      showEveryTab(w);
      w.window.resize(1000, 650);
      showEveryTab(w);
      for (const char* action : {"demos_action", "open", "keys", "about"}) {
        w.action(action)->trigger();
        settle();
      }
      w.state(RunState::kPaused, "why");
      w.state(RunState::kFailed, "why");
      w.window.showEngineSilent(true, [] {});
      w.window.showEngineDied(QStringLiteral("what"), [] {});
    }
    QCoreApplication::removeTranslator(&untranslated);
    QStringList left(untranslated.found.begin(), untranslated.found.end());
    QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
  }

  void theMenuChoosesTheLanguageOfTheNextStart() {
    {
      const WindowFixture w;
      auto* menu = w.part<QMenu>("language_menu");
      QStringList names;
      for (const QAction* action : menu->actions()) names << action->text();
      QCOMPARE(names, QStringList({QStringLiteral("System language"), QStringLiteral("English"),
                                   QStringLiteral("Deutsch"),
                                   QString::fromUtf8("简体中文 · Simplified Chinese")}));
      QVERIFY(w.action("language_system")->isChecked());
      w.action("language_de")->trigger();
      QCOMPARE(w.window.workspaces()->control()->accessibleName(), QStringLiteral("Workspace"));
      QVERIFY(w.part<QLabel>("state")->isVisible());
    }
    installLanguage(languageFor(chosenLanguage()));  // as the program does at its start
    const WindowFixture again;
    QVERIFY(again.action("language_de")->isChecked());
    QCOMPARE(again.action("quit")->text(), QStringLiteral("Beenden"));
    QCOMPARE(again.part<QMenu>("language_menu")->title(),
             QStringLiteral("Sprache beim nächsten Start"));
  }

  void chineseHasAFontOfItsOwn() {
    QVERIFY(textFont(13).families() == QStringList(QStringLiteral("Inter")));
    installLanguage(QStringLiteral("zh"));
    QCOMPARE(textFont(13).families().first(), QStringLiteral("Inter"));
    QVERIFY(textFont(13).families().contains(QStringLiteral("Noto Sans CJK SC")));
    QVERIFY(numberFont(13).families().contains(QStringLiteral("Noto Sans CJK SC")));
    const WindowFixture w;
    QVERIFY(
        qApp->styleSheet().contains(QStringLiteral("font-family: Inter, \"Noto Sans CJK SC\"")));
  }
};

EMASCOPE_UI_TEST(LanguageLayoutTest);

}  // namespace emascope::ui

#include "language_layout_test.moc"
