// SPDX-License-Identifier: GPL-3.0-or-later
//
// Nothing of a lesson is cut, in any of its languages, at the sizes that the workspace is made for;
// and on a full screen of 1080 lines no text is smaller than 24 px.
#include "tests/ui/support/fake_pictures.h"
#include "tests/ui/support/test_program.h"
#include "tests/ui/support/text_recorder.h"
#include "tests/ui/teach/teach_fixture.h"
#include "tests/ui/teach/teach_folder.h"
#include "ui/teach/answer_button.h"
#include "ui/teach/lesson_card.h"
#include "ui/teach/lesson_chart.h"
#include "ui/teach/lesson_page.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/teach_look.h"
#include "ui/teach/teach_view.h"

#include <algorithm>
#include <cmath>

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

namespace emascope::ui {

class TeachLayoutTest : public QObject {
  Q_OBJECT

 private:
  struct Room : LessonRunFake {
    PanelParts parts{controller};
    TeachView view{parts.context(), nullptr};
    std::size_t answered = 0;

    explicit Room(QSize size) {
      view.resize(size);
      view.show();
    }
    static TaskPicture pictureOf(const RunRecord& record) {
      const std::string& preset = record.config.preset;
      return preset == "digits"  ? fakeMistakes(24, 61)
             : preset == "curve" ? fakeCurve()
                                 : fakeSurface();
    }
    void drawPictures() {
      const auto asked = session.all<command::Render>();
      for (; answered < asked.size(); ++answered) {
        session.arrive(event::Rendered{asked[answered].request, controller.record().step,
                                       asked[answered].of, pictureOf(controller.record())});
      }
    }
  };

  TeachFolder folder_;

  static QString nameOf(const QWidget& widget) {
    return QStringLiteral("%1 %2").arg(QLatin1String(widget.metaObject()->className()),
                                       widget.objectName());
  }
  /// What is wrong with the layout; empty if nothing is.
  static QString cut(const TeachView& view) {
    for (const QWidget* widget : view.findChildren<QWidget*>()) {
      if (!widget->isVisible() || widget->window() != &view) continue;
      const auto* label = qobject_cast<const QLabel*>(widget);
      const auto* button = qobject_cast<const AnswerButton*>(widget);
      if (!label && !button) {
        const auto* other = qobject_cast<const QAbstractButton*>(widget);
        if (other && other->width() < other->minimumSizeHint().width()) {
          return nameOf(*widget) + QStringLiteral(" too narrow");
        }
        continue;
      }
      const int needed = label ? (label->wordWrap() ? label->heightForWidth(label->width())
                                                    : label->sizeHint().height())
                               : button->heightForWidth(button->width());
      if (widget->height() < needed) {
        return nameOf(*widget) + QStringLiteral(": %1 of %2").arg(widget->height()).arg(needed);
      }
    }
    for (const QWidget* widget :
         view.findChild<QWidget*>(QStringLiteral("lesson_knob"))->findChildren<QWidget*>()) {
      const int right = widget->geometry().right();
      if (widget->isVisible() && (widget->x() < 0 || right >= widget->parentWidget()->width())) {
        return nameOf(*widget) + QStringLiteral(" is outside of the knob");
      }
    }
    const QRect whole(QPoint(0, 0), view.size());
    for (const char* name :
         {"lesson_card", "lesson_chart_card", "lesson_knob", "lesson_pictures"}) {
      const auto* part = view.findChild<QWidget*>(QLatin1String(name));
      if (!part->isVisible()) continue;
      const QRect place(part->mapTo(&view, QPoint(0, 0)), part->size());
      if (!whole.contains(place)) return QLatin1String(name) + QStringLiteral(" is outside");
    }
    const auto* scroll = view.page()->card()->findChild<QScrollArea*>();
    if (scroll->verticalScrollBar()->isVisible()) return QStringLiteral("the lesson scrolls");
    return {};
  }
  /// The same when the layout has followed what was said last; a picture may arrive at any time.
  static QString cutAtRest(const TeachView& view) {
    (void)QTest::qWaitFor([&view] { return cut(view).isEmpty(); }, 10000);
    return cut(view);
  }
  /// Also of what is painted, such as the words in a task picture.
  static int smallestText(TeachView& view) {
    int smallest = static_cast<int>(std::floor(smallestOf(textsOf(view)).pixels));
    for (const QWidget* widget : view.findChildren<QWidget*>()) {
      const auto* label = qobject_cast<const QLabel*>(widget);
      const bool written =
          (label && !label->text().isEmpty()) || qobject_cast<const QAbstractButton*>(widget);
      if (!written || !widget->isVisible()) continue;
      smallest = std::min(smallest, QFontInfo(widget->font()).pixelSize());
    }
    return smallest;
  }

 private Q_SLOTS:
  void initTestCase() { folder_.setUp(); }

  void nothingIsCut_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("1440 x 900") << QSize(1440, 840);
    QTest::newRow("1920 x 1080") << QSize(1920, 1020);
    QTest::newRow("1280 x 720") << QSize(1280, 660);
    QTest::newRow("1000 x 650") << QSize(1000, 590);
    QTest::newRow("760 x 520") << QSize(760, 460);
  }

  void nothingIsCut() {
    QFETCH(QSize, size);
    Room room(size);
    for (const Lesson& lesson : shippedLessons(room.controller.catalog())) {
      room.view.openLesson(lesson);
      for (std::size_t step = 0; step < lesson.steps.size(); ++step) {
        LessonSession& session = room.view.session();
        if (session.starting()) room.accept();
        room.drawPictures();
        const LessonStep& now = session.step();
        if (room.controller.record().step < now.stop) room.reach(now.stop);
        for (const char* language : {"en", "de", "zh"}) {
          room.view.setLanguage(language);
          QApplication::processEvents();
          const QString wrong = cutAtRest(room.view);
          QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("%1, step %2, %3: %4")
                                                   .arg(QString::fromStdString(lesson.id))
                                                   .arg(step + 1)
                                                   .arg(QLatin1String(language), wrong)));
          if (size.width() == 1920) QVERIFY(smallestText(room.view) >= 24);
        }
        if (now.ask) {
          session.answer(0);
          if (room.controller.record().step < now.ask->until) room.reach(now.ask->until);
          QApplication::processEvents();
          const QString wrong = cutAtRest(room.view);
          QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("%1, step %2 decided: %3")
                                                   .arg(QString::fromStdString(lesson.id))
                                                   .arg(step + 1)
                                                   .arg(wrong)));
          if (size.width() == 1920) QVERIFY(smallestText(room.view) >= 24);
        }
        if (step + 1 < lesson.steps.size()) session.next();
      }
    }
  }

  // Chinese letters are higher than Latin ones. No event is processed in between.
  void namesAbovePicturesHaveTheirHeightAtOnce() {
    Room room({1000, 590});
    room.view.openLesson(shippedLesson("when-to-begin"));
    room.accept();
    room.reach(500);
    const auto* left = room.view.findChild<AnswerButton*>(QStringLiteral("lesson_show_left"));
    const auto drawn = [&] {
      room.drawPictures();
      return left->isVisible();
    };
    QTRY_VERIFY(drawn());
    QApplication::processEvents();
    for (const char* language : {"zh", "de", "zh", "en"}) {
      room.view.setLanguage(language);
      QVERIFY2(left->height() >= left->heightForWidth(left->width()), language);
    }
  }

  // The words are in the pictures of misread digits: "61 misread", "3 as 3".
  void wordsInPicturesAreAsLargeAsAllOthers() {
    Room room({1920, 1020});
    room.view.openLesson(shippedLesson("whose-statistics"));
    room.accept();
    room.reach(300);
    const auto* left = room.view.findChild<QWidget*>(QStringLiteral("lesson_picture_left"));
    const auto drawn = [&] {
      room.drawPictures();
      return left->isVisible();
    };
    QTRY_VERIFY(drawn());
    QApplication::processEvents();
    const auto written = textsOf(room.view);
    const auto misread = std::ranges::find_if(
        written, [](const WrittenText& text) { return text.text.contains(u"misread"); });
    QVERIFY(misread != written.end());
    QVERIFY2(smallestText(room.view) >= 24, qPrintable(smallestOf(written).text));
  }

  void sizesFollowTheDesign() {
    QCOMPARE(scaleOf({1440, 840}), 1.5);
    QCOMPARE(scaleOf({1920, 1020}), 2.0);
    QCOMPARE(scaleOf({1280, 660}), 1.25);
    QVERIFY(scaled(kSmallText, 2.0) >= 24);
    QCOMPARE(arrangementOf({1440, 840}), TeachArrangement::kWide);
    QCOMPARE(arrangementOf({1280, 660}), TeachArrangement::kMedium);
    QCOMPARE(arrangementOf({1000, 590}), TeachArrangement::kNarrow);
  }

  void anyWindowSizeIsSurvived_data() {
    QTest::addColumn<QSize>("size");
    for (const QSize size : {QSize(0, 0), QSize(1, 1), QSize(3, 900), QSize(200, 3000),
                             QSize(10000, 80), QSize(10000, 10000)}) {
      QTest::addRow("%d x %d", size.width(), size.height()) << size;
    }
  }
  // Within a window that has another size, as no window itself gets that small.
  void anyWindowSizeIsSurvived() {
    QFETCH(const QSize, size);
    QWidget window;
    Room room({1440, 840});
    room.view.setParent(&window);
    window.resize(1440, 840);
    window.show();
    room.view.show();
    room.view.openLesson(shippedLesson("when-to-begin"));
    room.accept();
    room.reach(100);
    const auto* left = room.view.findChild<QWidget*>(QStringLiteral("lesson_picture_left"));
    const auto drawn = [&] {
      room.drawPictures();
      return left->isVisible();
    };
    QTRY_VERIFY(drawn());
    room.view.session().answer(0);
    room.reach(500);
    for (const bool list : {false, true}) {
      if (list) room.view.closeLesson();
      room.view.setGeometry(QRect(QPoint(), size));
      QApplication::processEvents();
      QCOMPARE(room.view.size(), size);
      (void)textsOf(room.view);  // paints it, without the memory of its pixels
      if (list || size.isEmpty()) continue;
      const LessonPage* page = room.view.page();
      QCOMPARE(page->size(), size);
      QVERIFY(page->card()->fittingScale() > 0.69 && page->card()->fittingScale() <= 4.0);
      for (const LineLabel& label : page->chart()->labels()) {
        QVERIFY(std::isfinite(label.place.top()) && std::isfinite(label.place.width()));
      }
    }
  }
};

EMASCOPE_UI_TEST(TeachLayoutTest);

}  // namespace emascope::ui

#include "teach_layout_test.moc"
