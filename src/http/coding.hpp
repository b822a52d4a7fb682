#pragma once

#include "bytes/ascii.hpp"
#include "http/list.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace http {

/// weight = OWS ";" OWS "q=" qvalue (RFC 9110 section 12.4.2): is it zero? `parameters` is what
/// stands behind the first `;` of an element.
[[nodiscard]] inline bool is_refused_weight(std::string_view parameters) {
    parameters = bytes::trim(parameters);
    if (parameters.size() < 2 || !bytes::iequals(parameters.substr(0, 2), "q=")) {
        return false;
    }
    const std::string_view value = bytes::trim(parameters.substr(2));
    return value.starts_with('0') && value.find_first_not_of("0.") == std::string_view::npos;
}

/// Does Accept-Encoding take this content coding? Its own element decides before `*` (RFC 9110
/// section 12.5.3).
[[nodiscard]] inline bool accepts_coding(std::string_view accept_encoding,
                                         std::string_view coding) {
    bool any = false;
    ListReader elements(accept_encoding);
    while (const auto element = elements.next()) {
        const std::size_t end = std::min(element->find(';'), element->size());
        const std::string_view name = bytes::trim(element->substr(0, end));
        const bool taken = !is_refused_weight(element->substr(std::min(end + 1, element->size())));
        if (bytes::iequals(name, coding)) {
            return taken;
        }
        any = any || (name == "*" && taken);
    }
    return any;
}

}   // namespace http
