// SPDX-License-Identifier: Apache-2.0
//
// The record of the run of fake_run.h.
#pragma once

#include "core/protocol/record/run_record.h"
#include "tests/support/fake_run.h"

namespace emascope {

/// A run that has started, without an evaluation.
[[nodiscard]] inline RunRecord startedRecord() {
  RunRecord record;
  record.apply(fakeStarted(fakeCatalog()));
  return record;
}

}  // namespace emascope
