#pragma once

#include <cstdint>
#include <string_view>

namespace http {

/// The fields that the proxy itself reads, sets or leaves out. Everything else is `other` and
/// passes untouched.
enum class FieldId : std::uint8_t {
    other,
    accept,
    accept_encoding,
    accept_language,
    accept_ranges,
    authorization,
    cache_control,
    cdn_cache_control,   ///< CDN-Cache-Control and every *-CDN-Cache-Control (RFC 9213)
    connection,
    content_digest,
    content_disposition,
    content_encoding,
    content_length,
    content_md5,
    content_security_policy,
    content_type,
    cookie,
    date,   ///< stays whatever Connection names, and is no trailer
    digest,
    edge_control,
    etag,
    expect,
    forwarded,
    host,
    http2_settings,
    if_modified_since,
    if_none_match,
    if_range,
    impostor,   ///< with `_` read as `-` it equals a field of framing or one that the proxy sets
    keep_alive,
    location,
    origin,
    proxy_connection,
    range,
    referer,
    repr_digest,
    sec_fetch_dest,
    sec_fetch_mode,
    sec_fetch_site,
    sec_gpc,
    sec_purpose,
    set_cookie,
    set_cookie2,
    surrogate_control,
    te,
    trailer,
    transfer_encoding,
    upgrade,
    via,
    www_authenticate,
    x_accel_expires,
    x_consent_proxy,   ///< asks the proxy itself; no origin sees it
    x_forwarded_for,
    x_forwarded_host,
    x_forwarded_proto,
    x_litespeed_cache_control,
    x_request_id,
    x_requested_with,
};
inline constexpr unsigned field_id_count = static_cast<unsigned>(FieldId::x_requested_with) + 1;

/// Tells a field by its name, in any case.
[[nodiscard]] FieldId field_id(std::string_view name);

/// Has a field of this kind one certain name, whose bytes are known with the kind?
[[nodiscard]] constexpr bool has_one_name(FieldId id) {
    return id != FieldId::other && id != FieldId::impostor && id != FieldId::cdn_cache_control;
}

/// One field line as offsets into the text of its head, so that the text may move.
struct Field {
    std::uint32_t begin = 0;         ///< first byte of the line, and of the name
    std::uint32_t name_end = 0;      ///< the colon
    std::uint32_t value_begin = 0;   ///< the value without the blanks around it
    std::uint32_t value_end = 0;
    std::uint32_t end = 0;   ///< past the end of the line
    FieldId id = FieldId::other;
};

}   // namespace http
