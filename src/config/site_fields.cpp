#include "config/host_name.hpp"
#include "config/preview.hpp"
#include "config/settings_fields.hpp"

namespace config {
namespace {

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
    const auto file = read_file_name(value, report);
    return file ? std::optional(file->path.string()) : std::nullopt;
}

void read_upstream(const Value& value, SiteDraft& out, Report& report) {
    out.upstream.place = value.node.place;
    if (value.node.kind == Kind::mapping) {
        read_mapping(value.node, "\"upstream\"", upstream_fields(), out.upstream, report);
    } else {
        read_upstream_url(value, out.upstream, report);
    }
}

void read_preview(const Value& value, SiteDraft& out, Report& report) {
    read_mapping(value.node, "\"preview\"", preview_fields(), out.preview, report);
}

}   // namespace

const Fields<SiteDraft>& site_fields() {
    static const Fields<SiteDraft> fields{
        required(custom_field<SiteDraft>("name", read_site_name)),
        required(custom_field<SiteDraft>("hosts", read_hosts)),
        required(field("registry", &SiteDraft::registry, read_path)),
        required(custom_field<SiteDraft>("upstream", read_upstream)),
        custom_field<SiteDraft>("preview", read_preview),
    };
    return fields;
}

}   // namespace config
