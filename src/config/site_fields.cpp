#include "config/host_name.hpp"
#include "config/settings_fields.hpp"

namespace config {
namespace {

constexpr unsigned most_kept = 65535;

void read_site_name(const Value& value, SiteDraft& out, Report& report) {
    out.site.name = read_name(value, report).value_or("");
    out.name_place = value.node.place;
}

void read_host(const Value& value, SiteDraft& out, Report& report) {
    const auto text = read_name(value, report);
    if (!text) {
        return;
    }
    auto pattern = parse_host_pattern(*text);
    if (!pattern) {
        refuse(value, report, fmt::format("{}: \"{}\"", pattern.error(), *text));
        return;
    }
    out.hosts.push_back({*std::move(pattern), value.node.place});
}

void read_hosts(const Value& value, SiteDraft& out, Report& report) {
    if (!expect_list(value, report)) {
        return;
    }
    if (value.node.items.empty()) {
        refuse(value, report, "must have at least one host; \"*\" is any");
    }
    for (const Node& item : value.node.items) {
        read_host({value.key, item}, out, report);
    }
}

std::optional<std::string> read_path(const Value& value, Report& report) {
    auto path = read_text(value, report);
    if (path && (path->empty() || path->find('\0') != std::string::npos)) {
        refuse(value, report, "must be the path of a file");
        return std::nullopt;
    }
    return path;
}

/// Leaves what a URL does not say.
void read_url(const Value& value, UpstreamSettings& out, Report& report) {
    const auto text = read_text(value, report);
    if (!text) {
        return;
    }
    auto read = parse_upstream(*text);
    if (!read) {
        report.error(value.node.place, read.error());
    } else if (const auto why = unsupported(*read)) {
        report.error(value.node.place, *why);
    } else {
        read->keepalive = out.keepalive;
        read->idle = out.idle;
        out = *std::move(read);
    }
}

void read_upstream(const Value& value, SiteDraft& out, Report& report) {
    if (value.node.kind == Kind::mapping) {
        read_mapping(value.node, "\"upstream\"", upstream_fields(), out.site.upstream, report);
    } else {
        read_url(value, out.site.upstream, report);
    }
}

std::optional<unsigned> read_keepalive(const Value& value, Report& report) {
    return read_number<unsigned>(value, report, 0, most_kept);
}

std::optional<std::chrono::milliseconds> read_idle(const Value& value, Report& report) {
    return read_duration(value, report, std::chrono::milliseconds{1});
}

}   // namespace

const Fields<UpstreamSettings>& upstream_fields() {
    static const Fields<UpstreamSettings> fields{
        required(custom_field<UpstreamSettings>("url", read_url)),
        field("keepalive", &UpstreamSettings::keepalive, read_keepalive),
        field("idle", &UpstreamSettings::idle, read_idle),
    };
    return fields;
}

const Fields<SiteDraft>& site_fields() {
    static const Fields<SiteDraft> fields{
        required(custom_field<SiteDraft>("name", read_site_name)),
        required(custom_field<SiteDraft>("hosts", read_hosts)),
        required(field("registry", &SiteDraft::registry, read_path)),
        required(custom_field<SiteDraft>("upstream", read_upstream)),
    };
    return fields;
}

}   // namespace config
