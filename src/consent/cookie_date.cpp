#include "consent/cookie_date.hpp"

#include "consent/text.hpp"

#include <algorithm>
#include <array>

namespace consent {
namespace {

using std::chrono::sys_seconds;
using std::chrono::system_clock;

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};

/// Everything between 0x20 and 0x7e but digits, letters and the colon; and the tab.
constexpr bool is_delimiter(char byte) {
    return byte == '\t' || (byte >= ' ' && byte <= '/') || (byte >= ';' && byte <= '@') ||
           (byte >= '[' && byte <= '`') || (byte >= '{' && byte <= '~');
}

/// Takes `least` to `most` digits off the front. Nothing, and nothing taken, where there are fewer.
/// More of them are left for the caller to trip over.
std::optional<unsigned> take_number(std::string_view& text, std::size_t least, std::size_t most) {
    unsigned value = 0;
    std::size_t size = 0;
    while (size < most && size < text.size() && is_digit(text[size])) {
        value = value * 10 + static_cast<unsigned>(text[size] - '0');
        ++size;
    }
    if (size < least) {
        return std::nullopt;
    }
    text.remove_prefix(size);
    return value;
}

/// `[ non-digit *OCTET ]`: what may follow a number in its token.
bool ends_number(std::string_view rest) {
    return rest.empty() || !is_digit(rest.front());
}

std::optional<unsigned> read_number(std::string_view token, std::size_t least, std::size_t most) {
    const auto value = take_number(token, least, most);
    return ends_number(token) ? value : std::nullopt;
}

struct Time {
    unsigned hour;
    unsigned minute;
    unsigned second;
};

bool take_colon(std::string_view& text) {
    if (!text.starts_with(':')) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

std::optional<Time> read_time(std::string_view token) {
    const auto hour = take_number(token, 1, 2);
    if (!hour || !take_colon(token)) {
        return std::nullopt;
    }
    const auto minute = take_number(token, 1, 2);
    if (!minute || !take_colon(token)) {
        return std::nullopt;
    }
    const auto second = take_number(token, 1, 2);
    if (!second || !ends_number(token)) {
        return std::nullopt;
    }
    return Time{*hour, *minute, *second};
}

std::optional<unsigned> read_month(std::string_view token) {
    const auto month = std::ranges::find_if(months, [token](std::string_view name) {
        return equals_ignoring_case(token.substr(0, 3), name);
    });
    if (month == months.end()) {
        return std::nullopt;
    }
    return static_cast<unsigned>(month - months.begin()) + 1;
}

/// What the tokens have said so far. The first token that fits a part is the one that counts.
struct Parts {
    std::optional<Time> time;
    std::optional<unsigned> day;
    std::optional<unsigned> month;
    std::optional<unsigned> year;

    void add(std::string_view token) {
        if (!time && (time = read_time(token))) {
            return;
        }
        if (!day && (day = read_number(token, 1, 2))) {
            return;
        }
        if (!month && (month = read_month(token))) {
            return;
        }
        if (!year) {
            year = read_number(token, 2, 4);
        }
    }
};

unsigned full_year(unsigned year) {
    if (year >= 70 && year <= 99) {
        return year + 1900;
    }
    return year <= 69 ? year + 2000 : year;
}

std::optional<sys_seconds> assemble(const Parts& parts) {
    if (!parts.time || !parts.day || !parts.month || !parts.year) {
        return std::nullopt;
    }
    const auto [hour, minute, second] = *parts.time;
    const unsigned year = full_year(*parts.year);
    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(year)},
                                           std::chrono::month{*parts.month},
                                           std::chrono::day{*parts.day}};
    if (year < 1601 || hour > 23 || minute > 59 || second > 59 || !date.ok()) {
        return std::nullopt;
    }
    const sys_seconds time = std::chrono::sys_days{date} + std::chrono::hours{hour} +
                             std::chrono::minutes{minute} + std::chrono::seconds{second};
    // Comparing with the clock's own, finer time points would overflow outside of this.
    constexpr auto earliest =
        std::chrono::ceil<std::chrono::seconds>(system_clock::time_point::min());
    constexpr auto latest =
        std::chrono::floor<std::chrono::seconds>(system_clock::time_point::max());
    return std::clamp<sys_seconds>(time, earliest, latest);
}

}   // namespace

std::optional<sys_seconds> parse_cookie_date(std::string_view text) {
    Parts parts;
    while (!text.empty()) {
        const auto end = std::ranges::find_if(text, is_delimiter);
        const auto size = static_cast<std::size_t>(end - text.begin());
        parts.add(text.substr(0, size));
        text.remove_prefix(std::min(size + 1, text.size()));
    }
    return assemble(parts);
}

}   // namespace consent
