#include "config/values.hpp"

#include <algorithm>

namespace config {
namespace {

bool is_scalar(const Node& node) {
    return node.kind != Kind::mapping && node.kind != Kind::sequence;
}

}   // namespace

bool has_control_byte(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
}

void refuse(const Value& value, Report& report, std::string_view message) {
    report.error(value.node.place, fmt::format("\"{}\" {}", value.key, message));
}

std::optional<std::string> read_text(const Value& value, Report& report) {
    if (value.node.kind == Kind::plain || value.node.kind == Kind::string) {
        return value.node.text;
    }
    refuse(value, report, "must be text");
    return std::nullopt;
}

std::optional<std::string> read_name(const Value& value, Report& report) {
    if (!is_scalar(value.node)) {
        refuse(value, report, "must be text");
    } else if (value.node.text.empty()) {
        refuse(value, report, "must not be empty");
    } else if (has_control_byte(value.node.text)) {
        refuse(value, report, "must not have a control byte in it");
    } else {
        return value.node.text;
    }
    return std::nullopt;
}

std::optional<bool> read_flag(const Value& value, Report& report) {
    const bool typed = value.node.kind == Kind::plain || value.node.kind == Kind::boolean;
    const std::string_view text = value.node.text;
    if (typed && (text == "true" || text == "True" || text == "TRUE")) {
        return true;
    }
    if (typed && (text == "false" || text == "False" || text == "FALSE")) {
        return false;
    }
    refuse(value, report, "must be true or false");
    return std::nullopt;
}

std::optional<std::string_view> read_measure(const Value& value, Report& report) {
    const Kind kind = value.node.kind;
    if (kind == Kind::plain || kind == Kind::string || kind == Kind::number) {
        return value.node.text;
    }
    refuse(value, report, "must be a number or text");
    return std::nullopt;
}

bool expect_list(const Value& value, Report& report) {
    if (value.node.kind == Kind::sequence) {
        return true;
    }
    refuse(value, report, "must be a list");
    return false;
}

std::optional<std::chrono::milliseconds> read_duration(const Value& value, Report& report,
                                                       std::chrono::milliseconds least) {
    const auto duration = read_parsed(value, report, parse_duration);
    if (duration && *duration < least) {
        refuse(value, report, fmt::format("must be at least {}ms", least.count()));
        return std::nullopt;
    }
    return duration;
}

std::optional<std::uint64_t> read_size(const Value& value, Report& report, std::uint64_t least,
                                       std::uint64_t most) {
    const auto size = read_parsed(value, report, parse_size);
    if (size && (*size < least || *size > most)) {
        refuse(value, report, fmt::format("must be from {} to {} bytes", least, most));
        return std::nullopt;
    }
    return size;
}

}   // namespace config
