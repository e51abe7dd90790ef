// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which curves the chart shows. Hiding one changes nothing else: table, card and verdict go on.
// Also which of them it draws solid instead of dashed, so that the samples of the lines in legend
// and table look like the lines.
#pragma once

#include "core/protocol/record/run_record.h"

#include <set>
#include <string>

#include <QObject>

namespace emascope::ui {

/// The label of the raw curve; no track may have it.
inline constexpr const char* kRawLabel = "raw";

class ShownTracks final : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

  [[nodiscard]] const std::set<std::string>& hidden() const { return hidden_; }
  [[nodiscard]] bool shows(const std::string& label) const { return !hidden_.contains(label); }

  void toggle(const std::string& label);
  /// Hides all others; shows all if it is the only one shown.
  void showOnly(const std::string& label, const RunRecord& record);
  [[nodiscard]] bool isOnlyOne(const std::string& label, const RunRecord& record) const;
  void showAll();

  /// Tells which tracks the chart draws solid, see solidInstead() of line_style.h.
  void setSolid(const std::set<std::string>& labels);
  [[nodiscard]] bool isSolid(const std::string& label) const { return solid_.contains(label); }

  /// Keeps a renamed track hidden, and forgets a removed one.
  void follow(const TrackAction& action);
  /// Forgets labels that the record does not have.
  void forgetOthers(const RunRecord& record);

 Q_SIGNALS:
  void changed();
  void linesChanged();  ///< isSolid()

 private:
  void set(std::set<std::string> hidden);

  std::set<std::string> hidden_, solid_;
};

}  // namespace emascope::ui
