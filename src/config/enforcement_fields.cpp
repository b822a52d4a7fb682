#include "config/consent_fields.hpp"

namespace config {
namespace {

using consent::EnforcementSettings;

constexpr Word<consent::Mode> mode_words[] = {{"enforce", consent::Mode::enforce},
                                              {"report", consent::Mode::report}};
constexpr Word<consent::Unregistered> unregistered_words[] = {
    {"strip", consent::Unregistered::strip}, {"pass", consent::Unregistered::pass}};
constexpr Word<consent::RequestCookies> requests_words[] = {
    {"refused", consent::RequestCookies::refused},
    {"strip", consent::RequestCookies::strip},
    {"pass", consent::RequestCookies::pass}};
constexpr Word<consent::ExpireScope> expire_words[] = {{"domain", consent::ExpireScope::domain},
                                                       {"host", consent::ExpireScope::host},
                                                       {"none", consent::ExpireScope::none}};
constexpr Word<consent::ExpireWhen> expire_when_words[] = {
    {"usable", consent::ExpireWhen::usable}, {"decided", consent::ExpireWhen::decided}};
constexpr Word<consent::Lifetimes> lifetimes_words[] = {{"keep", consent::Lifetimes::keep},
                                                        {"cap", consent::Lifetimes::cap}};
constexpr Word<consent::SharedCaches> shared_caches_words[] = {
    {"protect", consent::SharedCaches::protect}, {"preserve", consent::SharedCaches::preserve}};
constexpr Word<consent::Gpc> gpc_words[] = {{"object", consent::Gpc::object},
                                            {"ignore", consent::Gpc::ignore}};

void read_pattern(const Value& value, EnforcementSettings& out, Report& report) {
    auto pattern = read_text(value, report);
    if (!pattern) {
        return;
    }
    if (!pattern->starts_with('/') || pattern->find_first_of("?#") != std::string::npos) {
        refuse(value, report,
               fmt::format("must hold paths that begin with \"/\", without a query, not \"{}\"",
                           *pattern));
        return;
    }
    if (pattern->size() > 1 && pattern->find_first_not_of('*', 1) == std::string::npos) {
        report.warning(
            value.node.place,
            fmt::format("\"bypass\" has \"{}\", which is every path: nothing is enforced",
                        *pattern));
    }
    out.bypass.push_back(*std::move(pattern));
}

void read_bypass(const Value& value, EnforcementSettings& out, Report& report) {
    if (!expect_list(value, report)) {
        return;
    }
    for (const Node& item : value.node.items) {
        read_pattern({value.key, item}, out, report);
    }
}

}   // namespace

const Fields<EnforcementSettings>& enforcement_fields() {
    static const Fields<EnforcementSettings> fields{
        word_field("mode", &EnforcementSettings::mode, mode_words),
        word_field("unregistered", &EnforcementSettings::unregistered, unregistered_words),
        word_field("requests", &EnforcementSettings::requests, requests_words),
        word_field("expire", &EnforcementSettings::expire, expire_words),
        word_field("expire_when", &EnforcementSettings::expire_when, expire_when_words),
        word_field("lifetimes", &EnforcementSettings::lifetimes, lifetimes_words),
        word_field("shared_caches", &EnforcementSettings::shared_caches, shared_caches_words),
        word_field("gpc", &EnforcementSettings::gpc, gpc_words),
        custom_field<EnforcementSettings>("bypass", read_bypass),
    };
    return fields;
}

}   // namespace config
