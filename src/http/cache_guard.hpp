#pragma once

#include "http/edits.hpp"
#include "http/head.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace http {

/// How the visitor's own cache may use a response: as the origin said, or only after asking again
/// (`no-cache`), for it shows a state of the visitor.
enum class CacheUse : std::uint8_t { as_said, checked };

/// Sees to it that no shared cache keeps this response: three mainstream caches take the presence
/// of Set-Cookie as the sign not to store, and here one was left out or added. Cache-Control gets
/// `private` unless it has `private` or `no-store`, loses `public` and `s-maxage`, and
/// `private="..."` becomes `private`; the fields that speak to caches alone (Surrogate-Control,
/// Edge-Control, X-Accel-Expires, X-LiteSpeed-Cache-Control, CDN-Cache-Control and the like) are
/// dropped. No directive is weakened.
/// Source: RFC 9111 sections 5.2.2 and 7.3, RFC 9213.
void guard_caches(const Fields& fields, Edits& edits, CacheUse use = CacheUse::as_said);

/// Does the response ask shared caches to keep it: `public`, an `s-maxage` above zero, or a field
/// that speaks to them alone, and neither `private` nor `no-store`? Such a field does not where it
/// says `no-store`, `private` or `no-cache`, or gives no time but zero; whatever else it says, it
/// does.
/// Source: RFC 9111 section 5.2.2, RFC 9213, W3C Edge Architecture Specification, nginx.
[[nodiscard]] bool names_itself_shared(const Fields& fields);

/// The value of one Cache-Control line without `public` and `s-maxage`, `private="..."` as
/// `private`; as it came where there is nothing of it, empty when nothing is left.
[[nodiscard]] std::string private_cache_control(std::string_view value);

}   // namespace http
