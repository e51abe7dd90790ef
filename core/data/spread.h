// SPDX-License-Identifier: Apache-2.0
//
// What is wrong, or deserves a word, with how far numbers spread: the one check behind the report
// on a data set and the scaling of a run.
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

/// "'width'", "channel 2", "each number": a feature group for people.
[[nodiscard]] std::string featureGroupName(const DatasetHead& head, std::size_t group);

/// Refuses groups whose numbers are too close together to be scaled in float32. `groups`: one for
/// each of featureGroups().
[[nodiscard]] Status checkSpread(const DatasetHead& head, std::span<const Moments> groups);
/// Of each number of the targets of `samples`; of all if they are none. None for classes.
[[nodiscard]] std::vector<Moments> targetMoments(const Targets& targets,
                                                 std::span<const std::uint64_t> samples);
/// The same check of the targets.
[[nodiscard]] Status checkTargetSpread(const DatasetHead& head, std::span<const Moments> targets);

/// Names the groups that are the same in all `of` ("training samples"): they say nothing. "" if
/// there are none.
[[nodiscard]] std::string constantNote(const DatasetHead& head, std::span<const Moments> groups,
                                       const std::string& of);
/// The same of targets that are all one number: there is nothing to learn.
[[nodiscard]] std::string constantTargetNote(const DatasetHead& head,
                                             std::span<const Moments> targets,
                                             const std::string& of);

}  // namespace emascope
