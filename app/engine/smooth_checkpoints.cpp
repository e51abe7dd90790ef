// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth_checkpoints.h"

#include "app/common/exit_code.h"
#include "app/engine/checkpoint_files.h"
#include "core/base/numbers.h"
#include "core/base/output_file.h"
#include "core/base/output_plan.h"
#include "core/store/safetensors.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iostream>
#include <map>
#include <utility>

namespace emascope {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 18U;  ///< numbers

/// The tensors of floats, as parts of a bank.
std::vector<BankPart> partsOf(const SafetensorsHeader& header) {
  std::vector<BankPart> parts;
  for (const TensorInfo& tensor : header.tensors) {
    if (isFloating(tensor.type)) parts.push_back({tensor.name, tensor.elements});
  }
  return parts;
}

class CheckpointSmoother {
 public:
  CheckpointSmoother(std::vector<std::string> files, const SafetensorsHeader& header,
                     SmoothPlan plan)
      : files_(std::move(files)),
        output_(plan.output),
        first_is_initial_(plan.first_is_initial),
        skip_non_finite_(plan.series.allow_non_finite),
        bank_(std::move(plan.tracks), std::move(plan.edits), plan.run, partsOf(header)) {
    for (std::size_t part = 0; part < bank_.parts().size(); ++part) {
      part_of_[bank_.parts()[part].name] = part;
    }
  }

  Status average() {
    for (const std::string& path : files_) {
      if (auto status = take(path); !status) return status;
    }
    if (!last_.empty()) return Ok{};
    return Error{"input", "has no file of finite numbers", "at least one"};
  }

  /// All outputs are complete before the first takes its name.
  Status write() {
    const auto source = SafetensorsReader::open(last_);
    if (!source) return source.error();
    std::vector<SafetensorsWriter> writers;
    for (std::size_t k = 0; k < bank_.size(); ++k) {
      const std::string path = outputOf(output_, bank_.label(k), bank_.size() > 1);
      auto writer =
          SafetensorsWriter::create(path, source->header().tensors, source->header().metadata);
      if (!writer) return writer.error();
      writers.push_back(std::move(writer).value());
      if (auto status = writeTrack(k, *source, writers.back()); !status) return status;
    }
    for (SafetensorsWriter& writer : writers) {
      if (auto status = writer.commit(); !status) return status;
    }
    return Ok{};
  }

 private:
  using TakePiece =
      std::function<Status(std::size_t part, std::size_t first, std::span<const double> numbers)>;

  /// Every tensor of floats, piece by piece.
  Status forEachPiece(const SafetensorsReader& file, const TakePiece& take) {
    for (std::size_t i = 0; i < file.header().tensors.size(); ++i) {
      const TensorInfo& tensor = file.header().tensors[i];
      if (!isFloating(tensor.type)) continue;
      const std::size_t width = bytesOf(tensor.type);
      for (std::size_t first = 0; first < tensor.elements; first += kPiece) {
        const std::size_t count = std::min<std::size_t>(kPiece, tensor.elements - first);
        bytes_.resize(count * width);
        numbers_.resize(count);
        if (auto status = file.read(i, first * width, bytes_); !status) return status;
        toDoubles(tensor.type, bytes_, numbers_);
        if (auto status = take(part_of_.at(tensor.name), first, numbers_); !status) return status;
      }
    }
    return Ok{};
  }

  /// The first number that is not finite, in words; empty if there is none.
  Result<std::string> nonFinite(const SafetensorsReader& file) {
    std::string found;
    const Status status = forEachPiece(
        file, [&](std::size_t part, std::size_t first, std::span<const double> numbers) -> Status {
          const auto bad =
              std::ranges::find_if_not(numbers, [](double value) { return std::isfinite(value); });
          if (bad == numbers.end() || !found.empty()) return Ok{};
          found = "tensor '" + bank_.parts()[part].name + "', element " +
                  std::to_string(first + std::size_t(bad - numbers.begin())) + " is " +
                  formatNumber(*bad);
          return Ok{};
        });
    if (!status) return status.error();
    return found;
  }

  Status take(const std::string& path) {
    const auto file = SafetensorsReader::open(path);
    if (!file) return file.error();
    const auto bad = nonFinite(*file);
    if (!bad) return bad.error();
    if (!bad->empty() && (!skip_non_finite_ || (last_.empty() && first_is_initial_))) {
      return Error{path, *bad, "finite numbers; --skip-non-finite passes over such files"};
    }
    if (bad->empty() && last_.empty()) {
      const Status status = forEachPiece(
          *file, [this](std::size_t part, std::size_t first, std::span<const double> numbers) {
            bank_.start(part, first, numbers);
            return Status(Ok{});
          });
      if (!status) return status;
      last_ = path;
      if (first_is_initial_) return Ok{};
    }
    if (auto status = update(*file, *bad); !status) return status;
    tell(path, *bad);
    return Ok{};
  }

  Status update(const SafetensorsReader& file, const std::string& bad) {
    const auto reseeds = bank_.edit();
    if (!reseeds) return reseeds.error();
    if (*reseeds && !last_.empty()) {
      if (auto status = reseed(); !status) return status;
    }
    if (!bad.empty()) {
      bank_.gate();
      return Ok{};
    }
    if (auto status = bank_.next(); !status) return status;
    last_ = file.path();
    return forEachPiece(
        file, [this](std::size_t part, std::size_t first, std::span<const double> numbers) {
          bank_.apply(part, first, numbers);
          return Status(Ok{});
        });
  }

  Status reseed() {
    const auto before = SafetensorsReader::open(last_);
    if (!before) return before.error();
    return forEachPiece(
        *before, [this](std::size_t part, std::size_t first, std::span<const double> numbers) {
          bank_.reseed(part, first, numbers);
          return Status(Ok{});
        });
  }

  void tell(const std::string& path, const std::string& bad) const {
    std::string line = path + ":";
    for (std::size_t k = 0; k < bank_.size(); ++k) {
      const EmaAction& action = bank_.action(k);
      line += (k == 0 ? " " : ", ") + bank_.label(k) + " " + std::string(actionText(action.kind));
      if (action.kind == ActionKind::kBlend) line += " " + formatShort(action.beta, 6);
    }
    std::cerr << line << (bad.empty() ? "" : " (" + bad + ")") << '\n';
  }

  Status writeTrack(std::size_t track, const SafetensorsReader& source, SafetensorsWriter& writer) {
    for (std::size_t i = 0; i < source.header().tensors.size(); ++i) {
      const TensorInfo& tensor = source.header().tensors[i];
      const bool averaged = isFloating(tensor.type);
      const std::size_t width = bytesOf(tensor.type);
      for (std::size_t first = 0; first < tensor.elements; first += kPiece) {
        const std::size_t count = std::min<std::size_t>(kPiece, tensor.elements - first);
        bytes_.resize(count * width);
        numbers_.resize(count);
        Status status = Ok{};
        if (averaged) {
          bank_.show(track, part_of_.at(tensor.name), first, numbers_);
          status = roundInto(tensor, numbers_, bytes_);
        } else {
          status = source.read(i, first * width, bytes_);
        }
        if (status) status = writer.append(bytes_);
        if (!status) return status;
      }
    }
    return Ok{};
  }

  /// Refuses what the tensor's type cannot hold: a rule may go beyond the states it is given.
  static Status roundInto(const TensorInfo& tensor, std::span<const double> numbers,
                          std::span<std::byte> bytes) {
    fromDoubles(tensor.type, numbers, bytes);
    std::vector<double> rounded(numbers.size());
    toDoubles(tensor.type, bytes, rounded);
    for (std::size_t i = 0; i < rounded.size(); ++i) {
      if (std::isfinite(rounded[i])) continue;
      return Error{"tensor '" + tensor.name + "'",
                   "the average " + formatNumber(numbers[i]) + " is beyond the range of " +
                       std::string(scalarTypeText(tensor.type)),
                   ""};
    }
    return Ok{};
  }

  std::vector<std::string> files_;
  std::string output_;
  bool first_is_initial_;
  bool skip_non_finite_;
  TrackBank bank_;
  std::map<std::string, std::size_t, std::less<>> part_of_ = {};  ///< by tensor; orders may differ
  std::string last_ = {};                                         ///< the last finite file
  std::vector<std::byte> bytes_ = {};
  std::vector<double> numbers_ = {};
};

/// Before the first file is read: none of them is written, and all can be.
Result<std::vector<HeldOutput>> holdOutputs(const std::vector<std::string>& inputs,
                                            const std::vector<std::string>& outputs) {
  OutputPlan files;
  for (const std::string& input : inputs) files.reads("--input", input);
  for (const std::string& output : outputs) files.writes("--output", output);
  if (auto status = files.check(); !status) return status.error();
  std::vector<HeldOutput> all;
  for (const std::string& output : outputs) {
    auto held = HeldOutput::take(output);
    if (!held) return held.error();
    all.push_back(std::move(held).value());
  }
  return all;
}

int complain(const Error& error, int code) {
  std::cerr << "emascope-engine: " << error.message() << '\n';
  return code;
}

}  // namespace

int smoothCheckpoints(SmoothPlan plan) {
  std::vector<std::string> outputs;
  for (const BankTrack& track : plan.tracks) {
    outputs.push_back(outputOf(plan.output, track.label, plan.tracks.size() > 1));
  }
  auto files = checkpointFiles(plan.input, outputs);
  if (!files) return complain(files.error(), kExitUsage);
  auto header = commonHeader(*files);
  if (!header) return complain(header.error(), kExitUsage);
  const auto held = holdOutputs(*files, outputs);
  if (!held) return complain(held.error(), kExitUsage);
  CheckpointSmoother smoother(std::move(files).value(), *header, std::move(plan));
  if (auto status = smoother.average(); !status) return complain(status.error(), kExitUsage);
  if (auto status = smoother.write(); !status) return complain(status.error(), kExitFailure);
  return kExitOk;
}

}  // namespace emascope
