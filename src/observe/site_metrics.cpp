#include "observe/site_metrics.hpp"

#include <array>
#include <string_view>

namespace observe {
namespace {

using prometheus::MetricType;

constexpr std::array<std::string_view, 5> code_classes = {"1xx", "2xx", "3xx", "4xx", "5xx"};

double number(std::uint64_t count) {
    return static_cast<double>(count);
}
double number(std::int64_t count) {
    return static_cast<double>(count);
}

void add_decisions(MetricTable& table, std::string_view site, std::string_view category,
                   const DecisionCounters& counters) {
    for (std::size_t outcome = 0; outcome < outcome_count; ++outcome) {
        for (std::size_t reason = 0; reason < consent::reason_count; ++reason) {
            const auto as_outcome = static_cast<Outcome>(outcome);
            const auto as_reason = static_cast<consent::Reason>(reason);
            table.add_if_any({site, category, to_string(as_outcome), consent::to_string(as_reason)},
                             number(counters.value(as_outcome, as_reason)));
        }
    }
}

}   // namespace

SiteMetrics::SiteMetrics()
    : set_cookies_("consent_proxy_set_cookies_total",
                   "Set-Cookie fields of responses, by what became of them and why.",
                   MetricType::Counter, {"site", "category", "decision", "reason"}),
      request_cookies_("consent_proxy_request_cookies_total",
                       "Cookies of requests, by what became of them and why.", MetricType::Counter,
                       {"site", "category", "decision", "reason"}),
      default_policies_("consent_proxy_default_policies_total",
                        "Default consent cookies set on a first visit.", MetricType::Counter,
                        {"site"}),
      suspended_replacements_("consent_proxy_suspended_replacements_total",
                              "Unusable consent cookies left alone because there are too many.",
                              MetricType::Counter, {"site"}),
      deletions_("consent_proxy_deletions_total",
                 "Refused cookies that browsers were told to delete.", MetricType::Counter,
                 {"site", "category"}),
      requests_("consent_proxy_requests_total", "Exchanges, by class of the status code.",
                MetricType::Counter, {"site", "code"}),
      documents_("consent_proxy_documents_total",
                 "HTML documents of sites with pages or third parties: changed, or why not.",
                 MetricType::Counter, {"site", "result"}),
      forms_("consent_proxy_forms_total", "Posts of the proxy's own form, by what was chosen.",
             MetricType::Counter, {"site", "choice"}),
      flags_("consent_proxy_response_flags_total",
             "Exchanges that did not end well, by the flag of their access line.",
             MetricType::Counter, {"site", "flag"}),
      upstream_connections_(
          "consent_proxy_upstream_connections",
          "Open connections to the origin: idle in the pool, or active; and exchanges "
          "waiting for one.",
          MetricType::Gauge, {"site", "state"}),
      upstream_errors_("consent_proxy_upstream_errors_total",
                       "Failures of the origin, by RFC 9209 error type.", MetricType::Counter,
                       {"site", "error"}),
      upstream_retries_("consent_proxy_upstream_retries_total",
                        "Requests sent once more on a fresh connection.", MetricType::Counter,
                        {"site"}) {}

void SiteMetrics::add(const SiteCounters& counters) {
    const std::string_view site = counters.site();
    for (std::size_t category = 0; category < counters.categories().size(); ++category) {
        add_category(counters, category);
    }
    default_policies_.add({site}, number(counters.default_policies()));
    suspended_replacements_.add({site}, number(counters.suspended_replacements()));
    for (unsigned code_class = 1; code_class <= code_classes.size(); ++code_class) {
        requests_.add({site, code_classes[code_class - 1]}, number(counters.requests(code_class)));
    }
    for (std::size_t i = 0; i < document_outcome_count; ++i) {
        const auto outcome = static_cast<DocumentOutcome>(i);
        documents_.add_if_any({site, to_string(outcome)}, number(counters.documents(outcome)));
    }
    for (std::size_t i = 0; i < form_outcome_count; ++i) {
        const auto outcome = static_cast<FormOutcome>(i);
        forms_.add_if_any({site, to_string(outcome)}, number(counters.forms(outcome)));
    }
    upstream_connections_.add({site, "idle"}, number(counters.idle_connections()));
    upstream_connections_.add({site, "active"}, number(counters.active_connections()));
    upstream_connections_.add({site, "waiting"}, number(counters.waiting_exchanges()));
    for (std::size_t error = 0; error < upstream_error_count; ++error) {
        const auto as_error = static_cast<UpstreamError>(error);
        upstream_errors_.add({site, to_string(as_error)},
                             number(counters.upstream_errors(as_error)));
    }
    upstream_retries_.add({site}, number(counters.upstream_retries()));
    add_flags(site, counters.flags());
}

void SiteMetrics::add_flags(std::string_view site, const FlagCounters& flags) {
    for (std::size_t flag = 0; flag < response_flags.size(); ++flag) {
        flags_.add({site, response_flags[flag]}, number(flags.value(flag)));
    }
}

void SiteMetrics::add_category(const SiteCounters& counters, std::size_t category) {
    const std::string_view site = counters.site();
    const bool none = category == counters.category_ids().size();
    const std::string_view id = none ? std::string_view() : counters.category_ids()[category];
    const CategoryCounters& block = counters.categories()[category];
    add_decisions(set_cookies_, site, id, block.set_cookies);
    add_decisions(request_cookies_, site, id, block.request_cookies);
    if (none) {
        deletions_.add_if_any({site, id}, number(block.deletions.value()));
    } else {
        deletions_.add({site, id}, number(block.deletions.value()));
    }
}

std::vector<prometheus::MetricFamily> SiteMetrics::families() const {
    return {set_cookies_.family(),
            request_cookies_.family(),
            default_policies_.family(),
            suspended_replacements_.family(),
            deletions_.family(),
            requests_.family(),
            documents_.family(),
            forms_.family(),
            flags_.family(),
            upstream_connections_.family(),
            upstream_errors_.family(),
            upstream_retries_.family()};
}

}   // namespace observe
