// SPDX-License-Identifier: GPL-3.0-or-later
//
// The three jobs of the window from its start page on, as a person does them, with the real engine:
// a half-life that is used, a lesson, a mix that is saved. Clicks are counted, and go only to what
// can be seen and is not covered. Runs without a display, and once more on one.
#include "core/lessons/evaluate.h"
#include "tests/app/emascope/program.h"
#include "tests/support/engine_window.h"
#include "ui/compare/mix_scale.h"
#include "ui/compare/mix_slider.h"
#include "ui/main_window/workspaces.h"
#include "ui/panels/half_life_plot.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/teach_view.h"

#include <cmath>
#include <memory>
#include <optional>

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProcess>
#include <QPushButton>
#include <QScreen>
#include <QTest>
#include <QtEndian>

namespace emascope::ui {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kPatience = 480000;  // ms
#else
constexpr int kPatience = 120000;  // ms
#endif
constexpr int kMostClicks = 6;
constexpr std::uint64_t kSeed = 11;

}  // namespace

class FlowsTest : public QObject {
  Q_OBJECT

 private:
  /// The window as the program opens it when nothing is said about a run: with the start page, in
  /// front of the first demo.
  struct Program : EngineWindow {
    int clicks = 0;

    Program() : EngineWindow(seeded, QSize(1440, 900)) {
      QObject::connect(&client, &EngineClient::helloArrived, &window, [this] { window.welcome(); });
      window.activateWindow();
    }
    static RunConfig seeded(const Catalog& catalog) {
      RunConfig config = demo(catalog);
      config.seed = kSeed;
      return config;
    }
    [[nodiscard]] const RunRecord& record() const { return controller.record(); }
    [[nodiscard]] bool showsGallery() const {
      const auto* scrim = part<QWidget>("scrim");
      return scrim != nullptr && scrim->isVisible();
    }
    /// Whether a click at that place of `widget` reaches it.
    [[nodiscard]] bool isFree(const QWidget* widget, const QPoint& at) const {
      if (widget == nullptr || !widget->isVisible() || !widget->isEnabled()) return false;
      const QWidget* top = widget->window();
      const QWidget* hit = top->childAt(widget->mapTo(top, at));
      return hit == widget || widget->isAncestorOf(hit) || widget == top;
    }
    bool click(QWidget* widget, const QPoint& at) {
      if (!isFree(widget, at)) return false;
      ++clicks;
      QTest::mouseClick(widget, Qt::LeftButton, {}, at);
      return true;
    }
    bool click(QWidget* widget) {
      return widget != nullptr && click(widget, widget->rect().center());
    }
    bool click(const char* name) { return click(part<QWidget>(name)); }
    /// Chooses an entry of a menu that is open.
    bool choose(const char* menu, const char* entry) {
      for (auto* open : window.findChildren<QMenu*>(QLatin1String(menu))) {
        auto* action = open->findChild<QAction*>(QLatin1String(entry));
        if (!open->isVisible() || action == nullptr || !action->isEnabled()) continue;
        return click(open, open->actionGeometry(action).center());
      }
      return false;
    }
  };

  QTemporaryDir folder_;

 private Q_SLOTS:
  void initTestCase() { QApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }

  void aHalfLifeIsUsedAfterSixClicks() {
    Program p;
    QTRY_VERIFY_WITH_TIMEOUT(p.showsGallery() && p.record().points.size() >= 2, kPatience);
    QVERIFY(p.click("demo_two-spirals"));  // 1
    QTRY_VERIFY_WITH_TIMEOUT(!p.showsGallery() && p.controller.runNumber() == 2, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!p.record().points.empty(), kPatience);
    QCOMPARE(p.record().config.seed, kSeed);
    const std::int64_t steps = p.record().config.steps;

    QVERIFY(p.click("sweep_half_lives"));              // 2
    QVERIFY(p.choose("sweep_menu", "sweep_restart"));  // 3
    QTRY_VERIFY_WITH_TIMEOUT(p.controller.runNumber() == 3 && p.record().alive >= 8, kPatience);
    // A person watches at 200 steps per second, and pauses when the shade in the plot, the range of
    // half-lives within noise of the best, has two ends.
    p.controller.setSpeed(1500.0);
    auto* plot = p.part<HalfLifePlot>("half_life_plot");
    const auto has_range = [&] {
      const HalfLifePicture& picture = plot->picture();
      return p.record().step > steps / 2 && picture.flat && !picture.flat_open_below &&
             !picture.flat_open_above;
    };
    QTRY_VERIFY2_WITH_TIMEOUT(has_range(), qPrintable(p.part<QLabel>("half_life_sentence")->text()),
                              kPatience);
    QVERIFY(p.click("button_toggle"));  // 4
    QTRY_COMPARE_WITH_TIMEOUT(p.controller.state(), RunState::kPaused, kPatience);
    const auto* note = p.part<QLabel>("half_life_note");
    QTRY_VERIFY_WITH_TIMEOUT(note->text().contains(QStringLiteral("made afterwards")), kPatience);
    const QString sentence = p.part<QLabel>("half_life_sentence")->text();
    qInfo().noquote() << "step" << p.record().step << sentence;
    QVERIFY2(sentence.startsWith(QStringLiteral("Any half-life from ")), qPrintable(sentence));

    QVERIFY(plot->picture().flat);
    const double middle = std::sqrt(plot->picture().flat->lower * plot->picture().flat->upper);
    QVERIFY(p.click(plot, {static_cast<int>(plot->xOf(middle)), plot->height() / 2}));  // 5
    QVERIFY(plot->cursor().has_value());
    const double half_life = *plot->cursor();
    QVERIFY(p.click("use_half_life"));  // 6
    QTRY_VERIFY_WITH_TIMEOUT(!p.record().changes.empty(), kPatience);
    const event::Applied& change = p.record().changes.back();
    QCOMPARE(change.track, p.record().tracks.front().label);
    QVERIFY(std::abs(change.new_values.at("beta") - std::pow(2.0, -1.0 / half_life)) < 1e-9);
    QVERIFY2(p.clicks <= kMostClicks, qPrintable(QString::number(p.clicks)));
    p.client.shutdown();
  }

  void lessonThreeIsLedByTheKeysOfAPresenter() {
    Program p;
    QTRY_VERIFY_WITH_TIMEOUT(p.showsGallery() && !p.record().points.empty(), kPatience);
    QVERIFY(QTest::qWaitForWindowActive(&p.window));
    const auto key = [&p](Qt::Key pressed, Qt::KeyboardModifiers held = {}) {
      QWidget* focused = p.window.focusWidget();
      QTest::keyClick(focused != nullptr ? focused : &p.window, pressed, held);
    };
    key(Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(p.window.workspaces()->current() == Workspace::kTeach && !p.showsGallery());
    QTRY_VERIFY_WITH_TIMEOUT(p.part<QPushButton>("lesson_tile_3") != nullptr, kPatience);
    auto* tile = p.part<QPushButton>("lesson_tile_3");
    QVERIFY(tile->isVisible());
    tile->setFocus();
    key(Qt::Key_Return);
    LessonSession& lesson = p.part<TeachView>("teach_view")->session();
    QVERIFY(lesson.isOpen());
    QCOMPARE(lesson.lesson().id, std::string("when-to-begin"));
    QObject::connect(&p.controller, &RunController::runStarted, &p.window,
                     [&p] { p.controller.setSpeed(0.0); });  // nobody watches
    const std::size_t steps = lesson.lesson().steps.size();
    std::size_t as_expected = 0;
    using Phase = LessonSession::Phase;
    for (std::size_t step = 0; step < steps; ++step) {
      QCOMPARE(lesson.at(), step);
      QTRY_VERIFY_WITH_TIMEOUT(lesson.phase() == Phase::kReading, kPatience);
      QVERIFY(p.part<QWidget>("lesson_page")->isVisible());
      QVERIFY(p.part<QWidget>("button_toggle")->isVisible());
      QVERIFY(!p.part<QLabel>("lesson_text")->text().isEmpty());
      const bool asks = lesson.step().ask.has_value();
      key(Qt::Key_PageDown);
      if (!asks) continue;
      QTRY_VERIFY_WITH_TIMEOUT(lesson.phase() == Phase::kDecided, kPatience);
      const LessonOutcome outcome = decide(lesson.step(), lesson.evidences());
      QVERIFY(!outcome.lacking);
      QVERIFY(!p.part<QLabel>("lesson_outcome")->text().isEmpty());
      as_expected += outcome.right == lesson.step().ask->cases.front().right ? 1 : 0;
      key(Qt::Key_PageDown);
    }
    QTRY_VERIFY(!lesson.isOpen());
    QVERIFY(p.part<QWidget>("lesson_list")->isVisible());
    QVERIFY(tile->accessibleDescription().contains(QStringLiteral("completed")));
    // As measured, each question of the lesson holds with 97.5 of 100 seeds or more.
    QVERIFY(as_expected + 1 >= steps);
    QCOMPARE(p.clicks, 0);
    p.client.shutdown();
  }

  void aMixIsSavedAfterSixClicks() {
    Program p;
    QTRY_VERIFY_WITH_TIMEOUT(p.showsGallery() && p.record().points.size() >= 2, kPatience);
    QVERIFY(p.click("demo_two-spirals"));  // 1
    QTRY_VERIFY_WITH_TIMEOUT(!p.showsGallery() && p.record().points.size() >= 2, kPatience);
    QVERIFY(p.click("button_workspace_compare"));  // 2
    auto* slider = p.part<MixSlider>("mix_slider");
    const auto half = [slider] {
      return QPoint(static_cast<int>(mixScale(slider->width()).at(0.5)), slider->height() / 4);
    };
    QTRY_VERIFY_WITH_TIMEOUT(p.isFree(slider, half()), kPatience);
    QVERIFY(p.click(slider, half()));  // 3
    const double share = slider->share();
    QVERIFY2(std::abs(share - 0.5) < 0.1, qPrintable(QString::number(share)));
    auto* save = p.part<QPushButton>("save_mix");
    QTRY_VERIFY_WITH_TIMEOUT(p.isFree(save, save->rect().center()), kPatience);
    QVERIFY(p.click(save));  // 4
    auto* dialog = p.part<QFileDialog>("save_weights");
    QVERIFY(dialog);
    QTRY_VERIFY(dialog->isVisible());
    const QString path = folder_.filePath(QStringLiteral("mix.safetensors"));
    auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    QVERIFY(name);
    name->selectAll();
    QGuiApplication::clipboard()->setText(path);
    QTest::keyClick(name, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(name->text(), path);
    QVERIFY(p.click(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)));  // 5
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), kPatience);
    QVERIFY2(p.clicks <= kMostClicks, qPrintable(QString::number(p.clicks)));

    // As the format says: the length of a header in JSON, the header, and the numbers it names.
    const QByteArray bytes = contents(path);
    QVERIFY(bytes.size() > 8);
    const auto length = static_cast<qsizetype>(qFromLittleEndian<quint64>(bytes.constData()));
    QVERIFY(length > 0 && 8 + length < bytes.size());
    const QJsonObject header = QJsonDocument::fromJson(bytes.mid(8, length)).object();
    qint64 end = 0;
    int tensors = 0;
    for (const QString& key : header.keys()) {
      if (key == QLatin1String("__metadata__")) continue;
      ++tensors;
      const QJsonArray offsets = header[key][QLatin1String("data_offsets")].toArray();
      QCOMPARE(header[key][QLatin1String("dtype")].toString(), QStringLiteral("F32"));
      end = std::max(end, offsets.at(1).toInteger());
    }
    QVERIFY(tensors >= 6);  // three layers
    QCOMPARE(8 + length + end, bytes.size());
    p.client.shutdown();
  }

  /// On a display alone: there the program itself can be seen by another one.
  void theProgramShowsTheGalleryInFrontOfARunUnlessItIsTurnedOff_data() {
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<bool>("shown");
    QTest::newRow("without settings") << QByteArray() << true;
    QTest::newRow("turned off") << QByteArray("[General]\ngallery_at_start=false\n") << false;
  }
  void theProgramShowsTheGalleryInFrontOfARunUnlessItIsTurnedOff() {
    QFETCH(QByteArray, settings);
    QFETCH(bool, shown);
    if (QGuiApplication::platformName() != QLatin1String("xcb")) {
      QSKIP("without a display; flows_display_test has one");
    }
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("EMAscope")));
    QFile file(folder.filePath(QStringLiteral("EMAscope/emascope.conf")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(settings);
    file.close();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder.path());
    environment.insert(QStringLiteral("XDG_DATA_HOME"), folder.path());
    QProcess program;
    program.setProcessEnvironment(environment);
    program.start(programPath(QStringLiteral("emascope")),
                  {QStringLiteral("--theme"), QStringLiteral("light")});
    QVERIFY(program.waitForStarted());
    // The edge of the window, beside the gallery and left of the chart.
    const auto edge = [] {
      const QImage seen = QGuiApplication::primaryScreen()->grabWindow(0, 2, 400, 4, 4).toImage();
      return seen.isNull() ? 0 : seen.pixelColor(2, 2).lightness();
    };
    const int window = QColor(0xF6, 0xF7, 0xF9).lightness();
    constexpr int kDimmed = 96;  // of 255, by the gallery
    const int wanted = shown ? window * (255 - kDimmed) / 255 : window;
    QTRY_VERIFY2_WITH_TIMEOUT(std::abs(edge() - wanted) < 8, qPrintable(QString::number(edge())),
                              kPatience);
    // Behind it, the run goes on: the chart changes.
    const auto chart = [] {
      return QGuiApplication::primaryScreen()->grabWindow(0, 0, 200, 200, 500).toImage();
    };
    const QImage before = chart();
    QTRY_VERIFY_WITH_TIMEOUT(chart() != before, kPatience);
    program.terminate();
    QVERIFY(program.waitForFinished(kPatience));
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::FlowsTest)
#include "flows_test.moc"
