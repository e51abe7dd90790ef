// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the engine says of a person's own data reaches the window in its language: the window asks
// for the words of what the engine sent, and a text that no translation has stays English. Names
// stay as they are: of files, columns and networks.
#include "core/protocol/options/run_options.h"
#include "tests/support/engine_window.h"
#include "ui/compare/mix_picture.h"
#include "ui/main_window/workspaces.h"
#include "ui/run/language.h"

#include <set>
#include <string>

#include <QFile>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabWidget>
#include <QTest>
#include <QTranslator>

namespace emascope::ui {
namespace {

constexpr int kPatience = 60000;  // ms

/// Is asked last, and remembers the texts that nobody translated.
class LeftInEnglish final : public QTranslator {
 public:
  [[nodiscard]] bool isEmpty() const override { return false; }
  QString translate(const char* context, const char* text, const char* /*comment*/,
                    int /*n*/) const override {
    if (!QLatin1String(context).startsWith(u'Q')) found.insert(text);
    return {};
  }
  mutable std::set<std::string> found;
};

/// A table with two columns of numbers and a target.
QByteArray table(bool classes) {
  QByteArray text("width,height,target\n");
  for (int i = 0; i < 120; ++i) {
    text += QByteArray::number(0.1 * (i % 17)) + ',' + QByteArray::number(0.3 * (i % 11)) + ',' +
            (classes ? QByteArray(i % 2 == 0 ? "left" : "right") : QByteArray::number(0.5 * i)) +
            '\n';
  }
  return text;
}

QByteArray bigEndian(int number) {
  QByteArray bytes;
  for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>((number >> shift) & 0xFF);
  return bytes;
}

/// What is the same in every language: names of files and libraries, networks by their sizes, and
/// formulas.
std::set<std::string> namesIn(const RunController& controller) {
  const ModelInfo& model = controller.record().facts.model;
  std::set<std::string> names = {model.title, model.network, model.data};
  static const QRegularExpression words(QStringLiteral("[a-z]{2} [a-z]{2}"));
  for (const ScheduleInfo& rule : controller.catalog().schedules) {
    if (!rule.library.empty()) names.insert(rule.label);
    if (!QString::fromStdString(rule.formula).contains(words)) names.insert(rule.formula);
  }
  return names;
}

constexpr int kImages = 120;
constexpr int kSide = 8;

/// Images in the format of MNIST: gray ones that get lighter, in no order.
QByteArray images() {
  QByteArray bytes = bigEndian(0x803) + bigEndian(kImages) + bigEndian(kSide) + bigEndian(kSide);
  for (int i = 0; i < kImages; ++i) {
    for (int pixel = 0; pixel < kSide * kSide; ++pixel) {
      bytes += static_cast<char>((37 * i + 11 * pixel * (i % 7)) % 256);
    }
  }
  return bytes;
}

QByteArray labels() {
  QByteArray bytes = bigEndian(0x801) + bigEndian(kImages);
  for (int i = 0; i < kImages; ++i) bytes += static_cast<char>(i % 3);
  return bytes;
}

}  // namespace

class WordsEngineTest : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir folder_;

  QString write(const char* name, const QByteArray& bytes) const {
    QFile file(folder_.filePath(QLatin1String(name)));
    const bool good = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    return good ? file.fileName() : QString();
  }

 private Q_SLOTS:
  void cleanup() { installLanguage(QStringLiteral("en")); }

  void whatIsShownOfOnesOwnDataIsTranslated_data() {
    QTest::addColumn<QString>("data");
    QTest::addColumn<QString>("labels");
    QTest::newRow("classes") << write("classes.csv", table(true)) << QString();
    QTest::newRow("numbers") << write("numbers.csv", table(false)) << QString();
    QTest::newRow("images") << write("images-idx3-ubyte", images())
                            << write("labels-idx1-ubyte", labels());
    QTest::newRow("the demo with images") << QString() << QString();
  }
  void whatIsShownOfOnesOwnDataIsTranslated() {
    QFETCH(QString, data);
    QFETCH(QString, labels);
    LeftInEnglish left;
    QCoreApplication::installTranslator(&left);
    installLanguage(QStringLiteral("zh"));
    const auto first = [&](const Catalog& catalog) {
      RunOptions options;
      if (data.isEmpty()) options.preset = "digits";
      if (!data.isEmpty()) options.user_task["data"] = data.toStdString();
      if (!labels.isEmpty()) options.user_task["labels"] = labels.toStdString();
      options.steps = "60";
      auto config = resolve(options, catalog);
      if (!config) qFatal("%s", config.error().message().c_str());
      config.value().eval_every = 3;
      config.value().speed = 0.0;
      return std::move(config).value();
    };
    std::set<std::string> names;
    {
      EngineWindow program(first, {1440, 900});
      const RunController& controller = program.controller;
      QTRY_COMPARE_WITH_TIMEOUT(controller.state(), RunState::kFinished, kPatience);
      program.window.workspaces()->show(Workspace::kCompare);
      QTRY_VERIFY_WITH_TIMEOUT(program.part<MixPicture>("compare_raw")->hasPicture(), kPatience);
      QTRY_VERIFY_WITH_TIMEOUT(program.part<MixPicture>("compare_mix")->hasPicture(), kPatience);
      QTRY_VERIFY_WITH_TIMEOUT(program.part<QPushButton>("mix_to_lowest")->isEnabled(), kPatience);
      const auto of_engine = [&program] {  // of the demo, before the samples are there
        return program.part<MixPicture>("compare_raw")->picture().title ==
               "misclassified validation images";
      };
      QTRY_VERIFY_WITH_TIMEOUT(!of_engine(), kPatience);
      program.window.workspaces()->show(Workspace::kTune);
      auto* tables = program.part<QTabWidget>("tables");
      for (int tab = 0; tab < tables->count(); ++tab) {
        tables->setCurrentIndex(tab);
        QCoreApplication::processEvents();
      }
      names = namesIn(controller);
      program.client.shutdown();
    }
    QCoreApplication::removeTranslator(&left);
    static const QRegularExpression word(QStringLiteral("[A-Za-z]{2}"));
    QStringList english;
    for (const std::string& text : left.found) {
      const QString shown = QString::fromStdString(text);
      if (shown.contains(word) && !names.contains(text)) english << shown;
    }
    QVERIFY2(english.isEmpty(), qPrintable(english.join(u'\n')));
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::WordsEngineTest)
#include "words_engine_test.moc"
