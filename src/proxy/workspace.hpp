#pragma once

#include "http/edits.hpp"
#include "http/head.hpp"
#include "proxy/consent_filter.hpp"
#include "proxy/document_filter.hpp"

#include <string>

namespace proxy {

/// The memory that one exchange works in, kept by its worker for the next: after the first few
/// requests an exchange allocates nothing.
struct Workspace {
    http::RequestHead request;
    http::ResponseHead response;
    http::Edits request_edits;
    http::Edits response_edits;
    ConsentFilter filter;
    DocumentFilter document;
    std::string request_out;    ///< the head as the origin gets it
    std::string response_out;   ///< the head as the visitor gets it
    std::string repaired;       ///< a response head that had to be mended
};

}   // namespace proxy
