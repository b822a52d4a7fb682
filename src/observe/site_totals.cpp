#include "observe/site_totals.hpp"

#include <algorithm>
#include <string_view>

namespace observe {
namespace {

void add_one(std::vector<DecisionTotal>& totals, DecisionTotal one) {
    const auto same = std::find_if(totals.begin(), totals.end(), [&](const DecisionTotal& each) {
        return each.category == one.category && each.outcome == one.outcome &&
               each.reason == one.reason;
    });
    if (same != totals.end()) {
        same->count += one.count;
    } else if (one.count > 0) {
        totals.push_back(std::move(one));
    }
}

void add_decisions(std::vector<DecisionTotal>& totals, const std::string& category,
                   const DecisionCounters& counters) {
    for (std::size_t outcome = 0; outcome < outcome_count; ++outcome) {
        for (std::size_t reason = 0; reason < consent::reason_count; ++reason) {
            const auto as_outcome = static_cast<Outcome>(outcome);
            const auto as_reason = static_cast<consent::Reason>(reason);
            add_one(totals,
                    {category, as_outcome, as_reason, counters.value(as_outcome, as_reason)});
        }
    }
}

/// Workers may have met the categories in different orders.
void sort(std::vector<DecisionTotal>& totals, const std::vector<std::string>& categories) {
    const auto rank = [&](const DecisionTotal& total) {
        return std::find(categories.begin(), categories.end(), total.category);
    };
    std::stable_sort(totals.begin(), totals.end(),
                     [&](const DecisionTotal& one, const DecisionTotal& other) {
                         return rank(one) < rank(other);
                     });
}

}   // namespace

void add(SiteTotals& totals, const SiteCounters& counters) {
    const auto& ids = counters.category_ids();
    for (std::size_t at = 0; at < counters.categories().size(); ++at) {
        const CategoryCounters& category = counters.categories()[at];
        const std::string id = at < ids.size() ? ids[at] : std::string();
        add_decisions(totals.set_cookies, id, category.set_cookies);
        add_decisions(totals.request_cookies, id, category.request_cookies);
        totals.deletions += category.deletions.value();
    }
    sort(totals.set_cookies, ids);
    sort(totals.request_cookies, ids);
    for (unsigned code_class = 1; code_class <= totals.requests.size(); ++code_class) {
        totals.requests[code_class - 1] += counters.requests(code_class);
    }
    totals.default_policies += counters.default_policies();
    for (std::size_t error = 0; error < upstream_error_count; ++error) {
        totals.upstream_errors += counters.upstream_errors(static_cast<UpstreamError>(error));
    }
    totals.idle_connections += counters.idle_connections();
    totals.active_connections += counters.active_connections();
}

void add_unregistered(SiteTotals& totals, const std::vector<const SiteCounters*>& blocks,
                      const UnregisteredNames& names) {
    for (std::size_t place = 0; place < UnregisteredNames::place_count; ++place) {
        const std::string_view name = names.at(place);
        UnregisteredTotal total{std::string(name), 0, {}};
        for (const SiteCounters* const block : blocks) {
            const auto seen = block->unregistered().seen(place);
            total.count += seen.count;
            total.last = std::max(total.last, seen.last);
        }
        if (!name.empty() && total.count > 0) {
            totals.unregistered.push_back(std::move(total));
        }
    }
    std::stable_sort(totals.unregistered.begin(), totals.unregistered.end(),
                     [](const UnregisteredTotal& one, const UnregisteredTotal& other) {
                         return one.count > other.count;
                     });
}

}   // namespace observe
