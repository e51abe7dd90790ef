// SPDX-License-Identifier: Apache-2.0
//
// One lambda per alternative for std::visit.
#pragma once

namespace emascope {

template <typename... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <typename... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

}  // namespace emascope
