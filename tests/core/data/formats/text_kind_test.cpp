// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/text_kind.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(TextKind, DatesAndTimes) {
  for (const char* text : {"2024-05-01", "2024/5/1", "2024-05-01T10:11:12Z", "2024-05-01 10:11",
                           "1/5/2024", "01.05.24", "1/5/2024 10:00", "12-Mar-2020", "12 March 2020",
                           "Mar 12, 2020", "10:15", "10:15:00.250", "9:05 PM", "18.00.00"}) {
    EXPECT_EQ(textKind(text), TextKind::kDate) << text;
  }
}

TEST(TextKind, NumbersAsPeoplePrintThem) {
  for (const char* text : {"1,234.5",
                           "12,000",
                           "50%",
                           "50 %",
                           "$12.50",
                           "-$3",
                           "1'000",
                           "€5",
                           "5 €",
                           "(12)",
                           "1,5",
                           "$-12.6",
                           "-$12",
                           "$ 1,250",
                           "USD 5",
                           "12 kg",
                           "12kg",
                           "5.5 km/h",
                           "36 months",
                           "20 °C",
                           "2 m²",
                           "3µs",
                           "2.5M",
                           "~5",
                           "\u22125.5",
                           "\u2212$3",
                           "1\u00A0234,5",
                           "1\u202F234",
                           "1\u2009234 567",
                           "1.234.567",
                           "10 000",
                           "1.5",
                           "+12 %"}) {
    EXPECT_EQ(textKind(text), TextKind::kPrinted) << text;
  }
}

TEST(TextKind, Bounds) {
  for (const char* text : {"<5", "> 10", "<=50K", ">=1,000", "\u22645", "< $5", "<5 mg/l"}) {
    EXPECT_EQ(textKind(text), TextKind::kBound) << text;
  }
}

TEST(TextKind, Names) {
  for (const char* text :
       {"NEAR BAY",   "<1H OCEAN", "A/5 21171", "PC 17599", "10-20", "C85",   "may",
        "16:9",       "1.2.3",     "$",         "113803 A", "5",     "1st",   "4WD",
        "12 Monkeys", "<x1",       "10–20",     "5 stars",  "1A",    "R2-D2", "030 123"}) {
    EXPECT_EQ(textKind(text), TextKind::kName) << text;
  }
}

}  // namespace
}  // namespace emascope
