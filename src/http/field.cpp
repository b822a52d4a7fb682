#include "http/field.hpp"

#include "bytes/ascii.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace http {
namespace {

struct Known {
    std::string_view name;
    FieldId id;
};

constexpr std::array known_fields{
    Known{"te", FieldId::te},
    Known{"via", FieldId::via},
    Known{"date", FieldId::date},
    Known{"host", FieldId::host},
    Known{"etag", FieldId::etag},
    Known{"range", FieldId::range},
    Known{"accept", FieldId::accept},
    Known{"cookie", FieldId::cookie},
    Known{"expect", FieldId::expect},
    Known{"origin", FieldId::origin},
    Known{"digest", FieldId::digest},
    Known{"referer", FieldId::referer},
    Known{"sec-gpc", FieldId::sec_gpc},
    Known{"trailer", FieldId::trailer},
    Known{"upgrade", FieldId::upgrade},
    Known{"location", FieldId::location},
    Known{"if-range", FieldId::if_range},
    Known{"forwarded", FieldId::forwarded},
    Known{"connection", FieldId::connection},
    Known{"keep-alive", FieldId::keep_alive},
    Known{"set-cookie", FieldId::set_cookie},
    Known{"sec-purpose", FieldId::sec_purpose},
    Known{"set-cookie2", FieldId::set_cookie2},
    Known{"content-md5", FieldId::content_md5},
    Known{"repr-digest", FieldId::repr_digest},
    Known{"content-type", FieldId::content_type},
    Known{"edge-control", FieldId::edge_control},
    Known{"x-request-id", FieldId::x_request_id},
    Known{"authorization", FieldId::authorization},
    Known{"cache-control", FieldId::cache_control},
    Known{"accept-ranges", FieldId::accept_ranges},
    Known{"if-none-match", FieldId::if_none_match},
    Known{"content-length", FieldId::content_length},
    Known{"http2-settings", FieldId::http2_settings},
    Known{"sec-fetch-dest", FieldId::sec_fetch_dest},
    Known{"sec-fetch-mode", FieldId::sec_fetch_mode},
    Known{"sec-fetch-site", FieldId::sec_fetch_site},
    Known{"content-digest", FieldId::content_digest},
    Known{"x-accel-expires", FieldId::x_accel_expires},
    Known{"x-consent-proxy", FieldId::x_consent_proxy},
    Known{"x-forwarded-for", FieldId::x_forwarded_for},
    Known{"accept-encoding", FieldId::accept_encoding},
    Known{"accept-language", FieldId::accept_language},
    Known{"proxy-connection", FieldId::proxy_connection},
    Known{"x-forwarded-host", FieldId::x_forwarded_host},
    Known{"www-authenticate", FieldId::www_authenticate},
    Known{"x-requested-with", FieldId::x_requested_with},
    Known{"content-encoding", FieldId::content_encoding},
    Known{"cdn-cache-control", FieldId::cdn_cache_control},
    Known{"surrogate-control", FieldId::surrogate_control},
    Known{"transfer-encoding", FieldId::transfer_encoding},
    Known{"x-forwarded-proto", FieldId::x_forwarded_proto},
    Known{"if-modified-since", FieldId::if_modified_since},
    Known{"content-disposition", FieldId::content_disposition},
    Known{"content-security-policy", FieldId::content_security_policy},
    Known{"x-litespeed-cache-control", FieldId::x_litespeed_cache_control},
};

constexpr std::size_t longest_name = 25;
constexpr std::string_view cdn_suffix = "-cdn-cache-control";

// A place for each known name that no other has, by its length and three of its letters.
constexpr std::size_t slot_count = 256;

constexpr std::size_t slot_of(std::string_view name) {
    const auto letter = [name](std::size_t at) {
        return static_cast<std::size_t>(static_cast<unsigned char>(name[at]) | 0x20U);
    };
    const std::size_t third_last = name.size() < 3 ? 0 : name.size() - 3;
    return (name.size() + letter(0) * 73 + letter(name.size() - 1) * 55 + letter(third_last)) %
           slot_count;
}

constexpr auto make_slots() {
    std::array<const Known*, slot_count> slots{};
    for (const Known& known : known_fields) {
        const Known*& slot = slots[slot_of(known.name)];
        // Two names in one place do not compile: other factors are needed above.
        slot = slot == nullptr ? &known : throw "two names in one place";
    }
    return slots;
}
constexpr auto slots = make_slots();

// The kind of a field that has one certain name; `other` for the rest.
FieldId find(std::string_view name) {
    const Known* const known = name.empty() ? nullptr : slots[slot_of(name)];
    return known != nullptr && bytes::equals_name(name, known->name) ? known->id : FieldId::other;
}

// CGI and WSGI origins read `X_Forwarded_For` and `X-Forwarded-For` as one variable.
bool is_guarded(FieldId id) {
    switch (id) {
        case FieldId::content_length:
        case FieldId::transfer_encoding:
        case FieldId::http2_settings:
        case FieldId::accept_encoding:
        case FieldId::if_none_match:
        case FieldId::keep_alive:
        case FieldId::proxy_connection:
        case FieldId::set_cookie:
        case FieldId::set_cookie2:
        case FieldId::x_consent_proxy:
        case FieldId::x_forwarded_for:
        case FieldId::x_forwarded_host:
        case FieldId::x_forwarded_proto:
        case FieldId::x_request_id:
            return true;
        default:
            return false;
    }
}

// The kind of a field that has many names, or an odd one.
FieldId find_odd(std::string_view name) {
    if (name.size() > cdn_suffix.size() &&
        bytes::equals_name(name.substr(name.size() - cdn_suffix.size()), cdn_suffix)) {
        return FieldId::cdn_cache_control;
    }
    if (name.size() > longest_name || name.find('_') == name.npos) {
        return FieldId::other;
    }
    std::array<char, longest_name> dashed{};
    std::replace_copy(name.begin(), name.end(), dashed.begin(), '_', '-');
    return is_guarded(find({dashed.data(), name.size()})) ? FieldId::impostor : FieldId::other;
}

}   // namespace

FieldId field_id(std::string_view name) {
    const FieldId id = find(name);
    return id != FieldId::other ? id : find_odd(name);
}

}   // namespace http
