#include "config/host_name.hpp"
#include "config/preview.hpp"
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
    const auto file = read_file_name(value, report);
    return file ? std::optional(file->path.string()) : std::nullopt;
}

/// Leaves what a URL does not say.
void read_url(const Value& value, UpstreamDraft& out, Report& report) {
    const auto text = read_text(value, report);
    if (!text) {
        return;
    }
    auto read = parse_upstream(*text);
    if (!read) {
        report.error(value.node.place, read.error());
        return;
    }
    read->keepalive = out.keepalive;
    read->idle = out.idle;
    read->tls = std::move(out.tls);
    static_cast<UpstreamSettings&>(out) = *std::move(read);
}

void read_upstream(const Value& value, SiteDraft& out, Report& report) {
    if (value.node.kind == Kind::mapping) {
        read_mapping(value.node, "\"upstream\"", upstream_fields(), out.upstream, report);
    } else {
        read_url(value, out.upstream, report);
    }
}

void read_preview(const Value& value, SiteDraft& out, Report& report) {
    read_mapping(value.node, "\"preview\"", preview_fields(), out.preview, report);
}

/// A file that only TLS has a use for.
Field<UpstreamDraft> file_field(std::string_view name,
                                std::optional<FileDraft> UpstreamDraft::*member) {
    return custom_field<UpstreamDraft>(
        name, [member](const Value& value, UpstreamDraft& out, Report& report) {
            out.*member = read_file_name(value, report);
            out.tls_place = value.node.place;
        });
}

void read_verify(const Value& value, UpstreamDraft& out, Report& report) {
    out.tls.verify = read_flag(value, report).value_or(true);
    out.verify_place = value.node.place;
    if (!out.tls.verify) {
        out.tls_place = value.node.place;
    }
}

void read_server_name(const Value& value, UpstreamDraft& out, Report& report) {
    const auto name = read_text(value, report);
    if (!name) {
        return;
    }
    if (!is_host_name(*name)) {
        refuse(value, report, "must be a host name");
        return;
    }
    out.tls.server_name = lower_case(*name);
    out.tls_place = value.node.place;
}

std::optional<unsigned> read_keepalive(const Value& value, Report& report) {
    return read_number<unsigned>(value, report, 0, most_kept);
}

std::optional<std::chrono::milliseconds> read_idle(const Value& value, Report& report) {
    return read_duration(value, report, std::chrono::milliseconds{1});
}

}   // namespace

const Fields<UpstreamDraft>& upstream_fields() {
    static const Fields<UpstreamDraft> fields{
        required(custom_field<UpstreamDraft>("url", read_url)),
        field<UpstreamDraft, unsigned>("keepalive", &UpstreamDraft::keepalive, read_keepalive),
        field<UpstreamDraft, std::chrono::milliseconds>("idle", &UpstreamDraft::idle, read_idle),
        custom_field<UpstreamDraft>("verify", read_verify),
        custom_field<UpstreamDraft>("server_name", read_server_name),
        file_field("ca", &UpstreamDraft::ca),
        file_field("client_certificate", &UpstreamDraft::client_certificate),
        file_field("client_key", &UpstreamDraft::client_key),
    };
    return fields;
}

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
