// SPDX-License-Identifier: Apache-2.0
#include "core/json/fields.h"

#include <functional>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::Pair;

/// What `read` says of {"a": `value`}; "" if nothing.
std::string refusal(const json& value, const std::function<void(const Fields&)>& read) {
  std::optional<Error> error;
  const json object = {{"a", value}};
  read(Fields(object, "top", error));
  return error ? error->message() : "";
}

TEST(Fields, NameTheWrongTypeByItsPathAndWhatIsThere) {
  const auto text = [](const Fields& in) { EXPECT_EQ(in.text("a"), ""); };
  EXPECT_EQ(refusal(7, text), "top.a: is 7; allowed: a string");
  EXPECT_EQ(refusal(2.5, text), "top.a: is 2.5; allowed: a string");
  EXPECT_EQ(refusal(true, text), "top.a: is true; allowed: a string");
  EXPECT_EQ(refusal(nullptr, text), "top.a: is null; allowed: a string");
  EXPECT_EQ(refusal(json::array({1}), text), "top.a: is an array; allowed: a string");
  EXPECT_EQ(refusal({{"b", 1}}, text), "top.a: is an object; allowed: a string");
  EXPECT_EQ(refusal(json::binary({1, 2}), text), "top.a: is a byte string; allowed: a string");
  const auto number = [](const Fields& in) { EXPECT_EQ(in.number("a"), 0.0); };
  EXPECT_EQ(refusal("7", number), "top.a: is '7'; allowed: a number");
  const auto flag = [](const Fields& in) { EXPECT_FALSE(in.flag("a")); };
  EXPECT_EQ(refusal(1, flag), "top.a: is 1; allowed: true or false");
  const auto map = [](const Fields& in) { EXPECT_EQ(in.map("a").text("b"), ""); };
  EXPECT_EQ(refusal(1, map), "top.a: is 1; allowed: an object");
  EXPECT_EQ(refusal({{"b", 1}}, map), "top.a.b: is 1; allowed: a string");
  EXPECT_EQ(refusal({{"c", 1}}, map), "top.a.b: is missing");
}

TEST(Fields, ShortenAndEscapeATextThatTheyQuote) {
  const auto number = [](const Fields& in) { EXPECT_EQ(in.number("a"), 0.0); };
  EXPECT_EQ(refusal("\x1b[2J\n", number), R"(top.a: is '\u001b[2J\n'; allowed: a number)");
  EXPECT_EQ(refusal(std::string(1000, 'x'), number),
            "top.a: is '" + std::string(40, 'x') + "…'; allowed: a number");
}

TEST(Fields, RefuseWholeNumbersOutOfRange) {
  const auto from_1_to_9 = [](const Fields& in) { EXPECT_EQ(in.integer("a", 1, 9), 1); };
  EXPECT_EQ(refusal(1, from_1_to_9), "");
  EXPECT_EQ(refusal(0, from_1_to_9), "top.a: is 0; allowed: a whole number, 1 to 9");
  EXPECT_EQ(refusal(10, from_1_to_9), "top.a: is 10; allowed: a whole number, 1 to 9");
  EXPECT_EQ(refusal(2.0, from_1_to_9), "top.a: is 2.0; allowed: a whole number, 1 to 9");
  EXPECT_EQ(refusal(true, from_1_to_9), "top.a: is true; allowed: a whole number, 1 to 9");
  const auto any = [](const Fields& in) { EXPECT_EQ(in.integer("a"), 0); };
  EXPECT_EQ(refusal(std::uint64_t{1} << 63U, any),
            "top.a: is 9223372036854775808; allowed: a whole number");
  const auto natural = [](const Fields& in) { EXPECT_EQ(in.natural("a"), 0U); };
  EXPECT_EQ(refusal(-1, natural), "top.a: is -1; allowed: a whole number of at least 0");
  EXPECT_EQ(refusal(std::numeric_limits<std::uint64_t>::max(),
                    [](const Fields& in) { EXPECT_EQ(in.natural("a") + 1, 0U); }),
            "");
}

TEST(Fields, ReadTheEndsOfEveryWholeNumber) {
  std::optional<Error> error;
  const json object = {{"least", Fields::kLeast}, {"most", Fields::kMost}};
  const Fields in(object, "", error);
  EXPECT_EQ(in.integer("least"), Fields::kLeast);
  EXPECT_EQ(in.integer("most"), Fields::kMost);
  EXPECT_FALSE(error);
}

TEST(Fields, RefuseNumbersOutOfRangeAndNaN) {
  const auto share = [](const Fields& in) { EXPECT_EQ(in.number("a", 0.0, 0.5), 0.0); };
  EXPECT_EQ(refusal(0, share), "");
  EXPECT_EQ(refusal(0.75, share), "top.a: is 0.75; allowed: a number, 0 to 0.5");
  EXPECT_EQ(refusal(std::nan(""), share), "top.a: is nan; allowed: a number, 0 to 0.5");
  const auto positive = [](const Fields& in) {
    EXPECT_EQ(in.number("a", 0.0, std::numeric_limits<double>::infinity()), 0.0);
  };
  EXPECT_EQ(refusal(-1, positive), "top.a: is -1; allowed: a number of at least 0");
}

TEST(Fields, NameTheElementThatIsWrong) {
  EXPECT_EQ(refusal({1, "2"}, [](const Fields& in) { EXPECT_TRUE(in.numbers("a").empty()); }),
            "top.a[1]: is '2'; allowed: a number");
  EXPECT_EQ(refusal({1, 2, -3}, [](const Fields& in) { EXPECT_TRUE(in.integers("a", 0).empty()); }),
            "top.a[2]: is -3; allowed: a whole number of at least 0");
  EXPECT_EQ(refusal({"x", 2}, [](const Fields& in) { EXPECT_TRUE(in.texts("a").empty()); }),
            "top.a[1]: is 2; allowed: a string");
  EXPECT_EQ(refusal(3, [](const Fields& in) { EXPECT_TRUE(in.texts("a").empty()); }),
            "top.a: is 3; allowed: an array");
  EXPECT_EQ(refusal({{"k", "v"}, {"l", 2}},
                    [](const Fields& in) { EXPECT_TRUE(in.textsByKey("a").empty()); }),
            "top.a.l: is 2; allowed: a string");
  EXPECT_EQ(refusal(json::array({{{"b", 1}}, 5}),
                    [](const Fields& in) { in.list("a", [](const Fields&) {}); }),
            "top.a[1]: is 5; allowed: an object");
  EXPECT_EQ(refusal(json::array({{{"b", 1}}, {{"c", 1}}}),
                    [](const Fields& in) {
                      in.list("a", [](const Fields& each) { (void)each.number("b"); });
                    }),
            "top.a[1].b: is missing");
  EXPECT_EQ(refusal("x", [](const Fields& in) { in.list("a", [](const Fields&) {}); }),
            "top.a: is 'x'; allowed: an array of objects");
}

TEST(Fields, ReadNullAsTheNumberThatNoOtherSpellingGives) {
  constexpr double kNone = -1.0;
  std::optional<Error> error;
  const json object = {{"a", {{"x", 2}, {"y", nullptr}}}, {"b", {nullptr, 0.5}}, {"c", nullptr}};
  const Fields in(object, "", error);
  EXPECT_THAT(in.numbersByKey("a", kNone), ElementsAre(Pair("x", 2.0), Pair("y", kNone)));
  EXPECT_THAT(in.numbersOrNull("b", kNone), ElementsAre(kNone, 0.5));
  EXPECT_EQ(in.numberOrNull("c", kNone), kNone);
  EXPECT_FALSE(error);
  EXPECT_EQ(refusal({{"x", -1}}, [](const Fields& of) { (void)of.numbersByKey("a", kNone); }),
            "top.a.x: is -1; allowed: a number, or null");
  EXPECT_EQ(refusal(nullptr, [](const Fields& of) { (void)of.number("a"); }),
            "top.a: is null; allowed: a number");
}

TEST(Fields, ChooseAmongWords) {
  const auto read = [](const Fields& in) {
    return in.choice("a", 2, [](int i) -> std::string_view { return i == 0 ? "yes" : "no"; });
  };
  EXPECT_EQ(refusal("no", [&](const Fields& in) { EXPECT_EQ(read(in), 1); }), "");
  EXPECT_EQ(refusal("perhaps", [&](const Fields& in) { EXPECT_EQ(read(in), 0); }),
            "top.a: 'perhaps' is not known; allowed: yes, no");
  EXPECT_EQ(refusal(1, [&](const Fields& in) { EXPECT_EQ(read(in), 0); }),
            "top.a: is 1; allowed: yes, no");
  std::optional<Error> error;
  const json empty = json::object();
  EXPECT_EQ(read(Fields(empty, "top", error)), 0);
  EXPECT_EQ(error.value().message(), "top.a: is missing; allowed: yes, no");
}

TEST(Fields, RefuseOtherKeysWhereTheReaderAsksForIt) {
  EXPECT_EQ(refusal(1, [](const Fields& in) { in.only({"a", "b"}); }), "");
  EXPECT_EQ(refusal(1,
                    [](const Fields& in) {
                      in.only({"b", "c"});
                    }),
            "top: 'a' is not known; allowed: b, c");
}

TEST(Fields, KeepTheFirstErrorAndReadNothingAfterIt) {
  std::optional<Error> error;
  const json object = {{"n", 3}, {"t", "x"}, {"l", {1, 2}}, {"o", {{"k", 1}}}, {"z", nullptr}};
  const Fields in(object, "", error, "file");
  (void)in.number("t");
  EXPECT_EQ(in.number("n"), 0.0);
  EXPECT_EQ(in.integer("n", 2), 2);
  EXPECT_EQ(in.text("t"), "");
  EXPECT_TRUE(in.numbers("l").empty());
  EXPECT_TRUE(in.keys().empty());
  EXPECT_FALSE(in.has("n") || in.isText("t") || in.isArray("l") || in.isNull("z"));
  in.list("l", [](const Fields&) { ADD_FAILURE(); });
  in.fail("n", "is a second error", "");
  in.only({});
  EXPECT_EQ(error.value().message(), "file: t: is 'x'; allowed: a number");
}

TEST(Fields, SayWhereAFieldIs) {
  std::optional<Error> error;
  const json object = {{"o", {{"k", 1}}}};
  const Fields file(object, "", error, "file.json");
  EXPECT_EQ(file.where(""), "file.json");
  EXPECT_EQ(file.where("o"), "file.json: o");
  EXPECT_EQ(file.map("o").where("k"), "file.json: o.k");
  EXPECT_EQ(file.map("o").where(""), "file.json: o");
  EXPECT_EQ(Fields(object, "frame", error).where("kind"), "frame.kind");
}

}  // namespace
}  // namespace emascope
