#include "observe/clock_text.hpp"

namespace observe {
namespace {

using consent::put_digits;

constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";

void put_common_second(char* text, std::chrono::sys_seconds second) {
    const auto day = std::chrono::floor<std::chrono::days>(second);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{second - day};
    constexpr std::string_view form = "00/Jan/0000:00:00:00 +0000";
    form.copy(text, form.size());
    put_digits(text, static_cast<unsigned>(date.day()), 2);
    months.copy(text + 3, 3, (static_cast<unsigned>(date.month()) - 1) * std::size_t{3});
    put_digits(text + 7, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    put_digits(text + 12, static_cast<unsigned>(clock.hours().count()), 2);
    put_digits(text + 15, static_cast<unsigned>(clock.minutes().count()), 2);
    put_digits(text + 18, static_cast<unsigned>(clock.seconds().count()), 2);
}

}   // namespace

std::string_view ClockText::format_common(std::chrono::system_clock::time_point time) {
    const auto second = std::chrono::floor<std::chrono::seconds>(time);
    if (second != common_second_) {
        put_common_second(common_.data(), second);
        common_second_ = second;
    }
    return {common_.data(), common_.size()};
}

std::string_view ClockText::format(std::chrono::system_clock::time_point time) {
    const auto second = std::chrono::floor<std::chrono::seconds>(time);
    if (second != second_) {
        consent::put_second(text_, second);
        second_ = second;
    }
    consent::put_milliseconds(text_, time - second);
    return {text_.data(), text_.size()};
}

}   // namespace observe
