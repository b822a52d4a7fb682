#pragma once

#include "consent/settling.hpp"
#include "http/head.hpp"
#include "http/joined.hpp"

#include <string>

namespace proxy {

/// The fields of a head that tell a document request, and a settling exchange. Views of the head,
/// and of `accept` where Accept came in several lines.
[[nodiscard]] inline consent::RequestFacts request_facts(const http::RequestHead& head,
                                                         std::string& accept) {
    const http::Fields& fields = head.fields;
    return {.method = head.method,
            .sec_fetch_dest = fields.find(http::FieldId::sec_fetch_dest),
            .sec_fetch_mode = fields.find(http::FieldId::sec_fetch_mode),
            .sec_fetch_site = fields.find(http::FieldId::sec_fetch_site),
            .sec_purpose = fields.find(http::FieldId::sec_purpose),
            .x_requested_with = fields.find(http::FieldId::x_requested_with),
            .accept = http::find_joined(fields, http::FieldId::accept, accept),
            .referer = fields.find(http::FieldId::referer)};
}

/// The same of a response; `disposition` is for several lines of Content-Disposition.
[[nodiscard]] inline consent::ResponseFacts response_facts(const http::ResponseHead& head,
                                                           std::string& disposition) {
    const http::Fields& fields = head.fields;
    return {.status = head.status,
            .location = fields.contains(http::FieldId::location),
            .content_type = fields.find(http::FieldId::content_type),
            .content_disposition =
                http::find_joined(fields, http::FieldId::content_disposition, disposition)};
}

}   // namespace proxy
