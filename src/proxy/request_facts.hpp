#pragma once

#include "consent/settling.hpp"
#include "http/head.hpp"

namespace proxy {

/// The fields of a head that tell a document request, and a settling exchange. Views of the head.
[[nodiscard]] inline consent::RequestFacts request_facts(const http::RequestHead& head) {
    const http::Fields& fields = head.fields;
    return {.method = head.method,
            .sec_fetch_dest = fields.find(http::FieldId::sec_fetch_dest),
            .sec_fetch_mode = fields.find(http::FieldId::sec_fetch_mode),
            .sec_fetch_site = fields.find(http::FieldId::sec_fetch_site),
            .sec_purpose = fields.find(http::FieldId::sec_purpose),
            .x_requested_with = fields.find(http::FieldId::x_requested_with),
            .accept = fields.find(http::FieldId::accept),
            .referer = fields.find(http::FieldId::referer)};
}

[[nodiscard]] inline consent::ResponseFacts response_facts(const http::ResponseHead& head) {
    const http::Fields& fields = head.fields;
    return {.status = head.status,
            .location = fields.contains(http::FieldId::location),
            .content_type = fields.find(http::FieldId::content_type),
            .content_disposition = fields.find(http::FieldId::content_disposition)};
}

}   // namespace proxy
