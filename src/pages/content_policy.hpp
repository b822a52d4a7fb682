#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pages {

/// What the proxy's own markup needs of a page's Content-Security-Policy. All are URLs without
/// scheme: `host[:port]/path`, `host[:port]` as the visitor's browser has it; a path that ends in a
/// slash stands for all below it. Several of one kind are separated by a space. Empty: not needed.
struct PolicyNeeds {
    std::string_view script;    ///< for script-src
    std::string_view style;     ///< for style-src
    std::string_view form;      ///< for form-action
    std::string_view connect;   ///< for connect-src
};

/// The nonce of the first policy in this field's value that has one for scripts, or nothing. Views
/// the value. Only letters, digits and `+/-_=`: safe in an attribute.
[[nodiscard]] std::optional<std::string_view> script_nonce(std::string_view field_value);

/// Does a policy in this field's value let scripts run by nonce or hash alone ('strict-dynamic')?
/// Where `script_nonce` finds none then, the caller makes one up for each response and gives it to
/// `allow_own`.
[[nodiscard]] bool needs_script_nonce(std::string_view field_value);

/// One Content-Security-Policy value (a list of policies), with the sources added that the proxy's
/// markup needs and that it does not allow yet, and nothing more; nothing when it allows all
/// already. All other bytes stay. A source goes into the directive that holds; where only
/// default-src does, a directive of its own is added that allows what default-src does and the
/// source, so that nothing else is allowed or forbidden by it. `nonce` is the one that the proxy's
/// script tags carry; it is added to policies in which a host counts for nothing
/// ('strict-dynamic'). `own_host` (`host[:port]`) and `https` say what 'self' is.
///
/// Not for Content-Security-Policy-Report-Only, which forbids nothing. What a policy in a <meta>
/// element forbids stays forbidden.
/// Source: W3C Content Security Policy Level 3, sections 2.3, 6.7, 6.8.
[[nodiscard]] std::optional<std::string> allow_own(std::string_view field_value,
                                                   const PolicyNeeds& needs, std::string_view nonce,
                                                   std::string_view own_host, bool https);

}   // namespace pages
