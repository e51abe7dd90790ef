// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_view.h"

#include "ui/compare/agreement_card.h"
#include "ui/compare/between_card.h"
#include "ui/compare/distances_card.h"
#include "ui/compare/own_pictures.h"
#include "ui/compare/picture_zoom.h"
#include "ui/compare/pictures_card.h"
#include "ui/compare/sample_look.h"
#include "ui/compare/test_card.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"

#include <algorithm>
#include <utility>

#include <QEvent>
#include <QHBoxLayout>
#include <QTabWidget>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

// In pixels at 100 %.
constexpr int kGap = 12;
constexpr int kWideRight = 352;
constexpr int kNarrowRight = 330;
constexpr int kTwoColumns = 860;  // least width
constexpr int kRoomy = 1150;
constexpr int kTall = 720;      // least height for three cards in a column
constexpr int kMiddling = 600;  // for one card and tabs
constexpr int kPicturesStretch = 2;
constexpr int kBetweenStretch = 1;
constexpr std::size_t kMisreadShown = 48;

}  // namespace

CompareView::CompareView(const PanelContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      feed_(new CompareFeed(
          *context.controller, [this] { return label(); }, [this] { return watched(); }, this)),
      zoom_(new PictureZoom(this)),
      pictures_(new PicturesCard(context, *feed_, *zoom_, this)),
      between_(new BetweenCard(context, *feed_, this)),
      agreement_card_(new AgreementCard(context, *feed_, this)),
      distances_(new DistancesCard(context, *feed_, this)),
      test_(new TestCard(context, *feed_, this)),
      left_(new QWidget(this)),
      left_column_(new QVBoxLayout(left_)),
      right_(new QWidget(this)),
      right_column_(new QVBoxLayout(right_)),
      tabs_(new QTabWidget(this)) {
  setObjectName(QStringLiteral("compare"));
  setAccessibleName(tr("Compare raw and averaged weights"));
  tabs_->setObjectName(QStringLiteral("compare_tabs"));
  tabs_->setDocumentMode(true);
  for (QVBoxLayout* column : {left_column_, right_column_}) {
    column->setContentsMargins(0, 0, 0, 0);
  }
  for (QWidget* column : {left_, right_}) setSizedByFont(column);  // by arrange()
  auto* columns = new QHBoxLayout(this);
  columns->setContentsMargins(12, 4, 12, 4);
  columns->setSpacing(kGap);
  columns->addWidget(left_, 1);
  columns->addWidget(right_);
  connect(feed_, &CompareFeed::renewed, this, &CompareView::renewed);
  connect(between_, &BetweenCard::shareChanged, this, [this](double share) {
    feed_->setShare(share);
    pictures_->renew();
    test_->renew();
    Q_EMIT shareChanged(share);
  });
  connect(agreement_card_, &AgreementCard::groupChosen, this, &CompareView::askForGroup);
  connectRun();
  connect(zoom_, &PictureZoom::changed, pictures_, &PicturesCard::renewLegend);
  arrange(arrangementFor(size()));
  problem_ = problem();
}

void CompareView::connectRun() {
  const RunController* controller = context_.controller;
  connect(context_.selection, &Selection::trackChanged, this, [this] {
    feed_->tracksChanged();
    renewAll();
  });
  connect(controller, &RunController::stateChanged, this, &CompareView::renewAll);
  connect(controller, &RunController::runStarted, this, [this] {
    const std::string now = problem();
    if (std::exchange(problem_, now) != now) zoom_->fit();
    renewAll();
  });
  connect(controller, &RunController::tracksChanged, this, &CompareView::renewAll);
  connect(controller, &RunController::catalogArrived, this, &CompareView::renewAll);
  connect(controller, &RunController::extended, test_, &TestCard::renew);
  connect(controller, &RunController::progressed, this, [this] {
    if (isVisible()) test_->renewProgress();
  });
}

/// What the pictures are of; the zoom belongs to it.
std::string CompareView::problem() const {
  const RunRecord& record = context_.controller->record();
  return record.config.preset + '\n' + record.facts.model.title;
}

double CompareView::share() const { return between_->share(); }
void CompareView::setShare(double share) { between_->setShare(share); }

std::string CompareView::label() const {
  const RunRecord& record = context_.controller->record();
  const std::size_t track = context_.selection->track();
  return track < record.alive ? record.tracks[track].label : std::string();
}

bool CompareView::watched() const { return isVisible() && !window()->isMinimized(); }

CompareView::Arrangement CompareView::arrangementFor(const QSize& size) {
  if (size.width() < kTwoColumns) return Arrangement::kSmall;
  if (size.width() < kRoomy || size.height() < kMiddling) return Arrangement::kNarrow;
  return size.height() < kTall ? Arrangement::kMedium : Arrangement::kWide;
}

void CompareView::arrange(Arrangement arrangement) {
  arrangement_ = arrangement;
  scale_ = interfaceScale();
  for (QVBoxLayout* column : {left_column_, right_column_}) column->setSpacing(scaled(kGap));
  const int chosen = tabs_->currentIndex();
  while (tabs_->count() > 0) tabs_->removeTab(0);
  for (QWidget* card : std::initializer_list<QWidget*>{pictures_, between_, agreement_card_,
                                                       distances_, test_, tabs_, left_}) {
    card->setParent(this);  // out of the layout it was in
  }
  left_column_->addWidget(pictures_, kPicturesStretch);
  left_column_->addWidget(between_, kBetweenStretch);
  const bool small = arrangement == Arrangement::kSmall;
  if (small) {
    right_->setMinimumWidth(0);
    right_->setMaximumWidth(QWIDGETSIZE_MAX);
    tabs_->addTab(left_, tr("Pictures"));
  } else {
    right_->setFixedWidth(scaled(arrangement == Arrangement::kWide ? kWideRight : kNarrowRight));
    static_cast<QHBoxLayout*>(layout())->insertWidget(0, left_, 1);
  }
  if (arrangement == Arrangement::kWide) {
    right_column_->addWidget(agreement_card_, 0);
    right_column_->addWidget(distances_, 1);
    right_column_->addWidget(test_, 0);
  } else {
    if (arrangement == Arrangement::kMedium) {
      right_column_->addWidget(agreement_card_, 0);
    } else {
      tabs_->addTab(agreement_card_, tr("Where they agree"));
    }
    tabs_->addTab(distances_, tr("Layers"));
    tabs_->addTab(test_, tr("Test, save"));
    right_column_->addWidget(tabs_, 1);
  }
  tabs_->setVisible(tabs_->count() > 0);
  if (chosen >= 0 && chosen < tabs_->count()) tabs_->setCurrentIndex(chosen);
  for (QWidget* card : std::initializer_list<QWidget*>{pictures_, between_}) card->show();
  for (QWidget* card : std::initializer_list<QWidget*>{left_, agreement_card_, distances_, test_}) {
    if (tabs_->indexOf(card) < 0) card->show();  // a tab shows its own page
  }
}

void CompareView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fit();
}

void CompareView::fit() {
  const Arrangement wanted = arrangementFor((QSizeF(size()) / interfaceScale()).toSize());
  if (wanted != arrangement_ || scale_ != interfaceScale()) arrange(wanted);
}

void CompareView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (std::exchange(stale_, false)) renewAll();
  feed_->lookedAt();
  test_->renew();
}

void CompareView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::StyleChange && tabs_) fit();  // the zoom of the interface
  if (event->type() == QEvent::WindowStateChange && watched()) feed_->lookedAt();
}

void CompareView::renewed(CompareFeed::Part part) {
  switch (part) {
    case CompareFeed::Part::kRaw:
    case CompareFeed::Part::kMix:
      agreement_card_->setPictures(feed_->raw() ? &feed_->raw()->picture : nullptr,
                                   feed_->mix() ? &feed_->mix()->picture : nullptr);
      askForMisread();
      break;
    case CompareFeed::Part::kCompared:
      return renewAgreement();
    case CompareFeed::Part::kLine:
    case CompareFeed::Part::kAtLowest:
    case CompareFeed::Part::kAtAverage:
      between_->renew();
      break;
    case CompareFeed::Part::kDistances:
      return distances_->renew();
    case CompareFeed::Part::kGroup:
      return showGroup();
    case CompareFeed::Part::kPictureSamples:
      break;
  }
  pictures_->renew();
}

void CompareView::renewAgreement() {
  const auto& compared = feed_->compared();
  agreement_ = compared ? std::optional(agreementOf(*compared)) : std::nullopt;
  const Agreement* results = agreement_ ? &*agreement_ : nullptr;
  agreement_card_->setAgreement(results);
  pictures_->setAgreement(results);
  askForGroup();
  askForMisread();
  showGroup();
  pictures_->renew();
}

void CompareView::askForGroup() {
  std::vector<std::int64_t> samples;
  if (agreement_ && feed_->compared()) {
    const event::SamplesCompared& compared = *feed_->compared();
    for (const std::size_t i :
         spread(agreement_->of(agreement_card_->group()), command::kMostShown)) {
      const std::int64_t sample = compared.samples[i] / compared.per_sample;
      if (std::find(samples.begin(), samples.end(), sample) == samples.end()) {
        samples.push_back(sample);
      }
    }
  }
  feed_->showSamples(samples, false);
}

/// Only where the task's pictures would be the mistakes of each.
void CompareView::askForMisread() {
  if (!feed_->raw() || feed_->raw()->picture.kind != "mistakes" || !feed_->compared()) return;
  feed_->showSamples(misread(*feed_->compared(), kMisreadShown), true);
}

QStringList CompareView::ringTexts(std::size_t rings) const {
  const auto all = static_cast<qint64>(agreement_->of(agreement_card_->group()).size());
  const auto some = static_cast<qint64>(rings);
  const QString count = some < all ? tr("%1 of %2").arg(grouped(some), grouped(all)) : grouped(all);
  const QString name = agreement_card_->groupName(agreement_card_->group());
  QStringList texts = {tr("○ %1: %2").arg(name, count)};
  if (arrangement_ == Arrangement::kSmall) return texts;  // the cell is in another tab
  texts.prepend((all == 1 ? tr("○ %1: %2 sample, the cell chosen at the right")
                          : tr("○ %1: %2 samples, the cell chosen at the right"))
                    .arg(name, count));
  return texts;
}

void CompareView::showGroup() {
  const auto& compared = feed_->compared();
  const auto& shown = feed_->shown(false);
  std::vector<SampleLook> looks;
  if (compared && shown) looks = sampleLooks(*compared, *shown);
  std::vector<MixPicture::Ring> rings;
  for (const SampleLook& look : looks) {
    if (look.place) rings.push_back({*look.place, look.right_class});
  }
  const bool rung = !rings.empty() && feed_->raw() && feed_->raw()->picture.kind == "surface";
  const QStringList texts = rung ? ringTexts(rings.size()) : QStringList();
  pictures_->setRings(std::move(rings), texts);
  agreement_card_->setLooks(looks);
}

void CompareView::renewAll() {
  stale_ = !isVisible();
  if (stale_) return;  // when it is shown
  renewAgreement();
  between_->renew();
  distances_->renew();
  test_->renew();
}

}  // namespace emascope::ui
