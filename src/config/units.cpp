#include "config/units.hpp"

#include <charconv>
#include <limits>

namespace config {
namespace {

/// A number and what follows it, blanks between them left out.
struct Measure {
    std::uint64_t count = 0;
    std::string_view unit;
};

std::optional<Measure> split(std::string_view text) {
    Measure measure;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, measure.count);
    if (error != std::errc{}) {
        return std::nullopt;
    }
    measure.unit = std::string_view(rest, static_cast<std::size_t>(end - rest));
    const std::size_t begin = measure.unit.find_first_not_of(' ');
    if (begin == std::string_view::npos) {
        return measure.unit.empty() ? std::optional(measure) : std::nullopt;
    }
    measure.unit.remove_prefix(begin);
    return measure;
}

/// What one unit counts; 0 for an unknown one.
std::uint64_t milliseconds_in(const Measure& measure) {
    constexpr Word<std::uint64_t> units[] = {
        {"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}};
    for (const auto& unit : units) {
        if (unit.text == measure.unit) {
            return unit.value;
        }
    }
    return measure.count == 0 && measure.unit.empty() ? 1 : 0;
}

std::uint64_t bytes_in(std::string_view name) {
    constexpr Word<std::uint64_t> units[] = {
        {"", 1}, {"KiB", 1024}, {"MiB", 1024 * 1024}, {"GiB", 1024 * 1024 * 1024}};
    for (const auto& unit : units) {
        if (unit.text == name) {
            return unit.value;
        }
    }
    return 0;
}

}   // namespace

Parsed<std::uint64_t> parse_number(std::string_view text) {
    const auto measure = split(text);
    if (!measure || !measure->unit.empty()) {
        return fmt::format("must be a whole number, not \"{}\"", text);
    }
    return measure->count;
}

Parsed<std::chrono::milliseconds> parse_duration(std::string_view text) {
    const auto measure = split(text);
    const std::uint64_t factor = measure ? milliseconds_in(*measure) : 0;
    if (factor == 0) {
        return fmt::format("must be a number and ms, s, m or h (as in 10s), not \"{}\"", text);
    }
    if (measure->count > static_cast<std::uint64_t>(max_duration.count()) / factor) {
        return std::string("must be at most 8760h");
    }
    return std::chrono::milliseconds{measure->count * factor};
}

Parsed<std::uint64_t> parse_size(std::string_view text) {
    const auto measure = split(text);
    const std::uint64_t factor = measure ? bytes_in(measure->unit) : 0;
    if (factor == 0) {
        return fmt::format(
            "must be bytes or a number and KiB, MiB or GiB (as in 32KiB), not \"{}\"", text);
    }
    if (measure->count > std::uint64_t{std::numeric_limits<std::int64_t>::max()} / factor) {
        return std::string("is too large");
    }
    return measure->count * factor;
}

Parsed<std::optional<unsigned>> parse_workers(std::string_view text) {
    if (text == "auto") {
        return std::optional<unsigned>{};
    }
    const auto number = parse_number(text);
    if (!number || *number == 0 || *number > max_workers) {
        return fmt::format("must be auto or a number from 1 to {}, not \"{}\"", max_workers, text);
    }
    return std::optional<unsigned>{static_cast<unsigned>(*number)};
}

Parsed<LogLevel> parse_log_level(std::string_view text) {
    return parse_word<LogLevel>(text, log_level_words);
}

Parsed<LogFormat> parse_log_format(std::string_view text) {
    return parse_word<LogFormat>(text, log_format_words);
}

}   // namespace config
