#include "survey/timestamp.hpp"

#include "bytes/ascii.hpp"

#include <fmt/chrono.h>

namespace survey {
namespace {

/// Takes digits and single bytes off the front of a text; once something does not fit, all fails.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    int digits(std::size_t count) {
        int number = 0;
        for (; count > 0; --count) {
            if (rest_.empty() || !bytes::is_digit(rest_.front())) {
                failed_ = true;
                return 0;
            }
            number = number * 10 + (rest_.front() - '0');
            rest_.remove_prefix(1);
        }
        return number;
    }

    bool take(char byte) {
        const bool there = rest_.starts_with(byte);
        rest_.remove_prefix(there ? 1 : 0);
        return there;
    }

    void expect(char byte) { failed_ = !take(byte) || failed_; }

    [[nodiscard]] bool at_digit() const { return !rest_.empty() && bytes::is_digit(rest_.front()); }
    [[nodiscard]] bool done() const { return !failed_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool failed_ = false;
};

/// The fraction in milliseconds, further digits left aside.
std::chrono::milliseconds fraction(Scanner& scanner) {
    int milliseconds = 0;
    if (scanner.take('.')) {
        int scale = 100;
        milliseconds = scale * scanner.digits(1);
        while (scanner.at_digit()) {
            scale /= 10;
            milliseconds += scale * scanner.digits(1);
        }
    }
    return std::chrono::milliseconds(milliseconds);
}

std::chrono::minutes offset(Scanner& scanner) {
    if (scanner.take('Z')) {
        return {};
    }
    const bool west = scanner.take('-');
    if (!west) {
        scanner.expect('+');
    }
    const std::chrono::hours hours(scanner.digits(2));
    scanner.take(':');
    const auto east = hours + std::chrono::minutes(scanner.digits(2));
    return west ? -east : east;
}

}   // namespace

std::optional<Moment> parse_moment(std::string_view text) {
    Scanner scanner(text);
    const std::chrono::year year(scanner.digits(4));
    scanner.expect('-');
    const std::chrono::month month(static_cast<unsigned>(scanner.digits(2)));
    scanner.expect('-');
    const std::chrono::day day(static_cast<unsigned>(scanner.digits(2)));
    scanner.expect('T');
    const int hours = scanner.digits(2);
    scanner.expect(':');
    const int minutes = scanner.digits(2);
    scanner.expect(':');
    const int seconds = scanner.digits(2);
    const auto milliseconds = fraction(scanner);
    const auto east = offset(scanner);
    const std::chrono::year_month_day date(year, month, day);
    if (!scanner.done() || !date.ok() || hours > 23 || minutes > 59 || seconds > 60) {
        return std::nullopt;
    }
    return std::chrono::sys_days(date) + std::chrono::hours(hours) + std::chrono::minutes(minutes) +
           std::chrono::seconds(seconds) + milliseconds - east;
}

std::string to_string(Moment moment) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", std::chrono::floor<std::chrono::seconds>(moment));
}

}   // namespace survey
