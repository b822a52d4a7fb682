#include "admin/status_page.hpp"

#include "admin/status_site.hpp"
#include "admin/status_text.hpp"

#include <array>
#include <fmt/format.h>

namespace admin {
namespace {

constexpr std::array<std::string_view, 5> levels = {"trace", "debug", "info", "warning", "error"};
constexpr std::chrono::days soon{21};

void write_process(const Status& status, fmt::memory_buffer& out) {
    put(out,
        "<section aria-labelledby=\"process\"><h2 id=\"process\">Process</h2>\n"
        "<dl class=\"facts\">\n");
    write_fact("Version", html(status.version), out);
    write_fact("Up for", duration_text(status.now - status.started), out);
    write_fact("Started", time_element(status.started), out);
    write_fact("Workers", std::to_string(status.workers), out);
    write_fact("Visitors&rsquo; connections",
               fmt::format("{} of {}", number_text(status.connections),
                           number_text(status.most_connections)),
               out);
    write_fact("Receipts of choices",
               fmt::format("{} written, {} dropped", number_text(status.receipts.written),
                           number_text(status.receipts.dropped)),
               out);
    put(out,
        "</dl>\n<form method=\"post\" class=\"levels\"><fieldset><legend>Log level</legend>\n");
    for (const std::string_view level : levels) {
        put(out, "<button formaction=\"/logging?level={0}\"{1}>{0}</button>\n", level,
            level == status.log_level ? " aria-current=\"true\"" : "");
    }
    put(out, "</fieldset></form></section>\n");
}

void write_sites(const Status& status, fmt::memory_buffer& out) {
    put(out, "<section aria-labelledby=\"sites\"><h2 id=\"sites\">Sites</h2>\n");
    std::size_t number = 0;
    for (const SiteStatus& site : status.sites) {
        write_site(site, status, ++number, out);
    }
    put(out, "</section>\n");
}

void write_certificates(const Status& status, fmt::memory_buffer& out) {
    if (status.certificates.empty()) {
        return;
    }
    put(out,
        "<section aria-labelledby=\"certificates\"><h2 id=\"certificates\">Certificates</h2>"
        "<table><thead><tr><th scope=\"col\">File</th><th scope=\"col\">Used by</th>"
        "<th scope=\"col\">Expires</th></tr></thead><tbody>\n");
    for (const CertificateStatus& certificate : status.certificates) {
        const auto left = certificate.expires - status.now;
        put(out, "<tr><th scope=\"row\"><code>{}</code></th><td>{} {}</td><td>{}{}</td></tr>\n",
            html(certificate.file), html(certificate.role), html(certificate.name),
            time_element(certificate.expires),
            left < left.zero() ? " <span class=\"badge down\">expired</span>"
            : left < soon      ? " <span class=\"badge report\">soon</span>"
                               : "");
    }
    put(out, "</tbody></table></section>\n");
}

void write_reloads(const Status& status, fmt::memory_buffer& out) {
    put(out,
        "<section aria-labelledby=\"reloads\"><h2 id=\"reloads\">Configuration</h2>"
        "<table><thead><tr><th scope=\"col\">Read</th><th scope=\"col\">Result</th>"
        "<th scope=\"col\">Why</th></tr></thead><tbody>\n");
    for (const ReloadStatus& reload : status.reloads) {
        put(out,
            "<tr><th scope=\"row\">{}</th><td><span class=\"badge {}\">{}</span></td>"
            "<td class=\"why\">{}</td></tr>\n",
            time_element(reload.time), reload.success ? "up" : "down",
            reload.success ? "taken" : "refused", html(reload.text));
    }
    put(out, "</tbody></table></section>\n");
}

}   // namespace

std::string status_page(const Status& status) {
    fmt::memory_buffer out;
    put(out,
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        "<title>consent-proxy: {0}</title>"
        "<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"/status.css\">"
        "<script src=\"/status.js\" defer></script></head>\n"
        "<body><header><h1>consent-proxy</h1><p class=\"refresh\"></p></header>\n"
        "<main><p class=\"state\"><span class=\"badge {0}\">{0}</span> "
        "as of {1} UTC</p>\n",
        to_string(status.phase), time_element(status.now));
    write_process(status, out);
    write_sites(status, out);
    write_certificates(status, out);
    write_reloads(status, out);
    put(out, "</main></body></html>\n");
    return fmt::to_string(out);
}

}   // namespace admin
