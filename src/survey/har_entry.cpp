#include "survey/har_entry.hpp"

#include "bytes/ascii.hpp"
#include "consent/cookie.hpp"
#include "consent/session_hint.hpp"
#include "consent/set_cookie.hpp"
#include "consent/text.hpp"
#include "survey/host_filter.hpp"
#include "survey/json_text.hpp"
#include "survey/timestamp.hpp"

#include <string>
#include <vector>

namespace survey {
namespace {

using nlohmann::json;

const json& part(const json& object, const char* key) {
    static const json none = json::object();
    const auto* found = member(object, key);
    return found == nullptr ? none : *found;
}

std::vector<std::string_view> fields_of(const json& message, std::string_view name) {
    std::vector<std::string_view> values;
    for (const json& field : list_of(message, "headers")) {
        if (bytes::iequals(text_of(field, "name"), name)) {
            values.push_back(text_of(field, "value"));
        }
    }
    return values;
}

void add_request_cookies(const json& request, Exchange& exchange) {
    const auto fields = fields_of(request, "cookie");
    for (const std::string_view field : fields) {
        consent::CrumbReader crumbs(field);
        while (const auto crumb = crumbs.next()) {
            exchange.sightings.push_back({std::string(crumb->name), Field::cookie, false});
        }
    }
    if (fields.empty()) {
        for (const json& cookie : list_of(request, "cookies")) {
            exchange.sightings.push_back(
                {std::string(text_of(cookie, "name")), Field::cookie, false});
        }
    }
}

void add_set_cookie(const consent::SetCookie& cookie, Exchange& exchange) {
    if (cookie.malformed) {
        return;
    }
    if (cookie.deletes(exchange.time.value_or(Moment()))) {
        if (!cookie.name.empty()) {
            exchange.deleted.emplace_back(cookie.name);
        }
        return;
    }
    exchange.sightings.push_back(
        {std::string(cookie.name), Field::set_cookie, consent::looks_like_session(cookie)});
}

consent::SetCookie listed_cookie(const json& item) {
    consent::SetCookie cookie;
    cookie.name = text_of(item, "name");
    cookie.value = text_of(item, "value");
    const auto* http_only = member(item, "httpOnly");
    cookie.http_only = http_only != nullptr && http_only->is_boolean() && http_only->get<bool>();
    if (const auto expires = parse_moment(text_of(item, "expires"))) {
        cookie.expires = std::chrono::floor<std::chrono::seconds>(*expires);
    }
    return cookie;
}

void add_response_cookies(const json& response, Exchange& exchange) {
    const auto fields = fields_of(response, "set-cookie");
    for (std::string_view rest : fields) {
        while (!rest.empty()) {
            const auto field = consent::take_until(rest, '\n');
            if (!field.empty()) {
                add_set_cookie(consent::read_set_cookie(field), exchange);
            }
        }
    }
    if (fields.empty()) {
        for (const json& item : list_of(response, "cookies")) {
            add_set_cookie(listed_cookie(item), exchange);
        }
    }
}

}   // namespace

std::string_view authority_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) {
        return {};
    }
    const std::string_view rest = url.substr(scheme + 3);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    return authority.substr(authority.rfind('@') + 1);
}

bool is_document(const json& entry) {
    if (const auto type = text_of(entry, "_resourceType"); !type.empty()) {
        return type == "document";
    }
    const auto type = text_of(part(part(entry, "response"), "content"), "mimeType");
    return type.starts_with("text/html") || type.starts_with("application/xhtml+xml");
}

Exchange read_har_entry(const json& entry) {
    const json& request = part(entry, "request");
    Exchange exchange{.time = parse_moment(text_of(entry, "startedDateTime")),
                      .site = plain_host(authority_of(text_of(request, "url"))),
                      .client = {},
                      .page = is_document(entry),
                      .sightings = {},
                      .deleted = {}};
    add_request_cookies(request, exchange);
    add_response_cookies(part(entry, "response"), exchange);
    return exchange;
}

}   // namespace survey
