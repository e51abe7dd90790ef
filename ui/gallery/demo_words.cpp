// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/demo_words.h"

#include "core/protocol/spec/demo_names.h"
#include "ui/run/said.h"
#include "ui/run/words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QCoreApplication>

namespace emascope::ui {
namespace {

constexpr qsizetype kLongestName = 80;
constexpr qsizetype kLongestSummary = 200;

struct Known {
  const char* id;
  const char* kind;
  const char* summary;
};

// The numbers are those of the recorded runs; gallery_recordings_test compares them.
constexpr std::array kKnown = {
    Known{"two-spirals", QT_TRANSLATE_NOOP("emascope", "Why average? · MLP"),
          QT_TRANSLATE_NOOP("emascope",
                            "The raw weights never settle. Their average is calm, and lower by "
                            "about a fifth.")},
    Known{"digits", QT_TRANSLATE_NOOP("emascope", "handwritten digits · CNN"),
          QT_TRANSLATE_NOOP("emascope",
                            "One label in ten is wrong: raw misreads 83 of 500 digits, the "
                            "average 17.")},
    Known{"curve", QT_TRANSLATE_NOOP("emascope", "fitting a curve · MLP"),
          QT_TRANSLATE_NOOP("emascope",
                            "Every batch pulls the curve its own way; the average lies close to "
                            "the truth.")},
    Known{"quadratic-bowl", QT_TRANSLATE_NOOP("emascope", "Where is the bottom? · two numbers"),
          QT_TRANSLATE_NOOP("emascope",
                            "Raw wanders around the bottom for ever. The average comes much "
                            "nearer.")},
    Known{"noisy-signal", QT_TRANSLATE_NOOP("emascope", "What is an average? · no network"),
          QT_TRANSLATE_NOOP("emascope",
                            "The signal jumps half-way: an average needs some half-lives to be "
                            "right again.")},
    Known{"diffusion", QT_TRANSLATE_NOOP("emascope", "Why diffusion models ship the average"),
          QT_TRANSLATE_NOOP("emascope",
                            "The averaged denoiser has less than half of the error of the raw "
                            "one.")},
    Known{"transfer", QT_TRANSLATE_NOOP("emascope", "a new head, then all of it · CNN"),
          QT_TRANSLATE_NOOP("emascope",
                            "At step 500 the network thaws: raw jumps, the average hardly "
                            "notices.")},
    Known{"characters", QT_TRANSLATE_NOOP("emascope", "language · small transformer"),
          QT_TRANSLATE_NOOP("emascope",
                            "It learns to spell, and its average is hundreds of steps ahead of "
                            "raw.")},
    Known{"two-spirals-cosine",
          QT_TRANSLATE_NOOP("emascope", "When averaging does not help · two spirals"),
          QT_TRANSLATE_NOOP("emascope",
                            "The rate falls to zero, and raw and average end in the same loss.")},
};

}  // namespace

QString oneLine(const QString& text, qsizetype most) {
  // Only what may be shown is looked at: a text may be very long.
  QString line = text.left(4 * most);
  for (QChar& c : line) {
    const bool hidden = c.category() == QChar::Other_Control || c == QChar::LineSeparator ||
                        c == QChar::ParagraphSeparator;
    if (hidden) c = QLatin1Char(' ');
  }
  line = line.simplified();
  if (line.size() <= most) return line;
  line.truncate(most - 1);
  if (line.back().isHighSurrogate()) line.chop(1);
  return line + QChar(0x2026);
}

DemoWords demoWords(const PresetInfo& preset) {
  const auto known = std::find_if(kKnown.begin(), kKnown.end(),
                                  [&](const Known& demo) { return preset.id == demo.id; });
  if (known != kKnown.end()) {
    return {said(demoName(preset.id)), said(known->kind), said(known->summary)};
  }
  const QString title = said(preset.title);
  const QString between = QStringLiteral(" · ");
  const QString name = title.section(between, 0, 0);
  return {oneLine(name.isEmpty() ? QString::fromStdString(preset.id) : name, kLongestName),
          oneLine(title.section(between, 1), kLongestName),
          oneLine(said(preset.story), kLongestSummary)};
}

QString lengthWords(const RunConfig& config) {
  const QString steps = counted(config.steps, tr("1 step"), tr("%1 steps"));
  if (!(config.speed > 0.0)) return tr("%1 · at full speed").arg(steps);
  const double seconds = static_cast<double>(config.steps) / config.speed;
  return tr("%1 · %2 at %3/s").arg(steps, durationText(seconds), shortNumber(config.speed));
}

}  // namespace emascope::ui
