// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card "Where they agree": on how many samples raw and the mix are right, as a table whose
// cells choose a group of samples; what that amounts to, in a sentence and by an exact test; and a
// few samples of the chosen group. For numbers, the quarters that the mix improves and worsens
// most.
#pragma once

#include "core/protocol/events.h"
#include "ui/compare/agreement.h"
#include "ui/compare/compare_card.h"
#include "ui/compare/sample_look.h"
#include "ui/panels/panel.h"

#include <array>
#include <optional>
#include <vector>

class QButtonGroup;
class QLabel;
class QPushButton;

namespace emascope::ui {

class CompareFeed;
class FittingLabel;
class SampleStrip;

class AgreementCard final : public CompareCard {
  Q_OBJECT
 public:
  AgreementCard(const PanelContext& context, CompareFeed& feed, QWidget* parent);

  [[nodiscard]] Group group() const { return group_; }
  /// The results, new ones or none. Keeps the chosen group where that makes sense.
  void setAgreement(const Agreement* agreement);
  /// Samples of the chosen group, all that are known.
  void setLooks(const std::vector<SampleLook>& looks);
  void setPictures(const TaskPicture* raw, const TaskPicture* mix);
  void renew();
  /// "Only EMA right", "Largest gain".
  [[nodiscard]] QString groupName(Group group) const;

 Q_SIGNALS:
  void groupChosen();

 private:
  QPushButton* addCell(Group group);
  void buildTable();
  void fillCells();
  void fillStripTitle();
  void choose(Group group);
  /// The selected average's name; empty for another mix, raw against itself included.
  [[nodiscard]] QString averageName() const;
  [[nodiscard]] QString mixedName() const;  ///< within a sentence

  PanelContext context_;
  CompareFeed& feed_;
  Group group_ = Group::kOnlyMix;
  QLabel* title_;
  QLabel* badge_;
  QWidget* table_;
  std::array<QPushButton*, kGroups> cells_ = {};
  QButtonGroup* choice_;
  QLabel* right_head_;
  QLabel* wrong_head_;
  std::vector<QWidget*> class_parts_;  // of the table, for classes only
  QLabel* sentence_;
  QLabel* test_;
  FittingLabel* strip_title_;
  FittingLabel* strip_count_;
  SampleStrip* strip_;
  FittingLabel* strip_note_;
  std::optional<Agreement> agreement_;
  std::size_t tiles_ = 0;
  bool surface_ = false;  // the pictures have places
  bool around_ = false;   // the samples are shown in the pictures
};

}  // namespace emascope::ui
