#include "consent/cookie_date.hpp"

#include "bytes/ascii.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace consent {
namespace {

using std::chrono::sys_seconds;
using std::chrono::system_clock;

/// Three letters in any case as one number.
constexpr std::uint32_t pack(std::string_view three) {
    const auto byte = [three](std::size_t at) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes::to_lower(three[at])));
    };
    return byte(0) << 16U | byte(1) << 8U | byte(2);
}

constexpr std::array months{pack("jan"), pack("feb"), pack("mar"), pack("apr"),
                            pack("may"), pack("jun"), pack("jul"), pack("aug"),
                            pack("sep"), pack("oct"), pack("nov"), pack("dec")};
constexpr std::array weekdays{pack("mon"), pack("tue"), pack("wed"), pack("thu"),
                              pack("fri"), pack("sat"), pack("sun")};

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
    while (size < most && size < text.size() && bytes::is_digit(text[size])) {
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
    return rest.empty() || !bytes::is_digit(rest.front());
}

std::optional<unsigned> read_number(std::string_view token, std::size_t least, std::size_t most) {
    const auto value = take_number(token, least, most);
    return ends_number(token) ? value : std::nullopt;
}

struct Time {
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
};

/// A date that was read, whether there is such a one or not. The year is as it was written.
struct Date {
    Time time;
    unsigned day = 0;
    unsigned month = 0;
    unsigned year = 0;
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
    const auto month = token.size() < 3 ? months.end() : std::ranges::find(months, pack(token));
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

std::optional<sys_seconds> assemble(const Date& date) {
    const auto [hour, minute, second] = date.time;
    const unsigned year = full_year(date.year);
    const std::chrono::year_month_day day{std::chrono::year{static_cast<int>(year)},
                                          std::chrono::month{date.month},
                                          std::chrono::day{date.day}};
    if (year < 1601 || hour > 23 || minute > 59 || second > 59 || !day.ok()) {
        return std::nullopt;
    }
    const sys_seconds time = std::chrono::sys_days{day} + std::chrono::hours{hour} +
                             std::chrono::minutes{minute} + std::chrono::seconds{second};
    // Comparing with the clock's own, finer time points would overflow outside of this.
    constexpr auto earliest =
        std::chrono::ceil<std::chrono::seconds>(system_clock::time_point::min());
    constexpr auto latest =
        std::chrono::floor<std::chrono::seconds>(system_clock::time_point::max());
    return std::clamp<sys_seconds>(time, earliest, latest);
}

/// Reads two digits at a time; what is none is remembered.
class Digits {
public:
    unsigned two(const char* at) {
        const unsigned high = static_cast<unsigned char>(at[0] - '0');
        const unsigned low = static_cast<unsigned char>(at[1] - '0');
        good_ = good_ && high <= 9 && low <= 9;
        return high * 10 + low;
    }
    [[nodiscard]] bool good() const { return good_; }

private:
    bool good_ = true;
};

/// The form that nearly every server writes (IMF-fixdate, RFC 9110 section 5.6.7; Netscape's with
/// dashes too), read at its fixed places. False for any other, which the tokens then decide.
bool read_fixed(std::string_view text, Date& date) {
    constexpr std::string_view form = "Thu, 01-Jan-1970 00:00:00 GMT";
    const auto separates = [](char byte) { return byte == ' ' || byte == '-'; };
    if (text.size() != form.size() || text[3] != ',' || text[4] != ' ' || !separates(text[7]) ||
        !separates(text[11]) || text[16] != ' ' || text[19] != ':' || text[22] != ':' ||
        text.substr(25) != form.substr(25)) {
        return false;
    }
    const auto month = std::ranges::find(months, pack(text.substr(8)));
    const char* const at = text.data();
    Digits digits;
    date.time = {digits.two(at + 17), digits.two(at + 20), digits.two(at + 23)};
    date.day = digits.two(at + 5);
    date.month = static_cast<unsigned>(month - months.begin()) + 1;
    date.year = digits.two(at + 12) * 100 + digits.two(at + 14);
    return digits.good() && month != months.end() &&
           std::ranges::find(weekdays, pack(text)) != weekdays.end();
}

/// The algorithm itself (RFC 6265bis section 5.6.1).
std::optional<sys_seconds> read_tokens(std::string_view text) {
    Parts parts;
    while (!text.empty()) {
        const auto end = std::ranges::find_if(text, is_delimiter);
        const auto size = static_cast<std::size_t>(end - text.begin());
        parts.add(text.substr(0, size));
        text.remove_prefix(std::min(size + 1, text.size()));
    }
    if (!parts.time || !parts.day || !parts.month || !parts.year) {
        return std::nullopt;
    }
    return assemble(
        {.time = *parts.time, .day = *parts.day, .month = *parts.month, .year = *parts.year});
}

}   // namespace

std::optional<sys_seconds> parse_cookie_date(std::string_view text) {
    Date date;
    return read_fixed(text, date) ? assemble(date) : read_tokens(text);
}

}   // namespace consent
