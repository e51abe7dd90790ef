// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a lesson does with a run that gives no numbers or only one evaluation, with 64 tracks, with
// a track that goes away while its picture is made, with an older engine, with texts of any kind,
// and with files that are no lessons.
#include "core/lessons/number_text.h"
#include "core/protocol/spec/track_action.h"
#include "tests/support/own_lesson.h"
#include "tests/ui/support/fake_pictures.h"
#include "tests/ui/support/test_program.h"
#include "tests/ui/support/text_recorder.h"
#include "tests/ui/teach/teach_fixture.h"
#include "tests/ui/teach/teach_folder.h"
#include "ui/teach/answer_button.h"
#include "ui/teach/lesson_chart.h"
#include "ui/teach/lesson_list.h"
#include "ui/teach/lesson_page.h"
#include "ui/teach/lesson_pictures.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/plain_words.h"
#include "ui/teach/teach_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QApplication>
#include <QFontMetricsF>
#include <QLabel>
#include <QRegularExpression>
#include <QTest>

namespace emascope::ui {

class LessonTroubleTest : public QObject {
  Q_OBJECT

 private:
  struct Room : LessonRunFake {
    PanelParts parts{controller};
    TeachView view{parts.context(), nullptr};

    explicit Room(QSize size = {1440, 840}) {
      view.resize(size);
      view.show();
    }
    /// Opens a file with that text. The reader takes it.
    void open(const std::string& file, const TeachFolder& folder) {
      view.openLesson(folder.file("own.json", file));
      QVERIFY2(view.session().isOpen(), qPrintable(text("lesson_refusal")));
      accept();
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
  TeachFolder folder_;

  /// The widest part of a text that no label breaks, in pixels.
  static double widestPart(const QLabel& label) {
    double widest = 0.0;
    const QFontMetricsF metrics(label.font());
    for (const QString& part :
         label.text().split(QRegularExpression(QStringLiteral("[ \u200B\n]")))) {
      widest = std::max(widest, metrics.horizontalAdvance(part));
    }
    return widest;
  }
  /// What is not as it should be with a text in its place; empty if all is.
  static QString wrong(const Room& room) {
    for (const QLabel* label : room.view.findChildren<QLabel*>()) {
      if (!label->isVisible() || label->text().isEmpty()) continue;
      const QString name = label->objectName();
      if (label->text().contains(u'<') && label->textFormat() != Qt::PlainText) {
        return name + QStringLiteral(" is no plain text");
      }
      if (label->wordWrap() && widestPart(*label) > label->width() + 1.0) {
        return name + QStringLiteral(" has a part that is too wide");
      }
    }
    for (const QWidget* widget : room.view.findChildren<QWidget*>()) {
      if (widget->toolTip().contains(QLatin1String("<b>"))) return widget->objectName();
      const bool scrolls = widget->parentWidget()->objectName() == u"qt_scrollarea_viewport";
      const QRect all(QPoint(), widget->parentWidget()->size());
      if (widget->isVisible() && !widget->isWindow() && !scrolls &&
          (widget->x() < 0 || widget->geometry().right() > all.right())) {
        return widget->objectName() + QStringLiteral(" is outside of what it belongs to");
      }
    }
    const LessonChart& chart = *room.view.page()->chart();
    if (!chart.isVisible()) return {};
    const QRectF whole = QRectF(chart.rect()).adjusted(-1, -1, 1, 1);
    for (const LineLabel& label : chart.labels()) {
      if (!whole.contains(label.place))
        return label.rows.join(u' ') + QStringLiteral(" is outside");
    }
    for (const BracketBlock& block : chart.bracketBlocks()) {
      for (const BracketBlock::Row& row : block.rows) {
        if (!whole.contains(row.place)) return row.text + QStringLiteral(" is outside");
      }
    }
    return {};
  }

 private Q_SLOTS:
  void initTestCase() { folder_.setUp(); }

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

  // A lesson file may say anything. It is shown as plain text, in the room that there is.
  void textsOfAnyKindStayInTheirPlace_data() {
    QTest::addColumn<QString>("words");
    QTest::addColumn<QSize>("size");
    const std::pair<const char*, QString> kinds[] = {
        {"markup", QStringLiteral("<b>bold</b> <h1>head <img src='x.png'> &amp; \\ \"")},
        {"one word", QString(4000, u'w')},
        {"right to left", QStringLiteral("שלום עולם %1 مرحبا").arg(QChar(0x202E))},
        {"lines", QStringLiteral("first\n\n\nsecond%1third\tfourth").arg(QChar(0x2028))}};
    for (const auto& [kind, words] : kinds) {
      for (const QSize size :
           {QSize(1440, 840), QSize(1280, 660), QSize(1000, 590), QSize(760, 460)}) {
        QTest::addRow("%s, %d x %d", kind, size.width(), size.height()) << words << size;
      }
    }
  }
  void textsOfAnyKindStayInTheirPlace() {
    QFETCH(const QString, words);
    QFETCH(const QSize, size);
    const std::string text = words.toStdString();
    Room room(size);
    room.open(ownLesson({.title = text,
                         .text = text,
                         .question = text,
                         .answer = text,
                         .other_answer = "No " + text,
                         .said = text + " {m}",
                         .name = text,
                         .mark = text,
                         .knob = "a.beta"}),
              folder_);
    std::size_t drawn = 0;
    const auto check = [&](const char* when) {
      QApplication::processEvents();
      const auto asked = room.session.all<command::Render>();
      for (; drawn < asked.size(); ++drawn) {
        room.session.arrive(event::Rendered{asked[drawn].request, room.controller.record().step,
                                            asked[drawn].of, fakeCurve()});
        room.deliver();
      }
      (void)QTest::qWaitFor([&room] { return wrong(room).isEmpty(); }, 10000);
      const QString found = wrong(room);
      QVERIFY2(found.isEmpty(), qPrintable(QLatin1String(when) + QStringLiteral(": ") + found));
      QCOMPARE(room.view.size(), size);
      const QSize least = room.view.minimumSizeHint();
      QVERIFY2(least.width() <= 740 && least.height() <= 460,  // the window may still be small
               qPrintable(QStringLiteral("%1 x %2").arg(least.width()).arg(least.height())));
    };
    check("waiting");
    room.reach(100);
    check("asked");
    const QString shown = flowing(text);
    QCOMPARE(room.text("lesson_title"), shown);
    QCOMPARE(room.text("lesson_text"), shown);
    QCOMPARE(room.text("lesson_question"), shown);
    QCOMPARE(room.part<AnswerButton>("lesson_answer_1")->text(), shown);
    room.view.session().answer(0);
    room.reach(200);
    check("decided");
    const auto written = textsOf(room.view);
    QVERIFY(std::ranges::any_of(written, [&](const WrittenText& one) {
      return one.text.contains(words.left(3));  // "<b>" as three letters
    }));
    room.view.closeLesson();
    check("the list");
    QVERIFY(room.part<LessonTile>("lesson_tile_10")->isVisible());
  }

  void aPathOfThousandsOfLettersIsRefusedInTheRoomThereIs() {
    Room room({760, 460});
    room.view.openLesson(QStringLiteral("/no/") + QString(4000, u'x') + QStringLiteral(".json"));
    QApplication::processEvents();
    QVERIFY(!room.text("lesson_refusal").isEmpty());
    QCOMPARE(wrong(room), QString());
    QCOMPARE(room.view.size(), QSize(760, 460));
  }

  void sixtyFourTracksLeaveRoom_data() {
    QTest::addColumn<bool>("alike");
    QTest::addColumn<QSize>("size");
    for (const bool alike : {false, true}) {
      for (const QSize size : {QSize(1920, 1000), QSize(1280, 660), QSize(760, 460)}) {
        QTest::addRow("%s, %d x %d", alike ? "alike" : "apart", size.width(), size.height())
            << alike << size;
      }
    }
  }
  void sixtyFourTracksLeaveRoom() {
    QFETCH(const bool, alike);
    QFETCH(const QSize, size);
    Room room(size);
    room.loss = [alike](const std::string& label, std::int64_t) {
      return label == "raw" ? 1.9 : alike ? 0.5 : 0.12 * std::pow(1.04, std::stod(label.substr(1)));
    };
    OwnLesson own{.question = "Which?", .tracks = {}, .show = {"raw", "*"}, .knob = "*.beta"};
    for (int i = 0; i < 64; ++i) {
      own.tracks.push_back("t" + std::to_string(i) + ":schedule=constant,beta=0.9");
    }
    room.open(ownLesson(own), folder_);
    room.reach(100);
    room.view.session().answer(0);
    room.reach(200);
    QApplication::processEvents();
    QCOMPARE(room.view.page()->chart()->content().series.size(), std::size_t{65});
    QCOMPARE(wrong(room), QString());
    const std::vector<LineLabel> labels = room.view.page()->chart()->labels();
    QVERIFY(!labels.empty());
    std::size_t counted = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      counted += labels[i].lines.size();
      if (i > 0) QVERIFY(labels[i].place.top() >= labels[i - 1].place.bottom() - 0.01);
    }
    QCOMPARE(counted, std::size_t{65});  // the others are said to be there
    const std::vector<BracketBlock::Row> means =
        room.view.page()->chart()->bracketBlocks().front().rows;
    QCOMPARE(means.back().text, QStringLiteral("and 60 more"));
    QCOMPARE(room.text("lesson_knob_of"), QStringLiteral("of all 64 averages, in steps"));
    QVERIFY(!room.view.grab().isNull());
  }

  // A window over one evaluation has a mean, and one point has no line.
  void oneEvaluationIsEnough_data() {
    QTest::addColumn<int>("steps");
    QTest::addColumn<QByteArray>("chart");
    for (const int steps : {400, 1}) {
      for (const char* chart : {"loss", "half-life"}) {
        QTest::addRow("%d steps, %s", steps, chart) << steps << QByteArray(chart);
      }
    }
  }
  void oneEvaluationIsEnough() {
    QFETCH(const int, steps);
    QFETCH(const QByteArray, chart);
    Room room;
    room.open(ownLesson({.question = "Is it so?",
                         .knob = "a.beta",
                         .chart = chart.toStdString(),
                         .steps = steps,
                         .eval_every = steps,
                         .stop = steps,
                         .until = steps}),
              folder_);
    QCOMPARE(room.lastAdvance(), std::int64_t{steps});
    QVERIFY(!room.view.grab().isNull());  // without an evaluation
    room.reach(steps);
    QCOMPARE(room.controller.record().points.size(), std::size_t{1});
    QVERIFY(!room.text("lesson_question").isEmpty());
    room.view.session().answer(0);
    QApplication::processEvents();
    QCOMPARE(room.text("lesson_verdict"), QStringLiteral("Right."));
    const QString loss = QString::fromStdString(
        numberText(room.controller.record().points[0].raw.loss, LessonUnit::kLoss, "en"));
    QCOMPARE(room.text("lesson_outcome"), QStringLiteral("It is so: %1.").arg(loss));
    QCOMPARE(wrong(room), QString());
    const LessonChart& shown = *room.view.page()->chart();
    QCOMPARE(shown.labels().size(), std::size_t{1});  // both lines have the same loss
    for (const LineLabel& label : shown.labels()) QVERIFY(std::isfinite(label.place.top()));
    QVERIFY(!room.view.grab().isNull());
    room.view.session().next();
    QVERIFY(!room.view.session().isOpen());  // it was the last step
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
    Room room;
    room.view.openLesson(folder_.file("bad.json", bytes.toStdString()));
    QVERIFY(room.text("lesson_refusal").contains(QStringLiteral("bad.json")));
    QVERIFY(room.session.posted.empty());
    QVERIFY(!room.view.session().isOpen());
    room.view.openLesson(folder_.path());  // a folder
    QVERIFY(!room.text("lesson_refusal").isEmpty());
  }
};

EMASCOPE_UI_TEST(LessonTroubleTest);

}  // namespace emascope::ui

#include "lesson_trouble_test.moc"
