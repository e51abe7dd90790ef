// SPDX-License-Identifier: GPL-3.0-or-later
//
// The recorded run of a demo: its validation losses and its task picture, read from the resources
// that resources/gallery/record_gallery.py wrote with the real engine. Refuses files that are
// missing, damaged or do not fit together.
#pragma once

#include "core/base/result.h"
#include "core/protocol/task_picture.h"

#include <vector>

#include <QByteArray>
#include <QString>

namespace emascope::ui {

struct Recording {
  std::vector<double> steps;  ///< ascending, at least two
  std::vector<double> raw;    ///< validation losses; may be NaN
  std::vector<double> ema;    ///< of the main track
  TaskPicture picture;        ///< drawable: checkPicture() accepts it
  TaskPicture beside;         ///< sets the scale, see paintPicture()
};

/// `curves`: CSV with the head "step,raw,ema". `picture`: JSON, an object with "picture" and maybe
/// "beside". `name` begins the error.
[[nodiscard]] Result<Recording> readRecording(const QByteArray& curves, const QByteArray& picture,
                                              const std::string& name);

/// The recording in the program of the preset called `id`.
[[nodiscard]] Result<Recording> recordingOf(const std::string& id);

}  // namespace emascope::ui
