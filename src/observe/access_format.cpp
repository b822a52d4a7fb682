#include "observe/access_format.hpp"

#include "observe/escape.hpp"

#include <algorithm>
#include <string_view>

namespace observe {
namespace {

void put(fmt::memory_buffer& out, std::string_view text) {
    out.append(text);
}

void put_number(fmt::memory_buffer& out, std::uint64_t number) {
    const fmt::format_int text(number);
    out.append(text.data(), text.data() + text.size());
}

/// Milliseconds with three decimals.
void put_duration(fmt::memory_buffer& out, std::chrono::nanoseconds duration) {
    using std::chrono::microseconds;
    const auto whole = std::max(std::chrono::floor<microseconds>(duration), microseconds::zero());
    const auto count = static_cast<std::uint64_t>(whole.count());
    const auto rest = static_cast<unsigned>(count % 1000);
    put_number(out, count / 1000);
    out.push_back('.');
    out.push_back(static_cast<char>('0' + rest / 100));
    out.push_back(static_cast<char>('0' + rest / 10 % 10));
    out.push_back(static_cast<char>('0' + rest % 10));
}

/// The path alone, whatever form of target stands there: a query may carry anything, a path
/// parameter a session (`;jsessionid=`), and the authority of an absolute form a password.
std::string_view path_of(std::string_view target) {
    target = target.substr(0, target.find_first_of("?#;"));
    if (target.empty() || target.front() == '/' || target == "*") {
        return target;
    }
    const auto authority = target.find("://");
    if (authority == std::string_view::npos) {
        return {};
    }
    const auto slash = target.find('/', authority + 3);
    return slash == std::string_view::npos ? "/" : target.substr(slash);
}

/// The host alone, without user information.
std::string_view host_of(std::string_view authority) {
    const auto at = authority.rfind('@');
    return at == std::string_view::npos ? authority : authority.substr(at + 1);
}

std::string_view word(CookieField field) {
    return field == CookieField::cookie ? "cookie" : "set-cookie";
}

void put_word(fmt::memory_buffer& out, std::string_view text) {
    append_word(out, text);
    out.push_back(' ');
}

bool is_stripped(const SeenCookie& cookie) {
    return cookie.outcome != Outcome::pass;
}

void put_stripped_text(fmt::memory_buffer& out, std::span<const SeenCookie> cookies) {
    std::string_view separator;
    for (const SeenCookie& cookie : cookies) {
        if (!is_stripped(cookie)) {
            continue;
        }
        put(out, separator);
        put(out, word(cookie.from));
        out.push_back(':');
        append_word(out, cookie.name);
        out.push_back(':');
        put(out, consent::to_string(cookie.reason));
        put(out, cookie.outcome == Outcome::would_strip ? ":would-strip" : "");
        separator = ",";
    }
    if (separator.empty()) {
        out.push_back('-');
    }
}

void put_string_member(fmt::memory_buffer& out, std::string_view start, std::string_view text) {
    put(out, start);
    append_json(out, text);
}

void put_stripped_json(fmt::memory_buffer& out, std::span<const SeenCookie> cookies) {
    std::string_view start = "{\"name\":\"";
    for (const SeenCookie& cookie : cookies) {
        if (!is_stripped(cookie)) {
            continue;
        }
        put_string_member(out, start, cookie.name);
        put_string_member(out, "\",\"reason\":\"", consent::to_string(cookie.reason));
        put_string_member(out, "\",\"from\":\"", word(cookie.from));
        put(out, cookie.outcome == Outcome::would_strip ? "\",\"decision\":\"would-strip\"" : "\"");
        put(out, cookie.session ? ",\"session\":true}" : "}");
        start = ",{\"name\":\"";
    }
}

// Of a nameless cookie nothing may be told.
void put_passed_names(fmt::memory_buffer& out, std::span<const SeenCookie> cookies,
                      CookieField from) {
    std::string_view start = "\"";
    for (const SeenCookie& cookie : cookies) {
        if (!is_stripped(cookie) && cookie.from == from && !cookie.name.empty()) {
            put_string_member(out, start, cookie.name);
            out.push_back('"');
            start = ",\"";
        }
    }
}

}   // namespace

void format_text(const AccessEntry& entry, ClockText& clock, fmt::memory_buffer& out) {
    put(out, clock.format(entry.time));
    out.push_back(' ');
    put_word(out, entry.site);
    put_word(out, entry.client);
    put_word(out, entry.method);
    put_word(out, host_of(entry.host));
    put_word(out, path_of(entry.path));
    put_number(out, entry.status);
    put(out, " in=");
    put_number(out, entry.bytes_in);
    put(out, " out=");
    put_number(out, entry.bytes_out);
    put(out, " time=");
    put_duration(out, entry.duration);
    put(out, "ms upstream=");
    if (entry.upstream_duration) {
        put_duration(out, *entry.upstream_duration);
        put(out, "ms");
    } else {
        out.push_back('-');
    }
    put(out, " flags=");
    put_word(out, entry.flags);
    put(out, "stripped=");
    put_stripped_text(out, entry.cookies);
    out.push_back('\n');
}

void format_common(const AccessEntry& entry, ClockText& clock, fmt::memory_buffer& out) {
    put_word(out, entry.client);
    put(out, "- - [");
    put(out, clock.format_common(entry.time));
    put(out, "] \"");
    if (entry.version.empty()) {
        out.push_back('-');
    } else {
        put_word(out, entry.method);
        put_word(out, path_of(entry.path));
        put(out, entry.version);
    }
    put(out, "\" ");
    put_number(out, entry.status);
    out.push_back(' ');
    if (entry.bytes_out > entry.head_bytes) {
        put_number(out, entry.bytes_out - entry.head_bytes);
    } else {
        out.push_back('-');
    }
    out.push_back('\n');
}

void format_json(const AccessEntry& entry, ClockText& clock, fmt::memory_buffer& out) {
    put(out, "{\"time\":\"");
    put(out, clock.format(entry.time));
    put_string_member(out, "\",\"site\":\"", entry.site);
    put_string_member(out, "\",\"client\":\"", entry.client);
    put_string_member(out, "\",\"method\":\"", entry.method);
    put_string_member(out, "\",\"host\":\"", host_of(entry.host));
    put_string_member(out, "\",\"path\":\"", path_of(entry.path));
    put(out, "\",\"status\":");
    put_number(out, entry.status);
    put(out, ",\"bytes_in\":");
    put_number(out, entry.bytes_in);
    put(out, ",\"bytes_out\":");
    put_number(out, entry.bytes_out);
    put(out, ",\"duration_ms\":");
    put_duration(out, entry.duration);
    put(out, ",\"upstream_ms\":");
    if (entry.upstream_duration) {
        put_duration(out, *entry.upstream_duration);
    } else {
        put(out, "null");
    }
    put_string_member(out, ",\"flags\":\"", entry.flags);
    put(out, "\",\"stripped\":[");
    put_stripped_json(out, entry.cookies);
    put(out, "],\"passed\":{\"cookie\":[");
    put_passed_names(out, entry.cookies, CookieField::cookie);
    put(out, "],\"set-cookie\":[");
    put_passed_names(out, entry.cookies, CookieField::set_cookie);
    put(out, "]},\"deleted\":[");
    put_passed_names(out, entry.cookies, CookieField::deletion);
    put(out, "]}\n");
}

}   // namespace observe
