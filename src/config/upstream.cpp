#include "config/upstream.hpp"

#include "config/host_name.hpp"
#include "config/port.hpp"
#include "config/socket_path.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <fmt/format.h>

namespace config {
namespace {

using Result = boost::system::result<UpstreamSettings, std::string>;

Result wrong(std::string_view text, std::string_view why) {
    // A password in the URL must not reach a log.
    const bool shown = text.find('@') == std::string_view::npos;
    return fmt::format("{} is not an upstream: {}", shown ? fmt::format("\"{}\"", text) : "this",
                       why);
}

std::uint16_t default_port(const boost::urls::url_view& url) {
    return url.scheme_id() == boost::urls::scheme::https ? 443 : 80;
}

/// 0 for what is no port. Boost's port_number() wraps some numbers above 65535.
std::uint16_t port_of(const boost::urls::url_view& url) {
    return url.port().empty() ? default_port(url) : parse_port(url.port()).value_or(0);
}

std::string_view fault_of(const boost::urls::url_view& url) {
    if (url.scheme_id() != boost::urls::scheme::http &&
        url.scheme_id() != boost::urls::scheme::https) {
        return "it must begin with http://, https:// or unix:";
    }
    if (url.has_userinfo()) {
        return "it must not have a user in it";
    }
    if (!(url.encoded_path().empty() || url.encoded_path() == "/") || url.has_query() ||
        url.has_fragment()) {
        return "it must end after the host and port, without a path or query";
    }
    if (port_of(url) == 0) {
        return "its port must be a number from 1 to 65535";
    }
    if (url.host_type() == boost::urls::host_type::ipv6) {
        return {};
    }
    const bool future = url.host_type() == boost::urls::host_type::ipvfuture;
    return !future && is_host_name(url.host_address()) ? std::string_view()
                                                       : "its host is no host name";
}

UpstreamSettings read(const boost::urls::url_view& url) {
    UpstreamSettings upstream;
    const bool https = url.scheme_id() == boost::urls::scheme::https;
    upstream.scheme = https ? Scheme::https : Scheme::http;
    upstream.host = lower_case(url.host_address());
    upstream.port = port_of(url);
    return upstream;
}

}   // namespace

Result parse_upstream(std::string_view text) {
    if (text.starts_with(unix_prefix)) {
        auto path = parse_socket_path(text);
        if (!path) {
            return std::string(path.error());
        }
        UpstreamSettings upstream;
        upstream.scheme = Scheme::unix_socket;
        upstream.port = 0;
        upstream.unix_path = *std::move(path);
        return upstream;
    }
    const auto url = boost::urls::parse_uri(text);
    if (!url) {
        return wrong(text, "write http://HOST[:PORT], https://HOST[:PORT] or unix:PATH");
    }
    if (const std::string_view why = fault_of(*url); !why.empty()) {
        return wrong(text, why);
    }
    return read(*url);
}

}   // namespace config
