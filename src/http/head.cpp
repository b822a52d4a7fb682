#include "http/head.hpp"

#include "bytes/block.hpp"
#include "http/ascii.hpp"
#include "http/octets.hpp"

namespace http {
namespace {

using Result = boost::system::result<void, Fault>;

constexpr std::string_view crlf = "\r\n";

// The line that begins at `begin`, without its CRLF; nothing when it does not end in one.
std::optional<std::string_view> line_at(std::string_view text, std::size_t begin) {
    const std::size_t end = text.find('\n', begin);
    if (end == text.npos || end == begin || text[end - 1] != '\r') {
        return std::nullopt;
    }
    return text.substr(begin, end - 1 - begin);
}

Result parse_field(std::string_view line, std::size_t begin, Fields& fields) {
    const std::size_t colon = bytes::find_byte(line, ':');
    const std::string_view name = line.substr(0, colon);
    const FieldId id = field_id(name);
    if (name.empty() || name.size() == line.size() || !(has_one_name(id) || all(tchar, name))) {
        return Fault::malformed;
    }
    const std::string_view rest = line.substr(colon + 1);
    // Most lines have not even a tab, which many bytes at a time are asked for.
    if (bytes::may_have_control(line) && !all(field_byte, rest)) {
        return Fault::malformed;
    }
    const std::string_view value = trim(rest);
    const std::size_t value_begin =
        value.empty() ? begin + colon + 1
                      : begin + static_cast<std::size_t>(value.data() - line.data());
    fields.add({.begin = static_cast<std::uint32_t>(begin),
                .name_end = static_cast<std::uint32_t>(begin + colon),
                .value_begin = static_cast<std::uint32_t>(value_begin),
                .value_end = static_cast<std::uint32_t>(value_begin + value.size()),
                .end = static_cast<std::uint32_t>(begin + line.size() + crlf.size()),
                .id = id});
    return {};
}

// The field lines from `begin` to the empty line, which has to be the end of the text.
Result parse_fields(std::string_view text, std::size_t begin, std::size_t max_fields,
                    Fields& fields) {
    for (;;) {
        const auto line = line_at(text, begin);
        if (!line) {
            return Fault::malformed;
        }
        if (line->empty()) {
            return begin + crlf.size() == text.size() ? Result{} : Result{Fault::malformed};
        }
        if (fields.size() == max_fields) {
            return Fault::too_many_fields;
        }
        if (const auto parsed = parse_field(*line, begin, fields); !parsed) {
            return parsed;
        }
        begin += line->size() + crlf.size();
    }
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "HTTP/" DIGIT "." DIGIT
bool is_version(std::string_view text) {
    return text.size() == 8 && text.starts_with("HTTP/") && is_digit(text[5]) && text[6] == '.' &&
           is_digit(text[7]);
}

Result parse_request_line(std::string_view line, RequestHead& head) {
    const std::size_t method_end = line.find(' ');
    if (method_end == line.npos) {
        return Fault::malformed;
    }
    const std::size_t target_end = line.find(' ', method_end + 1);
    if (target_end == line.npos) {
        return Fault::malformed;
    }
    const std::string_view version = line.substr(target_end + 1);
    head.method = line.substr(0, method_end);
    head.target = line.substr(method_end + 1, target_end - method_end - 1);
    if (head.method.empty() || !all(tchar, head.method) || head.target.empty() ||
        !all(target_byte, head.target) || !is_version(version)) {
        return Fault::malformed;
    }
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        return Fault::version;
    }
    head.minor = version.back() == '1' ? 1 : 0;
    return {};
}

Result parse_status_line(std::string_view line, ResponseHead& head) {
    constexpr std::size_t status_begin = 9;
    constexpr std::size_t status_end = 12;
    if (line.size() < status_end || !is_version(line.substr(0, 8)) || line[8] != ' ' ||
        !is_digit(line[9]) || !is_digit(line[10]) || !is_digit(line[11]) ||
        (line.size() > status_end && line[status_end] != ' ') ||
        !all(field_byte, line.substr(status_end))) {
        return Fault::malformed;
    }
    if (line[5] != '1') {
        return Fault::version;
    }
    head.minor = line[7] == '0' ? 0 : 1;
    head.status =
        static_cast<unsigned>((line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0'));
    head.status_and_reason = line.substr(status_begin);
    return head.status >= 100 ? Result{} : Result{Fault::malformed};
}

}   // namespace

boost::system::result<std::optional<std::size_t>, Fault> HeadEnd::find(std::string_view text) {
    while (scanned_ < text.size()) {
        const std::size_t end = text.find('\n', scanned_);
        if (end == text.npos) {
            scanned_ = text.size();
            break;
        }
        if (end == line_ || text[end - 1] != '\r') {
            return Fault::malformed;
        }
        if (end - line_ == 1) {
            return std::optional{end + 1};
        }
        line_ = scanned_ = end + 1;
    }
    return std::optional<std::size_t>{};
}

Result parse_request_head(std::string_view text, std::size_t max_fields, RequestHead& head) {
    const auto line = line_at(text, 0);
    if (!line) {
        return Fault::malformed;
    }
    if (const auto parsed = parse_request_line(*line, head); !parsed) {
        return parsed;
    }
    head.fields.reset(text);
    return parse_fields(text, line->size() + crlf.size(), max_fields, head.fields);
}

Result parse_response_head(std::string_view text, std::size_t max_fields, ResponseHead& head) {
    const auto line = line_at(text, 0);
    if (!line) {
        return Fault::malformed;
    }
    if (const auto parsed = parse_status_line(*line, head); !parsed) {
        return parsed;
    }
    head.fields.reset(text);
    return parse_fields(text, line->size() + crlf.size(), max_fields, head.fields);
}

}   // namespace http
