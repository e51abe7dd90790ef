// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bank of tracks of the real window over the real engine: add, rename, fork, remove, and
// weights that are saved while paused and after the end.
#include "tests/support/engine_window.h"

#include <memory>

#include <QComboBox>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTest>

namespace emascope::ui {

class TrackBankEngineTest : public QObject {
  Q_OBJECT

 private:
  static constexpr int kPatience = 30000;  // ms

  struct Program : EngineWindow {
    Program() : EngineWindow(oneAverage, {1280, 900}) {}
    [[nodiscard]] QString labels() const {
      QStringList all;
      for (std::size_t i = 0; i < controller.record().alive; ++i) {
        all << QString::fromStdString(controller.record().tracks[i].label);
      }
      return all.join(u' ');
    }
    [[nodiscard]] QTableView* table() const { return part<QTableView>("tracks_table"); }
    void choose(int row, const char* name) const {
      const QPoint at = table()->visualRect(table()->model()->index(row, 2)).center();
      QContextMenuEvent event(QContextMenuEvent::Mouse, at, table()->viewport()->mapToGlobal(at));
      QCoreApplication::sendEvent(table()->viewport(), &event);
      auto* menu = window.findChildren<QMenu*>(QStringLiteral("track_menu")).back();
      QTest::mouseClick(
          menu, Qt::LeftButton, {},
          menu->actionGeometry(menu->findChild<QAction*>(QLatin1String(name))).center());
    }
    void saveTo(int row, const QString& path) const {
      choose(row, "track_save");
      QFileDialog* dialog =
          window.findChildren<QFileDialog*>(QStringLiteral("save_weights")).back();
      Q_EMIT dialog->fileSelected(path);
      dialog->close();
    }
  };

  std::unique_ptr<Program> program_;

 private Q_SLOTS:
  void initTestCase() {
    program_ = std::make_unique<Program>();
    QTRY_VERIFY_WITH_TIMEOUT(program_->controller.record().points.size() >= 3, kPatience);
  }
  void cleanupTestCase() { program_.reset(); }

  void aTrackIsAddedWhileTheRunGoesOn() {
    program_->part<QPushButton>("add_track")->click();
    auto* rule = program_->part<QComboBox>("add_track_rule");
    rule->setCurrentIndex(rule->findData(QStringLiteral("constant")));
    Q_EMIT rule->activated(rule->currentIndex());
    auto* params = program_->part<QLineEdit>("add_track_params");
    QTest::keyClicks(params, QStringLiteral("hl=20"));
    auto* label = program_->part<QLineEdit>("add_track_label");
    label->setFocus();
    QTest::keyClicks(label, QStringLiteral("hl20"));
    QTest::keyClick(label, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(program_->labels(), QStringLiteral("main hl20"), kPatience);
    const std::size_t before = program_->controller.record().points.size();
    QTRY_VERIFY_WITH_TIMEOUT(program_->controller.record().points.size() > before + 1, kPatience);
    const TrackEvaluation* last = program_->controller.record().lastOf(1);
    QVERIFY(last && std::abs(last->decay - std::pow(2.0, -1.0 / 20.0)) < 1e-9);
  }

  void theEnginesRefusalIsSaidAtTheRow() {
    program_->part<QPushButton>("add_track")->click();
    auto* params = program_->part<QLineEdit>("add_track_params");
    params->setText(QStringLiteral("beta=0.9999999999999"));  // float32 cannot
    QTest::keyClick(params, Qt::Key_Return);
    const auto* reason = program_->part<QLabel>("add_track_reason");
    QTRY_VERIFY_WITH_TIMEOUT(reason->isVisible(), kPatience);
    QVERIFY2(reason->text().contains(QStringLiteral("β")), qPrintable(reason->text()));
    QTest::keyClick(params, Qt::Key_Escape);
  }

  void itIsRenamedForkedAndRemovedWhilePaused() {
    QTest::keyClick(&program_->window, Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(program_->controller.state(), RunState::kPaused, kPatience);
    program_->table()->selectRow(2);
    program_->table()->setFocus();
    QTest::keyClick(program_->table(), Qt::Key_F2);
    auto* field = program_->table()->findChild<QLineEdit*>();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("short"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(program_->labels(), QStringLiteral("main short"), kPatience);
    program_->choose(2, "track_fork");
    QTRY_COMPARE_WITH_TIMEOUT(program_->labels(), QStringLiteral("main short short-2"), kPatience);
    program_->choose(3, "track_promote");
    QTRY_COMPARE_WITH_TIMEOUT(program_->labels(), QStringLiteral("short-2 main short"), kPatience);
    program_->choose(1, "track_remove");
    QTRY_COMPARE_WITH_TIMEOUT(program_->labels(), QStringLiteral("main short"), kPatience);
    program_->window.activateWindow();  // the menu was the active one
    QVERIFY(QTest::qWaitForWindowActive(&program_->window, kPatience));
    QTest::keyClick(program_->window.focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(program_->labels(), QStringLiteral("short-2 main short"), kPatience);
  }

  void anAverageIsWrittenIntoTheRawWeightsAndTakenBack() {
    program_->choose(2, "track_feedback");
    QTRY_VERIFY_WITH_TIMEOUT(std::holds_alternative<track_action::FeedBack>(
                                 program_->controller.record().track_changes.back().change.action),
                             kPatience);
    program_->choose(2, "track_undo_feedback");
    QTRY_VERIFY_WITH_TIMEOUT(std::holds_alternative<track_action::UndoFeedBack>(
                                 program_->controller.record().track_changes.back().change.action),
                             kPatience);
  }

  void weightsAreSavedWhilePaused() {
    const QString path = program_->folder.path("paused.safetensors");
    program_->saveTo(3, path);
    QTRY_COMPARE_WITH_TIMEOUT(program_->controller.record().saves.size(), std::size_t{1},
                              kPatience);
    const event::Saved saved = program_->controller.record().saves.front();
    QCOMPARE(saved.bytes, QFileInfo(path).size());
    QCOMPARE(saved.step, program_->controller.record().step);
    QCOMPARE(saved.spec.of, std::string("short"));
  }

  void weightsAreSavedAfterTheEnd() {
    program_->controller.setSpeed(0.0);
    program_->part<QPushButton>("button_toggle")->click();
    QTRY_COMPARE_WITH_TIMEOUT(program_->controller.state(), RunState::kFinished, kPatience);
    const QString path = program_->folder.path("ended.safetensors");
    program_->saveTo(0, path);
    QTRY_COMPARE_WITH_TIMEOUT(program_->controller.record().saves.size(), std::size_t{2},
                              kPatience);
    QVERIFY(QFileInfo(path).size() > 0);
    QVERIFY(!program_->part<QPushButton>("add_track")->isEnabled());
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::TrackBankEngineTest)
#include "track_bank_engine_test.moc"
