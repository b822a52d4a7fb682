#pragma once

#include "observe/document_outcome.hpp"
#include "proxy/consent_filter.hpp"
#include "receipts/writer.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace proxy {

/// One of the paths that the proxy answers itself on a site with pages.
struct OwnPage {
    enum class Kind : std::uint8_t { settings, details, policy, asset };

    Kind kind = Kind::settings;
    std::string_view asset;     ///< its name
    std::string_view version;   ///< of it, that was asked for
};

/// Which of them a request target means; nothing: the origin's. Views the target.
[[nodiscard]] std::optional<OwnPage> find_own_page(const SiteView& site, std::string_view target);

/// May the page be asked with this method?
[[nodiscard]] bool takes_method(const OwnPage& page, std::string_view method);
/// Those that it may be asked with, as the whole field line `Allow` with its CRLF. Lives for ever.
[[nodiscard]] std::string_view allowed_methods(const OwnPage& page);

/// An answer of the proxy's own, but for its framing.
struct OwnAnswer {
    unsigned status = 200;
    std::string body;
    std::string_view content_type = "text/html; charset=utf-8";
    std::string fields;   ///< more field lines, each with its CRLF
    std::string_view cache_control = "no-store";
};

/// Answers one request for a page of the proxy's own.
class OwnPages {
public:
    /// The filter has read this request; all outlive the object.
    OwnPages(ConsentFilter& filter, const http::RequestHead& head, receipts::Writer& receipts,
             ConsentFilter::Time now);

    /// The answer to GET and HEAD.
    [[nodiscard]] OwnAnswer show(const OwnPage& page) const;

    /// The answer to a POST of the settings form, or of the banner's, with this body. A choice is
    /// written, and goes to whoever keeps the receipts.
    [[nodiscard]] OwnAnswer take_form(std::string_view body);

private:
    [[nodiscard]] const SiteView& site() const { return *filter_.visiting().site; }
    [[nodiscard]] const consent::Registry& registry() const { return site().registry(); }
    [[nodiscard]] std::string_view field(http::FieldId id) const {
        return head_.fields.find(id).value_or("");
    }
    [[nodiscard]] OwnAnswer show_html(const OwnPage& page) const;
    [[nodiscard]] OwnAnswer show_policy() const;
    [[nodiscard]] OwnAnswer show_asset(const OwnPage& page) const;
    [[nodiscard]] std::string keep_receipt(consent::CategorySet granted, pages::Notice notice);
    [[nodiscard]] std::string came_from() const;
    [[nodiscard]] std::string way_back(const std::string& wished) const;
    [[nodiscard]] bool is_own_post() const;
    [[nodiscard]] OwnAnswer refuse(unsigned status) const;
    [[nodiscard]] OwnAnswer go_back(const std::string& path, std::string fields) const;
    [[nodiscard]] std::string page_fields() const;

    ConsentFilter& filter_;
    const http::RequestHead& head_;
    receipts::Writer& receipts_;
    ConsentFilter::Time now_;
    const pages::PageSet& pages_;
    const consent::PageLanguage& language_;
};

}   // namespace proxy
