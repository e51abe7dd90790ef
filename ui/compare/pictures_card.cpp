// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/pictures_card.h"

#include "ui/compare/compare_feed.h"
#include "ui/compare/compare_words.h"
#include "ui/compare/own_pictures.h"
#include "ui/compare/picture_zoom.h"
#include "ui/controls/fitting_label.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/track_looks.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <cmath>
#include <utility>

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>

namespace emascope::ui {

PicturesCard::PicturesCard(const PanelContext& context, CompareFeed& feed, PictureZoom& zoom,
                           QWidget* parent)
    : QFrame(parent), context_(context), feed_(feed), zoom_(zoom) {
  setObjectName(QStringLiteral("compare_pictures"));
  setProperty("card", true);
  raw_ = addSide("compare_raw", [] { return theme().raw; });
  mix_ = addSide("compare_mix", [this] {
    return theme().trackColor(lineNumber(context_.controller->record(), track()));
  });
  const auto note = [this](const char* name) {
    auto* label = new FittingLabel(this);
    label->setObjectName(QLatin1String(name));
    label->setProperty("secondary", true);
    return label;
  };
  ring_text_ = note("compare_ring_text");
  points_text_ = note("compare_points_text");
  step_text_ = note("compare_step");
  step_text_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(6);
  int column = 0;
  for (const Side& side : {raw_, mix_}) {
    auto* head = new QHBoxLayout;
    head->addWidget(side.title, 1);
    head->addWidget(side.numbers, 1);
    grid->addLayout(head, 0, column);
    grid->addWidget(side.picture, 1, column);
    grid->setColumnStretch(column, 1);
    ++column;
  }
  grid->setRowStretch(1, 1);
  auto* legend = new QHBoxLayout;
  legend->setSpacing(16);
  legend->addWidget(ring_text_, 4);
  legend->addWidget(points_text_, 3);
  legend->addWidget(step_text_, 4);
  auto* inside = new QVBoxLayout(this);
  inside->setContentsMargins(12, 10, 12, 8);
  inside->setSpacing(6);
  inside->addLayout(grid, 1);
  inside->addLayout(legend);
  renew();
}

PicturesCard::Side PicturesCard::addSide(const char* name, std::function<QColor()> color) {
  const QString stem = QLatin1String(name);
  Side side{new FittingLabel(this), new FittingLabel(this),
            new MixPicture(zoom_, std::move(color), this)};
  side.title->setObjectName(stem + QStringLiteral("_title"));
  side.numbers->setObjectName(stem + QStringLiteral("_numbers"));
  side.numbers->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  side.picture->setObjectName(stem);
  return side;
}

std::size_t PicturesCard::track() const { return context_.selection->track(); }

void PicturesCard::setRings(std::vector<MixPicture::Ring> rings, const QStringList& texts) {
  ring_text_->setTexts(texts);
  raw_.picture->setRings(rings);
  mix_.picture->setRings(std::move(rings));
}

void PicturesCard::setAgreement(const Agreement* agreement) {
  agreement_ = agreement ? std::optional(*agreement) : std::nullopt;
}

PicturesCard::Pair PicturesCard::pictures() const {
  const auto& compared = feed_.compared();
  const bool misreads = feed_.raw() && feed_.raw()->picture.kind == "mistakes";
  if (misreads && compared && feed_.shown(true)) {
    Pair same{misreadPicture(*compared, *feed_.shown(true), ui::Side::kRaw),
              misreadPicture(*compared, *feed_.shown(true), ui::Side::kMix)};
    if (same.raw && same.mix) return same;
  }
  Pair pair;
  if (feed_.raw()) pair.raw = feed_.raw()->picture;
  if (feed_.mix()) pair.mix = feed_.mix()->picture;
  if (!feed_.hasNoPicture() || !compared) return pair;
  return {resultPicture(*compared, ui::Side::kRaw), resultPicture(*compared, ui::Side::kMix)};
}

QString PicturesCard::whyNone() const {
  const RunRecord& record = context_.controller->record();
  if (record.alive == 0) return tr("This run has no average to compare.");
  for (const auto part : {CompareFeed::Part::kMix, CompareFeed::Part::kCompared}) {
    if (const QString reason = feed_.reason(part); !reason.isEmpty()) return reason;
  }
  if (feed_.hasNoPicture() && feed_.compared()) {
    return feed_.compared()->kind == event::SamplesCompared::Kind::kClasses
               ? tr("There are more than %1 classes: too many for a confusion matrix.")
                     .arg(kMostMatrixClasses)
               : tr("There is no picture of this task: a sample has several numbers to predict.");
  }
  return tr("The picture is being made.");
}

QString PicturesCard::numbersOf(double share, std::int64_t wrong) const {
  QStringList parts;
  if (const ScanPoint* point = feed_.lossesAt(share)) {
    parts += tr("loss %1").arg(lossText(point->val.loss));
  }
  if (agreement_ && !agreement_->numbers && feed_.compared()) {
    const auto all = static_cast<qint64>(feed_.compared()->samples.size());
    parts += tr("%1 of %2 wrong").arg(grouped(wrong), grouped(all));
  }
  return parts.join(QStringLiteral(" · "));
}

QStringList PicturesCard::mixTitles(const QString& average) const {
  const QString share = shareText(feed_.share());
  if (!isWhole(feed_.share())) return {tr("The mix, %1").arg(share), share};
  const QString what = mixName(feed_.share(), average);
  return {tr("The mix, %1: %2").arg(share, what), tr("%1: %2").arg(share, what), share};
}

void PicturesCard::fillTitles() {
  const RunRecord& record = context_.controller->record();
  const QString name = track() < record.tracks.size() ? trackName(record, track()) : tr("EMA");
  raw_.title->setTexts({tr("Raw weights"), tr("Raw")});
  const QString share = shareText(feed_.share());
  mix_.title->setTexts(mixTitles(name));
  paintLabel(raw_.title, theme().raw_text);
  paintLabel(mix_.title, theme().trackText(lineNumber(record, track())));
  const QString raw = numbersOf(0.0, agreement_ ? agreement_->raw_wrong : 0);
  const QString mix = numbersOf(feed_.share(), agreement_ ? agreement_->mix_wrong : 0);
  const auto fill = [](FittingLabel* label, const QString& text) {
    label->setTexts({text, text.section(QStringLiteral(" · "), 0, 0)}, text);
  };
  fill(raw_.numbers, raw);
  fill(mix_.numbers, mix);
  raw_.picture->setAccessibleName(tr("Picture with the raw weights. %1").arg(raw));
  mix_.picture->setAccessibleName(tr("Picture with the mix, %1. %2").arg(share, mix));
}

void PicturesCard::renewLegend() {
  const RunRecord& record = context_.controller->record();
  const auto points = static_cast<qint64>(raw_.picture->samplesShown());
  const qint64 all = record.facts.model.validation_samples;
  points_text_->setVisible(points > 0 && all >= points);
  points_text_->setTexts(
      points < all ? QStringList{tr("•• the first %1 of the %2 validation samples")
                                     .arg(grouped(points), grouped(all)),
                                 tr("•• %1 of %2 samples").arg(grouped(points), grouped(all))}
                   : QStringList{counted(all, tr("•• the only validation sample"),
                                         tr("•• all %1 validation samples")),
                                 counted(all, tr("•• 1 sample"), tr("•• %1 samples"))});
  if (!feed_.raw() && !feed_.compared()) return step_text_->setTexts({});
  const qint64 step = feed_.raw() ? feed_.raw()->step : feed_.compared()->step;
  const QString of = track() < record.alive ? trackText(record, track()) : QString();
  const bool two = feed_.raw() && feed_.mix() && feed_.raw()->step != feed_.mix()->step;
  const QString steps = two ? tr("steps %1 and %2").arg(grouped(step), grouped(feed_.mix()->step))
                            : tr("step %1 of both").arg(grouped(step));
  const bool same =
      !two && feed_.line().step() == step && (!feed_.compared() || feed_.compared()->step == step);
  step_text_->setTexts(
      {tr("%1 · %2").arg(steps, of), steps},
      same ? tr("Pictures, table and curve show the same step.")
           : tr("During the run, pictures, table and curve may show different steps."));
}

void PicturesCard::renew() {
  const Pair pair = pictures();
  if (pair.raw) {
    raw_.picture->show(*pair.raw, pair.mix ? *pair.mix : *pair.raw);
  } else {
    raw_.picture->showReason(whyNone());
  }
  if (pair.mix) {
    mix_.picture->show(*pair.mix, pair.raw ? *pair.raw : *pair.mix);
  } else {
    mix_.picture->showReason(whyNone());
  }
  fillTitles();
  renewLegend();
}

void PicturesCard::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && mix_.title) fillTitles();
}

}  // namespace emascope::ui
