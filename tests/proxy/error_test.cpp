#include "proxy/error.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>

namespace proxy {

TEST_CASE("docs/errors.md has every answer that the table of errors gives") {
    std::ifstream file(SOURCE_DIR "/docs/errors.md");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    for (int i = 0; i <= static_cast<int>(ErrorKind::internal); ++i) {
        const ErrorInfo& told = info(static_cast<ErrorKind>(i));
        if (told.proxy_status.empty()) {
            continue;
        }
        const std::string row =
            "`" + std::string(told.proxy_status) + "` | `" + std::string(told.flag) + "` |";
        const std::string answered = "| " + std::to_string(told.status) + " | " + row;
        INFO(answered);
        CHECK((text.find(answered) != text.npos || told.status == 502 || told.status == 504));
        CHECK((text.find(row) != text.npos ||
               text.find("| `" + std::string(told.flag) + "` | `" + std::string(told.proxy_status) +
                         "` |") != text.npos));
    }
}

TEST_CASE("what comes from the origin is counted under the word that the visitor is told") {
    for (int i = 0; i <= static_cast<int>(ErrorKind::internal); ++i) {
        const ErrorInfo& told = info(static_cast<ErrorKind>(i));
        CHECK((told.source == Source::upstream || told.flag.front() == 'U') ==
              told.upstream.has_value());
        if (told.upstream) {
            CHECK(observe::to_string(*told.upstream) == told.proxy_status);
        }
    }
}

TEST_CASE("why there is no connection is told in the words of RFC 9209") {
    const std::pair<net::ConnectFault, std::string_view> table[] = {
        {net::ConnectFault::not_found, "dns_error"},
        {net::ConnectFault::lookup_timed_out, "dns_timeout"},
        {net::ConnectFault::unroutable, "destination_ip_unroutable"},
        {net::ConnectFault::refused, "connection_refused"},
        {net::ConnectFault::timed_out, "connection_timeout"},
        {net::ConnectFault::tls_certificate, "tls_certificate_error"},
        {net::ConnectFault::tls_protocol, "tls_protocol_error"},
    };
    for (const auto& [fault, word] : table) {
        CHECK(info(connect_error(fault)).proxy_status == word);
    }
}

TEST_CASE("faults of a request get the status of the contract") {
    const std::pair<http::Fault, unsigned> table[] = {
        {http::Fault::malformed, 400},
        {http::Fault::ambiguous_length, 400},
        {http::Fault::host, 400},
        {http::Fault::target, 400},
        {http::Fault::chunk, 400},
        {http::Fault::version, 505},
        {http::Fault::method_connect, 501},
        {http::Fault::unknown_coding, 501},
        {http::Fault::method_trace, 405},
        {http::Fault::too_many_fields, 431},
        {http::Fault::trailer_too_large, 431},
        {http::Fault::body_too_large, 413},
    };
    for (const auto& [fault, status] : table) {
        CHECK(info(request_error(fault)).status == status);
    }
}

}   // namespace proxy
