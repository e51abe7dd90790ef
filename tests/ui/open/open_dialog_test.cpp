// SPDX-License-Identifier: GPL-3.0-or-later
//
// A person's own data, opened with keys and clicks. What is in the files the real engine says; the
// run is a session that answers when the test says so.
#include "ui/open/open_dialog.h"

#include "core/protocol/spec/user_task_options.h"
#include "tests/ui/open/open_page.h"
#include "tests/ui/support/test_program.h"
#include "ui/open/option_field.h"
#include "ui/run/run_controller.h"
#include "ui/theme/theme.h"

#include <algorithm>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

namespace emascope::ui {

class OpenDialogTest : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir folder_;

  /// 90 samples of three kinds of wine.
  QString wine() {
    QFile file(folder_.filePath(QStringLiteral("wine.csv")));
    if (file.exists()) return file.fileName();
    const bool opened = file.open(QFile::WriteOnly);
    Q_ASSERT(opened);
    file.write("alcohol,acid,hue,ash,cultivar\n");
    for (int i = 0; i < 90; ++i) {
      file.write(QByteArray::number(11 + i % 3 + 0.01 * i) + ',' + QByteArray::number(2 + i % 7) +
                 ',' + QByteArray::number(0.5 + i % 5) + ',' + QByteArray::number(i % 4) + ',' +
                 "abc"[i % 3] + '\n');
    }
    return file.fileName();
  }

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void everyOptionHasAFieldButTheTwoThatArePartOfTheConfirmation() {
    const Page page;
    for (const UserTaskOption& option : userTaskOptions()) {
      const std::string_view id = option.id;
      const auto* field =
          page.dialog.findChild<OptionField*>(QStringLiteral("option_") + QLatin1String(option.id));
      QCOMPARE(field != nullptr, id != "trust" && id != "sha256");
    }
  }

  void rareOptionsAreFoldedAwayUntilAskedFor() {
    const Page page;
    QVERIFY(page.part<OptionField>("option_target")->isVisible());
    const auto* memory = page.part<OptionField>("option_memory");
    QVERIFY(!memory->isVisible());
    auto* more = page.part<QToolButton>("more_0");
    more->setFocus();
    QTest::keyClick(more, Qt::Key_Space);
    QVERIFY(memory->isVisible());
    QVERIFY(page.edit("memory")->toolTip().contains(QStringLiteral("--memory")));
    QCOMPARE(page.edit("memory")->placeholderText(), QStringLiteral("2048"));
  }

  void noTitleIsCut() {
    const Page page;
    for (const char* fold : {"more_0", "more_1", "more_2"}) {
      page.part<QToolButton>(fold)->setChecked(true);
    }
    for (const auto* field : page.dialog.findChildren<OptionField*>()) {
      for (const auto* label : field->findChildren<QLabel*>()) {
        if (!label->isVisible()) continue;
        QTRY_VERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
      }
    }
  }

  void tabGoesThroughTheFieldsInTheirOrder() {
    const Page page;
    QVERIFY(page.edit("data")->hasFocus());
    for (int presses = 0; presses < 3; ++presses) QTest::keyClick(qApp->focusWidget(), Qt::Key_Tab);
    QVERIFY(page.edit("target")->hasFocus());
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Tab);
    QVERIFY(page.edit("labels")->hasFocus());
  }

  void nothingCanBeStartedWithoutData() {
    const Page page;
    QVERIFY(!page.start()->isEnabled());
  }

  void whatIsInTheDataIsShownWhileItIsTyped() {
    const Page page;
    page.type("data", wine());
    QTRY_VERIFY_WITH_TIMEOUT(page.found().contains(QStringLiteral("CSV, 90 samples of 4 numbers")),
                             kPatience);
    QVERIFY(page.start()->isEnabled());
    page.part<QToolButton>("more_0")->setChecked(true);
    page.type("classes", QStringLiteral("5"));
    page.type("target", QStringLiteral("hue"));
    page.part<QPlainTextEdit>("lines_ignore")->setPlainText(QStringLiteral("cultivar\nacid"));
    page.type("classes", {});
    QTRY_VERIFY_WITH_TIMEOUT(page.found().contains(QStringLiteral("CSV, 90 samples of 2 numbers")),
                             kPatience);
    QVERIFY(page.found().contains(QStringLiteral("hue")));
  }

  void whatTheEngineHasAgainstAFieldIsBesideIt() {
    const Page page;
    page.type("data", wine());
    page.type("target", QStringLiteral("nope"));
    QTRY_VERIFY_WITH_TIMEOUT(page.error("target").contains(QStringLiteral("has no column 'nope'")),
                             kPatience);
    QVERIFY(page.error("data").isEmpty());
    QVERIFY(!page.start()->isEnabled());
    page.type("target", QStringLiteral("cultivar"));
    QTRY_VERIFY_WITH_TIMEOUT(page.start()->isEnabled() && page.error("target").isEmpty(),
                             kPatience);
    page.type("data", QStringLiteral("/nowhere/at.csv"));
    QTRY_VERIFY_WITH_TIMEOUT(page.error("data").contains(QStringLiteral("cannot be read")),
                             kPatience);
    QVERIFY(page.found().isEmpty());
    page.type("data", wine());
    page.type("labels", QStringLiteral("/nowhere/labels.csv"));
    QTRY_VERIFY_WITH_TIMEOUT(!page.error("labels").isEmpty(), kPatience);
  }

  void anErrorOfAFoldedOptionUnfoldsIt() {
    const Page page;
    page.type("data", wine());
    page.edit("memory")->setText(QStringLiteral("much"));
    QTRY_VERIFY_WITH_TIMEOUT(page.error("memory").contains(QStringLiteral("'much'")), kPatience);
    QVERIFY(page.edit("memory")->isVisible());
  }

  void startAsksForTheSameRunAsTheCommandLine() {
    Page page;
    page.type("data", wine());
    page.type("target", QStringLiteral("cultivar"));
    page.type("model", QStringLiteral("mlp"));
    page.type("validation", QStringLiteral("0.2"));
    page.type("steps", QStringLiteral("300"));
    QTRY_VERIFY_WITH_TIMEOUT(page.start()->isEnabled(), kPatience);
    page.click(page.start());
    QCOMPARE(page.session.posted.size(), std::size_t{1});  // nothing is stopped
    const RunConfig config = page.session.all<command::Start>().front().config;
    QCOMPARE(config.preset, std::string(kOwnPreset));
    QCOMPARE(config.steps, std::int64_t{300});
    QCOMPARE(config.speed, 15.0);  // 20 s, so that it can be watched
    const UserTaskOptions expected = {{"data", wine().toStdString()},
                                      {"target", "cultivar"},
                                      {"model", "mlp"},
                                      {"validation", "0.2"}};
    QVERIFY(config.user_task == expected);
  }

  void aStartThatIsAcceptedClosesThePage() {
    Page page;
    page.type("data", wine());
    QTRY_VERIFY_WITH_TIMEOUT(page.start()->isEnabled(), kPatience);
    QTest::keyClick(page.edit("data"), Qt::Key_Return);
    const command::Start asked = page.session.all<command::Start>().front();
    QVERIFY(!page.start()->isEnabled());
    page.session.arrive(event::Started{asked.request, asked.config, {}});
    page.deliver();
    QVERIFY(!page.dialog.isVisible());
    page.dialog.present();
    QCOMPARE(page.edit("data")->text(), wine());  // kept for the next time
    QVERIFY(page.start()->isEnabled());
  }

  void aStartThatIsRefusedSaysWhyAndLeavesTheRun() {
    Page page;
    page.type("data", wine());
    QTRY_VERIFY_WITH_TIMEOUT(page.start()->isEnabled(), kPatience);
    page.click(page.start());
    const auto request = page.session.all<command::Start>().front().request;
    page.session.arrive(
        event::Rejected{request, {"batch", "32 samples are out of range", "1 to 4"}});
    page.deliver();
    QVERIFY(page.dialog.isVisible());
    QCOMPARE(
        page.part<QLabel>("start_reason")->text(),
        QStringLiteral("Not started: Batch size: 32 samples are out of range; allowed: 1 to 4"));
    QCOMPARE(page.controller.state(), RunState::kRunning);
    QVERIFY(page.session.all<command::Stop>().empty());
    QVERIFY(page.start()->isEnabled());
  }

  void whatTheOptionsThemselvesRefuseIsNotSent() {
    Page page;
    page.type("data", wine());
    page.type("steps", QStringLiteral("many"));
    QTRY_VERIFY_WITH_TIMEOUT(page.start()->isEnabled(), kPatience);
    page.click(page.start());
    QVERIFY(page.session.posted.empty());
    QVERIFY(page.error("steps").startsWith(QStringLiteral("Steps: ")));
  }

  void withoutAnEngineTheReasonIsTold() {
    Page page;
    page.type("data", wine());
    QTRY_VERIFY_WITH_TIMEOUT(page.start()->isEnabled(), kPatience);
    page.click(page.start());
    page.controller.engineGone();
    QVERIFY(page.part<QLabel>("start_reason")->text().contains(QStringLiteral("engine ended")));
    page.click(page.start());
    QVERIFY(page.part<QLabel>("start_reason")->text().contains(QStringLiteral("no engine")));
  }

  void aProgramRunsOnlyAfterItsBytesWereConfirmed() {
    Page page;
    const QString script = folder_.filePath(QStringLiteral("net.pt"));
    QVERIFY(QFile::copy(QStringLiteral(EMASCOPE_SCRIPTS "/mlp.pt"), script));
    page.type("data", wine());
    page.type("model", script);
    const auto* report = page.part<QPlainTextEdit>("probe_report");
    auto* trust = page.part<QCheckBox>("trust");
    QTRY_VERIFY_WITH_TIMEOUT(report->toPlainText().contains(QStringLiteral("67 values")),
                             kPatience);
    QVERIFY(trust->isVisible() && !trust->isChecked());
    QTRY_VERIFY_WITH_TIMEOUT(!page.found().isEmpty(), kPatience);
    QVERIFY(!page.start()->isEnabled());
    trust->setFocus();
    QTest::keyClick(trust, Qt::Key_Space);
    QVERIFY(page.start()->isEnabled());
    page.click(page.start());
    const UserTaskOptions user_task = page.session.all<command::Start>().front().config.user_task;
    const std::string digest = "37aebb169c2e1a44bd2e37df6410830a6b202c32e64bad81d3cc14aa4518f825";
    QCOMPARE(user_task.at("trust"), std::string("1"));
    QCOMPARE(user_task.at("sha256"), digest);
    QCOMPARE(page.part<QLabel>("digest")->text().remove(QLatin1Char('\n')).toStdString(), digest);

    // The engine finds other bytes: they are probed, and asked about, anew.
    const auto request = page.session.all<command::Start>().front().request;
    QVERIFY(QFile::remove(script) &&
            QFile::copy(QStringLiteral(EMASCOPE_SCRIPTS "/tied.pt"), script));
    page.session.arrive(
        event::Rejected{request, {"sha256", script.toStdString() + " has another", digest}});
    page.deliver();
    QVERIFY(!trust->isChecked() && !page.start()->isEnabled());
    QVERIFY(page.error("model").startsWith(QStringLiteral("SHA-256")));
    QTRY_VERIFY_WITH_TIMEOUT(
        trust->isVisible() &&
            page.part<QLabel>("digest")->text().remove(QLatin1Char('\n')).toStdString() != digest,
        kPatience);
    QVERIFY(!trust->isChecked());
  }

  void aProgramIsProbedWithSamplesOfTheData() {
    const Page page;
    page.type("model", QStringLiteral(EMASCOPE_SCRIPTS "/mlp.pt"));
    const auto* report = page.part<QPlainTextEdit>("probe_report");
    const auto says = [report](const char* words) {
      return report->toPlainText().contains(QLatin1String(words));
    };
    QTRY_VERIFY_WITH_TIMEOUT(says("deduced from first.weight"), kPatience);
    auto* trust = page.part<QCheckBox>("trust");
    trust->setChecked(true);
    page.type("data", wine());
    QTRY_VERIFY_WITH_TIMEOUT(says("4 float32 per sample") && !says("deduced"), kPatience);
    QVERIFY(trust->isChecked());  // the bytes are the same
    page.part<QPlainTextEdit>("lines_ignore")->setPlainText(QStringLiteral("ash"));
    QTRY_VERIFY_WITH_TIMEOUT(says("problem"), kPatience);  // three numbers are too few
    QVERIFY(!trust->isVisible() && !page.start()->isEnabled());
  }

  void aProgramThatCannotBeTrainedIsNotAskedAbout() {
    const Page page;
    page.type("data", wine());
    page.type("model", QStringLiteral(EMASCOPE_SCRIPTS "/two_inputs.pt"));
    QTRY_VERIFY_WITH_TIMEOUT(page.part<QPlainTextEdit>("probe_report")
                                 ->toPlainText()
                                 .contains(QStringLiteral("forward takes 2 inputs")),
                             kPatience);
    QVERIFY(!page.part<QCheckBox>("trust")->isVisible());
    QVERIFY(!page.start()->isEnabled());
    page.type("model", QStringLiteral("mlp"));
    QVERIFY(!page.part<QWidget>("script_trust")->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(page.start()->isEnabled(), kPatience);
  }

  void aDroppedFileGoesWhereItBelongs() {
    const Page page;
    const auto drop = [](QWidget* on, const QString& path) {
      QMimeData dragged;
      dragged.setUrls({QUrl::fromLocalFile(path)});
      QDragEnterEvent enter({5, 5}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
      QApplication::sendEvent(on, &enter);
      QDropEvent event({5, 5}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
      QApplication::sendEvent(on, &event);
      return enter.isAccepted() && event.isAccepted();
    };
    auto* dialog = const_cast<OpenDialog*>(&page.dialog);
    QVERIFY(drop(dialog, wine()));
    QCOMPARE(page.edit("data")->text(), wine());
    QVERIFY(drop(dialog, QStringLiteral("/some/net.json")));
    QCOMPARE(page.edit("model")->text(), QStringLiteral("/some/net.json"));
    QVERIFY(drop(page.edit("labels"), QStringLiteral("/some/labels.npy")));
    QCOMPARE(page.edit("labels")->text(), QStringLiteral("/some/labels.npy"));
  }

  void anEngineThatCannotBeAskedDecidesAtTheStart() {
    Page page({QStringLiteral("my-engine")});
    page.type("data", wine());
    QVERIFY(
        page.part<QLabel>("found_state")->text().contains(QStringLiteral("cannot inspect files")));
    QVERIFY(page.start()->isEnabled());
    page.click(page.start());
    QCOMPARE(page.session.all<command::Start>().size(), std::size_t{1});
  }

  void filesOfAnotherMachineAreTyped() {
    const Page page({QStringLiteral("ssh"), QStringLiteral("gpu"),
                     QStringLiteral("emascope-engine"), QStringLiteral("serve")});
    for (const auto* button : page.part<QWidget>("option_data")->findChildren<QPushButton*>()) {
      QVERIFY(!button->isVisible());
    }
    QVERIFY(page.edit("data")->isVisible());
  }
};

EMASCOPE_UI_TEST(OpenDialogTest);

}  // namespace emascope::ui

#include "open_dialog_test.moc"
