// SPDX-License-Identifier: GPL-3.0-or-later
//
// The recorded runs of the gallery: all there, drawable, and what the cards say about them is true.
#include "ui/gallery/recording.h"

#include "tests/ui/support/test_program.h"
#include "ui/gallery/demo_words.h"
#include "ui/gallery/paint_losses.h"
#include "ui/pictures/picture_arrays.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QTest>

namespace emascope::ui {
namespace {

const QByteArray kCurves = "step,raw,ema\n10,2,1\n20,1,0.5\n";
const QByteArray kPicture =
    R"({"picture":{"kind":"bars","title":"","texts":[],"arrays":[
        {"name":"shown","shape":[2],"values":[1,2]},{"name":"clean","shape":[2],"values":[1,1]}]}})";

/// The mean of a curve's last tenth.
double end(const std::vector<double>& curve) {
  const auto count = static_cast<std::ptrdiff_t>(curve.size() / 10);
  return std::accumulate(curve.end() - count, curve.end(), 0.0) / static_cast<double>(count);
}

double at(const Recording& recording, const std::vector<double>& curve, double step) {
  const auto found = std::lower_bound(recording.steps.begin(), recording.steps.end(), step);
  return curve[static_cast<std::size_t>(found - recording.steps.begin())];
}

Recording of(const char* id) {
  auto recording = recordingOf(id);
  if (!recording) qFatal("%s", recording.error().message().c_str());
  return *recording;
}

QStringList presetFiles() {
  return QDir(QStringLiteral(EMASCOPE_SOURCE_DIR "/resources/presets"))
      .entryList({QStringLiteral("*.json")});
}

}  // namespace

class RecordingTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void everyPresetHasARecordingOfItsOwnLengthAndWords() {
    QCOMPARE(presetFiles().size(), 9);
    for (const QString& name : presetFiles()) {
      QFile file(QStringLiteral(EMASCOPE_SOURCE_DIR "/resources/presets/") + name);
      QVERIFY(file.open(QFile::ReadOnly));
      const QJsonObject preset = QJsonDocument::fromJson(file.readAll()).object();
      const std::string id = preset[QLatin1String("id")].toString().toStdString();
      const auto recording = recordingOf(id);
      QVERIFY2(recording.ok(), id.c_str());
      QVERIFY2(recording->steps.size() >= 40, id.c_str());
      QCOMPARE(recording->steps.back(), preset[QLatin1String("steps")].toDouble());
      const DemoWords words = demoWords({.id = id, .title = "not · these"});
      QVERIFY2(words.name != QStringLiteral("not") && !words.name.isEmpty(), id.c_str());
      QVERIFY2(!words.summary.isEmpty(), id.c_str());
    }
  }

  void theyAreSmall() {
    qint64 bytes = 0;
    const QDir folder(QStringLiteral(":/gallery"));
    QCOMPARE(folder.entryList().size(), 18);
    for (const QFileInfo& file : folder.entryInfoList()) bytes += file.size();
    QVERIFY2(bytes < 300 * 1024, qPrintable(QString::number(bytes)));
  }

  // The sentences of the cards.
  void whatTheCardsSayIsTrueOfTheRecordedRuns() {
    const Recording spirals = of("two-spirals");
    const double gain = 1.0 - end(spirals.ema) / end(spirals.raw);
    // "by about a fifth"
    QVERIFY2(gain > 0.15 && gain < 0.25, qPrintable(QString::number(gain)));
    const Recording digits = of("digits");
    QCOMPARE(numbers(digits.picture, "count")[0], 83.0F);
    QCOMPARE(numbers(digits.beside, "count")[0], 17.0F);
    const Recording bowl = of("quadratic-bowl");
    const auto far = [](const TaskPicture& picture) {
      const auto position = numbers(picture, "position");
      const auto bottom = numbers(picture, "bottom");
      return std::hypot(position[0] - bottom[0], position[1] - bottom[1]);
    };
    QVERIFY(far(bowl.picture) < 0.5F * far(bowl.beside));
    QVERIFY(end(bowl.ema) < 0.5 * end(bowl.raw));
    const Recording diffusion = of("diffusion");
    QVERIFY(end(diffusion.ema) < 0.5 * end(diffusion.raw));
    const Recording transfer = of("transfer");
    QVERIFY(at(transfer, transfer.raw, 520) > 1.5 * at(transfer, transfer.raw, 500));
    QVERIFY(at(transfer, transfer.ema, 520) < 1.1 * at(transfer, transfer.ema, 500));
    const Recording characters = of("characters");
    double reached = 0.0;  // the step at which the average was as good as raw is at the end
    for (std::size_t i = 0; reached == 0.0 && i < characters.steps.size(); ++i) {
      if (characters.ema[i] <= characters.raw.back()) reached = characters.steps[i];
    }
    QVERIFY2(reached > 0.0 && characters.steps.back() - reached >= 200.0,
             qPrintable(QString::number(reached)));
    const Recording cosine = of("two-spirals-cosine");
    QVERIFY(std::abs(cosine.ema.back() / cosine.raw.back() - 1.0) < 0.005);
    const Recording curve = of("curve");
    QVERIFY(end(curve.ema) < 0.5 * end(curve.raw));
    const Recording signal = of("noisy-signal");
    QVERIFY(at(signal, signal.ema, 1990) < 0.5 * at(signal, signal.ema, 2050));
    QVERIFY(end(signal.ema) < 0.5 * at(signal, signal.ema, 2050));
  }

  void whatIsMissingOrDamagedIsRefused() {
    QVERIFY(readRecording(kCurves, kPicture, "ok").ok());
    QVERIFY(!recordingOf("no-such-demo").ok());
    QVERIFY(!recordingOf("../two-spirals").ok());
    QVERIFY(!recordingOf(std::string(4000, 'a')).ok());
    const QByteArray curves[] = {"",
                                 "loss\n1\n",
                                 "step,raw,ema\n",
                                 "step,raw,ema\n10,1,2\n",
                                 "step,raw,ema\n10,1,2\n10,1,2\n",
                                 "step,raw,ema\n10,1,2\nnan,1,2\n",
                                 "step,raw,ema\n10,1,2\n20,1\n",
                                 QByteArray(5000, '\0')};
    for (const QByteArray& damaged : curves) {
      QVERIFY2(!readRecording(damaged, kPicture, "bad").ok(), damaged.left(40).constData());
    }
    QByteArray wrong_shape = kPicture;
    wrong_shape.replace("[1,2]", "[1,2,3]");
    QByteArray not_a_number = kPicture;
    not_a_number.replace("[1,2]", "[1,\"x\"]");
    QByteArray negative = kPicture;
    negative.replace("\"shape\":[2]", "\"shape\":[-2]");
    QByteArray unknown = kPicture;
    unknown.replace("bars", "sculpture");
    QByteArray two_kinds = kPicture;
    two_kinds.replace("\n", " ");
    two_kinds.chop(1);
    two_kinds += R"(,"beside":{"kind":"text","texts":["a","b"]}})";
    for (const QByteArray& damaged : {QByteArray(), kPicture.left(60), QByteArray("[]"),
                                      wrong_shape, not_a_number, negative, unknown, two_kinds}) {
      QVERIFY2(!readRecording(kCurves, damaged, "bad").ok(), damaged.constData());
    }
  }

  void theAverageIsDrawnOverRawOnOneScale() {
    Recording recording;
    for (int i = 0; i <= 100; ++i) {
      recording.steps.push_back(i);
      recording.raw.push_back(10.0);
      recording.ema.push_back(i < 50 ? 10.0 : 0.1);
    }
    QImage image(100, 50, QImage::Format_RGB32);
    image.fill(theme().card);
    QPainter painter(&image);
    paintLosses(painter, QRectF(0, 4.5, 100, 40), recording);
    painter.end();
    const auto near = [&image](int x, int y, const QColor& color) {
      for (int dy = -1; dy <= 1; ++dy) {
        const QColor pixel = image.pixelColor(x, y + dy);
        if (std::abs(pixel.red() - color.red()) + std::abs(pixel.blue() - color.blue()) < 60) {
          return true;
        }
      }
      return false;
    };
    QVERIFY(near(20, 5, theme().ema));
    QVERIFY(near(80, 5, theme().raw));
    QVERIFY(near(80, 45, theme().ema));
  }

  void valuesThatAreNotNumbersAreGaps() {
    Recording recording;
    recording.steps = {0, 1, 2};
    for (const double strange : {std::nan(""), HUGE_VAL, -HUGE_VAL, -1.0, 0.0}) {
      recording.raw = {strange, strange, strange};
      recording.ema = {1.0, strange, 2.0};
      QImage image(60, 40, QImage::Format_RGB32);
      image.fill(theme().card);
      const QImage empty = image;
      QPainter painter(&image);
      paintLosses(painter, QRectF(0, 0, 60, 40), recording);
      painter.end();
      QCOMPARE(image == empty, !std::isfinite(strange));
    }
  }

  void theLengthIsSaidInStepsAndTime() {
    RunConfig config;
    config.steps = 5000;
    config.speed = 200.0;
    QCOMPARE(lengthWords(config), QStringLiteral("5\u202f000 steps · 25 s at 200/s"));
    config.speed = 0.0;
    QCOMPARE(lengthWords(config), QStringLiteral("5\u202f000 steps · at full speed"));
  }

  void aTextOfAnyKindBecomesOneLine() {
    QCOMPARE(oneLine(QStringLiteral("a\n b\t\u2028c"), 20), QStringLiteral("a b c"));
    QCOMPARE(oneLine(QString(4000, QLatin1Char('x')), 10).size(), 10);
    QCOMPARE(oneLine(QStringLiteral("<b>x</b>"), 20), QStringLiteral("<b>x</b>"));
    QCOMPARE(oneLine({}, 5), QString());
  }
};

EMASCOPE_UI_TEST(RecordingTest);

}  // namespace emascope::ui

#include "recording_test.moc"
