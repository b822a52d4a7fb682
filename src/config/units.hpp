#pragma once

#include "config/settings.hpp"
#include "config/words.hpp"

#include <boost/system/result.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace config {

/// The words of the log settings; flags know no others.
inline constexpr Word<LogLevel> log_level_words[] = {
    {"trace", LogLevel::trace},     {"debug", LogLevel::debug},  {"info", LogLevel::info},
    {"warning", LogLevel::warning}, {"warn", LogLevel::warning}, {"error", LogLevel::error}};
inline constexpr Word<LogFormat> log_format_words[] = {{"text", LogFormat::text},
                                                       {"json", LogFormat::json}};
inline constexpr Word<AccessFormat> access_format_words[] = {{"auto", AccessFormat::automatic},
                                                             {"text", AccessFormat::text},
                                                             {"json", AccessFormat::json},
                                                             {"common", AccessFormat::common}};
inline constexpr Word<LogClient> log_client_words[] = {
    {"full", LogClient::full}, {"prefix", LogClient::prefix}, {"none", LogClient::none}};

/// The longest time and the most workers that are taken: more is a slip of the pen.
inline constexpr std::chrono::milliseconds max_duration = std::chrono::days{365};
inline constexpr unsigned max_workers = 256;

/// The error of each is the end of a sentence: `must be ...`.
template <class T>
using Parsed = boost::system::result<T, std::string>;

/// Reads a plain decimal number.
[[nodiscard]] Parsed<std::uint64_t> parse_number(std::string_view text);

/// Reads a time:
///
///     duration = "0" / 1*DIGIT *SP ("ms" / "s" / "m" / "h")   ; at most max_duration
[[nodiscard]] Parsed<std::chrono::milliseconds> parse_duration(std::string_view text);

/// Reads a size in bytes:
///
///     size = 1*DIGIT [*SP ("KiB" / "MiB" / "GiB")]   ; below 2^63
[[nodiscard]] Parsed<std::uint64_t> parse_size(std::string_view text);

/// Reads `auto` (nothing) or a number from 1 to max_workers.
[[nodiscard]] Parsed<std::optional<unsigned>> parse_workers(std::string_view text);

[[nodiscard]] Parsed<LogLevel> parse_log_level(std::string_view text);
[[nodiscard]] Parsed<LogFormat> parse_log_format(std::string_view text);

}   // namespace config
