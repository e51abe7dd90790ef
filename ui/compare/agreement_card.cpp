// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/agreement_card.h"

#include "ui/compare/compare_feed.h"
#include "ui/compare/compare_words.h"
#include "ui/compare/sample_strip.h"
#include "ui/controls/fitting_label.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"

#include <algorithm>

#include <QButtonGroup>
#include <QFontMetricsF>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kCellHeight = 34;
constexpr int kStripHeight = 72;
constexpr int kHighestStrip = 150;
constexpr ScaledPixels kWidestName{72};  // in the head of a column

}  // namespace

AgreementCard::AgreementCard(const PanelContext& context, CompareFeed& feed, QWidget* parent)
    : CompareCard(parent),
      context_(context),
      feed_(feed),
      title_(plainLabel("heading", this)),
      badge_(plainLabel("badge", this)),
      table_(new QWidget(this)),
      choice_(new QButtonGroup(this)),
      right_head_(plainLabel("secondary", table_)),
      wrong_head_(plainLabel("secondary", table_)),
      sentence_(plainLabel("heading", this)),
      test_(plainLabel("secondary", this)),
      strip_title_(new FittingLabel(this)),
      strip_count_(new FittingLabel(this)),
      strip_(new SampleStrip(this)),
      strip_note_(new FittingLabel(this)) {
  setObjectName(QStringLiteral("compare_agreement"));
  setProperty("card", true);
  title_->setText(tr("Where they agree"));
  badge_->setObjectName(QStringLiteral("agreement_badge"));
  sentence_->setObjectName(QStringLiteral("agreement_sentence"));
  sentence_->setWordWrap(true);
  test_->setObjectName(QStringLiteral("agreement_test"));
  test_->setWordWrap(true);
  strip_title_->setProperty("heading", true);
  strip_count_->setProperty("secondary", true);
  strip_count_->setObjectName(QStringLiteral("strip_count"));
  strip_count_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  strip_note_->setProperty("secondary", true);
  strip_note_->setObjectName(QStringLiteral("strip_note"));
  strip_->setMinimumHeight(kStripHeight);
  strip_->setMaximumHeight(kHighestStrip);
  buildTable();
  auto* head = new QHBoxLayout;
  head->addWidget(title_);
  head->addStretch(1);
  head->addWidget(badge_);
  auto* strip_head = new QHBoxLayout;
  strip_head->addWidget(strip_title_, 2);
  strip_head->addWidget(strip_count_, 3);
  auto* inside = new QVBoxLayout(this);
  inside->setContentsMargins(14, 10, 14, 10);
  inside->setSpacing(5);
  inside->addLayout(head);
  inside->addWidget(table_);
  inside->addWidget(sentence_);
  inside->addWidget(test_);
  inside->addLayout(strip_head);
  inside->addWidget(strip_, 4);
  inside->addWidget(strip_note_);
  inside->addStretch(1);
  renew();
}

QPushButton* AgreementCard::addCell(Group group) {
  auto* cell = new QPushButton(table_);
  cell->setObjectName(QStringLiteral("cell_%1").arg(static_cast<int>(group)));
  cell->setProperty("cell", true);
  cell->setCheckable(true);
  cell->setMinimumHeight(kCellHeight);
  choice_->addButton(cell, static_cast<int>(group));
  connect(cell, &QPushButton::clicked, this, [this, group] { choose(group); });
  cells_[static_cast<std::size_t>(group)] = cell;
  return cell;
}

void AgreementCard::buildTable() {
  auto* grid = new QGridLayout(table_);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(6);
  QLabel* raw_right = plainLabel("secondary", table_);
  raw_right->setText(tr("raw right"));
  QLabel* raw_wrong = plainLabel("secondary", table_);
  raw_wrong->setText(tr("raw wrong"));
  for (QLabel* head : {right_head_, wrong_head_}) head->setAlignment(Qt::AlignCenter);
  grid->addWidget(right_head_, 0, 1);
  grid->addWidget(wrong_head_, 0, 2);
  grid->addWidget(raw_right, 1, 0);
  grid->addWidget(raw_wrong, 2, 0);
  grid->addWidget(addCell(Group::kBothRight), 1, 1);
  grid->addWidget(addCell(Group::kOnlyRaw), 1, 2);
  grid->addWidget(addCell(Group::kOnlyMix), 2, 1);
  grid->addWidget(addCell(Group::kBothWrong), 2, 2);
  grid->addWidget(addCell(Group::kGain), 3, 1);
  grid->addWidget(addCell(Group::kLoss), 3, 2);
  grid->setColumnStretch(1, 1);
  grid->setColumnStretch(2, 1);
  class_parts_ = {raw_right, raw_wrong};
  for (const Group group :
       {Group::kBothRight, Group::kOnlyRaw, Group::kOnlyMix, Group::kBothWrong}) {
    class_parts_.push_back(cells_[static_cast<std::size_t>(group)]);
  }
}

QString AgreementCard::averageName() const {
  const double share = feed_.compared() ? feed_.compared()->share : feed_.share();
  if (share != 1.0) return {};
  const RunRecord& record = context_.controller->record();
  const std::size_t track = context_.selection->track();
  return track < record.alive ? trackName(record, track) : tr("EMA");
}

QString AgreementCard::mixedName() const {
  const QString average = averageName();
  return average.isEmpty() ? tr("the mix") : average;
}

QString AgreementCard::groupName(Group group) const {
  const QString name = mixedName();
  switch (group) {
    case Group::kBothRight:
      return tr("Both right");
    case Group::kOnlyRaw:
      return tr("Only raw right");
    case Group::kOnlyMix:
      return tr("Only %1 right").arg(name);
    case Group::kBothWrong:
      return tr("Both wrong");
    case Group::kGain:
      return tr("Improved most");
    case Group::kLoss:
      break;
  }
  return tr("Worsened most");
}

void AgreementCard::choose(Group group) {
  group_ = group;
  fillCells();
  fillStripTitle();
  Q_EMIT groupChosen();
}

void AgreementCard::setAgreement(const Agreement* agreement) {
  agreement_ = agreement ? std::optional(*agreement) : std::nullopt;
  if (agreement_) {
    const bool of_numbers = group_ == Group::kGain || group_ == Group::kLoss;
    if (agreement_->numbers != of_numbers) {
      group_ = agreement_->numbers ? Group::kGain : Group::kOnlyMix;
    }
  }
  renew();
}

void AgreementCard::setLooks(const std::vector<SampleLook>& looks) {
  const std::vector<SampleLook> some = farApart(looks, SampleStrip::kMost);
  tiles_ = some.size();
  around_ = surface_ && !some.empty() && some.front().place.has_value();
  strip_->show(some);
  fillStripTitle();
}

void AgreementCard::setPictures(const TaskPicture* raw, const TaskPicture* mix) {
  surface_ = raw && mix && raw->kind == "surface" && mix->kind == "surface";
  strip_->setPictures(raw, mix);
}

void AgreementCard::fillCells() {
  for (std::size_t k = 0; k < kGroups; ++k) {
    const auto group = static_cast<Group>(k);
    const auto count = static_cast<qint64>(agreement_ ? agreement_->groups[k].size() : 0);
    cells_[k]->setText(agreement_ ? grouped(count) : QStringLiteral("–"));
    cells_[k]->setEnabled(agreement_.has_value());
    cells_[k]->setChecked(agreement_ && group == group_);
    cells_[k]->setAccessibleName(tr("%1: %2").arg(groupName(group), cells_[k]->text()));
    const QString why = feed_.reason(CompareFeed::Part::kCompared);
    cells_[k]->setToolTip(
        agreement_ || why.isEmpty() ? tr("%1: show its samples").arg(groupName(group)) : why);
  }
}

void AgreementCard::fillStripTitle() {
  strip_title_->setTexts({agreement_ ? groupName(group_) : QString()});
  if (!agreement_) {
    strip_count_->setTexts({});
    return strip_note_->setTexts({});
  }
  const auto all = static_cast<qint64>(agreement_->of(group_).size());
  const QString count = tr("%1 of %2").arg(grouped(static_cast<qint64>(tiles_)), grouped(all));
  strip_count_->setTexts(
      {around_ ? tr("%1, spread over the picture").arg(count) : tr("%1, spread out").arg(count),
       count});
  const QString why = feed_.reason(CompareFeed::Part::kGroup);
  const QString unit = agreement_->numbers ? tr("loss with raw → with %1").arg(mixedName())
                                           : tr("% given to the right class");
  const QString sides = tr("above raw, below %1; %2").arg(mixedName(), unit);
  strip_note_->setTexts({all == 0         ? tr("There is no such sample.")
                         : !why.isEmpty() ? why
                         : around_        ? sides
                                          : unit,
                         unit});
}

void AgreementCard::renew() {
  const auto& compared = feed_.compared();
  const bool numbers = agreement_ && agreement_->numbers;
  for (QWidget* part : class_parts_) part->setVisible(!numbers);
  for (const Group group : {Group::kGain, Group::kLoss}) {
    cells_[static_cast<std::size_t>(group)]->setVisible(numbers);
  }
  const QString head =
      elidedName(mixedName(), QFontMetricsF(right_head_->fontMetrics()), kWidestName);
  right_head_->setText(numbers ? tr("improved most: a quarter") : tr("%1 right").arg(head));
  wrong_head_->setText(numbers ? tr("worsened most: a quarter") : tr("%1 wrong").arg(head));
  fillCells();
  fillStripTitle();
  if (!agreement_ || !compared) {
    badge_->hide();
    const QString why = feed_.reason(CompareFeed::Part::kCompared);
    const bool empty = context_.controller->record().alive == 0;
    sentence_->setText(!why.isEmpty() ? why
                       : empty        ? tr("This run has no average to compare.")
                                      : tr("The samples are being compared."));
    test_->clear();
    return strip_->show({});
  }
  const auto count = static_cast<qint64>(compared->samples.size());
  const bool part = count < compared->total;
  badge_->setText(part ? tr("validation, %1 of %2").arg(grouped(count), grouped(compared->total))
                       : tr("validation, %1").arg(grouped(count)));
  badge_->setToolTip(part ? tr("A fixed part of the validation samples, evenly spread, the same "
                               "every time.")
                          : QString());
  badge_->show();
  const QString average = averageName();
  sentence_->setText(
      agreementText(*compared, *agreement_, average.isEmpty() ? tr("The mix") : average));
  test_->setText(testText(*compared, *agreement_));
}

}  // namespace emascope::ui
