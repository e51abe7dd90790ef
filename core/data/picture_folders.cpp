// SPDX-License-Identifier: Apache-2.0
//
// Folders of pictures: which subfolders are splits, and which are classes.
#include "core/base/utf8.h"
#include "core/data/part_names.h"
#include "core/data/picture_files.h"
#include "core/data/picture_list.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

using Names = std::vector<std::string>;

constexpr std::size_t kMostListed = 10;

/// "'a', 'b' and 3 more"
std::string listed(const Names& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(kMostListed, names.size()); ++i) {
    text += (i == 0 ? "'" : ", '") + asUtf8(names[i]) + "'";
  }
  if (names.size() <= kMostListed) return text;
  return text + " and " + std::to_string(names.size() - kMostListed) + " more";
}

/// "--parts train=a,test=b"
std::string partsOption(const std::vector<PartFolder>& parts) {
  std::string text;
  for (const PartFolder& part : parts) {
    text += std::string(text.empty() ? "--parts " : ",") + partWord(part.part) + "=" +
            asUtf8(part.folder);
  }
  return text;
}

std::string within(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + "/" + name;
}

/// Every folder has a part's word beside whatever others, and those for training hold classes:
/// "Training" beside "seg_test".
bool areAllParts(const PictureFiles& files, const std::string& base, const FolderContent& content) {
  std::set<Part> parts;
  for (const auto& [name, pictures] : content.folders) {
    const auto read = readPartName(name);
    if (!read) return false;
    const bool classes =
        read->part != Part::kTrain || !files.in(within(base, name)).folders.empty();
    if (!classes) return false;
    parts.insert(read->part);
  }
  return parts.size() > 1 && parts.contains(Part::kTrain);
}

/// Those of `content`'s folders that are parts: by a part's name alone, or where the same other
/// words stand in the name of another part: "seg_train" beside "seg_test", but no "bullet_train".
std::vector<PartFolder> recognizedParts(const PictureFiles& files, const std::string& base,
                                        const FolderContent& content) {
  const bool all = areAllParts(files, base, content);
  std::vector<PartFolder> parts;
  for (const auto& [name, pictures] : content.folders) {
    const auto read = readPartName(name);
    if (!read) continue;
    const bool alike = std::ranges::any_of(content.folders, [&read](const auto& other) {
      const auto beside = readPartName(other.first);
      return beside && beside->part != read->part && beside->rest == read->rest;
    });
    if (all || alike || partOfName(name)) parts.push_back({read->part, name});
  }
  std::ranges::stable_sort(parts, {}, &PartFolder::part);
  return parts;
}

/// The first table next to the pictures, if there is one.
std::string tableIn(const std::string& folder) {
  std::string found;
  std::error_code code;
  for (std::filesystem::directory_iterator it(folder, code), end; !code && it != end;
       it.increment(code)) {
    std::error_code ignored;
    const std::string path = it->path();
    const bool table = it->path().extension() == ".csv" || it->path().extension() == ".tsv";
    if (table && it->is_regular_file(ignored) && (found.empty() || path < found)) found = path;
  }
  return asUtf8(found);
}

class Listing {
 public:
  Listing(const std::string& root, const DataOptions& options, PictureFiles files)
      : root_(root), options_(options), files_(std::move(files)) {}

  Result<PictureList> run() {
    if (files_.files().empty()) return noClasses();
    const Status status = options_.parts ? listGiven(*options_.parts) : listRecognized();
    if (!status) return status.error();
    if (list_.pictures.empty()) return noClasses();
    std::ranges::sort(list_.pictures, {}, &ListedPicture::file);
    addNotes();
    return std::move(list_);
  }

 private:
  [[nodiscard]] Error noClasses() const {
    const std::string table = tableIn(root_);
    return {root_, "has no subfolder with pictures",
            "a subfolder of PNG, JPEG, BMP or WebP per class, or --labels " +
                (table.empty() ? "FILE" : table) + " with file names and labels"};
  }

  Status listRecognized() {
    std::string base;
    FolderContent content = files_.in(base);
    std::vector<PartFolder> parts = recognizedParts(files_, base, content);
    // An archive may be unpacked into a folder of its own.
    if (parts.empty() && content.folders.size() == 1 && content.loose.empty()) {
      const std::string inner = content.folders.begin()->first;
      FolderContent inside = files_.in(inner);
      auto parts_inside = recognizedParts(files_, inner, inside);
      if (inside.loose.empty() && parts_inside.size() > 1) {
        list_.notes.push_back("the parts are in the folder '" + asUtf8(inner) + "'");
        empty_ = content.empty;
        base = inner;
        content = std::move(inside);
        parts = std::move(parts_inside);
      }
    }
    for (PartFolder& part : parts) part.folder = within(base, part.folder);
    if (parts.empty()) return listClasses(content);
    noteContent(base, content);
    const bool all_parts = parts.size() == content.folders.size();
    if (!all_parts || parts.front().part != Part::kTrain) return mixed(base, content, parts);
    return listParts(parts);
  }

  [[nodiscard]] Error mixed(const std::string& base, const FolderContent& content,
                            const std::vector<PartFolder>& parts) const {
    Names part_names;
    Names others;
    for (const PartFolder& part : parts) part_names.push_back(part.folder);
    for (const auto& [name, pictures] : content.folders) {
      const std::string path = within(base, name);
      if (std::ranges::find(part_names, path) == part_names.end()) others.push_back(path);
    }
    if (others.empty()) {
      return {root_, "has the parts " + listed(part_names) + ", but none for training",
              "--parts train=FOLDER,…, or --parts none if the folders are classes"};
    }
    return {
        root_,
        "has folders that look like parts, " + listed(part_names) + ", and others with pictures, " +
            listed(others),
        partsOption(parts) + " leaves the others out; --parts none treats all folders as classes"};
  }

  Status listGiven(const std::vector<PartFolder>& given) {
    if (given.empty()) return listPlain(files_.in(""));
    std::vector<PartFolder> parts;
    for (const PartFolder& part : given) {
      std::string folder = std::filesystem::path(part.folder).lexically_normal();
      if (folder.ends_with('/')) folder.pop_back();
      if (files_.filesBelow(folder).empty() || folder == ".") return wrongPart(part.folder);
      for (const PartFolder& other : parts) {
        const bool inside = (folder + "/").starts_with(other.folder + "/") ||
                            (other.folder + "/").starts_with(folder + "/");
        if (!inside) continue;
        return Error{"--parts",
                     "'" + folder + "' and '" + other.folder + "' of " + root_ + " share pictures",
                     "folders beside each other"};
      }
      parts.push_back({part.part, folder});
    }
    if (std::ranges::none_of(parts,
                             [](const PartFolder& part) { return part.part == Part::kTrain; })) {
      return Error{"--parts", "no folder of " + root_ + " is for training", "train=FOLDER,…"};
    }
    if (auto status = listParts(parts); !status) return status;
    const std::size_t left_out = files_.files().size() - list_.pictures.size() - loose_.size();
    if (left_out > 0) {
      list_.notes.push_back(std::to_string(left_out) +
                            " pictures in folders that are not in --parts are left out");
    }
    return Ok{};
  }

  [[nodiscard]] Error wrongPart(const std::string& folder) const {
    Names there;
    for (const auto& [name, pictures] : files_.in("").folders) there.push_back(name);
    return {"--parts", "'" + asUtf8(folder) + "' is not a folder with pictures in " + root_,
            "folders there: " + listed(there)};
  }

  Status listParts(const std::vector<PartFolder>& parts) {
    std::string words;
    for (const PartFolder& part : parts) {
      if (auto status = listPart(part); !status) return status;
      words += (words.empty() ? "" : ", ") + std::string(partWord(part.part)) + " is '" +
               asUtf8(part.folder) + "'";
    }
    list_.notes.push_back("folders are parts: " + words);
    return Ok{};
  }

  Status listPart(const PartFolder& part) {
    std::string folder = part.folder;
    FolderContent content = files_.in(folder);
    // "seg_train/seg_train", as in some archives.
    while (content.loose.empty() && content.folders.size() == 1) {
      const std::string& only = content.folders.begin()->first;
      const auto read = readPartName(only);
      if (!read || read->part != part.part) break;
      folder = within(folder, only);
      content = files_.in(folder);
    }
    if (content.folders.empty() && part.part == Part::kTrain) {
      return Error{root_, "the training part '" + part.folder + "' has no subfolder with pictures",
                   "a subfolder per class"};
    }
    noteContent(folder, content);
    for (const auto& [name, pictures] : content.folders) {
      add(within(folder, name), name, part.part);
    }
    return Ok{};
  }

  Status listPlain(const FolderContent& content) {
    noteContent("", content);
    for (const auto& [name, pictures] : content.folders) add(name, name, {});
    return Ok{};
  }

  /// Classes, possibly with a folder per part: "cat/train", "cat/test".
  Status listClasses(const FolderContent& content) {
    Names with_parts;
    Names without;
    std::vector<std::pair<std::string, PartFolder>> parts;
    bool training = false;
    for (const auto& [name, pictures] : content.folders) {
      const FolderContent inside = files_.in(name);
      auto found = recognizedParts(files_, name, inside);
      (found.empty() ? without : with_parts).push_back(name);
      if (!found.empty() && (found.size() != inside.folders.size() || !inside.loose.empty())) {
        without.push_back(name);
      }
      for (PartFolder& part : found) {
        training = training || part.part == Part::kTrain;
        parts.emplace_back(name, PartFolder{part.part, within(name, part.folder)});
      }
    }
    if (parts.empty()) return listPlain(content);
    if (!without.empty() || !training) {
      return Error{
          root_,
          "has classes with folders that look like parts, such as '" + parts.front().second.folder +
              "', and " +
              (training ? "pictures beside them, in " + listed(without)
                        : "none of these is for training"),
          "all pictures of every class in parts; --parts none combines all pictures of a class"};
    }
    noteContent("", content);
    for (const auto& [label, part] : parts) add(part.folder, label, part.part);
    list_.notes.push_back("each class has folders that are parts, such as '" +
                          asUtf8(parts.front().second.folder) + "'");
    return Ok{};
  }

  void add(const std::string& folder, const std::string& label, std::optional<Part> part) {
    const std::string readable = utf8OrLatin1(label);
    for (std::string& file : files_.filesBelow(folder)) {
      list_.pictures.push_back({std::move(file), readable, part, 0});
    }
  }

  /// Collects what is not a sample in a folder.
  void noteContent(const std::string& folder, const FolderContent& content) {
    for (const std::string& name : content.empty) empty_.push_back(within(folder, name));
    loose_.insert(loose_.end(), content.loose.begin(), content.loose.end());
  }

  void addNotes() {
    if (!empty_.empty()) {
      list_.notes.push_back("folders without pictures are not classes: " + listed(empty_));
    }
    if (!files_.skipped().empty()) {
      list_.notes.push_back("hidden folders and folders left by archives are not read: " +
                            listed(files_.skipped()));
    }
    if (!loose_.empty()) {
      list_.notes.push_back(std::to_string(loose_.size()) +
                            " pictures are in no class folder and are left out; the first is "
                            "'" +
                            asUtf8(loose_.front()) + "'");
    }
  }

  const std::string& root_;
  const DataOptions& options_;
  PictureFiles files_;
  PictureList list_ = {};
  Names empty_ = {};
  Names loose_ = {};
};

}  // namespace

Result<PictureList> listPictureFolders(const std::string& root, const DataOptions& options) {
  auto files = PictureFiles::below(root);
  if (!files) return files.error();
  return Listing(root, options, std::move(files).value()).run();
}

}  // namespace emascope
