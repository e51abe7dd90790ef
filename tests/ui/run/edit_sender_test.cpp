// SPDX-License-Identifier: GPL-3.0-or-later
//
// Edits on their way to the engine, and back again.
#include "ui/run/edit_sender.h"

#include "tests/ui/support/controlled_run.h"
#include "tests/ui/support/test_program.h"

#include <QSignalSpy>
#include <QTest>

namespace emascope::ui {

class EditSenderTest : public QObject {
  Q_OBJECT

 private:
  struct Fixture : ControlledRun {
    EditSender sender{controller};

    Fixture() { arriveRunning(); }
    [[nodiscard]] std::vector<command::SetParams> sent() const {
      return session.all<command::SetParams>();
    }
    /// The engine applies the last request.
    void apply(const std::string& id, double old_value) {
      const command::SetParams last = sent().back();
      session.arrive(event::Applied{
          last.request, 60, last.track, {{id, old_value}}, {{id, last.values.at(id)}}});
      deliver();
    }
    void reset() {
      sender.send("main", {{"reseed", 1.0}}, 0);
      sender.flush();
      const command::SetParams last = sent().back();
      session.arrive(event::Applied{last.request, 60, last.track, {{"reseed", 0.0}}, last.values});
      deliver();
    }
    void edit(const std::string& id, double old_value, double value, int gesture) {
      sender.send("main", {{id, value}}, gesture);
      sender.flush();
      apply(id, old_value);
    }
  };

 private Q_SLOTS:
  void theFirstEditGoesAtOnce() {
    Fixture edits;
    edits.sender.send("main", {{"beta", 0.999}}, 1);
    QCOMPARE(edits.sent().size(), std::size_t{1});
  }

  void aStormBecomesFewMessagesAndTheLastValueWins() {
    Fixture edits;
    for (int i = 1; i <= 1000; ++i) edits.sender.send("main", {{"beta", 0.9 + i * 9e-5}}, 1);
    QTRY_COMPARE(edits.sent().size(), std::size_t{2});
    QCOMPARE(edits.sent().back().values.at("beta"), 0.9 + 1000 * 9e-5);
  }

  void tracksDoNotMix() {
    Fixture edits;
    edits.sender.send("main", {{"beta", 0.99}}, 1);
    edits.sender.send("slow", {{"beta", 0.999}}, 2);
    edits.sender.send("", {{"lr", 0.01}}, 3);
    edits.sender.flush();
    QCOMPARE(edits.sent().size(), std::size_t{3});
    QCOMPARE(edits.sent()[1].track, std::string("slow"));
    QCOMPARE(edits.sent()[2].track, std::string());
  }

  void anUndoIsANewEditWithTheOldValue() {
    Fixture edits;
    edits.edit("beta", 0.995, 0.999, 1);
    QVERIFY(edits.sender.canUndo());
    edits.sender.undo();
    QCOMPARE(edits.sent().back().values.at("beta"), 0.995);
    edits.apply("beta", 0.999);
    QVERIFY(!edits.sender.canUndo());
    QVERIFY(edits.sender.canRedo());
    edits.sender.redo();
    QCOMPARE(edits.sent().back().values.at("beta"), 0.999);
  }

  void aDragIsTakenBackWhole() {
    Fixture edits;
    edits.edit("beta", 0.995, 0.996, 1);
    edits.edit("beta", 0.996, 0.997, 1);
    edits.edit("beta", 0.997, 0.998, 1);
    edits.sender.undo();
    QCOMPARE(edits.sent().back().values.at("beta"), 0.995);
    QVERIFY(!edits.sender.canUndo());
  }

  void twoGesturesAreTakenBackOneByOne() {
    Fixture edits;
    edits.edit("beta", 0.995, 0.996, 1);
    edits.edit("power", 2.0 / 3.0, 0.75, 2);
    edits.sender.undo();
    QCOMPARE(edits.sent().back().values.count("beta"), std::size_t{0});
    QCOMPARE(edits.sent().back().values.at("power"), 2.0 / 3.0);
    QVERIFY(edits.sender.canUndo());
  }

  void aNewEditForgetsWhatWasUndone() {
    Fixture edits;
    edits.edit("beta", 0.995, 0.999, 1);
    edits.sender.undo();
    edits.apply("beta", 0.999);
    edits.edit("beta", 0.995, 0.99, 2);
    QVERIFY(!edits.sender.canRedo());
  }

  void anUndoAfterAResetToRawTakesBackNoEarlierEdit() {
    Fixture edits;
    edits.edit("beta", 0.995, 0.999, 1);
    edits.edit("power", 2.0 / 3.0, 0.75, 2);
    edits.sender.undo();
    edits.apply("power", 0.75);
    edits.reset();
    QVERIFY(!edits.sender.canRedo());
    const std::size_t before = edits.sent().size();
    QSignalSpy notes(&edits.sender, &EditSender::noted);
    edits.sender.undo();
    QCOMPARE(edits.sent().size(), before);
    QCOMPARE(notes.size(), 1);
    QCOMPARE(notes.front().front().toString(),
             QStringLiteral("The reset of main to raw cannot be undone. Undo again to take back "
                            "the change before it."));
    edits.sender.undo();
    QCOMPARE(edits.sent().back().values.at("beta"), 0.995);
  }

  void anUndoSaysThatAResetWasTheOnlyChange() {
    Fixture edits;
    edits.reset();
    QVERIFY(edits.sender.canUndo());
    QSignalSpy notes(&edits.sender, &EditSender::noted);
    edits.sender.undo();
    QCOMPARE(notes.front().front().toString(),
             QStringLiteral("The reset of main to raw cannot be undone."));
    QVERIFY(!edits.sender.canUndo());
    QVERIFY(!edits.sender.canRedo());
  }

  void anEditThatWentWithAResetIsUndoneAfterIt() {
    Fixture edits;
    edits.edit("power", 2.0 / 3.0, 0.75, 1);
    edits.sender.send("main", {{"beta", 0.999}}, 2);  // waits
    edits.sender.send("main", {{"reseed", 1.0}}, 0);
    edits.sender.flush();
    const command::SetParams last = edits.sent().back();
    edits.session.arrive(event::Applied{
        last.request, 60, last.track, {{"beta", 0.995}, {"reseed", 0.0}}, last.values});
    edits.deliver();
    edits.sender.undo();
    QCOMPARE(edits.sent().size(), std::size_t{2});
    edits.sender.undo();
    QCOMPARE(edits.sent().back().values, (ParamValues{{"beta", 0.995}}));
  }

  void aRefusalIsToldAndNotRemembered() {
    Fixture edits;
    QSignalSpy refused(&edits.sender, &EditSender::refused);
    edits.sender.send("main", {{"update_after_step", 5000.0}}, 1);
    const auto request = edits.sent().back().request;
    edits.session.arrive(event::Rejected{request, {"update_after_step", "too late", ""}});
    edits.deliver();
    QCOMPARE(refused.count(), 1);
    QVERIFY(!edits.sender.canUndo());
  }

  void withoutARunAnEditIsRefusedAtOnce() {
    Fixture edits;
    edits.session.arrive(event::StateChanged{RunState::kFinished, 100, ""});
    edits.deliver();
    QSignalSpy refused(&edits.sender, &EditSender::refused);
    edits.sender.send("main", {{"beta", 0.999}}, 1);
    QCOMPARE(refused.count(), 1);
    QVERIFY(edits.sent().empty());
  }

  void aNewRunForgetsTheHistory() {
    Fixture edits;
    edits.edit("beta", 0.995, 0.999, 1);
    edits.session.arrive(fakeStarted(edits.controller.catalog()));
    edits.deliver();
    QVERIFY(!edits.sender.canUndo());
  }
};

EMASCOPE_UI_TEST(EditSenderTest);

}  // namespace emascope::ui

#include "edit_sender_test.moc"
