#pragma once

#include "survey/exchange.hpp"

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace survey {

/// The authority of an absolute URL, without user information: host and perhaps port. Views the
/// input; empty where there is none. Browsers write URLs into a HAR that RFC 3986 has no
/// grammar for (`|` in a query), so nothing but the authority is looked at.
[[nodiscard]] std::string_view authority_of(std::string_view url);

/// Is it the answer to a navigation? By Chromium's `_resourceType`, else by the content's type.
[[nodiscard]] bool is_document(const nlohmann::json& entry);

/// Reads one entry of `log.entries` (HAR 1.2) without its client. Cookies come from the header
/// fields `Cookie` and `Set-Cookie` (Chromium puts several of the latter into one, separated by
/// newlines), or, where there is no such field, from the `cookies` lists.
[[nodiscard]] Exchange read_har_entry(const nlohmann::json& entry);

}   // namespace survey
