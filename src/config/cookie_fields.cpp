#include "config/cookie_fields.hpp"

#include "config/cookie_name.hpp"
#include "config/host_name.hpp"
#include "config/lifetimes.hpp"

namespace config {
namespace {

using consent::CookieEntry;

std::optional<std::string> read_cookie_name(const Value& value, Report& report) {
    auto name = read_name(value, report);
    if (!name) {
        return std::nullopt;
    }
    if (const auto fault = fault_of_cookie_name(*name)) {
        refuse(value, report, *fault);
        return std::nullopt;
    }
    if (is_doubtful_cookie_name(*name)) {
        report.warning(value.node.place,
                       fmt::format("\"{}\" does not look like a cookie's name; a label goes "
                                   "into \"label\"",
                                   *name));
    }
    return name;
}

void read_expires(const Value& value, CookieEntry& out, Report& report) {
    if (const auto lifetime = read_lifetime(value, report)) {
        out.expires = value.node.text;
        out.lifetime = lifetime;
    }
}

std::optional<std::string> read_cookie_path(const Value& value, Report& report) {
    auto path = read_text(value, report);
    const bool good = path && path->starts_with('/') && path->find(';') == std::string::npos &&
                      !has_control_byte(*path);
    if (path && !good) {
        refuse(value, report, "must begin with \"/\" and have no \";\" or control byte in it");
        return std::nullopt;
    }
    return path;
}

std::optional<std::string> read_cookie_domain(const Value& value, Report& report) {
    const auto domain = read_text(value, report);
    if (!domain) {
        return std::nullopt;
    }
    const std::string_view name =
        std::string_view(*domain).substr(domain->starts_with('.') ? 1 : 0);
    if (!is_host_name(name)) {
        refuse(value, report, fmt::format("must be a host name, not \"{}\"", *domain));
        return std::nullopt;
    }
    return lower_case(name);
}

}   // namespace

const Fields<CookieEntry>& cookie_fields() {
    static const Fields<CookieEntry> fields{
        required(field("name", &CookieEntry::name, read_cookie_name)),
        field("label", &CookieEntry::label, read_text),
        field("group", &CookieEntry::group, read_text),
        field("purpose", &CookieEntry::purpose, read_text),
        custom_field<CookieEntry>("expires", read_expires),
        field("path", &CookieEntry::path, read_cookie_path),
        field("domain", &CookieEntry::domain, read_cookie_domain),
        field("partitioned", &CookieEntry::partitioned, read_flag),
    };
    return fields;
}

}   // namespace config
