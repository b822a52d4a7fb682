#include "config/consent_fields.hpp"

#include "config/cookie_name.hpp"
#include "config/format_reader.hpp"
#include "config/host_name.hpp"
#include "config/lifetimes.hpp"
#include "config/page_url.hpp"

namespace config {
namespace {

using consent::ConsentSettings;

constexpr Word<consent::WriteAs> write_words[] = {{"raw", consent::WriteAs::raw},
                                                  {"percent", consent::WriteAs::percent}};
constexpr Word<consent::SameSite> same_site_words[] = {{"Lax", consent::SameSite::lax},
                                                       {"Strict", consent::SameSite::strict},
                                                       {"None", consent::SameSite::none}};
constexpr Word<consent::SecureWhen> secure_words[] = {{"auto", consent::SecureWhen::automatic},
                                                      {"always", consent::SecureWhen::always}};
constexpr Word<consent::UnusableCookie> unusable_words[] = {
    {"replace", consent::UnusableCookie::replace}, {"keep", consent::UnusableCookie::keep}};
constexpr Word<consent::UpstreamView> upstream_words[] = {
    {"keep", consent::UpstreamView::keep},
    {"drop", consent::UpstreamView::drop},
    {"percent", consent::UpstreamView::percent}};

std::optional<std::string> read_written_name(const Value& value, Report& report) {
    auto name = read_name(value, report);
    if (!name) {
        return std::nullopt;
    }
    if (const auto fault = fault_of_written_name(*name)) {
        refuse(value, report, *fault);
        return std::nullopt;
    }
    return name;
}

/// With one `*` a pattern; whether that is any use, check_consent() says.
std::optional<std::string> read_consent_name(const Value& value, Report& report) {
    auto name = read_name(value, report);
    if (!name) {
        return std::nullopt;
    }
    std::string literal = *name;
    if (const auto star = literal.find('*'); star != 0 && star != std::string::npos) {
        literal.erase(star, 1);
    }
    if (const auto fault = fault_of_written_name(literal)) {
        refuse(value, report, *fault);
        return std::nullopt;
    }
    return name;
}

std::optional<std::chrono::seconds> read_consent_lifetime(const Value& value, Report& report) {
    const auto lifetime = read_lifetime(value, report);
    if (lifetime && lifetime->session) {
        refuse(value, report, "must be a time: a choice outlives the browser session");
        return std::nullopt;
    }
    return lifetime ? std::optional(lifetime->duration) : std::nullopt;
}

/// Nothing for `host`.
std::optional<std::optional<std::string>> read_domain(const Value& value, Report& report) {
    auto text = read_text(value, report);
    if (!text) {
        return std::nullopt;
    }
    if (*text == "host") {
        return std::optional<std::string>{};
    }
    const std::string_view name = std::string_view(*text).substr(text->starts_with('.') ? 1 : 0);
    if (!is_host_name(name) || is_address(name) || name.find('.') == std::string_view::npos) {
        refuse(value, report, fmt::format("must be host or a parent domain, not \"{}\"", *text));
        return std::nullopt;
    }
    return std::optional(lower_case(name));
}

}   // namespace

const Fields<ConsentSettings>& consent_fields() {
    static const Fields<ConsentSettings> fields{
        required(field("cookie", &ConsentSettings::cookie, read_consent_name)),
        field("decided", &ConsentSettings::decided, read_written_name),
        field("format", &ConsentSettings::format, read_format),
        field("lifetime", &ConsentSettings::lifetime, read_consent_lifetime),
        word_field("write", &ConsentSettings::write, write_words),
        word_field("same_site", &ConsentSettings::same_site, same_site_words),
        word_field("secure", &ConsentSettings::secure, secure_words),
        field("domain", &ConsentSettings::domain, read_domain),
        field("inject", &ConsentSettings::inject, read_flag),
        word_field("unusable", &ConsentSettings::unusable, unusable_words),
        word_field("upstream", &ConsentSettings::upstream, upstream_words),
        field("settings_url", &ConsentSettings::settings_url, read_page_url),
    };
    return fields;
}

}   // namespace config
