// SPDX-License-Identifier: Apache-2.0
#include "core/models/autocast.h"

#include <ATen/autocast_mode.h>

namespace emascope {

Autocast::Autocast(c10::DeviceType device)
    : device_(device),
      before_(at::autocast::is_autocast_enabled(device)),
      type_before_(at::autocast::get_autocast_dtype(device)) {
  at::autocast::set_autocast_enabled(device, true);
  at::autocast::set_autocast_dtype(device, at::kBFloat16);
  at::autocast::increment_nesting();
}

Autocast::~Autocast() {
  // The cached bfloat16 copies of weights become stale with the next step.
  if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
  at::autocast::set_autocast_enabled(device_, before_);
  at::autocast::set_autocast_dtype(device_, type_before_);
}

}  // namespace emascope
