#include "config/settings_fields.hpp"

#include "config/host_name.hpp"
#include "config/preview.hpp"

#include <charconv>

namespace config {
namespace {

std::optional<Endpoint> read_endpoint(const Value& value, Report& report) {
    const auto text = read_text(value, report);
    if (!text) {
        return std::nullopt;
    }
    auto endpoint = parse_endpoint(*text);
    if (!endpoint) {
        report.error(value.node.place, endpoint.error());
        return std::nullopt;
    }
    return *std::move(endpoint);
}

/// Hands on each text of a list, with where it stands.
template <class Take>
void read_each_text(const Value& value, Report& report, Take take) {
    if (!expect_list(value, report)) {
        return;
    }
    for (const Node& item : value.node.items) {
        if (const auto text = read_text({value.key, item}, report)) {
            take(*text, item.place);
        }
    }
}

void read_trusted(const Value& value, ListenerDraft& out, Report& report) {
    read_each_text(value, report, [&](const std::string& text, const Place& place) {
        if (const auto added = out.trusted_proxies.add(text); !added) {
            report.error(place, added.error());
        }
    });
}

void read_tls(const Value& value, ListenerDraft& out, Report& report) {
    TlsDraft tls = read_tls_draft(value, report);
    out.tls.emplace();
    out.tls->min_version = tls.min_version.value_or(TlsVersion::tls_1_2);
    out.certificates = std::move(tls.certificates);
}

/// The permission bits of a file, as chmod takes them.
void read_mode(const Value& value, ListenerDraft& out, Report& report) {
    const auto text = read_measure(value, report);
    if (!text) {
        return;
    }
    unsigned mode = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), mode, 8);
    if (error != std::errc{} || end != text->data() + text->size() || text->size() < 3 ||
        mode > 0777) {
        refuse(value, report, "must be permissions in octal, as \"0660\"");
        return;
    }
    out.mode = mode;
    out.mode_place = value.node.place;
}

void read_listener(const Node& item, SettingsDraft& out, Report& report) {
    ListenerDraft listener;
    read_mapping(item, "a listener", listener_fields(), listener, report);
    if (listener.endpoint != Endpoint{}) {
        listener.place = place_of(item, "address");
        out.listeners.push_back(std::move(listener));
    }
}

void read_listeners(const Value& value, SettingsDraft& out, Report& report) {
    if (!expect_list(value, report)) {
        return;
    }
    if (value.node.items.empty()) {
        refuse(value, report, "must have at least one listener");
    }
    for (const Node& item : value.node.items) {
        read_listener(item, out, report);
    }
}

void read_admin(const Value& value, SettingsDraft& out, Report& report) {
    read_mapping(value.node, "\"admin\"", admin_fields(), out.settings, report);
    out.admin_place = place_of(value.node, "address");
}

void read_preview(const Value& value, SettingsDraft& out, Report& report) {
    read_mapping(value.node, "\"preview\"", preview_fields(), out.preview, report);
}

void read_metrics(const Value& value, SettingsDraft& out, Report& report) {
    read_mapping(value.node, "\"metrics\"", metrics_fields(), out.settings, report);
    out.metrics_place = place_of(value.node, "address");
}

/// Names by which the admin listener may be asked for what is not for everybody.
void read_admin_hosts(const Value& value, Settings& out, Report& report) {
    read_each_text(value, report, [&](const std::string& text, const Place& place) {
        std::string name = lower_case(text);
        if (is_host_name(name)) {
            out.admin_hosts.push_back(std::move(name));
        } else {
            report.error(place, fmt::format("must be a host name, not \"{}\"", text));
        }
    });
}

void read_workers(const Value& value, SettingsDraft& out, Report& report) {
    if (const auto workers = read_parsed(value, report, parse_workers)) {
        out.settings.workers = *workers;
    }
}

void read_watch(const Value& value, SettingsDraft& out, Report& report) {
    out.settings.watch = read_flag(value, report).value_or(true);
}

void read_sites(const Value& value, SettingsDraft& out, Report& report) {
    if (!expect_list(value, report)) {
        return;
    }
    if (value.node.items.empty()) {
        refuse(value, report, "must have at least one site");
    }
    for (const Node& item : value.node.items) {
        SiteDraft site;
        read_mapping(item, "a site", site_fields(), site, report);
        out.sites.push_back(std::move(site));
    }
}

/// A mapping of its own in a member of the settings.
template <class T>
Field<SettingsDraft> mapping_field(std::string_view name, T Settings::*member,
                                   const Fields<T>& fields) {
    return custom_field<SettingsDraft>(
        name, [member, &fields](const Value& value, SettingsDraft& out, Report& report) {
            read_mapping(value.node, fmt::format("\"{}\"", value.key), fields, out.settings.*member,
                         report);
        });
}

}   // namespace

const Fields<ListenerDraft>& listener_fields() {
    static const Fields<ListenerDraft> fields{
        required(
            field<ListenerDraft, Endpoint>("address", &ListenerDraft::endpoint, read_endpoint)),
        custom_field<ListenerDraft>("trusted_proxies", read_trusted),
        custom_field<ListenerDraft>("tls", read_tls),
        field<ListenerDraft, bool>("proxy_protocol", &ListenerDraft::proxy_protocol, read_flag),
        custom_field<ListenerDraft>("mode", read_mode),
    };
    return fields;
}

const Fields<Settings>& admin_fields() {
    static const Fields<Settings> fields{
        field<Settings, Endpoint>("address", &Settings::admin, read_endpoint),
        custom_field<Settings>("hosts", read_admin_hosts),
    };
    return fields;
}

const Fields<Settings>& metrics_fields() {
    static const Fields<Settings> fields{required(
        custom_field<Settings>("address", [](const Value& value, Settings& out, Report& report) {
            out.metrics = read_endpoint(value, report);
        }))};
    return fields;
}

const Fields<SettingsDraft>& settings_fields() {
    static const Fields<SettingsDraft> fields{
        custom_field<SettingsDraft>("listeners", read_listeners),
        custom_field<SettingsDraft>("admin", read_admin),
        custom_field<SettingsDraft>("metrics", read_metrics),
        custom_field<SettingsDraft>("workers", read_workers),
        mapping_field("timeouts", &Settings::timeouts, timeouts_fields()),
        mapping_field("limits", &Settings::limits, limits_fields()),
        mapping_field("http", &Settings::http, http_fields()),
        mapping_field("log", &Settings::log, log_fields()),
        custom_field<SettingsDraft>("preview", read_preview),
        custom_field<SettingsDraft>("watch", read_watch),
        required(custom_field<SettingsDraft>("sites", read_sites)),
    };
    return fields;
}

SettingsDraft read_settings(const Node& node, Report& report) {
    SettingsDraft draft;
    if (read_mapping(node, "a proxy configuration", settings_fields(), draft, report)) {
        if (draft.listeners.empty()) {
            ListenerDraft listener;
            listener.endpoint = default_listener;
            listener.place = node.place;
            draft.listeners.push_back(std::move(listener));
        }
        check_settings(draft, report);
    }
    return draft;
}

}   // namespace config
