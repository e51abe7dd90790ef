// SPDX-License-Identifier: GPL-3.0-or-later
//
// Small pictures of the curves of kept runs: validation loss over the steps, raw dashed, the main
// average bold. Made from the run's journal on the shelf's thread and kept as `thumbnail.png` in
// the run's folder, where such a file exists and is complete; for a run in progress it is drawn
// again after each change. Only requested pictures are drawn.
#pragma once

#include "core/library/run_row.h"
#include "core/protocol/record/run_record.h"

#include <map>
#include <string>

#include <QCache>
#include <QImage>
#include <QObject>
#include <QPixmap>
#include <QSize>

namespace emascope::ui {

class RunShelf;

inline constexpr QSize kThumbnail{66, 30};  ///< at 100 %

/// Transparent where there is no curve; an empty run has no curves. [any-thread]
[[nodiscard]] QImage drawThumbnail(const RunRecord& record, const QColor& raw,
                                   const QColor& average);

class Thumbnails final : public QObject {
  Q_OBJECT
 public:
  explicit Thumbnails(RunShelf& shelf, QObject* parent);

  /// The picture, or a null one that is being made; made() follows.
  [[nodiscard]] QPixmap of(const RunRow& row);

 Q_SIGNALS:
  void made(const std::string& id);

 private:
  struct Kept {
    QPixmap picture;
    QString of;  ///< what it shows, see keyOf()
  };
  void ask(const RunRow& row, const QString& key);
  void take(const std::string& id, const QString& key, const QImage& picture);

  RunShelf& shelf_;
  QCache<QString, Kept> kept_{1000};      // by id
  std::map<std::string, QString> asked_;  // by id: the key that is being made
};

}  // namespace emascope::ui
