#include "observe/upstream_error.hpp"

#include <algorithm>

namespace observe {

std::string_view to_string(UpstreamError error) {
    switch (error) {
        case UpstreamError::dns_error:
            return "dns_error";
        case UpstreamError::dns_timeout:
            return "dns_timeout";
        case UpstreamError::unroutable:
            return "destination_ip_unroutable";
        case UpstreamError::connection_refused:
            return "connection_refused";
        case UpstreamError::connection_timeout:
            return "connection_timeout";
        case UpstreamError::connection_terminated:
            return "connection_terminated";
        case UpstreamError::connection_read_timeout:
            return "connection_read_timeout";
        case UpstreamError::connection_write_timeout:
            return "connection_write_timeout";
        case UpstreamError::response_timeout:
            return "http_response_timeout";
        case UpstreamError::response_incomplete:
            return "http_response_incomplete";
        case UpstreamError::response_head_too_large:
            return "http_response_header_section_size";
        case UpstreamError::protocol_error:
            return "http_protocol_error";
        case UpstreamError::tls_error:
            return "tls_protocol_error";
        case UpstreamError::tls_certificate_error:
            return "tls_certificate_error";
        case UpstreamError::tls_alert_received:
            return "tls_alert_received";
        case UpstreamError::overloaded:
            return "connection_limit_reached";
        case UpstreamError::unavailable:
            break;
    }
    return "destination_unavailable";
}

std::string in_words(UpstreamError error) {
    std::string words(to_string(error));
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

}   // namespace observe
