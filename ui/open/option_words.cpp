// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/open/option_words.h"

#include "core/protocol/spec/optimizer_settings.h"
#include "core/protocol/spec/rate_schedules.h"
#include "ui/run/said.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <QCoreApplication>
#include <QRegularExpression>

namespace emascope::ui {
namespace {

using Kind = UserTaskOption::Kind;
using About = UserTaskOption::About;

constexpr std::array kTraining = {
    UserTaskOption{"steps", "N", QT_TRANSLATE_NOOP("emascope", "Optimizer steps"), Kind::kText,
                   About::kSamples},
    UserTaskOption{
        "epochs", "X",
        QT_TRANSLATE_NOOP("emascope", "Passes through the training set, instead of steps"),
        Kind::kText, About::kSamples},
    UserTaskOption{"batch", "N", QT_TRANSLATE_NOOP("emascope", "Samples per gradient pass"),
                   Kind::kText, About::kSamples},
    UserTaskOption{"optimizer", "KIND",
                   QT_TRANSLATE_NOOP(
                       "emascope",
                       "Optimizer, followed by its parameters if they differ from the defaults:\n"
                       "sgd,momentum=0.9"),
                   Kind::kText, About::kSamples},
    UserTaskOption{"lr", "X", QT_TRANSLATE_NOOP("emascope", "Learning rate"), Kind::kText,
                   About::kSamples},
    UserTaskOption{
        "lr-schedule", "KIND",
        QT_TRANSLATE_NOOP("emascope",
                          "How the learning rate changes during the run: cosine,warmup=100"),
        Kind::kText, About::kSamples},
    UserTaskOption{
        "tracks", "TRACK",
        QT_TRANSLATE_NOOP("emascope",
                          "Averages of the weights, one per line; the first is the main track:\n"
                          "slow:schedule=constant,beta=0.999"),
        Kind::kRepeated, About::kSamples},
    UserTaskOption{
        "seed", "N",
        QT_TRANSLATE_NOOP("emascope", "Seed of the initial weights and the order of the batches"),
        Kind::kText, About::kSamples},
    UserTaskOption{
        "speed", "X",
        QT_TRANSLATE_NOOP(
            "emascope",
            "Maximal steps per second; 0 is unlimited. If empty, the run is slowed down so "
            "that it takes at least 20 s"),
        Kind::kText, About::kSamples},
};

/// Titles and words that do not follow from the id.
struct Words {
  const char* id;
  const char* title;     ///< empty: from the id
  const char* in_force;  ///< empty: from the help text
  const char* choices;   ///< separated by blanks
};

/// Until the engine has sent its default settings.
constexpr const char* kEngines = QT_TRANSLATE_NOOP("emascope", "engine's default");

constexpr std::array kWords = {
    Words{"data", "", QT_TRANSLATE_NOOP("emascope", "file or folder"), ""},
    Words{"target", "", QT_TRANSLATE_NOOP("emascope", "the last column"), ""},
    Words{"split-column", "", "", ""},
    Words{"parts", "", QT_TRANSLATE_NOOP("emascope", "by their names"), ""},
    Words{"task", "", QT_TRANSLATE_NOOP("emascope", "inferred from the targets"),
          "classification regression"},
    Words{"classes", "", QT_TRANSLATE_NOOP("emascope", "those found"), ""},
    Words{"duplicates", "", "keep", "keep drop refuse"},
    Words{"header", "", "auto", "auto yes no"},
    Words{"delimiter", "", "auto", "auto comma semicolon tab pipe blanks"},
    Words{"decimal", "", "auto", "auto point comma"},
    Words{"categorical", "", "auto", "auto one-hot ordinal"},
    Words{"layout", "", "auto", "auto nhwc nchw nhw as-is"},
    Words{"image-size", "", QT_TRANSLATE_NOOP("emascope", "size of the images"), ""},
    Words{"image-channels", "", QT_TRANSLATE_NOOP("emascope", "those found"), "1 3"},
    Words{"inputs", "", "auto", "auto scaled as-is"},
    Words{"crop", "", "0", ""},
    Words{"jitter", "", "0", ""},
    Words{"model", "", QT_TRANSLATE_NOOP("emascope", "built for the data"), "mlp cnn resnet"},
    Words{"weights-strip", QT_TRANSLATE_NOOP("emascope", "Prefixes to remove"), "", ""},
    Words{"loss", "", QT_TRANSLATE_NOOP("emascope", "task default"), "cross-entropy mse mae bce"},
    Words{"label-smoothing", "", "0", ""},
    Words{"steps", "", kEngines, ""},
    Words{"seed", "", kEngines, ""},
    Words{"optimizer", "", kEngines, ""},
    Words{"batch", QT_TRANSLATE_NOOP("emascope", "Batch size"), kEngines, ""},
    Words{"lr", QT_TRANSLATE_NOOP("emascope", "Learning rate"), kEngines, ""},
    Words{"lr-schedule", QT_TRANSLATE_NOOP("emascope", "Rate schedule"), "constant", ""},
    Words{"epochs", "", QT_TRANSLATE_NOOP("emascope", "from the number of steps"), ""},
    Words{"speed", "", QT_TRANSLATE_NOOP("emascope", "slow enough for 20 s"), ""},
    Words{"sha256", QT_TRANSLATE_NOOP("emascope", "SHA-256 of the model"), "", ""},
    Words{"trust", QT_TRANSLATE_NOOP("emascope", "Yes, run this program's code"), "", ""},
};

const Words* wordsOf(std::string_view id) {
  const auto found = std::find_if(kWords.begin(), kWords.end(),
                                  [id](const Words& words) { return words.id == id; });
  return found == kWords.end() ? nullptr : &*found;
}

bool isField(std::string_view id) {
  const auto named = [id](const UserTaskOption& option) { return option.id == id; };
  const auto options = userTaskOptions();
  return std::any_of(options.begin(), options.end(), named) ||
         std::any_of(kTraining.begin(), kTraining.end(), named);
}

QStringList idsOf(const std::vector<MethodInfo>& methods) {
  QStringList ids;
  for (const MethodInfo& method : methods) ids << QString::fromStdString(method.id);
  return ids;
}

}  // namespace

std::span<const UserTaskOption> trainingFields() { return kTraining; }

QString optionTitle(const char* id) {
  const Words* words = wordsOf(id);
  if (words && *words->title != '\0') return said(words->title);
  QString title = QString::fromUtf8(id).replace(QLatin1Char('-'), QLatin1Char(' '));
  title[0] = title[0].toUpper();
  return said(title.toStdString());
}

bool hasChoices(const char* id) {
  const std::string_view name = id;
  return name == "target" || name == "split-column" || !choicesOf(id).isEmpty();
}

QStringList choicesOf(const char* id) {
  const std::string_view name = id;
  if (name == "optimizer") return idsOf(optimizers());
  if (name == "lr-schedule") return idsOf(rateSchedules());
  const Words* words = wordsOf(id);
  if (!words) return {};
  return QString::fromUtf8(words->choices).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

QString inForce(const UserTaskOption& option) {
  const Words* words = wordsOf(option.id);
  if (words && *words->in_force != '\0') return said(words->in_force);
  static const QRegularExpression number(QStringLiteral("\\(([0-9.]+)\\)"));
  const QString initial = number.match(QString::fromUtf8(option.help)).captured(1);
  return initial.isEmpty() ? tr("none") : initial;
}

QString inFieldNames(const QString& text) {
  QString said = text;
  static const QRegularExpression leading(QStringLiteral("^(?:--)?([a-z0-9-]+): "));
  if (const auto found = leading.match(said); found.hasMatch()) {
    const QByteArray id = found.captured(1).toUtf8();
    if (isField(id.constData())) {
      said.replace(0, found.capturedLength(), optionTitle(id.constData()) + QStringLiteral(": "));
    }
  }
  // The name of the value goes, "FILE", but not an example, "y=NAME".
  static const QRegularExpression option(
      QStringLiteral("--([a-z][a-z0-9-]*)(?: [A-Z]+(?![A-Za-z=.]))?"));
  qsizetype from = 0;
  for (auto found = option.match(said, from); found.hasMatch(); found = option.match(said, from)) {
    const QByteArray id = found.captured(1).toUtf8();
    if (!isField(id.constData())) {
      from = found.capturedEnd();
      continue;
    }
    const QString title = QChar(0x201C) + optionTitle(id.constData()) + QChar(0x201D);
    said.replace(found.capturedStart(), found.capturedLength(), title);
    from = found.capturedStart() + title.size();
  }
  return said;
}

}  // namespace emascope::ui
