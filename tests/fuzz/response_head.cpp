#include "bytes/ascii.hpp"
#include "check.hpp"
#include "http/head.hpp"
#include "http/repair.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using fuzz::require;

constexpr std::size_t most_fields = 200;

/// A field line as a lax reader sees it.
struct Line {
    std::string name;
    std::string value;
};

/// What a browser would make of the lines behind the status line: bare LF ends one, blanks at its
/// start fold it, blanks before the colon count for nothing.
std::vector<Line> read_loosely(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        std::string_view line = fuzz::take_part(text, '\n');
        line = line.substr(0, line.find_last_not_of('\r') + 1);
        if (!lines.empty() && !line.empty() && bytes::is_blank(line.front())) {
            lines.back().append(" ").append(bytes::trim(line));
        } else if (!line.empty()) {
            lines.emplace_back(line);
        }
    }
    std::vector<Line> found;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        std::string_view line = lines[i];
        if (line.find(':') != line.npos) {
            const std::string_view name = fuzz::take_part(line, ':');
            found.push_back({std::string(bytes::trim(name)), std::string(bytes::trim(line))});
        }
    }
    return found;
}

std::vector<Line> lines_of(const http::Fields& fields) {
    std::vector<Line> found;
    for (const http::Field& field : fields) {
        found.push_back({std::string(fields.name(field)), std::string(fields.value(field))});
    }
    return found;
}

std::vector<std::string> values_of(const std::vector<Line>& lines, std::string_view name) {
    std::vector<std::string> values;
    for (const Line& line : lines) {
        if (bytes::iequals(line.name, name)) {
            values.push_back(line.value);
        }
    }
    return values;
}

bool is_clean(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

/// The head's bytes up to its end, as a proxy takes them off the wire. Read at once, a strict one
/// ends there too.
std::optional<std::string_view> take_head(std::string_view bytes, bool& loose) {
    http::HeadEnd strict;
    const auto end = strict.find(bytes);
    loose = !end;
    const auto size = end ? *end : http::find_loose_head_end(bytes);
    http::ResponseHead head;
    const auto at_once = http::read_response_head(bytes, most_fields, head);
    require(!at_once || (!loose && size == *at_once));
    return size ? std::optional(bytes.substr(0, *size)) : std::nullopt;
}

/// Only what the status line says, or how many fields there are, may stand in the way.
bool is_hopeless(std::string text, http::Fault fault) {
    if (fault == http::Fault::too_many_fields) {
        return true;
    }
    http::ResponseHead head;
    text.replace(0, text.find("\r\n"), "HTTP/1.1 200");
    const auto parsed = http::parse_response_head(text, most_fields, head);
    return parsed || parsed.error() == http::Fault::too_many_fields;
}

void check_repair(std::string_view text) {
    const auto repaired = http::repair_response_head(text);
    if (!repaired) {
        return;
    }
    http::ResponseHead head;
    const auto parsed = http::parse_response_head(repaired->text, most_fields, head);
    if (!parsed) {
        require(is_hopeless(repaired->text, parsed.error()));
        return;
    }
    const std::vector<Line> seen = read_loosely(text);
    const std::vector<Line> kept = lines_of(head.fields);
    for (const std::string_view name :
         {"content-length", "transfer-encoding", "connection", "upgrade", "trailer"}) {
        require(values_of(kept, name) == values_of(seen, name));
    }
    std::vector<std::string> cookies = values_of(seen, "set-cookie");
    const std::size_t all = cookies.size();
    std::erase_if(cookies, [](const std::string& value) { return !is_clean(value); });
    require(values_of(kept, "set-cookie") == cookies);
    require(repaired->lost_set_cookies >= all - cookies.size());
}

/// Nothing is to be mended, so nothing changes.
void check_same(const http::ResponseHead& head, std::string_view text) {
    const auto repaired = http::repair_response_head(text);
    require(repaired && repaired->lost_set_cookies == 0);
    http::ResponseHead again;
    require(http::parse_response_head(repaired->text, most_fields, again).has_value());
    require(again.status_and_reason == head.status_and_reason);
    const auto same = [](const Line& a, const Line& b) {
        return a.name == b.name && a.value == b.value;
    };
    const std::vector<Line> before = lines_of(head.fields);
    const std::vector<Line> after = lines_of(again.fields);
    require(std::equal(before.begin(), before.end(), after.begin(), after.end(), same));
}

}   // namespace

// A response head is strict, or mended so that it is: framing is as it came or the head is refused,
// and each cookie that a browser would take is still there, each other one counted.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    bool loose = false;
    const auto text = take_head(fuzz::text_of(data, size), loose);
    http::ResponseHead head;
    if (!text) {
        return 0;
    }
    if (!loose && http::parse_response_head(*text, most_fields, head)) {
        check_same(head, *text);
    } else {
        check_repair(*text);
    }
    return 0;
}
