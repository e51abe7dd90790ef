// SPDX-License-Identifier: Apache-2.0
//
// Tensors in a file of torch.save(): finds the state_dict in the pickle.
#include "core/base/quoted.h"
#include "core/base/utf8.h"
#include "core/store/tensor_source.h"
#include "core/store/torch_archive.h"
#include "core/store/torch_names.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace emascope {
namespace {

using Kind = PickleValue::Kind;

constexpr std::string_view kPickle = "data.pkl";
constexpr std::string_view kUsualKeys[] = {"state_dict", "model_state_dict", "model", "module"};
constexpr const char* kHowToSave = "a state_dict: torch.save(model.state_dict(), FILE)";

/// Calls take(key, value) for each entry whose key is a string.
template <typename Take>
void forEachEntry(const Pickle& pickle, const PickleValue& dict, Take take) {
  for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2) {
    const PickleValue& key = pickle.item(dict, i);
    if (key.kind == Kind::kText) take(key.text, pickle.item(dict, i + 1));
  }
}

bool holdsTensors(const Pickle& pickle, const PickleValue& value) {
  bool found = false;
  if (value.kind != Kind::kDict) return false;
  forEachEntry(pickle, value, [&](const std::string&, const PickleValue& entry) {
    found = found || isTorchTensor(pickle, entry);
  });
  return found;
}

/// The entries a user can choose from: "state_dict (a dict of tensors), epoch (a number)".
std::string entriesOf(const Pickle& pickle, const PickleValue& dict) {
  constexpr std::size_t kMostListed = 12;
  std::string text;
  std::size_t listed = 0;
  forEachEntry(pickle, dict, [&](const std::string& key, const PickleValue& value) {
    if (++listed > kMostListed) return;
    text += (text.empty() ? "" : ", ") + asUtf8(key) + " (" +
            (holdsTensors(pickle, value) ? "a dict of tensors" : describe(pickle, value)) + ")";
  });
  return listed > kMostListed ? text + ", …" : text;
}

const PickleValue* entryOf(const Pickle& pickle, const PickleValue& dict, std::string_view name) {
  const PickleValue* found = nullptr;
  forEachEntry(pickle, dict, [&](const std::string& key, const PickleValue& value) {
    if (key == name) found = &value;
  });
  return found;
}

class TorchSource : public TensorSource {
 public:
  explicit TorchSource(TorchArchive archive) : archive_(std::move(archive)) {}

  Status begin(const std::string& key) {
    if (auto status = findFolder(); !status) return status;
    const auto member = archive_.find(folder_ + std::string(kPickle));
    if (!member) return member.error();
    if (member->bytes > kMostPickleBytes) {
      return Error{path(), "has a pickle of " + std::to_string(member->bytes) + " bytes",
                   "at most " + std::to_string(kMostPickleBytes)};
    }
    std::string bytes(member->bytes, '\0');
    if (auto status = archive_.read(*member, 0, std::as_writable_bytes(std::span(bytes)));
        !status) {
      return status;
    }
    const auto pickle = readPickle(bytes, path());
    if (!pickle) return pickle.error();
    const auto dict = key.empty() ? recognized(*pickle) : chosen(*pickle, key);
    if (!dict) return dict.error();
    return takeTensors(*pickle, **dict);
  }

  [[nodiscard]] Status read(std::size_t index, std::uint64_t first,
                            std::span<std::byte> bytes) const override {
    const Stored& stored = stored_[index];
    const std::size_t width = bytesOf(stored.tensor.type);
    if (stored.tensor.contiguous()) {
      return archive_.read(stored.member, stored.tensor.offset * width + first, bytes);
    }
    if (gathered_index_ != index) {
      if (auto status = gather(index); !status) return status;
    }
    std::copy_n(gathered_.begin() + static_cast<std::ptrdiff_t>(first), bytes.size(),
                bytes.begin());
    return Ok{};
  }

 private:
  struct Stored {
    TorchTensor tensor;
    TorchArchive::Member member;
  };

  [[nodiscard]] const std::string& path() const { return archive_.path(); }

  Status findFolder() {
    const auto& names = archive_.names();
    const auto ends = [](std::string_view end) {
      return [end](const std::string& name) { return name.ends_with(end); };
    };
    if (std::ranges::any_of(names, ends("/constants.pkl")) ||
        std::ranges::any_of(
            names, [](const auto& name) { return name.find("/code/") != std::string::npos; })) {
      return Error{path(), "is a TorchScript program", kHowToSave};
    }
    if (std::ranges::any_of(names, ends(".npy"))) {
      return Error{path(), "is an NPZ archive of NumPy", "a state_dict, or one array as .npy"};
    }
    const auto found = std::ranges::find_if(names, ends("/data.pkl"));
    if (found == names.end()) {
      return Error{path(), "is a zip archive not written by torch.save", kHowToSave};
    }
    folder_ = found->substr(0, found->size() - kPickle.size());
    return checkByteOrder();
  }

  Status checkByteOrder() {
    const std::string name = folder_ + "byteorder";
    if (std::ranges::find(archive_.names(), name) == archive_.names().end()) return Ok{};
    const auto member = archive_.find(name);
    if (!member) return member.error();
    constexpr std::string_view kLittle = "little";
    std::string order(std::min<std::uint64_t>(member->bytes, kLittle.size()), '\0');
    if (auto status = archive_.read(*member, 0, std::as_writable_bytes(std::span(order)));
        !status) {
      return status;
    }
    if (order == kLittle) return Ok{};
    return Error{path(), "was written on a big-endian machine", "a little-endian file"};
  }

  /// The dict at the given keys.
  Result<const PickleValue*> chosen(const Pickle& pickle, const std::string& keys) const {
    const PickleValue* value = &pickle.at(pickle.root);
    for (std::size_t begin = 0; begin <= keys.size();) {
      const std::size_t end = std::min(keys.find('/', begin), keys.size());
      const std::string key = keys.substr(begin, end - begin);
      const PickleValue* const entry =
          value->kind == Kind::kDict ? entryOf(pickle, *value, key) : nullptr;
      if (entry == nullptr) {
        return Error{path(), "has no entry " + inQuotes(key) + " (--key)",
                     value->kind == Kind::kDict ? entriesOf(pickle, *value) : ""};
      }
      value = entry;
      begin = end + 1;
    }
    if (holdsTensors(pickle, *value)) return value;
    return Error{path(),
                 "entry " + inQuotes(keys) + " (--key) is not a dict of tensors but " +
                     describe(pickle, *value),
                 value->kind == Kind::kDict ? entriesOf(pickle, *value) : ""};
  }

  Result<const PickleValue*> recognized(const Pickle& pickle) {
    const PickleValue& root = pickle.at(pickle.root);
    if (holdsTensors(pickle, root)) return &root;
    if (isTorchTensor(pickle, root)) {
      return Error{path(), "holds a single tensor without a name", kHowToSave};
    }
    if (root.kind != Kind::kDict) {
      const bool object = root.kind == Kind::kCall;
      return Error{
          path(),
          "holds " + describe(pickle, root) + (object ? ", which is code, not just data" : ""),
          kHowToSave};
    }
    std::vector<std::string_view> dicts;
    std::vector<std::string_view> usual;
    forEachEntry(pickle, root, [&](const std::string& key, const PickleValue& value) {
      if (!holdsTensors(pickle, value)) return;
      dicts.push_back(key);
      if (std::ranges::find(kUsualKeys, key) != std::end(kUsualKeys)) usual.push_back(key);
    });
    if (usual.size() != 1 && dicts.size() != 1) {
      return Error{path(),
                   dicts.empty() ? "has no dict of tensors at its top level"
                                 : "has " + std::to_string(dicts.size()) + " dicts of tensors",
                   "--key with one of: " + entriesOf(pickle, root)};
    }
    const std::string key(usual.size() == 1 ? usual.front() : dicts.front());
    notes_.push_back("weights read from entry " + inQuotes(key) + "; --key selects another");
    return entryOf(pickle, root, key);
  }

  Status takeTensors(const Pickle& pickle, const PickleValue& dict) {
    Status status = Ok{};
    std::string left;
    forEachEntry(pickle, dict, [&](const std::string& name, const PickleValue& value) {
      if (!status) return;
      if (!isTorchTensor(pickle, value)) {
        left += (left.empty() ? "" : ", ") + inQuotes(name) + " (" + describe(pickle, value) + ")";
        return;
      }
      auto tensor = torchTensor(pickle, value);
      status = tensor ? add(name, std::move(tensor).value())
                      : Status(Error{path(), "tensor " + inQuotes(name) + " " + tensor.error().why,
                                     tensor.error().allowed});
    });
    if (!left.empty()) notes_.push_back("ignored because they are not tensors: " + left);
    return status;
  }

  Status add(const std::string& name, TorchTensor tensor) {
    if (!isUtf8(name))
      return Error{path(), "tensor " + inQuotes(name) + " has a name that is not UTF-8", ""};
    if (!names_.insert(name).second) {
      return Error{path(), "has two tensors " + inQuotes(name), "unique names"};
    }
    const auto member = archive_.find(folder_ + "data/" + tensor.storage);
    if (!member) return member.error();
    const std::uint64_t held = member->bytes / bytesOf(tensor.type);
    if (tensor.extent > held || tensor.offset > held - tensor.extent) {
      return Error{path(), "tensor " + inQuotes(name) + " extends beyond its data in the file", ""};
    }
    if (tensor.elements > held) {
      return Error{path(), "tensor " + inQuotes(name) + " refers to the same numbers several times",
                   "tensor.contiguous()"};
    }
    header_.tensors.push_back({name, tensor.type, tensor.shape, tensor.elements});
    stored_.push_back({std::move(tensor), *member});
    return Ok{};
  }

  /// Reads all of a tensor whose numbers are not contiguous.
  Status gather(std::size_t index) const {
    const TorchTensor& tensor = stored_[index].tensor;
    const std::size_t width = bytesOf(tensor.type);
    std::vector<std::byte> spread(tensor.extent * width);
    gathered_index_.reset();
    if (auto status = archive_.read(stored_[index].member, tensor.offset * width, spread);
        !status) {
      return status;
    }
    gathered_.resize(tensor.elements * width);
    std::vector<std::uint64_t> at(tensor.shape.size());
    for (std::uint64_t element = 0; element < tensor.elements; ++element) {
      std::uint64_t from = 0;
      for (std::size_t axis = 0; axis < at.size(); ++axis) from += at[axis] * tensor.strides[axis];
      std::copy_n(spread.begin() + static_cast<std::ptrdiff_t>(from * width), width,
                  gathered_.begin() + static_cast<std::ptrdiff_t>(element * width));
      for (std::size_t axis = at.size(); axis-- > 0;) {
        if (++at[axis] < tensor.shape[axis]) break;
        at[axis] = 0;
      }
    }
    gathered_index_ = index;
    return Ok{};
  }

  TorchArchive archive_;
  std::string folder_ = {};  ///< "archive/"
  std::vector<Stored> stored_ = {};
  std::set<std::string> names_ = {};
  mutable std::vector<std::byte> gathered_ = {};
  mutable std::optional<std::size_t> gathered_index_ = {};
};

}  // namespace

Result<std::unique_ptr<TensorSource>> openTorchFile(const std::string& path,
                                                    const std::string& key) {
  auto archive = TorchArchive::open(path);
  if (!archive) return archive.error();
  auto source = std::make_unique<TorchSource>(std::move(archive).value());
  if (auto status = source->begin(key); !status) return status.error();
  return std::unique_ptr<TensorSource>(std::move(source));
}

}  // namespace emascope
