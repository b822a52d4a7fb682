#include "observe/upstream_error.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>

TEST_CASE("every upstream error has a word of RFC 9209 of its own") {
    // Section 2.3 of the RFC, those that an origin can cause.
    const std::set<std::string, std::less<>> known = {
        "dns_timeout",
        "dns_error",
        "destination_not_found",
        "destination_unavailable",
        "destination_ip_unroutable",
        "connection_refused",
        "connection_terminated",
        "connection_timeout",
        "connection_read_timeout",
        "connection_write_timeout",
        "connection_limit_reached",
        "tls_protocol_error",
        "tls_certificate_error",
        "tls_alert_received",
        "http_response_incomplete",
        "http_response_header_section_size",
        "http_response_timeout",
        "http_protocol_error",
    };
    std::set<std::string> words;
    for (std::size_t error = 0; error < observe::upstream_error_count; ++error) {
        const auto word = to_string(static_cast<observe::UpstreamError>(error));
        CAPTURE(word);
        CHECK(known.count(word) == 1);
        words.emplace(word);
    }
    CHECK(words.size() == observe::upstream_error_count);
    CHECK(to_string(observe::UpstreamError::connection_refused) == "connection_refused");
    CHECK(to_string(observe::UpstreamError::response_timeout) == "http_response_timeout");
    CHECK(to_string(observe::UpstreamError::unavailable) == "destination_unavailable");
    CHECK(in_words(observe::UpstreamError::connection_refused) == "connection refused");
}
