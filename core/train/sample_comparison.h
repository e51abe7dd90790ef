// SPDX-License-Identifier: Apache-2.0
//
// Reports that compare raw weights with a mix, or show what they are compared on: results of
// single validation samples, distances of tensors, and the samples' inputs.
#pragma once

#include "core/models/model.h"
#include "core/protocol/events.h"
#include "core/train/report_queue.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace emascope {

/// Compares what the two models, which have an objective, say of `validation`. `begun`: the answer
/// with request, step, of and share; its results are added. `validation` and `view` must outlive
/// the work.
[[nodiscard]] ReportWork compareSamples(event::SamplesCompared begun,
                                        std::shared_ptr<const Model> raw,
                                        std::shared_ptr<const Model> mix, const Batch& validation,
                                        const SampleView& view);

/// Numbers of the results that are compared: all of `total`, or kMostCompared evenly spread ones.
[[nodiscard]] std::vector<std::int64_t> comparedResults(std::int64_t total);

/// Measures the distances between the tensors of two models of one kind. `begun` as above.
[[nodiscard]] ReportWork measureDistances(event::DistancesMeasured begun,
                                          std::shared_ptr<const Model> raw,
                                          std::shared_ptr<const Model> average);

/// The inputs of samples. Refuses numbers that are not in the set, and too many numbers. Throws if
/// memory is short.
[[nodiscard]] Result<event::SamplesShown> shownSamples(const std::vector<std::int64_t>& samples,
                                                       const Batch& validation,
                                                       const SampleView& view,
                                                       const Objective* objective);

}  // namespace emascope
