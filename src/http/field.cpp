#include "http/field.hpp"

#include "http/ascii.hpp"

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
    Known{"accept", FieldId::accept},
    Known{"cookie", FieldId::cookie},
    Known{"expect", FieldId::expect},
    Known{"origin", FieldId::origin},
    Known{"referer", FieldId::referer},
    Known{"sec-gpc", FieldId::sec_gpc},
    Known{"trailer", FieldId::trailer},
    Known{"upgrade", FieldId::upgrade},
    Known{"location", FieldId::location},
    Known{"forwarded", FieldId::forwarded},
    Known{"connection", FieldId::connection},
    Known{"keep-alive", FieldId::keep_alive},
    Known{"set-cookie", FieldId::set_cookie},
    Known{"sec-purpose", FieldId::sec_purpose},
    Known{"set-cookie2", FieldId::set_cookie2},
    Known{"content-type", FieldId::content_type},
    Known{"edge-control", FieldId::edge_control},
    Known{"proxy-status", FieldId::proxy_status},
    Known{"x-request-id", FieldId::x_request_id},
    Known{"authorization", FieldId::authorization},
    Known{"cache-control", FieldId::cache_control},
    Known{"content-length", FieldId::content_length},
    Known{"http2-settings", FieldId::http2_settings},
    Known{"sec-fetch-dest", FieldId::sec_fetch_dest},
    Known{"sec-fetch-mode", FieldId::sec_fetch_mode},
    Known{"sec-fetch-site", FieldId::sec_fetch_site},
    Known{"x-accel-expires", FieldId::x_accel_expires},
    Known{"x-forwarded-for", FieldId::x_forwarded_for},
    Known{"proxy-connection", FieldId::proxy_connection},
    Known{"x-forwarded-host", FieldId::x_forwarded_host},
    Known{"www-authenticate", FieldId::www_authenticate},
    Known{"x-requested-with", FieldId::x_requested_with},
    Known{"cdn-cache-control", FieldId::cdn_cache_control},
    Known{"surrogate-control", FieldId::surrogate_control},
    Known{"transfer-encoding", FieldId::transfer_encoding},
    Known{"x-forwarded-proto", FieldId::x_forwarded_proto},
    Known{"content-disposition", FieldId::content_disposition},
    Known{"x-litespeed-cache-control", FieldId::x_litespeed_cache_control},
};

constexpr std::size_t longest_name = 25;
constexpr std::string_view cdn_suffix = "-cdn-cache-control";

// known_fields is sorted by length: where the names of each length begin.
constexpr auto make_starts() {
    std::array<std::uint8_t, longest_name + 2> starts{};
    for (std::size_t size = 0; size < starts.size(); ++size) {
        std::size_t count = 0;
        for (const Known& known : known_fields) {
            count += known.name.size() < size ? 1 : 0;
        }
        starts[size] = static_cast<std::uint8_t>(count);
    }
    return starts;
}
constexpr auto starts = make_starts();
static_assert(std::is_sorted(known_fields.begin(), known_fields.end(),
                             [](const Known& a, const Known& b) {
                                 return a.name.size() < b.name.size();
                             }));

FieldId find(std::string_view name) {
    if (name.size() <= longest_name) {
        for (std::size_t i = starts[name.size()]; i < starts[name.size() + 1]; ++i) {
            if (iequals(known_fields[i].name, name)) {
                return known_fields[i].id;
            }
        }
    }
    if (name.size() > cdn_suffix.size() &&
        iequals(name.substr(name.size() - cdn_suffix.size()), cdn_suffix)) {
        return FieldId::cdn_cache_control;
    }
    return FieldId::other;
}

// CGI and WSGI origins read `X_Forwarded_For` and `X-Forwarded-For` as one variable.
bool is_guarded(FieldId id) {
    switch (id) {
        case FieldId::content_length:
        case FieldId::transfer_encoding:
        case FieldId::http2_settings:
        case FieldId::keep_alive:
        case FieldId::proxy_connection:
        case FieldId::x_forwarded_for:
        case FieldId::x_forwarded_host:
        case FieldId::x_forwarded_proto:
        case FieldId::x_request_id:
            return true;
        default:
            return false;
    }
}

}   // namespace

FieldId field_id(std::string_view name) {
    const FieldId id = find(name);
    if (id != FieldId::other || name.size() > longest_name || name.find('_') == name.npos) {
        return id;
    }
    std::array<char, longest_name> dashed{};
    std::replace_copy(name.begin(), name.end(), dashed.begin(), '_', '-');
    return is_guarded(find({dashed.data(), name.size()})) ? FieldId::impostor : FieldId::other;
}

}   // namespace http
