#pragma once

#include "consent/policy.hpp"
#include "consent/registry.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pages {

/// What a page may have to tell of a choice that was just made.
enum class Notice : std::uint8_t { none, accepted, rejected, saved };

/// What a page depends on besides its registry. All views outlive the call.
struct PageView {
    const consent::PageLanguage& language;   ///< one of those that `language()` gives
    consent::CategorySet granted;            ///< as the policy of this visitor has it
    std::string_view return_to;              ///< path and query to come back to; empty: unknown
    Notice notice = Notice::none;
    std::string_view receipt{};   ///< of that choice; empty: none is kept
    /// Names of refused cookies that the browser has, as they came.
    std::span<const std::string_view> refused{};
};

/// What the markup at the start of <head> depends on.
struct HeadView {
    consent::CategorySet granted;
    bool decided = false;       ///< the visitor has chosen
    bool banner = false;        ///< a banner or a notice follows in <body>
    std::string_view nonce{};   ///< for the script tags; empty: none
};

/// A file under `base/assets/`.
struct Asset {
    std::string_view name;   ///< `guard.js`
    std::string_view content_type;
    std::string_view content;
    std::string_view version;   ///< in its URL as `?v=`; changes with the content
};

/// Everything that the proxy shows by itself on the sites of one registry with `pages`: rendered
/// as far as no visitor is needed. Immutable, so that any number of threads may read it.
class PageSet {
public:
    /// Only for a registry with pages; it must outlive the object.
    explicit PageSet(const consent::Registry& registry);
    PageSet(const PageSet&) = delete;
    PageSet& operator=(const PageSet&) = delete;
    ~PageSet();

    /// The language for this Accept-Language (RFC 9110 section 12.5.4, lookup of RFC 4647): the
    /// first of the registry where none fits.
    [[nodiscard]] const consent::PageLanguage& language(std::string_view accept_language) const;

    /// Whole HTML documents, UTF-8.
    [[nodiscard]] std::string settings_page(const PageView& view) const;
    [[nodiscard]] std::string details_page(const PageView& view) const;
    /// The answer to a post that was refused as not the visitor's own.
    [[nodiscard]] std::string refusal_page(const consent::PageLanguage& language) const;

    /// Markup for the start of <body>: the question, or with a notice what was chosen. ASCII, well
    /// formed as HTML and as XML.
    [[nodiscard]] std::string banner(const PageView& view) const;

    /// Markup for the start of <head>: guard, stylesheet, the banner's script. The same holds.
    [[nodiscard]] std::string head(const HeadView& view) const;

    /// By its name, or null.
    [[nodiscard]] const Asset* asset(std::string_view name) const;

    /// Short text of letters and digits that changes with anything that head and banner show.
    [[nodiscard]] const std::string& version() const;

    [[nodiscard]] const consent::Registry& registry() const { return registry_; }

private:
    struct Rendered;

    const consent::Registry& registry_;
    std::unique_ptr<const Rendered> rendered_;
};

}   // namespace pages
