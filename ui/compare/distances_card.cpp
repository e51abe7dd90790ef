// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/distances_card.h"

#include "ui/compare/compare_feed.h"
#include "ui/compare/compare_words.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QAbstractListModel>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kTensorRow = 24;  // pixels at 100 %
constexpr double kLayerNameShare = 0.40;
constexpr ScaledPixels kNumberWidth{64};
constexpr ScaledPixels kBarGap{4};
constexpr ScaledLength kBarHeight{9.0};
enum Role { kShareOfLongest = Qt::UserRole + 1, kNumber };

/// A row: the name, a bar as long as the distance, the number.
class DistanceRow final : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option,
             const QModelIndex& index) const override {
    painter->save();
    const QRect& area = option.rect;
    if ((option.state & QStyle::State_Selected) != 0) painter->fillRect(area, theme().chip);
    const int name = static_cast<int>(kLayerNameShare * area.width());
    painter->setFont(textFont(12));
    painter->setPen(theme().text);
    painter->drawText(QRect(area.left() + kBarGap, area.top(), name - 2 * kBarGap, area.height()),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle,
                                                        name - 2 * kBarGap));
    const double room = area.width() - name - kNumberWidth - 2 * kBarGap;
    const double length = std::max(0.0, room) * index.data(kShareOfLongest).toDouble();
    painter->fillRect(
        QRectF(area.left() + name, area.center().y() - kBarHeight / 2 + 1, length, kBarHeight),
        theme().secondary);
    painter->drawText(
        QRect(area.right() - kNumberWidth, area.top(), kNumberWidth - kBarGap, area.height()),
        Qt::AlignRight | Qt::AlignVCenter, index.data(kNumber).toString());
    painter->restore();
  }
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                               const QModelIndex& index) const override {
    Q_UNUSED(option);
    Q_UNUSED(index);
    return {0, scaled(kTensorRow)};  // as wide as the list, which may have a scroll bar
  }
};

}  // namespace

/// The tensors; the bars are shares of the longest finite one.
class DistancesModel final : public QAbstractListModel {
 public:
  using QAbstractListModel::QAbstractListModel;

  void set(const std::vector<event::TensorDistance>& tensors) {
    const bool same_rows = tensors.size() == tensors_.size();
    if (!same_rows) beginResetModel();
    tensors_ = tensors;
    longest_ = 0.0;
    for (const event::TensorDistance& tensor : tensors_) {
      if (std::isfinite(tensor.relative)) longest_ = std::max(longest_, tensor.relative);
    }
    if (!same_rows) return endResetModel();
    if (!tensors_.empty()) Q_EMIT dataChanged(index(0), index(rowCount({}) - 1));
  }
  [[nodiscard]] const event::TensorDistance* at(const QModelIndex& index) const {
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row < tensors_.size() ? &tensors_[row] : nullptr;
  }
  [[nodiscard]] int rowCount(const QModelIndex& parent) const override {
    return parent.isValid() ? 0 : static_cast<int>(tensors_.size());
  }
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override {
    const event::TensorDistance* tensor = at(index);
    if (!tensor) return {};
    const QString name = QString::fromStdString(tensor->name).simplified().left(kLongestShown);
    switch (role) {
      case Qt::DisplayRole:
        return name;
      case kShareOfLongest:
        if (std::isinf(tensor->relative)) return 1.0;
        return longest_ > 0.0 && std::isfinite(tensor->relative) ? tensor->relative / longest_
                                                                 : 0.0;
      case kNumber:
        return std::isinf(tensor->relative) ? QStringLiteral("∞") : percentText(tensor->relative);
      case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(name, data(index, kNumber).toString());
      default:
        return {};
    }
  }

 private:
  static constexpr qsizetype kLongestShown = 200;
  std::vector<event::TensorDistance> tensors_;
  double longest_ = 0.0;
};

DistancesCard::DistancesCard(const PanelContext& context, CompareFeed& feed, QWidget* parent)
    : CompareCard(parent),
      context_(context),
      feed_(feed),
      list_(new QListView(this)),
      model_(new DistancesModel(this)),
      unit_(plainLabel("secondary", this)),
      details_(plainLabel("secondary", this)) {
  setObjectName(QStringLiteral("compare_distances"));
  setProperty("card", true);
  QLabel* title = plainLabel("heading", this);
  title->setText(tr("How far apart, by layer"));
  unit_->setObjectName(QStringLiteral("distance_unit"));
  unit_->setToolTip(
      tr("The norm of the difference between the raw tensor and the averaged one, as a "
         "share of the raw tensor's norm"));
  list_->setObjectName(QStringLiteral("distances"));
  list_->setAccessibleName(tr("Distance between raw and averaged weights, by tensor"));
  list_->setAccessibleDescription(tr("The selected row is described below the list."));
  list_->setModel(model_);
  list_->setItemDelegate(new DistanceRow(list_));
  list_->setFrameShape(QFrame::NoFrame);
  list_->setUniformItemSizes(true);
  list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setStyleSheet(QStringLiteral("QListView { background: transparent; }"));
  list_->setMinimumHeight(2 * kTensorRow);
  details_->setObjectName(QStringLiteral("distance_details"));
  details_->setWordWrap(true);
  auto* head = new QHBoxLayout;
  head->addWidget(title);
  head->addStretch(1);
  head->addWidget(unit_);
  auto* inside = new QVBoxLayout(this);
  inside->setContentsMargins(14, 10, 14, 10);
  inside->setSpacing(6);
  inside->addLayout(head);
  inside->addWidget(list_, 1);
  inside->addWidget(details_);
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
          [this](const QModelIndex& index) {
            describe(index);
            // What is said of it may take a line from the list.
            QMetaObject::invokeMethod(
                this, [this] { list_->scrollTo(list_->currentIndex()); }, Qt::QueuedConnection);
          });
  renew();
}

void DistancesCard::describe(const QModelIndex& index) {
  if (const event::TensorDistance* tensor = model_->at(index)) {
    const QString cosine = std::isfinite(tensor->cosine) ? QString::number(tensor->cosine, 'f', 4)
                                                         : tr("none: a tensor is zero");
    const QString form =
        tensor->count == 1 ? tr("%1 number%2 · norm of raw %3, of the difference %4 · cosine %5")
                           : tr("%1 numbers%2 · norm of raw %3, of the difference %4 · cosine %5");
    return details_->setText(
        form.arg(grouped(tensor->count), tensor->parameter ? QString() : tr(", a buffer"),
                 lossText(tensor->raw_norm), lossText(tensor->distance), cosine));
  }
  const QString why = feed_.reason(CompareFeed::Part::kDistances);
  const bool empty = context_.controller->record().alive == 0;
  details_->setText(feed_.distances() ? tr("Click a row for its norm and cosine.")
                    : !why.isEmpty()  ? why
                    : empty           ? tr("This run has no average to compare.")
                                      : tr("The distances are being measured."));
}

void DistancesCard::renew() {
  // A track's own name could be longer than the card.
  unit_->setText(context_.selection->track() == 0 ? tr("‖raw − EMA‖ / ‖raw‖")
                                                  : tr("‖raw − average‖ / ‖raw‖"));
  const bool there = feed_.distances() || feed_.reason(CompareFeed::Part::kDistances).isEmpty();
  list_->setEnabled(there);
  model_->set(feed_.distances() ? feed_.distances()->tensors
                                : std::vector<event::TensorDistance>());
  describe(list_->currentIndex());
}

}  // namespace emascope::ui
