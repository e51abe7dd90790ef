// SPDX-License-Identifier: Apache-2.0
#include "core/series/column_tracks.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace emascope {
namespace {

std::vector<BankPart> partsOf(const std::vector<std::string>& columns) {
  std::vector<BankPart> parts;
  parts.reserve(columns.size());
  for (const std::string& column : columns) parts.push_back({column});
  return parts;
}

}  // namespace

ColumnTracks::ColumnTracks(std::vector<BankTrack> tracks, std::vector<BankEdit> edits,
                           const RunLength& run, const std::vector<std::string>& columns,
                           DecayPer per)
    : places_(columns.size()), means_(columns.size()), last_(columns.size()) {
  std::vector<std::size_t> all(columns.size());
  std::iota(all.begin(), all.end(), 0);
  groups_.push_back(
      {TrackBank(std::move(tracks), std::move(edits), run, partsOf(columns), per), std::move(all)});
  place(0);
}

void ColumnTracks::place(std::size_t group) {
  const std::vector<std::size_t>& columns = groups_[group].columns;
  for (std::size_t part = 0; part < columns.size(); ++part) places_[columns[part]] = {group, part};
}

void ColumnTracks::construct(std::span<const double> row) {
  for (std::size_t part = 0; part < row.size(); ++part) {
    groups_.front().bank.start(part, 0, row.subspan(part, 1));
  }
  groups_.front().started = true;
  std::ranges::copy(row, last_.begin());
}

Status ColumnTracks::take(std::span<const double> row, const std::vector<bool>& there,
                          double time) {
  divide(there);
  for (Group& group : groups_) {
    if (auto status = take(group, row, there[group.columns.front()], time); !status) return status;
  }
  for (std::size_t column = 0; column < row.size(); ++column) {
    if (!there[column]) continue;
    means_.add(column, row[column]);
    last_[column] = row[column];
  }
  return Ok{};
}

/// Splits groups so that in each, all columns have a value or none has.
void ColumnTracks::divide(const std::vector<bool>& there) {
  for (std::size_t g = 0, count = groups_.size(); g < count; ++g) {
    const auto has = [&](std::size_t column) { return bool{there[column]}; };
    const auto& columns = groups_[g].columns;
    if (std::ranges::all_of(columns, has) || std::ranges::none_of(columns, has)) continue;
    std::vector<std::size_t> parts[2];
    std::vector<std::size_t> names[2];
    for (std::size_t part = 0; part < columns.size(); ++part) {
      const std::size_t side = has(columns[part]) ? 0 : 1;
      parts[side].push_back(part);
      names[side].push_back(columns[part]);
    }
    Group others{groups_[g].bank.only(parts[1]), std::move(names[1]), groups_[g].started};
    groups_[g] = {groups_[g].bank.only(parts[0]), std::move(names[0]), groups_[g].started};
    place(g);
    groups_.push_back(std::move(others));
    place(groups_.size() - 1);
  }
}

Status ColumnTracks::take(Group& group, std::span<const double> row, bool there, double time) {
  const auto forEach = [&](auto use, std::span<const double> values) {
    for (std::size_t part = 0; part < group.columns.size(); ++part) {
      use(part, values.subspan(group.columns[part], 1));
    }
  };
  TrackBank& bank = group.bank;
  if (there && !std::exchange(group.started, true)) {
    forEach([&](std::size_t part, auto value) { bank.start(part, 0, value); }, row);
    std::ranges::for_each(group.columns, [&](std::size_t column) { last_[column] = row[column]; });
  }
  const auto reseeds = bank.edit(time);
  if (!reseeds) return reseeds.error();
  if (*reseeds && group.started) {
    forEach([&](std::size_t part, auto value) { bank.reseed(part, 0, value); }, last_);
  }
  if (!there) {
    bank.gate();
    return Ok{};
  }
  if (auto status = bank.next(); !status) return status;
  forEach([&](std::size_t part, auto value) { bank.apply(part, 0, value); }, row);
  return Ok{};
}

double ColumnTracks::average(std::size_t column, std::size_t track) const {
  const Group& group = groups_[places_[column].group];
  double value = std::numeric_limits<double>::quiet_NaN();
  if (group.started && group.bank.hasTaken(track)) {
    group.bank.show(track, places_[column].part, 0, {&value, 1});
  }
  return value;
}

}  // namespace emascope
