// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth/checkpoint_average.h"

#include "core/base/numbers.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

namespace emascope {
namespace {

/// Converts integral numbers to the bytes of an integer type, clamped to its range.
template <typename Integer>
void wholeInto(std::span<const double> numbers, std::span<std::byte> bytes) {
  using Limits = std::numeric_limits<Integer>;
  constexpr auto kLeast = static_cast<double>(Limits::min());
  const double beyond = std::ldexp(1.0, Limits::digits);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const Integer whole = numbers[i] >= beyond   ? Limits::max()
                          : numbers[i] <= kLeast ? Limits::min()
                                                 : static_cast<Integer>(numbers[i]);
    std::memcpy(bytes.data() + i * sizeof whole, &whole, sizeof whole);
  }
}

void roundInto(ScalarType type, std::span<const double> numbers, std::span<std::byte> bytes) {
  switch (type) {
    case ScalarType::kI64:
      return wholeInto<std::int64_t>(numbers, bytes);
    case ScalarType::kI32:
      return wholeInto<std::int32_t>(numbers, bytes);
    case ScalarType::kI16:
      return wholeInto<std::int16_t>(numbers, bytes);
    case ScalarType::kI8:
      return wholeInto<std::int8_t>(numbers, bytes);
    case ScalarType::kU64:
      return wholeInto<std::uint64_t>(numbers, bytes);
    case ScalarType::kU32:
      return wholeInto<std::uint32_t>(numbers, bytes);
    case ScalarType::kU16:
      return wholeInto<std::uint16_t>(numbers, bytes);
    case ScalarType::kU8:
    case ScalarType::kBool:
      return wholeInto<std::uint8_t>(numbers, bytes);
    default:
      return fromDoubles(type, numbers, bytes);
  }
}

}  // namespace

CheckpointAverage::CheckpointAverage(const SmoothPlan& plan, std::vector<BankPart> parts)
    : checkpoints_(plan.input.checkpoints),
      options_(plan.tensors),
      first_is_initial_(plan.first_is_initial),
      skip_non_finite_(plan.skip_non_finite),
      bank_(plan.tracks, plan.edits, plan.run, std::move(parts)),
      origins_(plan.tracks.size()) {
  for (std::size_t part = 0; part < bank_.parts().size(); ++part) {
    part_of_[bank_.parts()[part].name] = part;
  }
}

Result<std::unique_ptr<TensorSource>> CheckpointAverage::open(std::size_t number) const {
  return openTensors(checkpoints_[number].files, options_);
}

Status CheckpointAverage::bring(const TensorSource& source, const Into& into) {
  for (std::size_t i = 0; i < source.header().tensors.size(); ++i) {
    const std::size_t part = part_of_.at(source.header().tensors[i].name);
    const Status status =
        pieces_.forEach(source, i, [&](std::size_t first, std::span<const double> numbers) {
          into(part, first, numbers);
          return Status(Ok{});
        });
    if (!status) return status;
  }
  return Ok{};
}

Result<bool> CheckpointAverage::isFixed(const std::string& tensor, std::size_t element) {
  if (!fixed_) {
    auto found = FixedElements::find(checkpoints_, options_);
    if (!found) return found.error();
    fixed_ = std::move(found).value();
  }
  return fixed_->has(tensor, element);
}

/// Describes the first number that prevents averaging the file; empty if there is none.
Result<std::string> CheckpointAverage::nonFinite(const TensorSource& source) {
  std::string found;
  for (std::size_t i = 0; i < source.header().tensors.size() && found.empty(); ++i) {
    const TensorInfo& tensor = source.header().tensors[i];
    if (!isFloating(tensor.type) || !bank_.averages(part_of_.at(tensor.name))) continue;
    const Status status = pieces_.forEach(
        source, i, [&](std::size_t first, std::span<const double> numbers) -> Status {
          for (std::size_t k = 0; k < numbers.size() && found.empty(); ++k) {
            if (std::isfinite(numbers[k])) continue;
            const auto fixed = isFixed(tensor.name, first + k);
            if (!fixed) return fixed.error();
            if (*fixed) continue;
            found = "tensor '" + asUtf8(tensor.name) + "', element " + std::to_string(first + k) +
                    " is " + formatNumber(numbers[k]);
          }
          return Ok{};
        });
    if (!status) return status.error();
  }
  return found;
}

Result<std::string> CheckpointAverage::take(std::size_t number) {
  const std::string& name = checkpoints_[number].name;
  const auto source = open(number);
  if (!source) return source.error();
  const auto bad = nonFinite(*source.value());
  if (!bad) return bad.error();
  if (!bad->empty() && (!skip_non_finite_ || (!first_ && first_is_initial_))) {
    return Error{name, *bad,
                 "finite numbers, or non-finite ones that are equal in all files; "
                 "--skip-non-finite skips such files"};
  }
  if (bad->empty() && !first_) {
    const Status status = bring(*source.value(), [this](std::size_t part, std::size_t first,
                                                        std::span<const double> numbers) {
      bank_.start(part, first, numbers);
    });
    if (!status) return status.error();
    first_ = last_ = number;
    origins_.assign(origins_.size(), {number, number});
    if (first_is_initial_) return std::string();
  }
  if (auto status = update(number, *source.value(), *bad); !status) return status.error();
  return words(number, *bad);
}

Status CheckpointAverage::update(std::size_t number, const TensorSource& source,
                                 const std::string& bad) {
  const auto reseeds = bank_.edit();
  if (!reseeds) return reseeds.error();
  if (*reseeds && last_) {
    if (auto status = reseed(); !status) return status;
  }
  if (!bad.empty()) {
    bank_.gate();
    return Ok{};
  }
  if (auto status = bank_.next(); !status) return status;
  last_ = number;
  noteOrigins(number);
  return bring(source,
               [this](std::size_t part, std::size_t first, std::span<const double> numbers) {
                 bank_.apply(part, first, numbers);
               });
}

Status CheckpointAverage::reseed() {
  for (const std::size_t track : bank_.reseeding()) origins_[track] = {*last_, *last_};
  const auto before = open(*last_);
  if (!before) return before.error();
  return bring(*before.value(),
               [this](std::size_t part, std::size_t first, std::span<const double> numbers) {
                 bank_.reseed(part, first, numbers);
               });
}

void CheckpointAverage::noteOrigins(std::size_t number) {
  for (std::size_t k = 0; k < origins_.size(); ++k) {
    const EmaAction& action = bank_.action(k);
    if (action.copied == Copied::kNone) continue;
    if (action.kind == ActionKind::kCopy) origins_[k].last_copy = number;
    if (action.kind != ActionKind::kSkip || bank_.copiesAtSkip(k)) origins_[k].copied = number;
  }
}

std::string CheckpointAverage::words(std::size_t number, const std::string& bad) const {
  std::string line = checkpoints_[number].name + ":";
  for (std::size_t k = 0; k < bank_.size(); ++k) {
    const EmaAction& action = bank_.action(k);
    line += (k == 0 ? " " : ", ") + bank_.label(k) + " " + std::string(actionText(action.kind));
    if (action.kind == ActionKind::kBlend) line += " " + formatShort(action.beta, 6);
  }
  return line + (bad.empty() ? "" : " (" + bad + ")");
}

Status CheckpointAverage::checkTaken() const {
  if (!last_) return Error{"input", "has no file of finite numbers", "at least one"};
  for (std::size_t k = 0; k < bank_.size(); ++k) {
    if (bank_.hasTaken(k)) continue;
    return Error{"track " + bank_.label(k), "starts from zero and has used no file", ""};
  }
  return Ok{};
}

std::optional<std::size_t> CheckpointAverage::originOf(std::size_t track, std::size_t part) const {
  const PartUse use = bank_.use(track, part);
  if (use.at_blend == TensorUse::kCopy) return origins_[track].copied;
  if (use.at_blend != TensorUse::kIgnore) return std::nullopt;
  return use.at_copy == TensorUse::kIgnore ? *first_ : origins_[track].last_copy;
}

Result<SafetensorsWriter> CheckpointAverage::write(std::size_t track, const std::string& path) {
  const auto last = open(*last_);
  if (!last) return last.error();
  const SafetensorsHeader& header = last.value()->header();
  auto writer = SafetensorsWriter::create(path, header.tensors, header.metadata);
  if (!writer) return writer.error();
  for (const TensorInfo& tensor : header.tensors) {
    const std::size_t part = part_of_.at(tensor.name);
    // Integers can have more digits than a double holds.
    const auto origin = isFloating(tensor.type) ? std::nullopt : originOf(track, part);
    const Status status = origin ? writeFrom(*origin, tensor.name, writer.value())
                                 : writeAveraged(track, part, tensor, writer.value());
    if (!status) return status.error();
  }
  return writer;
}

Status CheckpointAverage::writeAveraged(std::size_t track, std::size_t part,
                                        const TensorInfo& tensor, SafetensorsWriter& writer) {
  for (std::size_t first = 0; first < tensor.elements; first += TensorPieces::kPiece) {
    const std::size_t count = std::min<std::size_t>(TensorPieces::kPiece, tensor.elements - first);
    bytes_.resize(count * bytesOf(tensor.type));
    numbers_.resize(count);
    bank_.show(track, part, first, numbers_);
    roundInto(tensor.type, numbers_, bytes_);
    if (auto status = checkHeld(tensor, numbers_, bytes_); !status) return status;
    if (auto status = writer.append(bytes_); !status) return status;
  }
  return Ok{};
}

Status CheckpointAverage::writeFrom(std::size_t number, const std::string& tensor,
                                    SafetensorsWriter& writer) {
  const auto source = open(number);
  if (!source) return source.error();
  const std::size_t index = indexOf(source.value()->header()).at(tensor);
  const TensorInfo& info = source.value()->header().tensors[index];
  constexpr std::size_t kPieceBytes = TensorPieces::kPiece * 8;
  for (std::size_t first = 0; first < info.bytes(); first += kPieceBytes) {
    bytes_.resize(std::min<std::size_t>(kPieceBytes, info.bytes() - first));
    if (auto status = source.value()->read(index, first, bytes_); !status) return status;
    if (auto status = writer.append(bytes_); !status) return status;
  }
  return Ok{};
}

}  // namespace emascope
