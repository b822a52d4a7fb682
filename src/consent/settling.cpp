#include "consent/settling.hpp"

#include "bytes/ascii.hpp"
#include "bytes/list.hpp"
#include "consent/text.hpp"

namespace consent {
namespace {

/// weight = OWS ";" OWS "q=" qvalue; zero is ( "0" [ "." 0*3("0") ] ) (RFC 9110 section 12.4.2).
bool is_zero_weight(std::string_view parameter) {
    if (!bytes::iequals(parameter.substr(0, 2), "q=")) {
        return false;
    }
    const std::string_view value = parameter.substr(2);
    return value.starts_with('0') && value.find_first_not_of("0.") == std::string_view::npos;
}

/// One media range of an Accept field: is it text/html, and wanted?
bool wants_html(std::string_view range) {
    if (!bytes::iequals(bytes::trim(take_until(range, ';')), "text/html")) {
        return false;
    }
    bytes::PartReader<';'> parameters(range);
    while (const auto parameter = parameters.next()) {
        if (is_zero_weight(*parameter)) {
            return false;
        }
    }
    return true;
}

/// Accept = #( media-range [ weight ] ) (RFC 9110 section 12.5.1).
bool names_html(std::string_view accept) {
    bytes::PartReader<','> ranges(accept);
    while (const auto range = ranges.next()) {
        if (wants_html(*range)) {
            return true;
        }
    }
    return false;
}

/// What stands before the parameters, trimmed.
std::string_view main_part(std::string_view field) {
    return bytes::trim(take_until(field, ';'));
}

bool is_page(const std::optional<std::string_view>& content_type) {
    const std::string_view media_type = main_part(content_type.value_or(""));
    return bytes::trim(content_type.value_or("")).empty() ||
           bytes::iequals(media_type, "text/html") ||
           bytes::iequals(media_type, "application/xhtml+xml");
}

/// Several lines of the field came as one list.
bool names_attachment(std::string_view content_disposition) {
    bytes::PartReader<','> lines(content_disposition);
    while (const auto one = lines.next()) {
        if (bytes::iequals(main_part(*one), "attachment")) {
            return true;
        }
    }
    return false;
}

/// Would a browser have sent a Strict cookie with this request?
bool carries_strict(const std::optional<std::string_view>& site) {
    return !site || *site == "same-origin" || *site == "same-site" || *site == "none";
}

}   // namespace

bool is_document_request(const RequestFacts& request) {
    if (request.sec_fetch_dest) {
        return *request.sec_fetch_dest == "document" ||
               (*request.sec_fetch_dest == "empty" && request.sec_fetch_mode == "navigate");
    }
    if (request.x_requested_with) {
        return false;
    }
    return !request.accept || names_html(*request.accept) ||
           (bytes::trim(*request.accept) == "*/*" && !request.referer);
}

bool is_page_response(const ResponseFacts& response) {
    const unsigned status = response.status;
    if (status == 101 || status == 204 || status == 304) {
        return false;
    }
    if (names_attachment(response.content_disposition.value_or(""))) {
        return false;
    }
    const bool redirect = status >= 300 && status <= 399 && response.location;
    return redirect || is_page(response.content_type);
}

bool settles(const RequestFacts& request, const ResponseFacts& response, SameSite same_site) {
    return (request.method == "GET" || request.method == "HEAD") && !request.sec_purpose &&
           (same_site != SameSite::strict || carries_strict(request.sec_fetch_site)) &&
           is_document_request(request) && is_page_response(response);
}

}   // namespace consent
