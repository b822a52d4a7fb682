#include "proxy/own_page.hpp"

#include "bytes/ascii.hpp"
#include "http/list.hpp"
#include "http/media_type.hpp"
#include "pages/choice_form.hpp"
#include "pages/own_post.hpp"

#include <array>
#include <fmt/format.h>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

namespace proxy {
namespace {

using http::FieldId;
using observe::FormOutcome;
using pages::Notice;

constexpr std::string_view json_type = "application/json";
constexpr std::string_view form_type = "application/x-www-form-urlencoded";

bool asks_for_json(std::string_view accept) {
    http::ListReader ranges(accept);
    while (const auto range = ranges.next()) {
        if (bytes::iequals(http::media_type(*range), json_type)) {
            return true;
        }
    }
    return false;
}

Notice notice_of(const consent::Registry& registry, const pages::ChoiceForm& form) {
    if (!form.all) {
        return Notice::saved;
    }
    return (form.granted - registry.always_on()).empty() ? Notice::rejected : Notice::accepted;
}

FormOutcome outcome_of(Notice notice) {
    switch (notice) {
        case Notice::accepted:
            return FormOutcome::accepted;
        case Notice::rejected:
            return FormOutcome::rejected;
        default:
            return FormOutcome::saved;
    }
}

receipts::How how(Notice notice) {
    switch (notice) {
        case Notice::accepted:
            return receipts::How::accepted;
        case Notice::rejected:
            return receipts::How::rejected;
        default:
            return receipts::How::saved;
    }
}

nlohmann::json granted_ids(const consent::Registry& registry, consent::CategorySet granted) {
    nlohmann::json ids = nlohmann::json::array();
    for (consent::CategoryIndex i = 0; i < registry.categories().size(); ++i) {
        if (granted.contains(i)) {
            ids.push_back(registry.categories()[i].id);
        }
    }
    return ids;
}

// As W3C Secure Contexts section 3.1 has it.
bool is_loopback(std::string_view host) {
    const std::string_view name = host.substr(0, host.rfind(':'));
    return name == "localhost" || name.ends_with(".localhost") || name.starts_with("127.") ||
           name == "[::1]" || host == "[::1]";
}

// Scheme and authority of an absolute URL; empty for a path.
std::string_view origin_of(std::string_view url) {
    const std::size_t scheme = url.find("://");
    return scheme == std::string_view::npos ? std::string_view{}
                                            : url.substr(0, url.find('/', scheme + 3));
}

}   // namespace

std::optional<OwnPage> find_own_page(const SiteView& site, std::string_view target) {
    if (!site.pages) {
        return std::nullopt;
    }
    const std::string_view base = site.registry().pages()->base;
    const std::string_view path = target.substr(0, target.find('?'));
    if (!path.starts_with(base)) {
        return std::nullopt;
    }
    const std::string_view rest = path.substr(base.size());
    constexpr std::string_view assets = "/assets/";
    constexpr std::string_view version = "?v=";
    if (rest.empty() || rest == "/") {
        return OwnPage{};
    }
    if (rest == "/details") {
        return OwnPage{.kind = OwnPage::Kind::details, .asset = {}, .version = {}};
    }
    if (rest == "/policy") {
        return OwnPage{.kind = OwnPage::Kind::policy, .asset = {}, .version = {}};
    }
    if (rest.starts_with(assets)) {
        const std::string_view query = target.substr(path.size());
        return OwnPage{.kind = OwnPage::Kind::asset,
                       .asset = rest.substr(assets.size()),
                       .version = query.starts_with(version) ? query.substr(version.size())
                                                             : std::string_view{}};
    }
    return std::nullopt;
}

bool takes_method(const OwnPage& page, std::string_view method) {
    return method == "GET" || method == "HEAD" ||
           (method == "POST" && page.kind == OwnPage::Kind::settings);
}

OwnPages::OwnPages(ConsentFilter& filter, const http::RequestHead& head, receipts::Writer& receipts,
                   ConsentFilter::Time now)
    : filter_(filter),
      head_(head),
      receipts_(receipts),
      now_(now),
      pages_(*filter.visiting().site->pages),
      language_(pages_.language(field(FieldId::accept_language))) {}

OwnAnswer OwnPages::show(const OwnPage& page) const {
    switch (page.kind) {
        case OwnPage::Kind::policy:
            return show_policy();
        case OwnPage::Kind::asset:
            return show_asset(page);
        default:
            return show_html(page);
    }
}

OwnAnswer OwnPages::show_html(const OwnPage& page) const {
    const std::string from = came_from();
    const std::vector<std::string_view> refused = filter_.refused_names();
    const PageNotice& notice = filter_.notice();
    const pages::PageView view{.language = language_,
                               .granted = filter_.visitor().policy.granted,
                               .return_to = from,
                               .notice = notice.notice,
                               .receipt = notice.receipt,
                               .refused = refused};
    OwnAnswer answer;
    answer.fields = page_fields();
    if (page.kind == OwnPage::Kind::details) {
        answer.body = pages_.details_page(view);
        return answer;
    }
    answer.body = pages_.settings_page(view);
    if (notice.notice != Notice::none) {
        fmt::format_to(std::back_inserter(answer.fields), "Set-Cookie: {}\r\n",
                       notice_cookie(registry().notice_cookie(), {}, filter_.visiting().https));
    }
    return answer;
}

OwnAnswer OwnPages::show_policy() const {
    const nlohmann::json policy{
        {"granted", granted_ids(registry(), filter_.visitor().policy.granted)},
        {"decided", filter_.visitor().chosen}};
    return {.body = policy.dump(), .content_type = json_type, .fields = {}};
}

OwnAnswer OwnPages::show_asset(const OwnPage& page) const {
    const pages::Asset* const asset = pages_.asset(page.asset);
    if (asset == nullptr) {
        return refuse(ErrorKind::unknown_asset);
    }
    const bool current = page.version == asset->version;
    return {.body = std::string(asset->content),
            .content_type = asset->content_type,
            .fields = "X-Content-Type-Options: nosniff\r\n",
            .cache_control = current ? "public, max-age=31536000, immutable" : "no-cache"};
}

// The page that led here, unless it is one of our own.
std::string OwnPages::came_from() const {
    const auto path = pages::path_of_referer(field(FieldId::referer), filter_.visiting().host);
    return path && pages::is_safe_return(*path) && !find_own_page(site(), *path) ? *path
                                                                                 : std::string();
}

std::string OwnPages::way_back(const std::string& wished) const {
    if (pages::is_safe_return(wished)) {
        return wished;
    }
    const auto path = pages::path_of_referer(field(FieldId::referer), filter_.visiting().host);
    return path && pages::is_safe_return(*path) ? *path : registry().pages()->base;
}

bool OwnPages::is_own_post() const {
    const http::Fields& fields = head_.fields;
    return pages::is_own_post({.sec_fetch_site = fields.find(FieldId::sec_fetch_site),
                               .origin = fields.find(FieldId::origin),
                               .referer = fields.find(FieldId::referer)},
                              filter_.visiting().host);
}

OwnAnswer OwnPages::take_form(std::string_view body) {
    observe::SiteCounters& counters = *site().counters;
    const bool own = is_own_post();
    const auto form =
        own && bytes::iequals(http::media_type(field(FieldId::content_type)), form_type)
            ? pages::read_choice_form(registry(), filter_.visitor().policy.granted, body)
            : std::nullopt;
    if (!form) {
        counters.form(FormOutcome::refused);
        return refuse(own ? ErrorKind::malformed_request : ErrorKind::foreign_form);
    }
    const std::string back = way_back(form->return_to);
    if (form->hides) {
        return go_back(back, {});
    }
    const Notice notice = notice_of(registry(), *form);
    counters.form(outcome_of(notice));
    http::Edits cookies;
    filter_.choose(form->granted, back, now_, cookies);
    const std::string receipt = keep_receipt(form->granted, notice);
    if (asks_for_json(field(FieldId::accept))) {
        nlohmann::json told{{"granted", granted_ids(registry(), form->granted)},
                            {"notice", to_string(notice)}};
        if (!receipt.empty()) {
            told["receipt"] = receipt;
        }
        return {.body = told.dump(), .content_type = json_type, .fields = cookies.added()};
    }
    cookies.add("Set-Cookie", notice_cookie(registry().notice_cookie(), {notice, receipt},
                                            filter_.visiting().https));
    return go_back(back, cookies.added());
}

// The id of it; empty where the site keeps none.
std::string OwnPages::keep_receipt(consent::CategorySet granted, Notice notice) {
    if (!registry().receipts()) {
        return {};
    }
    receipts::Receipt receipt = receipts::make_receipt(registry(), granted, how(notice), now_);
    std::string id = receipt.id;
    receipts_.write(*registry().receipts(), std::move(receipt));
    return id;
}

// Without a script there is nobody to take the banner out of the pages that the browser keeps. Only
// of origins that browsers trust will they do it.
OwnAnswer OwnPages::go_back(const std::string& path, std::string fields) const {
    fmt::format_to(std::back_inserter(fields), "Location: {}\r\n", path);
    if (filter_.visiting().https || is_loopback(filter_.visiting().host)) {
        fields.append("Clear-Site-Data: \"cache\"\r\n");
    }
    return {.status = 303, .body = {}, .content_type = {}, .fields = std::move(fields)};
}

OwnAnswer OwnPages::refuse_method(const OwnPage& page) const {
    OwnAnswer answer = refuse(ErrorKind::method_not_allowed);
    answer.fields = page.kind == OwnPage::Kind::settings ? "Allow: GET, HEAD, POST\r\n"
                                                         : "Allow: GET, HEAD\r\n";
    return answer;
}

// A visitor whose browser says too little gets a page that helps him on.
OwnAnswer OwnPages::refuse(ErrorKind error) const {
    OwnAnswer answer{
        .status = info(error).status, .body = {}, .content_type = {}, .fields = {}, .error = error};
    if (error == ErrorKind::foreign_form) {
        answer.body = pages_.refusal_page(language_);
        answer.content_type = "text/html; charset=utf-8";
        answer.fields = page_fields();
    }
    return answer;
}

// Nothing but what the pages are made of, and nobody else's frame around them.
std::string OwnPages::page_fields() const {
    const std::string_view sheet = origin_of(registry().pages()->stylesheet.value_or(""));
    const std::string_view gap = sheet.empty() ? "" : " ";
    return fmt::format(
        "Content-Security-Policy: default-src 'none'; style-src 'self'{0}{1}; font-src "
        "'self'{0}{1}; "
        "img-src 'self'{0}{1} data:; script-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'self'\r\n"
        "X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\n",
        gap, sheet);
}

}   // namespace proxy
