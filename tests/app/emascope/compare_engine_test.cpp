// SPDX-License-Identifier: GPL-3.0-or-later
//
// The workspace Compare over the real engine: what it shows of the last step agrees with what the
// run's evaluation said of the same weights and samples.
#include "tests/app/emascope/program.h"
#include "ui/compare/ask_budget.h"
#include "ui/compare/compare_view.h"
#include "ui/compare/compare_words.h"
#include "ui/compare/mix_picture.h"
#include "ui/compare/sample_strip.h"
#include "ui/controls/fitting_label.h"
#include "ui/panels/panel_commands.h"
#include "ui/pictures/picture_arrays.h"
#include "ui/run/engine_client.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"

#include <cmath>
#include <functional>
#include <string>
#include <utility>

#include <QColor>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

namespace emascope::ui {

class CompareEngineTest : public QObject {
  Q_OBJECT

 private:
  static constexpr int kPatience = 60000;  // ms
  QTemporaryDir folder_;

  static RunConfig demo(const Catalog& catalog, const std::string& preset, std::int64_t steps) {
    RunConfig config = findPreset(catalog, preset)->config;
    config.steps = steps;
    return config;
  }
  static RunConfig own(const Catalog& catalog, const UserTaskOptions& data, std::int64_t steps) {
    RunConfig config = catalog.own.config;
    config.user_task = data;
    config.steps = steps;
    config.eval_every = steps / 2;
    return config;
  }
  [[nodiscard]] QString path(const char* name) const {
    return folder_.filePath(QLatin1String(name));
  }
  /// Two numbers and a class, or, where `numbers`, a third number that depends on them.
  void writeTable(const char* name, bool numbers) const {
    QFile file(path(name));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write("alcohol,hue,target\n");
    for (int i = 0; i < 120; ++i) {
      const double alcohol = 11 + i % 3 + 0.01 * i;
      const int hue = i % 5;
      file.write(QByteArray::number(alcohol) + ',' + QByteArray::number(hue) + ',');
      file.write(numbers ? QByteArray::number(2.0 * alcohol - hue) : QByteArray(1, "abc"[i % 3]));
      file.write("\n");
    }
  }
  /// A folder for each of two classes, reddish and bluish pictures of 8 x 8, no two the same.
  void writePictures() const {
    for (const auto& [name, color] :
         {std::pair("red", QColor(220, 20, 20)), std::pair("blue", QColor(20, 20, 220))}) {
      QVERIFY(QDir().mkpath(path("colors/") + QLatin1String(name)));
      for (int i = 0; i < 40; ++i) {
        QImage image(8, 8, QImage::Format_RGB32);
        image.fill(color);
        for (int k = 0; k < 6; ++k) image.setPixel((i + k) % 8, (i / 8 + 2 * k) % 8, qRgb(0, 0, 0));
        image.setPixel(i % 8, i / 8, qRgb(i, 5 * i, 255 - i));
        QVERIFY(image.save(path("colors/%1/%2.png").arg(QLatin1String(name)).arg(i)));
      }
    }
  }

  struct Program {
    EngineClient client{{programPath(QStringLiteral("emascope-engine")), QStringLiteral("serve")}};
    RunController controller{client};
    Selection selection;
    PanelCommands commands;
    QWidget window;
    CompareView* view = new CompareView(
        {.controller = &controller, .selection = &selection, .commands = &commands}, &window);
    QString refused;

    using First = std::function<RunConfig(const Catalog&)>;
    explicit Program(const First& first) {
      QObject::connect(&client, &EngineClient::helloArrived, &window, [this, first] {
        controller.setCatalog(client.hello().catalog);
        RunConfig config = first(controller.catalog());
        config.speed = 0.0;
        controller.start(config);
      });
      QObject::connect(&controller, &RunController::rejected, &window,
                       [this](quint64, const QString& reason) { refused = reason; });
      client.launch();
      window.resize(1416, 790);
      view->resize(window.size());
      window.show();
    }
    template <typename T>
    [[nodiscard]] T* part(const char* name) const {
      return view->findChild<T*>(QLatin1String(name));
    }
    [[nodiscard]] QString said(const char* label) const {
      return part<FittingLabel>(label)->texts().value(0);
    }
    [[nodiscard]] bool finished() const { return controller.state() == RunState::kFinished; }
    /// What the card writes of an evaluation on `count` samples.
    [[nodiscard]] static QString numbers(const Evaluation& evaluation, double count) {
      const auto wrong = static_cast<qint64>(std::llround((1.0 - evaluation.metric) * count));
      return QStringLiteral("loss %1 · %2 of %3 wrong")
          .arg(lossText(evaluation.loss), grouped(wrong), grouped(static_cast<qint64>(count)));
    }
  };

 private Q_SLOTS:
  void initTestCase() {
    QVERIFY(folder_.isValid());
    writeTable("classes.csv", false);
    writeTable("numbers.csv", true);
    writePictures();
  }

  void theLastStepAgreesWithItsEvaluation_data() {
    QTest::addColumn<QString>("preset");
    QTest::newRow("spirals") << QStringLiteral("two-spirals");
    QTest::newRow("digits") << QStringLiteral("digits");
  }
  void theLastStepAgreesWithItsEvaluation() {
    QFETCH(QString, preset);
    const Program p(
        [&preset](const Catalog& catalog) { return demo(catalog, preset.toStdString(), 300); });
    QTRY_VERIFY_WITH_TIMEOUT(p.finished(), kPatience);
    const EvalPoint& last = p.controller.record().points.back();
    QCOMPARE(last.step, std::int64_t{300});
    const auto samples = static_cast<double>(p.controller.record().facts.model.validation_samples);
    QTRY_COMPARE_WITH_TIMEOUT(p.said("compare_raw_numbers"), p.numbers(last.raw, samples),
                              kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(p.said("compare_mix_numbers"), p.numbers(last.tracks[0].val, samples),
                              kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(p.part<MixPicture>("compare_mix")->hasPicture(), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(p.part<QListView>("distances")->model()->rowCount() > 1, kPatience);
    qint64 counted = 0;
    for (const char* cell : {"cell_0", "cell_1", "cell_2", "cell_3"}) {
      QString text = p.part<QPushButton>(cell)->text();
      text.removeIf([](QChar letter) { return !letter.isDigit(); });
      counted += text.toLongLong();
    }
    QCOMPARE(counted, static_cast<qint64>(samples));
    // All the way to raw, the two pictures are one.
    QTest::mouseClick(p.part<QPushButton>("mix_to_raw"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(p.said("compare_mix_numbers"), p.numbers(last.raw, samples),
                              kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(p.part<MixPicture>("compare_mix")->picture() ==
                                 p.part<MixPicture>("compare_raw")->picture(),
                             kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(p.part<QPushButton>("mix_to_lowest")->isEnabled(), kPatience);
  }

  // A person's own data have a confusion matrix, whose diagonal is what is right.
  void classesOfATableHaveAMatrix() {
    const Program p([this](const Catalog& catalog) {
      return own(catalog, {{"data", path("classes.csv").toStdString()}, {"target", "target"}}, 200);
    });
    QTRY_VERIFY2_WITH_TIMEOUT(p.finished(), qPrintable(p.refused), kPatience);
    const RunRecord& record = p.controller.record();
    const auto samples = static_cast<double>(record.facts.model.validation_samples);
    const EvalPoint& last = record.points.back();
    QTRY_COMPARE_WITH_TIMEOUT(p.said("compare_raw_numbers"), p.numbers(last.raw, samples),
                              kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(p.said("compare_mix_numbers"), p.numbers(last.tracks[0].val, samples),
                              kPatience);
    const TaskPicture picture = p.part<MixPicture>("compare_mix")->picture();
    QCOMPARE(picture.kind, std::string("confusion"));
    QCOMPARE(picture.texts, (std::vector<std::string>{"a", "b", "c"}));
    const auto counts = emascope::ui::numbers(picture, "counts");
    const double right = counts[0] + counts[4] + counts[8];
    QCOMPARE(right, std::round(last.tracks[0].val.metric * samples));
    // 120 samples, of which 15 % are for the test.
    QCOMPARE(record.facts.model.test_samples, std::optional<std::int64_t>(18));
    QCOMPARE(p.part<QLabel>("test_title")->text(), QStringLiteral("On the test samples (18)"));
    QCOMPARE(p.part<QLabel>("test_when")->text(), QStringLiteral("evaluated once, at the end"));
    QVERIFY(p.part<QTableWidget>("test_table")->rowCount() >= 2);
    // A sample is its row of the table.
    QTest::mouseClick(p.part<QPushButton>("cell_0"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(
        p.part<SampleTile>("sample_tile_1")->look().text.contains(QStringLiteral("alcohol")),
        kPatience);
  }

  void numbersOfATableAreDrawnAgainstTheirTargets() {
    const Program p([this](const Catalog& catalog) {
      return own(catalog, {{"data", path("numbers.csv").toStdString()}, {"target", "target"}}, 200);
    });
    QTRY_VERIFY2_WITH_TIMEOUT(p.finished(), qPrintable(p.refused), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(p.part<MixPicture>("compare_mix")->picture().kind,
                              std::string("scatter"), kPatience);
    const RunRecord& record = p.controller.record();
    const double metric = record.points.back().tracks[0].val.metric;
    // In the unit of the data: their RMSE is the run's metric. The picture may be of an earlier
    // step.
    const auto rmse = [&p] {
      const TaskPicture picture = p.part<MixPicture>("compare_mix")->picture();
      const auto target = emascope::ui::numbers(picture, "target");
      const auto prediction = emascope::ui::numbers(picture, "prediction");
      double squares = 0.0;
      for (std::size_t i = 0; i < target.size(); ++i) {
        squares += std::pow(double{target[i]} - double{prediction[i]}, 2);
      }
      return std::sqrt(squares / static_cast<double>(target.size()));
    };
    QTRY_VERIFY2_WITH_TIMEOUT(std::abs(rmse() - metric) <= 1e-3 * metric,
                              qPrintable(QStringLiteral("%1 %2").arg(rmse()).arg(metric)),
                              kPatience);
    const TaskPicture picture = p.part<MixPicture>("compare_mix")->picture();
    const auto target = emascope::ui::numbers(picture, "target");
    QCOMPARE(static_cast<std::int64_t>(target.size()), record.facts.model.validation_samples);
    for (const float one : target) QVERIFY(one > 15.0F && one < 32.0F);
    QVERIFY(p.part<QPushButton>("cell_4")->isVisible());
  }

  void picturesOfAFolderAreShownInTheirColors() {
    const Program p([this](const Catalog& catalog) {
      return own(catalog, {{"data", path("colors").toStdString()}}, 60);
    });
    QTRY_VERIFY2_WITH_TIMEOUT(p.finished(), qPrintable(p.refused), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(p.part<MixPicture>("compare_mix")->picture().kind,
                              std::string("confusion"), kPatience);
    for (const char* cell : {"cell_0", "cell_1", "cell_2", "cell_3"}) {
      if (p.part<QPushButton>(cell)->text() == QStringLiteral("0")) continue;
      QTest::mouseClick(p.part<QPushButton>(cell), Qt::LeftButton);
      const auto* tile = p.part<SampleTile>("sample_tile_1");
      QTRY_VERIFY_WITH_TIMEOUT(tile->isVisible() && tile->look().image, kPatience);
      const SampleLook& look = tile->look();
      QCOMPARE(look.image->channels, std::int64_t{3});
      const std::size_t plane = look.image->values.size() / 3;
      double red = 0.0;
      double blue = 0.0;
      for (std::size_t k = 0; k < plane; ++k) {
        red += look.image->values[k];
        blue += look.image->values[2 * plane + k];
      }
      QVERIFY2(look.name.contains(red > blue ? QStringLiteral("red") : QStringLiteral("blue")),
               qPrintable(look.name));
      return;
    }
    QFAIL("no cell has samples");
  }

  // By the engine's own word, in a run as fast as it goes.
  void whatIsAskedForTakesASmallShareOfTheEnginesTime_data() {
    QTest::addColumn<QString>("preset");
    QTest::newRow("spirals") << QStringLiteral("two-spirals");
    QTest::newRow("digits") << QStringLiteral("digits");
  }
  void whatIsAskedForTakesASmallShareOfTheEnginesTime() {
    QFETCH(QString, preset);
    const Program p([&preset](const Catalog& catalog) {
      return demo(catalog, preset.toStdString(), 100'000'000);
    });
    double work = 0.0;  // seconds
    int answers = 0;
    const auto count = [&](const auto& answer) {
      work += answer.work;
      answers += answer.work > 0.0 ? 1 : 0;
    };
    QObject context;
    connect(&p.controller, &RunController::rendered, &context, count);
    connect(&p.controller, &RunController::samplesCompared, &context, count);
    connect(&p.controller, &RunController::scanned, &context, count);
    connect(&p.controller, &RunController::distancesMeasured, &context, count);
    connect(&p.controller, &RunController::samplesShown, &context, count);
    QTRY_COMPARE_WITH_TIMEOUT(p.controller.state(), RunState::kRunning, kPatience);
    int lines = 0;
    connect(&p.controller, &RunController::scanned, &context, [&] { ++lines; });
    double seconds = 0.0;
    // A round may take more than the one before, by which it was judged.
    const auto small = [&] { return work <= 1.25 * AskBudget::kShare * seconds; };
    for (int i = 0; i < 3 && (i == 0 || !small()); ++i) {  // the machine may be busy
      work = 0.0;
      answers = 0;
      lines = 0;
      QElapsedTimer clock;
      clock.start();
      QTRY_VERIFY_WITH_TIMEOUT(lines >= 6, kPatience);
      seconds = 1e-3 * static_cast<double>(clock.elapsed());
      QVERIFY(answers >= 10);
    }
    QVERIFY2(small(), qPrintable(QStringLiteral("%1 s of %2 s").arg(work).arg(seconds)));
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::CompareEngineTest)
#include "compare_engine_test.moc"
