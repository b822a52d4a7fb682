#include "admin/status_site.hpp"

#include "admin/status_text.hpp"

#include <algorithm>
#include <span>

namespace admin {
namespace {

using observe::DecisionTotal;

std::string joined(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& text : texts) {
        list += (list.empty() ? "" : ", ") + html(text);
    }
    return list;
}

void write_facts(const SiteStatus& site, fmt::memory_buffer& out) {
    const observe::SiteTotals& totals = site.totals;
    put(out, "<dl class=\"facts\">");
    write_fact("Hosts", joined(site.hosts), out);
    write_fact("Registry",
               fmt::format("{}, revision {}, {} mode", html(site.registry), site.state.revision,
                           html(site.mode.registry)),
               out);
    const std::string_view state = to_string(site.state.upstream);
    write_fact(
        "Origin",
        fmt::format("{} <span class=\"badge {}\">{}</span>", html(site.upstream), state, state),
        out);
    write_fact(
        "Connections to it",
        fmt::format("{} active, {} idle", totals.active_connections, totals.idle_connections), out);
    std::string requests;
    for (std::size_t at = 0; at < totals.requests.size(); ++at) {
        if (totals.requests[at] > 0) {
            requests +=
                fmt::format("{}{} <small>{}xx</small>", requests.empty() ? "" : " &middot; ",
                            number_text(totals.requests[at]), at + 1);
        }
    }
    write_fact("Exchanges", requests.empty() ? "none yet" : requests, out);
    write_fact("Failures of the origin", number_text(totals.upstream_errors), out);
    write_fact("Default choices written", number_text(totals.default_policies), out);
    write_fact("Cookies deleted", number_text(totals.deletions), out);
    put(out, "</dl>\n");
}

void write_button(std::string_view site, std::string_view mode, std::string_view label,
                  fmt::memory_buffer& out) {
    put(out, "<button formaction=\"/sites/{}/mode?mode={}\" aria-label=\"{}: {}\">{}</button>\n",
        path_segment(site), mode, label, html(site), label);
}

void write_switch(const SiteStatus& site, std::size_t number, fmt::memory_buffer& out) {
    if (site.mode.switched) {
        put(out,
            "<p class=\"notice\">Switched to {} mode by hand; the registry says {}. This holds, "
            "over reloads too, until it is set back or the process restarts.</p>\n",
            html(site.mode.now), html(site.mode.registry));
    }
    put(out, "<form method=\"post\" class=\"switch\" id=\"switch-{}\">\n", number);
    const bool enforces = site.mode.now == "enforce";
    write_button(site.state.name, enforces ? "report" : "enforce",
                 enforces ? "Switch to report mode" : "Switch to enforce mode", out);
    if (site.mode.switched) {
        write_button(site.state.name, "registry", "Do as the registry says", out);
    }
    put(out, "</form>\n");
}

void write_decision(const DecisionTotal& total, std::uint64_t most, fmt::memory_buffer& out) {
    const double share = 100.0 * static_cast<double>(total.count) / static_cast<double>(most);
    put(out,
        "<td><span class=\"decision {0}\">{0}</span> {1}</td><td class=\"number\">{2}</td>"
        "<td class=\"bar\"><svg class=\"{0}\" viewBox=\"0 0 100 10\" "
        "preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"{3:.2f}\" "
        "height=\"10\"/></svg></td></tr>\n",
        observe::to_string(total.outcome), consent::to_string(total.reason),
        number_text(total.count), share);
}

void write_category(std::span<const DecisionTotal> totals, std::uint64_t most,
                    fmt::memory_buffer& out) {
    const std::string& category = totals.front().category;
    put(out, "<tbody><tr><th scope=\"rowgroup\" rowspan=\"{}\">{}</th>", totals.size(),
        category.empty() ? "<i>none</i>" : html(category));
    bool first = true;
    for (const DecisionTotal& total : totals) {
        put(out, "{}", first ? "" : "<tr>");
        write_decision(total, most, out);
        first = false;
    }
    put(out, "</tbody>\n");
}

/// One body of the table for each category, the longest bar for the largest number.
void write_decisions(std::string_view caption, std::vector<DecisionTotal> totals,
                     fmt::memory_buffer& out) {
    put(out, "<table class=\"decisions\"><caption>{}</caption>\n", caption);
    if (totals.empty()) {
        put(out, "<tbody><tr><td>None yet.</td></tr></tbody></table>\n");
        return;
    }
    put(out,
        "<thead><tr><th scope=\"col\">Category</th><th scope=\"col\">Decision</th>"
        "<th scope=\"col\" class=\"number\">Cookies</th>"
        "<td class=\"bar\"></td></tr></thead>\n");
    const std::uint64_t most =
        std::max_element(totals.begin(), totals.end(), [](const auto& one, const auto& other) {
            return one.count < other.count;
        })->count;
    for (auto begin = totals.begin(); begin != totals.end();) {
        const auto end = std::find_if(begin, totals.end(), [&](const DecisionTotal& total) {
            return total.category != begin->category;
        });
        std::stable_sort(begin, end, [](const DecisionTotal& one, const DecisionTotal& other) {
            return one.count > other.count;
        });
        write_category({begin, end}, most, out);
        begin = end;
    }
    put(out, "</table>\n");
}

void write_unregistered(const SiteStatus& site, const Status& status, fmt::memory_buffer& out) {
    put(out, "<table class=\"names\"><caption>Unregistered cookies</caption>\n");
    if (site.totals.unregistered.empty()) {
        put(out, "<tbody><tr><td>None seen.</td></tr></tbody></table>\n");
        return;
    }
    put(out,
        "<thead><tr><th scope=\"col\">Name</th><th scope=\"col\" class=\"number\">Seen</th>"
        "<th scope=\"col\">Last seen</th></tr></thead><tbody>\n");
    for (const observe::UnregisteredTotal& total : site.totals.unregistered) {
        put(out,
            "<tr><th scope=\"row\"><code>{}</code></th><td class=\"number\">{}</td>"
            "<td>{} ago</td></tr>\n",
            html(total.name), number_text(total.count), duration_text(status.now - total.last));
    }
    put(out, "</tbody></table>\n");
}

}   // namespace

void write_fact(std::string_view term, std::string_view description, fmt::memory_buffer& out) {
    put(out, "<div><dt>{}</dt><dd>{}</dd></div>\n", term, description);
}

void write_site(const SiteStatus& site, const Status& status, std::size_t number,
                fmt::memory_buffer& out) {
    put(out,
        "<article aria-labelledby=\"site-{0}\">\n<h3 id=\"site-{0}\">{1} "
        "<span class=\"badge {2}\">{2}</span></h3>\n",
        number, html(site.state.name), html(site.mode.now));
    write_switch(site, number, out);
    write_facts(site, out);
    write_decisions("Cookies that the site sets", site.totals.set_cookies, out);
    write_decisions("Cookies that visitors send", site.totals.request_cookies, out);
    write_unregistered(site, status, out);
    put(out, "</article>\n");
}

}   // namespace admin
