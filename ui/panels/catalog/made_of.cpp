// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card "What the average is made of": how much each past step weighs in the selected average at
// the last evaluation, its mean age, and the age that holds 90 % of it.
#include "core/protocol/record/average_content.h"
#include "ui/panels/panel.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/selection.h"
#include "ui/run/track_looks.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QCoreApplication>
#include <QEvent>
#include <QFrame>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr std::int64_t kBins = 120;
constexpr double kShown = 0.99;         // of the weight
constexpr std::int64_t kShortest = 10;  // steps
constexpr double kCopyShown = 0.005;

/// Weight per step by age, oldest first.
struct Weights {
  std::vector<double> heights = {};  ///< 0 to 1
  std::int64_t oldest = 0;           ///< age in steps at the left edge
};

Weights weightsOf(const WeightProfile& profile) {
  const std::int64_t calls = profile.calls();
  const std::int64_t age = std::max(profile.ageQuantile(kShown), kShortest);
  Weights weights{.oldest = std::min(age, calls)};
  double most = 0.0;
  for (const ProfileBin& bin : profile.bins(calls - weights.oldest, calls, kBins)) {
    const bool copy = bin.first <= profile.origin() && profile.origin() <= bin.last;
    const double height = bin.weight / static_cast<double>(bin.last - bin.first + 1);
    weights.heights.push_back(height);
    // The copy that the average began with is one spike, which would hide the rest.
    if (!copy || profile.copyShare() > 0.5) most = std::max(most, height);
  }
  for (double& height : weights.heights) height = most > 0.0 ? std::min(height / most, 1.0) : 0.0;
  return weights;
}

class WeightsPlot final : public QWidget {
  Q_DECLARE_TR_FUNCTIONS(WeightsPlot)
 public:
  explicit WeightsPlot(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("made_of_plot"));
    setAccessibleName(tr("Weight of past steps"));
    setMinimumHeight(40);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
  }
  [[nodiscard]] QSize sizeHint() const override { return {scaled(300), scaled(80)}; }

  void show(Weights weights, const QColor& color) {
    weights_ = std::move(weights);
    color_ = color;
    update();
  }

 protected:
  void paintEvent(QPaintEvent* event) override {
    Q_UNUSED(event);
    if (weights_.heights.empty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont(11));
    const double text = painter.fontMetrics().height() + 2;
    const QRectF box = QRectF(rect()).adjusted(1, 2, -1, -text);
    const double step = box.width() / static_cast<double>(weights_.heights.size());
    QPainterPath line;
    for (std::size_t i = 0; i < weights_.heights.size(); ++i) {
      const QPointF at(box.left() + (static_cast<double>(i) + 0.5) * step,
                       box.bottom() - weights_.heights[i] * box.height());
      i == 0 ? line.moveTo(at) : line.lineTo(at);
    }
    QPainterPath below = line;
    below.lineTo(box.right() - 0.5 * step, box.bottom());
    below.lineTo(box.left() + 0.5 * step, box.bottom());
    below.closeSubpath();
    QColor fill = color_;
    fill.setAlphaF(0.18F);
    painter.fillPath(below, fill);
    painter.setPen(QPen(theme().border, scaled(1.0)));
    painter.drawLine(box.bottomLeft(), box.bottomRight());
    painter.setPen(QPen(color_, scaled(1.6)));
    painter.drawPath(line);
    painter.setPen(theme().secondary);
    const QRectF words(0, box.bottom() + 2, width(), text);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignTop,
                     tr("%1 steps ago").arg(grouped(weights_.oldest)));
    painter.drawText(words, Qt::AlignRight | Qt::AlignTop, tr("now"));
  }

 private:
  Weights weights_;
  QColor color_;
};

class MadeOfCard final : public QFrame {
  Q_DECLARE_TR_FUNCTIONS(MadeOfCard)
 public:
  MadeOfCard(const PanelContext& context, QWidget* parent)
      : QFrame(parent), context_(context), text_(new QLabel(this)), plot_(new WeightsPlot(this)) {
    setProperty("card", true);
    setObjectName(QStringLiteral("made_of_card"));
    auto* title = new QLabel(tr("What the average is made of"), this);
    title->setProperty("heading", true);
    text_->setObjectName(QStringLiteral("made_of_text"));
    text_->setProperty("secondary", true);
    text_->setTextFormat(Qt::PlainText);
    text_->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 10);
    column->setSpacing(4);
    column->addWidget(title);
    column->addWidget(text_);
    column->addWidget(plot_, 1);
    connect(context.controller, &RunController::delivered, this, [this] { refresh(); });
    connect(context.controller, &RunController::runStarted, this, [this] {
      content_ = {};
      points_ = 0;
    });
    connect(context.selection, &Selection::trackChanged, this, [this] { renew(); });
    renew();
  }

 protected:
  void showEvent(QShowEvent* event) override {
    QFrame::showEvent(event);
    renew();
  }
  void changeEvent(QEvent* event) override {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) renew();
  }

 private:
  void refresh() {
    const RunRecord& record = context_.controller->record();
    const std::size_t edits = record.changes.size() + record.track_changes.size();
    if (!isVisible() || (record.points.size() == points_ && edits == edits_)) return;
    renew();
  }

  void renew() {
    const RunRecord& record = context_.controller->record();
    points_ = record.points.size();
    edits_ = record.changes.size() + record.track_changes.size();
    const std::size_t track = context_.selection->track();
    if (track >= record.alive) return showNothing(tr("There is no average."));
    content_.follow(record, track);
    const WeightProfile* profile = content_.profile();
    if (!profile) return showNothing(tr("Not shown: %1.").arg(reason()));
    if (profile->total() == 0.0) return showNothing(tr("Nothing was averaged yet."));
    const QColor color = theme().trackColor(lineNumber(record, track));
    plot_->show(weightsOf(*profile), color);
    text_->setText(words(*profile));
    plot_->setAccessibleDescription(text_->text());
    plot_->setVisible(true);
  }

  [[nodiscard]] QString reason() const { return said(content_.why()); }

  void showNothing(const QString& why) {
    plot_->setVisible(false);
    text_->setText(why);
  }

  [[nodiscard]] QString words(const WeightProfile& profile) const {
    const auto number = [](double value) {
      return value < 10.0 ? shortNumber(value, 2) : grouped(std::llround(value));
    };
    QString text = tr("mean age %1 steps").arg(number(profile.meanAge()));
    text += QStringLiteral(" · ") +
            tr("effective number of samples: %1").arg(number(profile.effectiveSamples()));
    text += u'\n' + tr("90 % of it is at most %1 steps old").arg(grouped(profile.ageQuantile(0.9)));
    const double copy = profile.copyShare();
    if (copy < kCopyShown) return text;
    const std::int64_t from = content_.stepOf(profile.origin());
    return text + u'\n' +
           tr("%1 % is still a copy of the weights after step %2")
               .arg(shortNumber(100.0 * copy, 2), grouped(from));
  }

  PanelContext context_;
  AverageContent content_;
  std::size_t points_ = 0, edits_ = 0;
  QLabel* text_;
  WeightsPlot* plot_;
};

}  // namespace

void registerPanelMadeOf(PanelRegistry& registry) {
  registry["made_of"] = {.title = QT_TRANSLATE_NOOP("panels", "Made of"),
                         .area = PanelEntry::Area::kSide,
                         .order = 2,
                         .make = [](const PanelContext& context, QWidget* parent) -> QWidget* {
                           return new MadeOfCard(context, parent);
                         },
                         .grows = true};
}

}  // namespace emascope::ui
