#include "admin/origin_check.hpp"

#include "config/host_name.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/beast/core/string.hpp>
#include <string_view>

namespace admin {
namespace {

namespace http = boost::beast::http;

/// Without brackets, port and a trailing dot.
std::string host_name(std::string_view host) {
    if (host.starts_with('[')) {
        return std::string(host.substr(1, std::min(host.find(']'), host.size()) - 1));
    }
    std::string name = config::lower_case(host.substr(0, host.find(':')));
    if (name.ends_with('.')) {
        name.pop_back();
    }
    return name;
}

bool is_own_name(std::string_view host, const std::vector<std::string>& hosts) {
    const std::string name = host_name(host);
    boost::system::error_code error;
    boost::asio::ip::make_address(name, error);
    return !error || name == "localhost" ||
           std::find(hosts.begin(), hosts.end(), name) != hosts.end();
}

/// By whatever scheme: TLS may end in front of us.
bool is_same_origin(std::string_view origin, std::string_view host) {
    const auto scheme = origin.find("://");
    return scheme != std::string_view::npos &&
           config::lower_case(origin.substr(scheme + 3)) == config::lower_case(host);
}

/// The visitor followed a link, or typed the address: the answer is shown to him alone.
bool is_navigation(const Request& request) {
    return request.method() == http::verb::get && request["Sec-Fetch-Mode"] == "navigate" &&
           request["Sec-Fetch-Dest"] == "document";
}

bool is_foreign(const Request& request, std::string_view host) {
    const std::string_view origin = field(request, http::field::origin);
    if (!origin.empty() && !is_same_origin(origin, host)) {
        return true;
    }
    const auto site = request["Sec-Fetch-Site"];
    return !site.empty() && site != "same-origin" && site != "none" && !is_navigation(request);
}

}   // namespace

std::optional<Response> refuse_stranger(const Request& request,
                                        const std::vector<std::string>& hosts) {
    if (request.count(http::field::host) != 1) {
        return plain_response(http::status::bad_request, "a request needs one Host\n");
    }
    const std::string_view host = field(request, http::field::host);
    if (!is_own_name(host, hosts)) {
        return plain_response(http::status::misdirected_request,
                              "ask by address or as localhost, or name this host in the "
                              "configuration: admin: {hosts: [...]}\n");
    }
    if (is_foreign(request, host)) {
        return plain_response(http::status::forbidden,
                              "a page of another origin may not ask this\n");
    }
    return std::nullopt;
}

}   // namespace admin
