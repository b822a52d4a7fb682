#include "receipts/receipt_time.hpp"

#include "observe/clock_text.hpp"

#include <charconv>

namespace receipts {
namespace {

constexpr std::string_view shape = "0000-00-00T00:00:00.000Z";

bool has_shape(std::string_view text) {
    if (text.size() != shape.size()) {
        return false;
    }
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const bool fits = shape[i] == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == shape[i];
        if (!fits) {
            return false;
        }
    }
    return true;
}

unsigned number(std::string_view text, std::size_t at, std::size_t size) {
    unsigned value = 0;
    std::from_chars(text.data() + at, text.data() + at + size, value);
    return value;
}

}   // namespace

std::string to_text(Time time) {
    return std::string(observe::ClockText().format(time));
}

std::optional<Time> parse_time(std::string_view text) {
    if (!has_shape(text)) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(number(text, 0, 4))),
                                           std::chrono::month(number(text, 5, 2)),
                                           std::chrono::day(number(text, 8, 2)));
    const std::chrono::hours hours(number(text, 11, 2));
    const std::chrono::minutes minutes(number(text, 14, 2));
    const std::chrono::seconds seconds(number(text, 17, 2));
    if (!date.ok() || hours.count() > 23 || minutes.count() > 59 || seconds.count() > 60) {
        return std::nullopt;
    }
    return std::chrono::sys_days(date) + hours + minutes + seconds +
           std::chrono::milliseconds(number(text, 20, 3));
}

}   // namespace receipts
