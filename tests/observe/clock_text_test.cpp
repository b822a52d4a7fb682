#include "observe/clock_text.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using std::chrono::sys_days;

TEST_CASE("times are written as RFC 3339 has them") {
    struct Row {
        std::chrono::system_clock::time_point time;
        const char* text;
    };
    const Row rows[] = {
        {sys_days{2026y / 2 / 23} + 9h + 30min + 7ms, "2026-02-23T09:30:00.007Z"},
        {sys_days{2026y / 2 / 23} + 9h + 30min + 999'999us, "2026-02-23T09:30:00.999Z"},
        {sys_days{2026y / 2 / 23} + 9h + 30min + 1s, "2026-02-23T09:30:01.000Z"},
        {sys_days{2024y / 2 / 29} + 23h + 59min + 59s, "2024-02-29T23:59:59.000Z"},
        {sys_days{1970y / 1 / 1}, "1970-01-01T00:00:00.000Z"},
        {sys_days{1969y / 12 / 31} + 23h + 59min + 59s + 250ms, "1969-12-31T23:59:59.250Z"},
        {sys_days{2026y / 2 / 23} + 9h + 30min, "2026-02-23T09:30:00.000Z"},
    };
    observe::ClockText clock;
    for (const Row& row : rows) {
        CHECK(clock.format(row.time) == row.text);
    }
}
