#include "pages/policy_source.hpp"

#include "bytes/ascii.hpp"
#include "pages/html_character.hpp"
#include "pages/percent.hpp"

#include <algorithm>
#include <cstddef>

namespace pages {
namespace {

bool is_scheme(std::string_view text) {
    return !text.empty() && is_letter(text.front()) &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_letter(c) || bytes::is_digit(c) || c == '+' || c == '-' || c == '.';
           });
}

bool is_host(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter(c) || bytes::is_digit(c) || c == '-' || c == '.' || c == '_';
    });
}

std::string_view default_port(bool https) {
    return https ? "443" : "80";
}

/// `port` is empty where there is none.
void split_port(std::string_view authority, std::string_view& host, std::string_view& port) {
    const std::size_t bracket = authority.rfind(']');
    const std::size_t colon = authority.rfind(':');
    const bool has_port = colon != authority.npos && (bracket == authority.npos || colon > bracket);
    host = authority.substr(0, has_port ? colon : authority.size());
    port = has_port ? authority.substr(colon + 1) : std::string_view();
}

bool scheme_allows(std::string_view scheme, bool https) {
    return bytes::iequals(scheme, "https") ? https : bytes::iequals(scheme, "http");
}

bool host_allows(std::string_view pattern, std::string_view host) {
    if (pattern == "*") {
        return true;
    }
    if (pattern.starts_with("*.")) {
        pattern.remove_prefix(1);
        return is_host(pattern) && host.size() > pattern.size() &&
               bytes::iequals(host.substr(host.size() - pattern.size()), pattern);
    }
    return is_host(pattern) && bytes::iequals(pattern, host);
}

bool port_allows(std::string_view port, const OwnUrl& url) {
    const std::string_view own = url.port.empty() ? default_port(url.https) : url.port;
    return port.empty() ? url.port.empty() : port == "*" || port == own;
}

bool equal_decoded(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        if (take_decoded(a) != take_decoded(b)) {
            return false;
        }
    }
    return a.empty() && b.empty();
}

/// Segment by segment, so that an encoded slash is none (section 6.7.2.12).
bool path_allows(std::string_view pattern, std::string_view path) {
    if (pattern.empty() || pattern == "/") {
        return true;
    }
    while (true) {
        const std::size_t end = pattern.find('/');
        const std::size_t path_end = path.find('/');
        if (end == pattern.npos) {
            return pattern.empty() || (path_end == path.npos && equal_decoded(pattern, path));
        }
        if (path_end == path.npos ||
            !equal_decoded(pattern.substr(0, end), path.substr(0, path_end))) {
            return false;
        }
        pattern.remove_prefix(end + 1);
        path.remove_prefix(path_end + 1);
    }
}

bool host_source_allows(std::string_view source, const OwnUrl& url) {
    if (const std::size_t end = source.find("://"); end != source.npos) {
        if (!scheme_allows(source.substr(0, end), url.https)) {
            return false;
        }
        source.remove_prefix(end + 3);
    }
    if (source.find_first_of("?#") != source.npos) {
        return false;
    }
    const std::size_t slash = std::min(source.find('/'), source.size());
    std::string_view host;
    std::string_view port;
    split_port(source.substr(0, slash), host, port);
    return host_allows(host, url.host) && port_allows(port, url) &&
           path_allows(source.substr(slash), url.path);
}

/// What ends a source, a directive or a policy would end it.
void append_path(std::string_view path, std::string& out) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= ' ' || byte >= 0x7f || c == ';' || c == ',' || c == '?' || c == '#') {
            out.append({'%', digits[byte >> 4U], digits[byte & 15U]});
        } else {
            out += c;
        }
    }
}

}   // namespace

OwnUrl OwnUrl::read(std::string_view url, std::string_view own_host, bool https) {
    OwnUrl read;
    read.https = https;
    const std::size_t slash = std::min(url.find('/'), url.size());
    split_port(url.substr(0, slash), read.host, read.port);
    read.path = url.substr(slash);
    std::string_view host;
    std::string_view port;
    split_port(own_host, host, port);
    for (std::string_view* each : {&read.port, &port}) {
        if (*each == default_port(https)) {
            *each = {};
        }
    }
    read.self = bytes::iequals(read.host, host) && read.port == port;
    return read;
}

bool allows(std::string_view source, const OwnUrl& url) {
    if (source == "*") {
        return true;
    }
    if (source.starts_with('\'')) {
        return url.self && bytes::iequals(source, "'self'");
    }
    if (source.ends_with(':') && is_scheme(source.substr(0, source.size() - 1))) {
        return scheme_allows(source.substr(0, source.size() - 1), url.https);
    }
    return host_source_allows(source, url);
}

std::string source_of(const OwnUrl& url) {
    if (!is_host(url.host) || !std::all_of(url.port.begin(), url.port.end(), bytes::is_digit)) {
        return "'self'";
    }
    std::string source(url.host);
    if (!url.port.empty()) {
        source.append(":").append(url.port);
    }
    append_path(url.path, source);
    return source;
}

}   // namespace pages
