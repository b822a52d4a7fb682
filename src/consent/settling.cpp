#include "consent/settling.hpp"

#include "consent/text.hpp"

#include <algorithm>

namespace consent {
namespace {

/// Takes what stands before the next separator outside of a quoted string off `rest`, trimmed.
std::string_view take_unquoted(std::string_view& rest, char separator) {
    bool quoted = false;
    std::size_t end = 0;
    for (; end < rest.size() && (quoted || rest[end] != separator); ++end) {
        if (rest[end] == '"') {
            quoted = !quoted;
        } else if (quoted && rest[end] == '\\') {
            ++end;
        }
    }
    end = std::min(end, rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return trim(part);
}

/// weight = OWS ";" OWS "q=" qvalue; zero is ( "0" [ "." 0*3("0") ] ) (RFC 9110 section 12.4.2).
bool is_zero_weight(std::string_view parameter) {
    if (!equals_ignoring_case(parameter.substr(0, 2), "q=")) {
        return false;
    }
    const std::string_view value = parameter.substr(2);
    return value.starts_with('0') && value.find_first_not_of("0.") == std::string_view::npos;
}

/// One media range of an Accept field: is it text/html, and wanted?
bool wants_html(std::string_view range) {
    if (!equals_ignoring_case(take_unquoted(range, ';'), "text/html")) {
        return false;
    }
    while (!range.empty()) {
        if (is_zero_weight(take_unquoted(range, ';'))) {
            return false;
        }
    }
    return true;
}

/// Accept = #( media-range [ weight ] ) (RFC 9110 section 12.5.1).
bool names_html(std::string_view accept) {
    while (!accept.empty()) {
        if (wants_html(take_unquoted(accept, ','))) {
            return true;
        }
    }
    return false;
}

/// What stands before the parameters, trimmed.
std::string_view main_part(std::string_view field) {
    return trim(take_until(field, ';'));
}

bool is_page(const std::optional<std::string_view>& content_type) {
    const std::string_view media_type = main_part(content_type.value_or(""));
    return trim(content_type.value_or("")).empty() ||
           equals_ignoring_case(media_type, "text/html") ||
           equals_ignoring_case(media_type, "application/xhtml+xml");
}

/// Several lines of the field came as one list.
bool names_attachment(std::string_view content_disposition) {
    while (!content_disposition.empty()) {
        const std::string_view one = take_unquoted(content_disposition, ',');
        if (equals_ignoring_case(main_part(one), "attachment")) {
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
           (trim(*request.accept) == "*/*" && !request.referer);
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
