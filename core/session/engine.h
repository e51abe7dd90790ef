// SPDX-License-Identifier: Apache-2.0
//
// The engine of this program: its catalog, and sessions that train its models. Does not depend on
// LibTorch.
#pragma once

#include "core/protocol/spec/catalog.h"
#include "core/session/checkpoint_places.h"
#include "core/session/watched_session.h"

#include <memory>
#include <string>

namespace emascope {

/// "emascope-engine 0.1.0, LibTorch 2.15.0"
[[nodiscard]] std::string engineName();

/// Presets, models, schedules and devices of this program on this machine.
[[nodiscard]] Catalog engineCatalog();

/// `places`: of the checkpoints of runs that leave the choice to the engine.
[[nodiscard]] std::unique_ptr<WatchedSession> makeEngineSession(CheckpointPlaces places = {});

}  // namespace emascope
