// SPDX-License-Identifier: Apache-2.0
//
// Checks of the spread of numbers, shared by the report on a data set and the scaling of a run.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/moments.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace emascope {

/// Human-readable name of a feature group: "'width'", "channel 2", "each number".
[[nodiscard]] std::string featureGroupName(const DatasetHead& head, std::size_t group);

/// Refuses groups whose numbers are too close together to be scaled in float32. `groups`: one entry
/// per feature group; see featureGroups().
[[nodiscard]] Status checkSpread(const DatasetHead& head, std::span<const Moments> groups);
/// Moments of each number of the targets of `samples`, or of all targets if `samples` is empty.
/// The result is empty for classes.
[[nodiscard]] std::vector<Moments> targetMoments(const Targets& targets,
                                                 std::span<const std::uint64_t> samples);
/// The same check for targets.
[[nodiscard]] Status checkTargetSpread(const DatasetHead& head, std::span<const Moments> targets);

/// A note that lists the groups that are constant over all `of` ("training samples"), and thus
/// carry no information. "" if there are none.
[[nodiscard]] std::string constantNote(const DatasetHead& head, std::span<const Moments> groups,
                                       const std::string& of);
/// The same for constant targets: there is nothing to learn.
[[nodiscard]] std::string constantTargetNote(const DatasetHead& head,
                                             std::span<const Moments> targets,
                                             const std::string& of);

}  // namespace emascope
