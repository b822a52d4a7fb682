#include "strict_reader.hpp"

#include <algorithm>
#include <cctype>

namespace fuzz {
namespace {

bool is_visible(char c) {
    return static_cast<unsigned char>(c) > 0x20 && c != 0x7f;
}

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

bool is_value(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return is_visible(c) || c == ' ' || c == '\t'; });
}

/// In lower case, with `_` as `-`: as CGI origins see it.
std::string plain_name(std::string_view name) {
    std::string plain;
    for (const char c : name) {
        plain += c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return plain;
}

/// 1*DIGIT, or 1*HEXDIG, without zeros in front where there is more; up to `most`.
std::optional<std::size_t> read_number(std::string_view text, std::size_t base, std::size_t most) {
    std::size_t number = 0;
    for (const char c : text) {
        const auto digit =
            std::string_view("0123456789abcdef")
                .substr(0, base)
                .find(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
        if (digit == std::string_view::npos || number > most) {
            return std::nullopt;
        }
        number = number * base + digit;
    }
    return text.empty() ? std::nullopt : std::optional(number);
}

}   // namespace

std::optional<std::string_view> StrictReader::take_bytes(std::size_t count) {
    if (count > rest_.size()) {
        return std::nullopt;
    }
    const std::string_view bytes = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return bytes;
}

std::optional<std::string_view> StrictReader::take_line() {
    const std::size_t end = rest_.find_first_of("\r\n");
    if (end == rest_.npos || !rest_.substr(end).starts_with("\r\n")) {
        return std::nullopt;
    }
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end + 2);
    return line;
}

bool StrictReader::read_request_line(Request& request) {
    const auto line = take_line();
    if (!line || std::count(line->begin(), line->end(), ' ') != 2 ||
        !line->ends_with(" HTTP/1.1")) {
        return false;
    }
    const std::size_t space = line->find(' ');
    request.method = line->substr(0, space);
    request.target = line->substr(space + 1, line->rfind(' ') - space - 1);
    return is_token(request.method) && (request.target == "*" || request.target.starts_with('/')) &&
           std::all_of(request.target.begin(), request.target.end(), is_visible);
}

bool StrictReader::read_fields(Framing& framing) {
    for (;;) {
        const auto line = take_line();
        if (!line || line->empty()) {
            return line.has_value();
        }
        const std::size_t colon = line->find(':');
        if (colon == line->npos || !is_token(line->substr(0, colon)) || !is_value(*line)) {
            return false;
        }
        const std::string name = plain_name(line->substr(0, colon));
        const std::string_view value = line->substr(colon + 1);
        if (name == "host") {
            ++framing.hosts;
        } else if (name == "transfer-encoding") {
            if (line->find('_') != line->npos || value != " chunked" || framing.codings++ > 0) {
                return false;
            }
        } else if (name == "content-length") {
            if (line->find('_') != line->npos || framing.length || !value.starts_with(' ')) {
                return false;
            }
            framing.length = read_number(value.substr(1), 10, rest_.size());
            if (!framing.length) {
                return false;
            }
        } else if (name == "connection") {
            if (value != " upgrade" && value != " TE") {
                return false;
            }
        } else if (name == "keep-alive" || name == "proxy-connection" || name == "trailer") {
            return false;
        }
    }
}

bool StrictReader::read_chunks(std::string& body) {
    for (;;) {
        const auto line = take_line();
        const auto size = line ? read_number(*line, 16, rest_.size()) : std::nullopt;
        const auto bytes = size ? take_bytes(*size) : std::nullopt;
        const auto end = bytes ? take_line() : std::nullopt;
        if (!end || !end->empty()) {
            return false;
        }
        if (*size == 0) {
            return *line == "0";
        }
        body.append(*bytes);
    }
}

std::optional<Request> StrictReader::next() {
    Request request;
    Framing framing;
    if (!read_request_line(request) || !read_fields(framing) || framing.hosts != 1 ||
        (framing.codings > 0 && framing.length)) {
        return std::nullopt;
    }
    if (framing.codings > 0) {
        request.chunked = true;
        return read_chunks(request.body) ? std::optional(request) : std::nullopt;
    }
    const auto body = take_bytes(framing.length.value_or(0));
    if (!body) {
        return std::nullopt;
    }
    request.body = *body;
    return request;
}

}   // namespace fuzz
