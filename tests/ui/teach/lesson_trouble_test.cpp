// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a lesson does with a run that gives no numbers, with a track that goes away while its
// picture is made, with an older engine, and with files that are no lessons.
#include "core/protocol/spec/track_action.h"
#include "tests/ui/support/fake_pictures.h"
#include "tests/ui/teach/teach_fixture.h"
#include "ui/teach/lesson_chart.h"
#include "ui/teach/lesson_page.h"
#include "ui/teach/lesson_pictures.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/teach_view.h"
#include "ui/theme/theme.h"

#include <cmath>
#include <fstream>

#include <QApplication>
#include <QLabel>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace emascope::ui {

class LessonTroubleTest : public QObject {
  Q_OBJECT

 private:
  struct Room : LessonRunFake {
    PanelParts parts{controller};
    TeachView view{parts.context(), nullptr};

    Room() {
      view.resize(1440, 840);
      view.show();
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
  };
  QTemporaryDir folder_;

 private Q_SLOTS:
  void initTestCase() {
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path());
    QLocale::setDefault(QLocale::c());
    applyTheme(*qApp, ThemeChoice::kLight);
  }

  // Every step of every lesson, with losses that are nothing to draw.
  void lossesThatAreNotFiniteOrZero_data() {
    QTest::addColumn<double>("loss");
    QTest::newRow("NaN") << std::nan("");
    QTest::newRow("infinity") << HUGE_VAL;
    QTest::newRow("zero") << 0.0;
    QTest::newRow("negative") << -1.0;
  }
  void lossesThatAreNotFiniteOrZero() {
    QFETCH(const double, loss);
    Room room;
    room.loss = [loss](const std::string&, std::int64_t) { return loss; };
    for (const Lesson& lesson : shippedLessons(room.controller.catalog())) {
      room.view.openLesson(lesson);
      for (std::size_t step = 0; step < lesson.steps.size(); ++step) {
        LessonSession& session = room.view.session();
        if (session.starting()) room.accept();
        const LessonStep& now = session.step();
        if (room.controller.record().step < now.stop) room.reach(now.stop);
        QVERIFY(!room.view.grab().isNull());
        if (now.ask) {
          session.answer(0);
          if (room.controller.record().step < now.ask->until) room.reach(now.ask->until);
          QVERIFY(!room.view.grab().isNull());
          QVERIFY(!room.text("lesson_verdict").isEmpty());
          QVERIFY(!room.text("lesson_outcome").contains(QStringLiteral("nan")));
        }
        for (const LineLabel& label : room.view.page()->chart()->labels()) {
          QVERIFY(std::isfinite(label.wanted) && std::isfinite(label.place.top()));
        }
        if (step + 1 < lesson.steps.size()) session.next();
      }
    }
  }

  void aRunWithoutNumbersDoesNotDecide() {
    Room room;
    room.loss = [](const std::string&, std::int64_t) { return std::nan(""); };
    room.view.openLesson(shippedLesson("when-to-begin"));
    room.accept();
    room.reach(100);
    room.view.session().answer(0);
    room.reach(500);
    QVERIFY(room.text("lesson_verdict").contains(QStringLiteral("no answer is wrong")));
  }

  void aTrackIsRemovedWhileItsPictureIsMade() {
    Room room;
    room.view.openLesson(shippedLesson("when-to-begin"));
    room.accept();
    room.reach(100);
    QTRY_COMPARE(room.session.all<command::Render>().size(), std::size_t{2});
    QCOMPARE(room.session.all<command::Render>()[1].of, std::string("w100"));
    const TrackAction remove = track_action::Remove{"w100"};
    const auto tracks = editedTracks(room.controller.record().tracks, remove).value();
    room.session.arrive(event::TracksChanged{0, 100, remove, tracks});
    room.deliver();
    for (const command::Render& render : room.session.all<command::Render>()) {
      room.session.arrive(event::Rendered{render.request, 100, render.of, fakeCurve()});
    }
    room.deliver();
    QApplication::processEvents();
    QVERIFY(room.part<LessonPicture>("lesson_picture_left")->isVisible());
    QVERIFY(!room.part<LessonPicture>("lesson_picture_right")->isVisible());
    QVERIFY(!room.view.grab().isNull());
    room.view.session().answer(0);  // the question is about it
    room.reach(500);
    QVERIFY(!room.text("lesson_verdict").isEmpty());
  }

  void anEngineWithoutPicturesSaysSoInTheirPlace() {
    Room room;
    Catalog catalog = teachCatalog();
    std::erase(catalog.commands, "render");
    room.controller.setCatalog(catalog);
    room.view.openLesson(shippedLesson("when-to-begin"));
    room.accept();
    room.reach(100);
    QApplication::processEvents();
    QVERIFY(room.session.all<command::Render>().empty());
    const auto* left = room.part<LessonPicture>("lesson_picture_left");
    QVERIFY(left->isVisible());
    QVERIFY(left->accessibleDescription().contains(QStringLiteral("render")));
    QVERIFY(!room.part<LessonPicture>("lesson_picture_right")->isVisible());
  }

  void filesThatAreNoLessonsAreRefusedInWords_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("{\"format\": \"emascope-lesson\", ");
    QTest::newRow("another format") << QByteArray("{\"format\": \"emascope-network\"}");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("binary") << QByteArray("\x00\xff\xfe\x7f", 4);
    QTest::newRow("deep") << QByteArray(100000, '[');
    QTest::newRow("newer") << QByteArray("{\"format\": \"emascope-lesson\", \"version\": 9}");
  }
  void filesThatAreNoLessonsAreRefusedInWords() {
    QFETCH(const QByteArray, bytes);
    const QString path = folder_.filePath(QStringLiteral("bad.json"));
    std::ofstream(path.toStdString(), std::ios::binary).write(bytes.data(), bytes.size());
    Room room;
    room.view.openLesson(path);
    QVERIFY(room.text("lesson_refusal").contains(QStringLiteral("bad.json")));
    QVERIFY(room.session.posted.empty());
    QVERIFY(!room.view.session().isOpen());
    room.view.openLesson(folder_.path());  // a folder
    QVERIFY(!room.text("lesson_refusal").isEmpty());
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::LessonTroubleTest)
#include "lesson_trouble_test.moc"
