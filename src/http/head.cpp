#include "http/head.hpp"

#include "bytes/ascii.hpp"
#include "bytes/block.hpp"
#include "http/octets.hpp"

namespace http {
namespace {

using Result = boost::system::result<void, Fault>;
using Size = boost::system::result<std::size_t, Fault>;

constexpr std::string_view crlf = "\r\n";

// The first line without its CRLF; nothing when it does not end in one.
std::optional<std::string_view> first_line(std::string_view text) {
    const std::size_t end = text.find('\n');
    if (end == text.npos || end == 0 || text[end - 1] != '\r') {
        return std::nullopt;
    }
    return text.substr(0, end - 1);
}

// Where the CRLF stands that ends the value, which may hold tabs but no other control byte; npos
// when something else ends it.
std::size_t value_end(std::string_view text, std::size_t at) {
    for (;;) {
        at += bytes::find_control(text.substr(at));
        if (text.substr(at).starts_with(crlf)) {
            return at;
        }
        if (at == text.size() || text[at] != '\t') {
            return text.npos;
        }
        ++at;
    }
}

// The field line that begins at `begin`, each byte looked at once. The size of the text before it
// and with it.
Size parse_field(std::string_view text, std::size_t begin, Fields& fields) {
    const std::string_view rest = text.substr(begin);
    const std::string_view name = rest.substr(0, bytes::find_byte(rest, ':'));
    const FieldId id = field_id(name);
    if (name.empty() || name.size() == rest.size() || !(has_one_name(id) || all(tchar, name))) {
        return Fault::malformed;
    }
    const std::size_t colon = begin + name.size();
    const std::size_t end = value_end(text, colon + 1);
    if (end == text.npos) {
        return Fault::malformed;
    }
    const std::string_view value = bytes::trim(text.substr(colon + 1, end - colon - 1));
    const std::size_t value_begin =
        value.empty() ? colon + 1 : static_cast<std::size_t>(value.data() - text.data());
    fields.add({.begin = static_cast<std::uint32_t>(begin),
                .name_end = static_cast<std::uint32_t>(colon),
                .value_begin = static_cast<std::uint32_t>(value_begin),
                .value_end = static_cast<std::uint32_t>(value_begin + value.size()),
                .end = static_cast<std::uint32_t>(end + crlf.size()),
                .id = id});
    return end + crlf.size();
}

// The field lines from `begin` on and the empty line. The size of the head.
Size parse_fields(std::string_view text, std::size_t begin, std::size_t max_fields,
                  Fields& fields) {
    fields.reset(text);
    while (!text.substr(begin).starts_with(crlf)) {
        if (fields.size() == max_fields) {
            return Fault::too_many_fields;
        }
        const auto end = parse_field(text, begin, fields);
        if (!end) {
            return end.error();
        }
        begin = *end;
    }
    const std::size_t size = begin + crlf.size();
    fields.rebase(text.substr(0, size));
    return size;
}

// "HTTP/" DIGIT "." DIGIT
bool is_version(std::string_view text) {
    return text.size() == 8 && text.starts_with("HTTP/") && bytes::is_digit(text[5]) &&
           text[6] == '.' && bytes::is_digit(text[7]);
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
        !bytes::is_digit(line[9]) || !bytes::is_digit(line[10]) || !bytes::is_digit(line[11]) ||
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

// The head has to be all of the text.
Result whole(Size size, std::string_view text) {
    if (!size) {
        return size.error();
    }
    return *size == text.size() ? Result{} : Result{Fault::malformed};
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

Size read_request_head(std::string_view bytes, std::size_t max_fields, RequestHead& head) {
    const auto line = first_line(bytes);
    if (!line) {
        return Fault::malformed;
    }
    if (const auto parsed = parse_request_line(*line, head); !parsed) {
        return parsed.error();
    }
    return parse_fields(bytes, line->size() + crlf.size(), max_fields, head.fields);
}

Result parse_request_head(std::string_view text, std::size_t max_fields, RequestHead& head) {
    return whole(read_request_head(text, max_fields, head), text);
}

Size read_response_head(std::string_view bytes, std::size_t max_fields, ResponseHead& head) {
    const auto line = first_line(bytes);
    if (!line) {
        return Fault::malformed;
    }
    if (const auto parsed = parse_status_line(*line, head); !parsed) {
        return parsed.error();
    }
    return parse_fields(bytes, line->size() + crlf.size(), max_fields, head.fields);
}

Result parse_response_head(std::string_view text, std::size_t max_fields, ResponseHead& head) {
    return whole(read_response_head(text, max_fields, head), text);
}

}   // namespace http
