#include "http/date.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <string_view>
#include <vector>

namespace http {
namespace {

struct Row {
    std::int64_t seconds;
    std::string_view text;
};

const std::vector<Row> rows{
    {0, "Thu, 01 Jan 1970 00:00:00 GMT"},          {784111777, "Sun, 06 Nov 1994 08:49:37 GMT"},
    {951782399, "Mon, 28 Feb 2000 23:59:59 GMT"},  {951782400, "Tue, 29 Feb 2000 00:00:00 GMT"},
    {1735689599, "Tue, 31 Dec 2024 23:59:59 GMT"}, {1735689600, "Wed, 01 Jan 2025 00:00:00 GMT"},
    {1772323200, "Sun, 01 Mar 2026 00:00:00 GMT"}, {1775001600, "Wed, 01 Apr 2026 00:00:00 GMT"},
    {1779148800, "Tue, 19 May 2026 00:00:00 GMT"}, {1781827200, "Fri, 19 Jun 2026 00:00:00 GMT"},
    {1784419200, "Sun, 19 Jul 2026 00:00:00 GMT"}, {1787097600, "Wed, 19 Aug 2026 00:00:00 GMT"},
    {1789776000, "Sat, 19 Sep 2026 00:00:00 GMT"}, {1792368000, "Mon, 19 Oct 2026 00:00:00 GMT"},
    {4102444799, "Thu, 31 Dec 2099 23:59:59 GMT"},
};

}   // namespace

TEST_CASE("a date is written as IMF-fixdate") {
    for (const Row& row : rows) {
        const std::chrono::system_clock::time_point whole{std::chrono::seconds(row.seconds)};
        CHECK(format_date(whole) == row.text);
        CHECK(format_date(whole + std::chrono::milliseconds(999)) == row.text);
    }
}

}   // namespace http
