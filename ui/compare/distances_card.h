// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card "How far apart, by layer": for each tensor of the model the distance between raw and the
// average, relative to the raw tensor's norm, as a bar. A chosen row shows its norms and the
// cosine.
#pragma once

#include "core/protocol/events.h"
#include "ui/compare/compare_card.h"
#include "ui/panels/panel.h"

#include <vector>

class QLabel;
class QListView;
class QModelIndex;

namespace emascope::ui {

class CompareFeed;
class DistancesModel;

class DistancesCard final : public CompareCard {
  Q_OBJECT
 public:
  DistancesCard(const PanelContext& context, CompareFeed& feed, QWidget* parent);
  void renew();

 private:
  void describe(const QModelIndex& index);

  PanelContext context_;
  CompareFeed& feed_;
  QListView* list_;
  DistancesModel* model_;
  QLabel* unit_;
  QLabel* details_;
};

}  // namespace emascope::ui
