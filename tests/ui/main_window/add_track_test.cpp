// SPDX-License-Identifier: GPL-3.0-or-later
//
// The row for a new track: what is typed there, and what is said of it.
#include "tests/ui/main_window/bank_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/message_bar.h"

#include <cmath>

#include <QComboBox>
#include <QPushButton>

namespace emascope::ui {

using track_action::Add;

namespace {

/// With the row for a new track open.
struct Form {
  explicit Form(WindowFixture& w)
      : params(w.part<QLineEdit>("add_track_params")),
        label(w.part<QLineEdit>("add_track_label")),
        rule(w.part<QComboBox>("add_track_rule")),
        reason(w.part<QLabel>("add_track_reason")) {
    w.part<QPushButton>("add_track")->click();
  }
  void choose(const char* id) const {
    rule->setCurrentIndex(rule->findData(QLatin1String(id)));
    Q_EMIT rule->activated(rule->currentIndex());
  }
  QLineEdit* params;
  QLineEdit* label;
  QComboBox* rule;
  QLabel* reason;
};

}  // namespace

class AddTrackTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void aTrackIsAddedByRuleParametersAndLabel() {
    WindowFixture w;
    w.run();
    const Form form(w);
    QVERIFY(form.params->hasFocus());
    form.choose("inverse-power");
    type(form.params, QStringLiteral("hl=50, power = 2/3"));
    type(form.label, QStringLiteral("mine"));
    QTest::keyClick(form.label, Qt::Key_Return);
    QCOMPARE(edits(w).size(), std::size_t{1});
    const auto add = std::get<Add>(edits(w)[0].action);
    QCOMPARE(add.track.label, std::string("mine"));
    QCOMPARE(add.track.schedule, std::string("inverse-power"));
    QCOMPARE(add.track.params.at("beta"), std::pow(2.0, -1.0 / 50.0));
    QCOMPARE(add.track.params.at("power"), 2.0 / 3.0);
    obey(w);
    QVERIFY(!form.params->isVisible());
    QVERIFY(title(w).contains(QStringLiteral("mine")));  // selected
    QVERIFY(w.part<QWidget>("chip_mine")->isVisible());
  }

  void theNewRowIsRenamedByKeyAtOnce() {
    WindowFixture w;
    w.run();
    const Form form(w);
    type(form.label, QStringLiteral("mine"));
    QTest::keyClick(form.label, Qt::Key_Return);
    obey(w);
    QCOMPARE(qApp->focusWidget(), tableOf(w));
    QTest::keyClick(qApp->focusWidget(), Qt::Key_F2);
    auto* field = tableOf(w)->findChild<QLineEdit*>();
    QVERIFY(field && field->hasFocus());
    QCOMPARE(field->text(), QStringLiteral("mine"));
    const std::size_t posted = w.session.posted.size();
    QTest::keyClicks(field, QStringLiteral("a b"));
    QCOMPARE(field->text(), QStringLiteral("a b"));
    QCOMPARE(w.session.posted.size(), posted);  // the space has not paused the run
  }

  void aSpaceInTheRowForANewTrackBelongsToIt() {
    WindowFixture w;
    w.run();
    const Form form(w);
    const std::size_t posted = w.session.posted.size();
    type(form.label, QStringLiteral("a b"));
    type(form.params, QStringLiteral("beta=0.9, debias=1"));
    QCOMPARE(form.label->text(), QStringLiteral("a b"));
    QCOMPARE(w.session.posted.size(), posted);
  }

  void aLibrarysPresetIsAdded() {
    WindowFixture w;
    w.run();
    const Form form(w);
    form.choose("ema-pytorch");
    w.part<QPushButton>("add_track_add")->click();
    const auto add = std::get<Add>(edits(w).back().action);
    QCOMPARE(add.track.schedule, std::string("ema-pytorch"));
    QCOMPARE(add.track.label, std::string("ema-pytorch"));  // as suggested
  }

  void whatIsWrongIsSaidAtTheRow_data() {
    QTest::addColumn<QString>("params");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("said");
    QTest::newRow("a value") << "beta=2"
                             << "x"
                             << "β: 2 is not allowed";
    QTest::newRow("a name") << "gamma=1"
                            << "x"
                            << "'gamma' is not a parameter of constant";
    QTest::newRow("no value") << "beta"
                              << "x"
                              << "beta";
    QTest::newRow("a label that is taken") << ""
                                           << "slow"
                                           << "'slow' already";
    QTest::newRow("markup") << ""
                            << "<b>x</b>"
                            << "'<b>x</b>' is not allowed";
    QTest::newRow("a reserved label") << ""
                                      << "raw"
                                      << "reserved";
    QTest::newRow("a long label") << "" << QString(4000, u'x') << "is not allowed";
  }
  void whatIsWrongIsSaidAtTheRow() {
    QFETCH(QString, params);
    QFETCH(QString, label);
    QFETCH(QString, said);
    WindowFixture w;
    w.run();
    const Form form(w);
    form.choose("constant");
    form.params->setText(params);
    form.label->setText(label);
    QTest::keyClick(form.params, Qt::Key_Return);
    QVERIFY(edits(w).empty());
    QVERIFY(form.reason->isVisible());
    const bool cut = label.size() > 1000;  // the end of a long text is left out
    QVERIFY2(cut || form.reason->text().contains(said), qPrintable(form.reason->text()));
    QCOMPARE(form.reason->textFormat(), Qt::PlainText);
    QTest::keyClicks(form.params, QStringLiteral("1"));
    QVERIFY(!form.reason->isVisible());
  }

  void theEnginesRefusalIsSaidAtTheRow() {
    WindowFixture w;
    w.run();
    const Form form(w);
    form.choose("constant");
    QTest::keyClick(form.params, Qt::Key_Return);
    w.session.arrive(event::Rejected{edits(w).back().request,
                                     {"add: track constant: beta", "is too close to 1", ""}});
    w.deliver();
    QCOMPARE(form.reason->text(), QStringLiteral("β: is too close to 1"));
    QVERIFY(!w.part<MessageBar>("message_bar")->isVisible());
    QTest::keyClick(form.params, Qt::Key_Return);  // and it can be tried again
    QCOMPARE(edits(w).size(), std::size_t{2});
  }

  void escapeClosesTheRow() {
    WindowFixture w;
    w.run();
    const Form form(w);
    QTest::keyClick(form.params, Qt::Key_Escape);
    QVERIFY(!form.params->isVisible());
    QVERIFY(edits(w).empty());
  }

  void theSixtyFifthTrackIsRefused() {
    WindowFixture w;
    w.session.arrive(startedWithMostTracks(w));
    w.session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
    w.deliver();
    const Form form(w);
    QTest::keyClick(form.params, Qt::Key_Return);
    QVERIFY2(form.reason->text().contains(QStringLiteral("64 tracks")),
             qPrintable(form.reason->text()));
  }
};

EMASCOPE_UI_TEST(AddTrackTest);

}  // namespace emascope::ui

#include "add_track_test.moc"
