#include "admin/status_text.hpp"

#include <algorithm>
#include <array>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

namespace admin {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t seconds;
};

constexpr std::array<Unit, 4> units = {Unit{"day", 86400}, Unit{"hour", 3600}, Unit{"minute", 60},
                                       Unit{"second", 1}};

std::tm utc(std::chrono::system_clock::time_point time) {
    return fmt::gmtime(std::chrono::system_clock::to_time_t(time));
}

}   // namespace

std::string html(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    for (const char byte : text) {
        switch (byte) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                safe += byte;
        }
    }
    return safe;
}

std::string path_segment(std::string_view text) {
    return boost::urls::encode({text.data(), text.size()}, boost::urls::unreserved_chars);
}

std::string iso_time(std::chrono::system_clock::time_point time) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", utc(time));
}

std::string time_element(std::chrono::system_clock::time_point time) {
    return fmt::format("<time datetime=\"{}\">{:%d %b %Y, %H:%M:%S}</time>", iso_time(time),
                       utc(time));
}

std::string duration_text(std::chrono::system_clock::duration duration) {
    std::int64_t left = std::max<std::int64_t>(
        std::chrono::duration_cast<std::chrono::seconds>(duration).count(), 0);
    const auto first = std::find_if(units.begin(), units.end() - 1,
                                    [left](const Unit& unit) { return left >= unit.seconds; });
    std::string text;
    for (auto unit = first; unit != units.end() && unit - first < 2; ++unit) {
        const std::int64_t count = left / unit->seconds;
        left %= unit->seconds;
        if (count > 0 || unit == first) {
            text += fmt::format("{}{} {}{}", text.empty() ? "" : " ", count, unit->name,
                                count == 1 ? "" : "s");
        }
    }
    return text;
}

std::string number_text(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3;) {
        at -= 3;
        text.insert(at, 1, ',');
    }
    return text;
}

}   // namespace admin
