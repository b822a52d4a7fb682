#include "config/settings_fields.hpp"

namespace config {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kib = 1024;
constexpr unsigned most_headers = 1000;
constexpr std::size_t most_connections = 1'000'000;
/// A head is read into one block of this size.
constexpr std::uint64_t most_header_bytes = 64 * kib;

constexpr Word<Underscores> underscores_words[] = {{"pass", Underscores::pass},
                                                   {"drop", Underscores::drop}};

Field<Timeouts> time_field(std::string_view name, std::chrono::milliseconds Timeouts::*member,
                           std::chrono::milliseconds least = 1ms) {
    return field(name, member, [least](const Value& value, Report& report) {
        return read_duration(value, report, least);
    });
}

std::optional<std::size_t> read_header_bytes(const Value& value, Report& report) {
    return read_size(value, report, kib, most_header_bytes);
}

std::optional<std::size_t> read_headers(const Value& value, Report& report) {
    return read_number<std::size_t>(value, report, 1, most_headers);
}

std::optional<std::size_t> read_connections(const Value& value, Report& report) {
    return read_number<std::size_t>(value, report, 1, most_connections);
}

/// Nothing inside for `auto`.
std::optional<std::optional<std::uint64_t>> read_buffered_bytes(const Value& value,
                                                                Report& report) {
    if (value.node.text == "auto") {
        return std::optional<std::uint64_t>{};
    }
    const auto size = read_size(value, report, kib * kib, ~std::uint64_t{0});
    return size ? std::optional(std::optional(*size)) : std::nullopt;
}

/// Nothing inside for `unlimited`.
std::optional<std::optional<std::uint64_t>> read_body_bytes(const Value& value, Report& report) {
    if (value.node.text == "unlimited") {
        return std::optional<std::uint64_t>{};
    }
    const auto size = read_size(value, report, 0, ~std::uint64_t{0});
    return size ? std::optional(std::optional(*size)) : std::nullopt;
}

}   // namespace

const Fields<Timeouts>& timeouts_fields() {
    static const Fields<Timeouts> fields{
        time_field("header", &Timeouts::header),
        time_field("body", &Timeouts::body),
        time_field("idle", &Timeouts::idle),
        time_field("connect", &Timeouts::connect),
        time_field("response", &Timeouts::response),
        time_field("tunnel", &Timeouts::tunnel),
        time_field("drain_delay", &Timeouts::drain_delay, 0ms),
        time_field("drain", &Timeouts::drain, 0ms),
    };
    return fields;
}

const Fields<Limits>& limits_fields() {
    static const Fields<Limits> fields{
        field("header_bytes", &Limits::header_bytes, read_header_bytes),
        field("headers", &Limits::headers, read_headers),
        field("body_bytes", &Limits::body_bytes, read_body_bytes),
        field("connections", &Limits::connections, read_connections),
        field("buffered_bytes", &Limits::buffered_bytes, read_buffered_bytes),
    };
    return fields;
}

const Fields<HttpSettings>& http_fields() {
    static const Fields<HttpSettings> fields{
        field("via", &HttpSettings::via, read_flag),
        field("request_id", &HttpSettings::request_id, read_flag),
        word_field("underscores", &HttpSettings::underscores, underscores_words),
        field("early_hints", &HttpSettings::early_hints, read_flag),
    };
    return fields;
}

const Fields<LogSettings>& log_fields() {
    static const Fields<LogSettings> fields{
        word_field("level", &LogSettings::level, log_level_words),
        word_field("format", &LogSettings::format, log_format_words),
        field("access", &LogSettings::access, read_flag),
        word_field("access_format", &LogSettings::access_format, access_format_words),
        word_field("client", &LogSettings::client, log_client_words),
    };
    return fields;
}

}   // namespace config
