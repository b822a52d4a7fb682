#include "config/consent_fields.hpp"
#include "config/host_name.hpp"
#include "consent/deletion.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace config {
namespace {

using consent::ConsentSettings;
using consent::Writes;

constexpr std::string_view host_prefix = "__host-";

std::string companion_of(std::string cookie) {
    std::erase(cookie, '*');
    return cookie + "_revision";
}

void check_names(const Node& node, const ConsentSettings& consent, Report& report) {
    const std::string companion = companion_of(consent.cookie);
    if (consent.decided && (*consent.decided == consent.cookie || *consent.decided == companion)) {
        report.error(place_of(node, "decided"),
                     fmt::format("\"decided\" must differ from the consent cookie \"{}\" and its "
                                 "companion \"{}\"",
                                 consent.cookie, companion));
    }
    for (const auto& name : {std::optional(consent.cookie), consent.decided}) {
        if (consent.domain && name && lower_case(*name).starts_with(host_prefix)) {
            report.error(
                place_of(node, "domain"),
                fmt::format("a cookie \"{}\" must not have a domain: browsers ignore it", *name));
        }
    }
}

void check_domain(const Node& node, const ConsentSettings& consent, Report& report) {
    if (consent.domain && consent::cookie_domains(*consent.domain).empty()) {
        report.warning(place_of(node, "domain"),
                       fmt::format("\"{}\" is a public suffix: browsers refuse every cookie that "
                                   "the proxy writes for it",
                                   *consent.domain));
    }
}

/// A cookie for each category is read-only: which of them a site sets on a refusal, and when, only
/// its own script knows.
void settle_pattern(const Node& node, ConsentSettings& consent, Report& report) {
    if (consent.cookie.find('*') == std::string::npos) {
        return;
    }
    if (consent.format.shape != consent::Shape::word) {
        report.error(place_of(node, "cookie"),
                     "\"cookie\" must be one cookie's name, not a pattern: only with a format of "
                     "the shape word has each category a cookie");
    }
    if (consent.format.answers.undecided) {
        report.error(place_of(node, "format"),
                     "\"undecided\" does not go with a cookie for each category");
    }
    consent.format.writes = Writes::nothing;
}

void settle_read_only(const Node& node, ConsentSettings& consent, Report& report) {
    const std::string& name = consent.format.name;
    report.warning(place_of(node, "format"),
                   fmt::format("the format \"{}\" is read-only: on a first visit no default is "
                               "given, and an unusable cookie is kept",
                               name));
    if (value_of(node, "inject") != nullptr && consent.inject) {
        report.error(
            place_of(node, "inject"),
            fmt::format("\"inject\" cannot be true: the format \"{}\" is read-only", name));
    }
    if (value_of(node, "unusable") != nullptr &&
        consent.unusable == consent::UnusableCookie::replace) {
        report.error(
            place_of(node, "unusable"),
            fmt::format("\"unusable\" cannot be replace: the format \"{}\" is read-only", name));
    }
    consent.inject = false;
    consent.unusable = consent::UnusableCookie::keep;
}

void settle_choices_only(const Node& node, ConsentSettings& consent, Report& report) {
    const bool said = value_of(node, "inject") != nullptr;
    if (!said || consent.inject) {
        report.warning(
            place_of(node, said ? "inject" : "format"),
            fmt::format("to the site's own script a cookie in the format \"{}\" says that "
                        "the visitor has chosen: {}",
                        consent.format.name,
                        said ? "the default that is given on a first visit silences "
                               "its banner"
                             : "no default is given on a first visit unless "
                               "\"inject: true\" stands here"));
    }
    consent.inject = said && consent.inject;
}

}   // namespace

void check_consent(const Node& node, ConsentSettings& consent, Report& report) {
    check_names(node, consent, report);
    check_domain(node, consent, report);
    settle_pattern(node, consent, report);
    if (value_of(node, "write") != nullptr &&
        consent.format.encoding != std::vector{consent::Encoding::layers}) {
        report.error(place_of(node, "write"),
                     fmt::format("\"write\" does not go with the format \"{}\", which has an "
                                 "encoding of its own",
                                 consent.format.name));
    }
    if (consent.format.writes == Writes::nothing) {
        settle_read_only(node, consent, report);
    } else if (consent.format.writes == Writes::choices) {
        settle_choices_only(node, consent, report);
    }
    if (consent.format.same_site && value_of(node, "same_site") == nullptr) {
        consent.same_site = *consent.format.same_site;
    }
}

}   // namespace config
