#include "observe/clock_text.hpp"

namespace observe {
namespace {

void put(char* at, unsigned value, int digits) {
    for (int digit = digits; digit-- > 0; value /= 10) {
        at[digit] = static_cast<char>('0' + value % 10);
    }
}

void put_second(char* text, std::chrono::sys_seconds second) {
    const auto day = std::chrono::floor<std::chrono::days>(second);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{second - day};
    put(text, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    text[4] = '-';
    put(text + 5, static_cast<unsigned>(date.month()), 2);
    text[7] = '-';
    put(text + 8, static_cast<unsigned>(date.day()), 2);
    text[10] = 'T';
    put(text + 11, static_cast<unsigned>(clock.hours().count()), 2);
    text[13] = ':';
    put(text + 14, static_cast<unsigned>(clock.minutes().count()), 2);
    text[16] = ':';
    put(text + 17, static_cast<unsigned>(clock.seconds().count()), 2);
    text[19] = '.';
    text[23] = 'Z';
}

constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";

void put_common_second(char* text, std::chrono::sys_seconds second) {
    const auto day = std::chrono::floor<std::chrono::days>(second);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{second - day};
    constexpr std::string_view form = "00/Jan/0000:00:00:00 +0000";
    form.copy(text, form.size());
    put(text, static_cast<unsigned>(date.day()), 2);
    months.copy(text + 3, 3, (static_cast<unsigned>(date.month()) - 1) * std::size_t{3});
    put(text + 7, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    put(text + 12, static_cast<unsigned>(clock.hours().count()), 2);
    put(text + 15, static_cast<unsigned>(clock.minutes().count()), 2);
    put(text + 18, static_cast<unsigned>(clock.seconds().count()), 2);
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
        put_second(text_.data(), second);
        second_ = second;
    }
    const auto rest = std::chrono::floor<std::chrono::milliseconds>(time - second);
    put(text_.data() + 20, static_cast<unsigned>(rest.count()), 3);
    return {text_.data(), text_.size()};
}

}   // namespace observe
