#include "consent/iso_time.hpp"

namespace consent {

void put_second(IsoTime& text, std::chrono::sys_seconds second) {
    const auto day = std::chrono::floor<std::chrono::days>(second);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{second - day};
    char* const at = text.data();
    put_digits(at, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    at[4] = '-';
    put_digits(at + 5, static_cast<unsigned>(date.month()), 2);
    at[7] = '-';
    put_digits(at + 8, static_cast<unsigned>(date.day()), 2);
    at[10] = 'T';
    put_digits(at + 11, static_cast<unsigned>(clock.hours().count()), 2);
    at[13] = ':';
    put_digits(at + 14, static_cast<unsigned>(clock.minutes().count()), 2);
    at[16] = ':';
    put_digits(at + 17, static_cast<unsigned>(clock.seconds().count()), 2);
    at[19] = '.';
    at[23] = 'Z';
}

std::string iso_time(std::chrono::system_clock::time_point time) {
    const auto second = std::chrono::floor<std::chrono::seconds>(time);
    IsoTime text{};
    put_second(text, second);
    put_milliseconds(text, time - second);
    return {text.data(), text.size()};
}

}   // namespace consent
