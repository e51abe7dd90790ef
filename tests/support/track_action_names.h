// SPDX-License-Identifier: Apache-2.0
//
// The short names of the track actions, for tests that write many of them.
#pragma once

#include "core/protocol/spec/track_action.h"

namespace emascope {

using track_action::Add;
using track_action::FeedBack;
using track_action::Fork;
using track_action::Promote;
using track_action::Remove;
using track_action::Rename;
using track_action::UndoFeedBack;

}  // namespace emascope
