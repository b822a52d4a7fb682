#include "config/host_name.hpp"
#include "config/settings_fields.hpp"

#include <algorithm>

namespace config {
namespace {

constexpr unsigned most_connections = 65535;
constexpr unsigned most_checks = 100;
constexpr std::chrono::milliseconds least_interval{100};

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

std::optional<unsigned> read_connections(const Value& value, Report& report) {
    return read_number<unsigned>(value, report, 0, most_connections);
}

std::optional<std::chrono::milliseconds> read_time(const Value& value, Report& report) {
    return read_duration(value, report, std::chrono::milliseconds{1});
}

std::optional<unsigned> read_count(const Value& value, Report& report) {
    return read_number<unsigned>(value, report, 1, most_checks);
}

std::optional<std::chrono::milliseconds> read_interval(const Value& value, Report& report) {
    return read_duration(value, report, least_interval);
}

void read_queue(const Value& value, UpstreamDraft& out, Report& report) {
    out.queue_place = value.node.place;
    read_mapping(value.node, "\"queue\"", upstream_queue_fields(), out.queue, report);
}

void read_health(const Value& value, UpstreamDraft& out, Report& report) {
    UpstreamHealth& health = out.health.emplace();
    read_mapping(value.node, "\"health\"", upstream_health_fields(), health, report);
}

/// An origin-form target.
std::optional<std::string> read_target(const Value& value, Report& report) {
    auto path = read_text(value, report);
    const auto is_visible = [](char byte) { return byte > ' ' && byte < 0x7f && byte != '#'; };
    if (path && (!path->starts_with('/') || !std::all_of(path->begin(), path->end(), is_visible))) {
        refuse(value, report, "must begin with / and have no blank in it");
        return std::nullopt;
    }
    return path;
}

/// Says Host of a check: a name or address, maybe with a port.
std::optional<std::string> read_authority(const Value& value, Report& report) {
    auto host = read_text(value, report);
    const bool is_one = host && parse_upstream("http://" + *host).has_value() &&
                        host->find('/') == std::string::npos;
    if (host && !is_one) {
        refuse(value, report, "must be a host name, maybe with a port");
        return std::nullopt;
    }
    return host;
}

/// `200`, or `200-399`.
void read_expect(const Value& value, UpstreamHealth& out, Report& report) {
    const auto text = read_measure(value, report);
    if (!text) {
        return;
    }
    const std::size_t dash = text->find('-');
    const auto least = parse_number(text->substr(0, dash));
    const auto most = dash == std::string_view::npos ? least : parse_number(text->substr(dash + 1));
    if (!least || !most || *least < 200 || *most > 599 || *least > *most) {
        refuse(value, report, "must be a status code or two, as in 200-399, from 200 to 599");
        return;
    }
    out.least_status = static_cast<unsigned>(*least);
    out.most_status = static_cast<unsigned>(*most);
}

}   // namespace

void read_upstream_url(const Value& value, UpstreamDraft& out, Report& report) {
    const auto text = read_text(value, report);
    if (!text) {
        return;
    }
    auto read = parse_upstream(*text);
    if (!read) {
        report.error(value.node.place, read.error());
        return;
    }
    out.scheme = read->scheme;
    out.host = std::move(read->host);
    out.port = read->port;
    out.unix_path = std::move(read->unix_path);
}

const Fields<UpstreamDraft>& upstream_fields() {
    static const Fields<UpstreamDraft> fields{
        required(custom_field<UpstreamDraft>("url", read_upstream_url)),
        field<UpstreamDraft, unsigned>("keepalive", &UpstreamDraft::keepalive, read_connections),
        field<UpstreamDraft, std::chrono::milliseconds>("idle", &UpstreamDraft::idle, read_time),
        field<UpstreamDraft, unsigned>("max_connections", &UpstreamDraft::max_connections,
                                       read_connections),
        custom_field<UpstreamDraft>("queue", read_queue),
        custom_field<UpstreamDraft>("health", read_health),
        custom_field<UpstreamDraft>("verify", read_verify),
        custom_field<UpstreamDraft>("server_name", read_server_name),
        file_field("ca", &UpstreamDraft::ca),
        file_field("client_certificate", &UpstreamDraft::client_certificate),
        file_field("client_key", &UpstreamDraft::client_key),
    };
    return fields;
}

const Fields<UpstreamQueue>& upstream_queue_fields() {
    static const Fields<UpstreamQueue> fields{
        field("length", &UpstreamQueue::length, read_connections),
        field("timeout", &UpstreamQueue::timeout, read_time),
    };
    return fields;
}

const Fields<UpstreamHealth>& upstream_health_fields() {
    static const Fields<UpstreamHealth> fields{
        field("path", &UpstreamHealth::path, read_target),
        field("host", &UpstreamHealth::host, read_authority),
        field("interval", &UpstreamHealth::interval, read_interval),
        field("timeout", &UpstreamHealth::timeout, read_time),
        field("healthy", &UpstreamHealth::healthy, read_count),
        field("unhealthy", &UpstreamHealth::unhealthy, read_count),
        custom_field<UpstreamHealth>("expect", read_expect),
    };
    return fields;
}

}   // namespace config
