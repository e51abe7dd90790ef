// SPDX-License-Identifier: GPL-3.0-or-later
//
// The fields of the Open page: their lists, hints and errors, and the settings of the run.
#include "tests/ui/open/open_page.h"
#include "tests/ui/open/open_table.h"
#include "tests/ui/support/test_program.h"
#include "ui/open/engine_tool.h"
#include "ui/open/option_field.h"
#include "ui/open/option_words.h"
#include "ui/theme/theme.h"

#include <cstdint>
#include <string>
#include <tuple>
#include <utility>

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace emascope::ui {

class OpenFieldsTest : public QObject, private OwnFolder {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void wordsAreListsInsteadOfRiddles() {
    const Page page;
    QCOMPARE(choices(page, "task"),
             QStringList({QStringLiteral("classification"), QStringLiteral("regression")}));
    QCOMPARE(choices(page, "duplicates").size(), 3);
    QVERIFY(choices(page, "optimizer").contains(QStringLiteral("sgd")));
    QVERIFY(choices(page, "lr-schedule").contains(QStringLiteral("cosine")));
    for (const auto* field : page.dialog.findChildren<OptionField*>()) {
      const QString id = QLatin1String(field->id());
      const auto* line = field->findChild<QLineEdit*>(QStringLiteral("edit_") + id);
      if (!line) continue;
      const QString hint = line->placeholderText();
      const QStringList riddles = {QStringLiteral("kind"), QStringLiteral("how"),
                                   QStringLiteral("n"), QStringLiteral("x"), QString()};
      QVERIFY2(!riddles.contains(hint), qPrintable(id));
    }
  }

  // Each entry of a list is one that the engine takes.
  void theEngineTakesEveryEntryOfTheLists() {
    write(path("table.csv"), table("height,width,kind"));
    for (const char* id : {"header", "delimiter", "decimal", "categorical", "duplicates"}) {
      for (const QString& entry : choicesOf(id)) {
        EngineTool tool(kEngine);
        QSignalSpy answered(&tool, &EngineTool::answered);
        tool.ask({QStringLiteral("data"), QStringLiteral("--%1=%2").arg(QLatin1String(id), entry),
                  path("table.csv")});
        QVERIFY(answered.wait(kPatience));
        const QString words = answered[0][2].toString();
        QVERIFY2(!words.contains(QStringLiteral("is not allowed")), qPrintable(words));
      }
    }
  }

  void theSettingsOfTheRunAreSent() {
    write(path("table.csv"), table("height,width,kind"));
    Page page;
    page.type("data", path("table.csv"));
    page.type("epochs", QStringLiteral("3"));
    page.type("batch", QStringLiteral("8"));
    choose(page, "optimizer", QStringLiteral("sgd"));
    page.type("lr", QStringLiteral("0.05"));
    page.type("lr-schedule", QStringLiteral("cosine,warmup=10"));
    page.type("seed", QStringLiteral("17"));
    page.type("speed", QStringLiteral("0"));
    auto* tracks = page.part<QPlainTextEdit>("lines_tracks");
    tracks->setFocus();
    QTest::keyClicks(tracks, QStringLiteral("fast:schedule=constant,beta=0.9"));
    QTest::keyClick(tracks, Qt::Key_Return);
    QTest::keyClicks(tracks, QStringLiteral("slow:schedule=constant,beta=0.99"));
    QTRY_VERIFY_WITH_TIMEOUT(page.start()->isEnabled(), kPatience);
    page.click(page.start());
    QCOMPARE(page.session.all<command::Start>().size(), std::size_t{1});
    const RunConfig config = page.session.all<command::Start>().front().config;
    QCOMPARE(config.training.epochs.value_or(0.0), 3.0);
    QCOMPARE(config.training.batch.value_or(0), std::int64_t{8});
    QCOMPARE(config.training.optimizer->kind, std::string("sgd"));
    QCOMPARE(config.lr, 0.05);
    QCOMPARE(config.training.lr_schedule->kind, std::string("cosine"));
    QCOMPARE(config.training.lr_schedule->params.at("warmup"), 10.0);
    QCOMPARE(config.seed, std::uint64_t{17});
    QCOMPARE(config.speed, 0.0);
    QCOMPARE(config.tracks.size(), std::size_t{2});
    QCOMPARE(config.tracks[1].label, std::string("slow"));
    QCOMPARE(config.tracks[1].params.at("beta"), 0.99);
  }

  void emptyFieldsShowWhatIsInForce() {
    const Page page;
    QCOMPARE(page.edit("seed")->placeholderText(), QStringLiteral("1"));
    QCOMPARE(page.edit("lr")->placeholderText(), QStringLiteral("0.02"));
    QCOMPARE(page.edit("steps")->placeholderText(), QStringLiteral("5000"));
    QVERIFY(page.part<QPlainTextEdit>("lines_tracks")
                ->placeholderText()
                .startsWith(QStringLiteral("main, fast, slow;")));
  }

  void anErrorOfTheRunIsBesideItsFieldInTheFieldsName() {
    write(path("table.csv"), table("height,width,kind"));
    const Page page;
    page.type("data", path("table.csv"));
    QTRY_VERIFY_WITH_TIMEOUT(page.start()->isEnabled(), kPatience);
    const std::tuple<const char*, QString, QString> wrong[] = {
        {"batch", QStringLiteral("many"), QStringLiteral("Batch size: ")},
        {"lr", QStringLiteral("fast"), QStringLiteral("Learning rate: ")},
        {"lr-schedule", QStringLiteral("zigzag"), QStringLiteral("Rate schedule: ")},
        {"optimizer", QStringLiteral("magic"), QStringLiteral("Optimizer: ")},
        {"seed", QStringLiteral("-1"), QStringLiteral("Seed: ")},
        {"epochs", QStringLiteral("none"), QStringLiteral("Epochs: ")}};
    for (const auto& [id, text, begin] : wrong) {
      page.type(id, text);
      page.click(page.start());
      QVERIFY2(page.error(id).startsWith(begin), qPrintable(page.error(id)));
      QVERIFY(!page.error(id).contains(QStringLiteral("--")));
      page.type(id, {});
    }
    page.part<QPlainTextEdit>("lines_tracks")->setPlainText(QStringLiteral("a:beta=7"));
    page.click(page.start());
    QVERIFY(!page.error("tracks").isEmpty());
    QVERIFY(page.session.posted.empty());
  }

  void wordsOfTheEngineNameFields() {
    const std::pair<const char*, const char*> said[] = {
        {"a/b: has no labels; allowed: --labels FILE, such as t",
         "a/b: has no labels; allowed: “Labels”, such as t"},
        {"--image-size: 0 is not allowed", "Image size: 0 is not allowed"},
        {"batch: 3 is too small", "Batch size: 3 is too small"},
        {"x: y; allowed: --array y=NAME, or --ignore for all",
         "x: y; allowed: “Array” y=NAME, or “Ignore” for all"},
        {"validation: 0.9 leaves nothing to train on: 0.15 is for the test set; allowed: below "
         "0.85, or another --test",
         "Validation: 0.9 leaves nothing to train on: 0.15 is for the test set; allowed: below "
         "0.85, or another “Test”"},
        {"drawn (--validation, --test)", "drawn (“Validation”, “Test”)"},
        {"x: y; allowed: --parts train=FOLDER,…, or --parts none",
         "x: y; allowed: “Parts” train=FOLDER,…, or “Parts” none"},
        {"x: --unknown X and -- alone", "x: --unknown X and -- alone"},
        {"--lr-schedule: a --lr", "Rate schedule: a “Learning rate”"},
        {"wine.csv: bad", "wine.csv: bad"},
        {"", ""}};
    for (const auto& [text, expected] : said) {
      QCOMPARE(inFieldNames(QString::fromUtf8(text)), QString::fromUtf8(expected));
    }
  }

  void nothingIsCutInASmallWindow() {
    Page page;
    page.dialog.resize(992, 610);
    for (const char* fold : {"more_0", "more_1", "more_2"}) {
      page.part<QToolButton>(fold)->setChecked(true);
    }
    QTRY_COMPARE(page.dialog.size(), QSize(992, 610));
    for (const auto* button : page.dialog.findChildren<QPushButton*>()) {
      if (!button->isVisible()) continue;
      QTRY_VERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
    }
    const auto* form = page.dialog.findChild<QScrollArea*>();
    QVERIFY(form->widget()->width() <= form->viewport()->width());
    const QWidget* start = page.start();
    QVERIFY(
        page.dialog.rect().contains(QRect(start->mapTo(&page.dialog, QPoint()), start->size())));
    const auto* hint = page.part<QLabel>("open_hint");
    QVERIFY(hint->height() >= hint->heightForWidth(hint->width()));
  }

  void aPageThatOpensAgainReplacesThePathByTyping() {
    Page page;
    page.type("data", QStringLiteral("/nowhere/old.csv"));
    page.dialog.reject();
    page.dialog.present();
    page.dialog.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page.dialog));
    QTest::keyClicks(qApp->focusWidget(), QStringLiteral("new.csv"));
    QCOMPARE(page.edit("data")->text(), QStringLiteral("new.csv"));
  }
};

EMASCOPE_UI_TEST(OpenFieldsTest);

}  // namespace emascope::ui

#include "open_fields_test.moc"
