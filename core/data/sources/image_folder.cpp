// SPDX-License-Identifier: Apache-2.0
//
// A folder of pictures, with a sub-folder for each class (also within train, val and test), or with
// a table of file names and labels. Read when asked for; a look at each file's beginning and end
// finds most damage before.
#include "core/data/csv_table.h"
#include "core/data/image_file.h"
#include "core/data/source.h"
#include "core/data/summary.h"
#include "core/data/target_column.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostPictures = 5'000'000;

struct Listed {
  std::string file = {};  ///< relative to the folder
  std::string label = {};
  std::optional<Part> part = {};
  std::uint64_t line = 0;  ///< of the table, if there is one
};

class ImageDataset : public Dataset {
 public:
  ImageDataset(DatasetHead head, std::vector<std::string> files)
      : Dataset(std::move(head), files.size()), files_(std::move(files)) {}

 private:
  [[nodiscard]] Status readStored(std::uint64_t stored, std::span<float> sample) const override {
    const auto& shape = head().shape;
    return readImage(fs::path(head().path) / files_[stored], static_cast<std::uint32_t>(shape[1]),
                     static_cast<std::uint32_t>(shape[0]), sample);
  }
  [[nodiscard]] std::string storedPlace(std::uint64_t stored) const override {
    return files_[stored];
  }

  std::vector<std::string> files_;
};

bool isPictureName(const fs::path& path) {
  constexpr std::array<std::string_view, 8> kEndings = {".png",  ".jpg", ".jpeg", ".bmp",
                                                        ".webp", ".gif", ".tif",  ".tiff"};
  std::string ending = path.extension();
  std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::ranges::find(kEndings, ending) != kEndings.end() &&
         !path.filename().string().starts_with('.');
}

std::optional<Part> partOfFolder(const std::string& name) {
  if (name == "train") return Part::kTrain;
  if (name == "val" || name == "valid" || name == "validation") return Part::kValidation;
  if (name == "test") return Part::kTest;
  return std::nullopt;
}

Error unreadable(const fs::path& path, const std::error_code& code) {
  return {path, "cannot be read: " + code.message(), "a folder of pictures"};
}

Result<std::vector<fs::path>> foldersIn(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code code;
  for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
    std::error_code ignored;
    if (it->is_directory(ignored) && !it->path().filename().string().starts_with('.')) {
      found.push_back(it->path());
    }
  }
  if (code) return unreadable(folder, code);
  std::ranges::sort(found);
  return found;
}

/// Pictures anywhere below `folder`; links to folders are not followed.
Status listPictures(const fs::path& root, const fs::path& folder, const std::string& label,
                    std::optional<Part> part, std::vector<Listed>& list) {
  std::error_code code;
  for (fs::recursive_directory_iterator it(folder, code), end; !code && it != end;
       it.increment(code)) {
    std::error_code ignored;
    if (it->is_directory(ignored) || !isPictureName(it->path())) continue;
    list.push_back({it->path().lexically_relative(root), label, part, 0});
    if (list.size() > kMostPictures) {
      return Error{root, "has more than " + std::to_string(kMostPictures) + " pictures",
                   "at most so many"};
    }
  }
  return code ? Status(unreadable(folder, code)) : Status(Ok{});
}

Result<std::vector<Listed>> listByFolders(const std::string& root) {
  const auto folders = foldersIn(root);
  if (!folders) return folders.error();
  const bool split =
      std::ranges::any_of(*folders, [](const fs::path& f) { return f.filename() == "train"; }) &&
      std::ranges::all_of(*folders,
                          [](const fs::path& f) { return partOfFolder(f.filename()).has_value(); });
  std::vector<Listed> list;
  for (const fs::path& folder : *folders) {
    const auto classes = split ? foldersIn(folder) : Result(std::vector{folder});
    if (!classes) return classes.error();
    const auto part = split ? partOfFolder(folder.filename()) : std::nullopt;
    for (const fs::path& one : *classes) {
      if (auto status = listPictures(root, one, one.filename(), part, list); !status) {
        return status.error();
      }
    }
  }
  if (list.empty()) {
    return Error{root, "has no sub-folder with pictures",
                 "a sub-folder of PNG, JPEG or BMP for each class, or --labels FILE with file "
                 "names and labels"};
  }
  std::ranges::sort(list, {}, &Listed::file);
  return list;
}

/// The file that a table means, relative to `root`: as written, or with an ending.
std::optional<std::string> fileNamed(const fs::path& root, const std::string& name) {
  for (const char* const ending : {"", ".png", ".jpg", ".jpeg", ".bmp"}) {
    std::error_code ignored;
    if (fs::is_regular_file(root / (name + ending), ignored)) return name + ending;
  }
  return std::nullopt;
}

/// The column of file names: one that is called so, or the first that is not the target.
std::size_t nameColumn(const std::vector<std::string>& columns, std::size_t target) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::string name = columns[i];
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    for (const char* const usual : {"filename", "file_name", "file", "image", "path", "name"}) {
      if (i != target && name == usual) return i;
    }
  }
  return target == 0 ? 1 : 0;
}

Result<std::vector<Listed>> listByTable(const std::string& root, const DataOptions& options,
                                        std::vector<Error>& missing) {
  auto table = CsvTable::open(options.labels, options.header);
  if (!table) return table.error();
  const auto& columns = table->columns();
  if (columns.size() < 2) {
    return Error{options.labels, "has one column", "file names and labels"};
  }
  std::size_t target = columns.size() - 1;
  if (!options.target.empty()) {
    const auto found = findColumn(columns, options.target, options.labels);
    if (!found) return found.error();
    target = *found;
  }
  const std::size_t name_column = nameColumn(columns, target);
  std::vector<Listed> list;
  while (true) {
    const auto there = table.value().next();
    if (!there) return there.error();
    if (!*there) return list;
    const std::string name(table->fields()[name_column]);
    const fs::path path(name);
    if (name.empty() || path.is_absolute() || std::ranges::find(path, "..") != path.end()) {
      return table->problem(quotedField(name) + " is no file in the folder",
                            "names relative to " + root);
    }
    if (isMissing(table->fields()[target])) {
      return table->problem("the label is missing", "a label for each file");
    }
    if (list.size() == kMostPictures) {
      return table->problem("more than " + std::to_string(kMostPictures) + " pictures", "");
    }
    if (auto file = fileNamed(root, name)) {
      list.push_back({*file, std::string(table->fields()[target]), {}, table->line()});
    } else {
      missing.push_back(table->problem(quotedField(name) + " is not in " + root,
                                       "names of files that are there"));
    }
  }
}

class Opening {
 public:
  Opening(const PathHead& head, const DataOptions& options) : root_(head.path), options_(options) {}

  Result<std::unique_ptr<Dataset>> run() {
    auto list =
        options_.labels.empty() ? listByFolders(root_) : listByTable(root_, options_, unusable_);
    if (!list) return list.error();
    const std::uint64_t all = list->size() + unusable_.size();
    inspect(list.value());
    if (!unusable_.empty() && !options_.skip_corrupt) {
      return unusableSamples(root_, unusable_, all);
    }
    DatasetHead head;
    head.path = root_;
    head.format = "folder of pictures";
    const auto side = chooseSide();
    if (!side) return side.error();
    const std::uint64_t channels =
        options_.image_channels != 0 ? options_.image_channels : (all_grey_ ? 1 : 3);
    head.shape = {channels, *side, *side};
    if (auto count = countSampleFloats(head.shape, root_); !count) return count.error();
    auto targets = readTargets(*list);
    if (!targets) return targets.error();
    head.targets = std::move(targets).value();
    std::vector<std::string> files;
    for (Listed& one : list.value()) {
      if (one.part) head.parts.push_back(*one.part);
      files.push_back(std::move(one.file));
    }
    for (const Error& error : unusable_) head.left_out.push_back(error.where + ": " + error.why);
    return std::unique_ptr<Dataset>(
        std::make_unique<ImageDataset>(std::move(head), std::move(files)));
  }

 private:
  /// Takes what cannot be used out of `list`.
  void inspect(std::vector<Listed>& list) {
    std::erase_if(list, [this](const Listed& one) {
      const auto info = inspectImage(fs::path(root_) / one.file);
      if (!info) {
        unusable_.push_back(info.error());
        return true;
      }
      all_grey_ = all_grey_ && info->grey;
      least_ = std::min({least_, info->width, info->height});
      most_ = std::max({most_, info->width, info->height});
      return false;
    });
  }

  [[nodiscard]] Result<std::uint64_t> chooseSide() const {
    if (options_.image_size != 0) return std::uint64_t{options_.image_size};
    if (least_ == most_) return std::uint64_t{most_};
    if (most_ == 0) return Error{root_, "has no picture that can be used", "PNG, JPEG or BMP"};
    return Error{root_,
                 "has pictures of different sizes, with sides from " + std::to_string(least_) +
                     " to " + std::to_string(most_) + " pixels",
                 "one size for all: --image-size N"};
  }

  [[nodiscard]] Result<Targets> readTargets(const std::vector<Listed>& list) const {
    TargetColumn column;
    for (const Listed& one : list) column.addText(one.label);
    const bool folders = options_.labels.empty();
    DataOptions options = options_;
    if (folders) options.task = TaskKind::kClassification;
    return column.finish(folders ? "folder" : "label", options, folders ? root_ : options_.labels,
                         [&](std::uint64_t i) {
                           return folders ? list[i].file : "line " + std::to_string(list[i].line);
                         });
  }

  const std::string& root_;
  const DataOptions& options_;
  std::vector<Error> unusable_ = {};
  bool all_grey_ = true;
  std::uint32_t least_ = UINT32_MAX;
  std::uint32_t most_ = 0;
};

bool recognises(const PathHead& head) { return head.folder; }

Result<std::unique_ptr<Dataset>> open(const PathHead& head, const DataOptions& options) {
  return Opening(head, options).run();
}

}  // namespace

void registerSourceImageFolder(SourceRegistry& registry) {
  registry.push_back({"folder of pictures",
                      "a folder of PNG, JPEG or BMP with a sub-folder a class or --labels",
                      recognises, open, true});
}

}  // namespace emascope
