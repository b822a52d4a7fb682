#include "proxy/error.hpp"

#include "observe/response_flags.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace proxy {
namespace {

using Upstream = observe::UpstreamError;

struct Row {
    ErrorKind kind;
    ErrorInfo info;
};

constexpr std::string_view request_fault = "http_request_error";

constexpr std::array rows{
    Row{ErrorKind::malformed_request, {Source::downstream, 400, request_fault, "DPE", {}}},
    Row{ErrorKind::version, {Source::downstream, 505, request_fault, "DPE", {}}},
    Row{ErrorKind::method_connect, {Source::downstream, 501, request_fault, "DPE", {}}},
    Row{ErrorKind::method_not_allowed, {Source::downstream, 405, request_fault, "DPE", {}}},
    Row{ErrorKind::target_too_long, {Source::downstream, 414, request_fault, "DL", {}}},
    Row{ErrorKind::head_too_large, {Source::downstream, 431, request_fault, "DL", {}}},
    Row{ErrorKind::body_too_large, {Source::downstream, 413, request_fault, "DL", {}}},
    Row{ErrorKind::unknown_coding, {Source::downstream, 501, request_fault, "DPE", {}}},
    Row{ErrorKind::unknown_host, {Source::downstream, 421, request_fault, "NR", {}}},
    Row{ErrorKind::unknown_asset, {Source::downstream, 404, request_fault, "DPE", {}}},
    Row{ErrorKind::foreign_form, {Source::downstream, 403, request_fault, "DPE", {}}},
    Row{ErrorKind::loop, {Source::downstream, 508, "proxy_loop_detected", "LD", {}}},
    Row{ErrorKind::request_too_slow, {Source::downstream, 408, request_fault, "DT", {}}},
    Row{ErrorKind::visitor_gone, {Source::downstream, 499, "", "DC", {}}},
    Row{ErrorKind::visitor_stalled, {Source::downstream, 499, "", "DT", {}}},
    Row{ErrorKind::tunnel_idle, {Source::downstream, 101, "", "SI", {}}},
    Row{ErrorKind::dns_failed, {Source::upstream, 502, "dns_error", "UF", Upstream::dns_error}},
    Row{ErrorKind::dns_timeout,
        {Source::upstream, 504, "dns_timeout", "UF", Upstream::dns_timeout}},
    Row{ErrorKind::unroutable,
        {Source::upstream, 502, "destination_ip_unroutable", "UF", Upstream::unroutable}},
    Row{ErrorKind::connection_refused,
        {Source::upstream, 502, "connection_refused", "UF", Upstream::connection_refused}},
    Row{ErrorKind::connection_timeout,
        {Source::upstream, 504, "connection_timeout", "UF", Upstream::connection_timeout}},
    Row{ErrorKind::tls_certificate,
        {Source::upstream, 502, "tls_certificate_error", "UF", Upstream::tls_certificate_error}},
    Row{ErrorKind::tls_protocol,
        {Source::upstream, 502, "tls_protocol_error", "UF", Upstream::tls_error}},
    Row{ErrorKind::tls_refused,
        {Source::upstream, 502, "tls_alert_received", "UF", Upstream::tls_alert_received}},
    Row{ErrorKind::upstream_closed,
        {Source::upstream, 502, "connection_terminated", "UC", Upstream::connection_terminated}},
    Row{ErrorKind::upstream_write_timeout,
        {Source::upstream, 504, "connection_write_timeout", "UT",
         Upstream::connection_write_timeout}},
    Row{ErrorKind::response_timeout,
        {Source::upstream, 504, "http_response_timeout", "UT", Upstream::response_timeout}},
    Row{ErrorKind::malformed_response,
        {Source::upstream, 502, "http_protocol_error", "UPE", Upstream::protocol_error}},
    Row{ErrorKind::response_head_too_large,
        {Source::upstream, 502, "http_response_header_section_size", "UPE",
         Upstream::response_head_too_large}},
    Row{ErrorKind::response_incomplete,
        {Source::upstream, 502, "http_response_incomplete", "UC", Upstream::response_incomplete}},
    Row{ErrorKind::malformed_body,
        {Source::upstream, 502, "http_protocol_error", "UPE", Upstream::protocol_error}},
    Row{ErrorKind::response_stalled,
        {Source::upstream, 504, "connection_read_timeout", "UT",
         Upstream::connection_read_timeout}},
    Row{ErrorKind::overloaded, {Source::internal, 503, "connection_limit_reached", "OM", {}}},
    Row{ErrorKind::no_connection_free,
        {Source::internal, 503, "connection_limit_reached", "UO", Upstream::overloaded}},
    Row{ErrorKind::origin_down,
        {Source::internal, 503, "destination_unavailable", "UH", Upstream::unavailable}},
    Row{ErrorKind::internal, {Source::internal, 500, "proxy_internal_error", "IE", {}}},
};

constexpr bool in_order() {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows[i].kind) != i) {
            return false;
        }
    }
    return true;
}
static_assert(in_order());
static_assert(std::ranges::all_of(rows, observe::is_response_flag,
                                  [](const Row& row) { return row.info.flag; }));

}   // namespace

const ErrorInfo& info(ErrorKind kind) {
    return rows[static_cast<std::size_t>(kind)].info;
}

ErrorKind request_error(http::Fault fault) {
    switch (fault) {
        case http::Fault::version:
            return ErrorKind::version;
        case http::Fault::method_connect:
            return ErrorKind::method_connect;
        case http::Fault::method_trace:
            return ErrorKind::method_not_allowed;
        case http::Fault::too_many_fields:
        case http::Fault::trailer_too_large:
            return ErrorKind::head_too_large;
        case http::Fault::body_too_large:
            return ErrorKind::body_too_large;
        case http::Fault::unknown_coding:
            return ErrorKind::unknown_coding;
        default:
            return ErrorKind::malformed_request;
    }
}

ErrorKind response_error(http::Fault fault) {
    return fault == http::Fault::too_many_fields ? ErrorKind::response_head_too_large
                                                 : ErrorKind::malformed_response;
}

ErrorKind connect_error(net::ConnectFault fault) {
    switch (fault) {
        case net::ConnectFault::not_found:
            return ErrorKind::dns_failed;
        case net::ConnectFault::lookup_timed_out:
            return ErrorKind::dns_timeout;
        case net::ConnectFault::unroutable:
            return ErrorKind::unroutable;
        case net::ConnectFault::timed_out:
            return ErrorKind::connection_timeout;
        case net::ConnectFault::tls_certificate:
            return ErrorKind::tls_certificate;
        case net::ConnectFault::tls_protocol:
            return ErrorKind::tls_protocol;
        case net::ConnectFault::refused:
            break;
    }
    return ErrorKind::connection_refused;
}

}   // namespace proxy
