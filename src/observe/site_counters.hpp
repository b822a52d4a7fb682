#pragma once

#include "consent/category.hpp"
#include "consent/decision.hpp"
#include "observe/counter.hpp"
#include "observe/document_outcome.hpp"
#include "observe/outcome.hpp"
#include "observe/response_flags.hpp"
#include "observe/unregistered_tally.hpp"
#include "observe/upstream_error.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace observe {

/// The cookies of one direction and one category, by what became of them and why.
class DecisionCounters {
public:
    void add(Outcome outcome, consent::Reason reason) { counters_[index(outcome, reason)].add(); }
    [[nodiscard]] std::uint64_t value(Outcome outcome, consent::Reason reason) const {
        return counters_[index(outcome, reason)].value();
    }

private:
    static std::size_t index(Outcome outcome, consent::Reason reason) {
        return static_cast<std::size_t>(outcome) * consent::reason_count +
               static_cast<std::size_t>(reason);
    }

    std::array<Counter, outcome_count * consent::reason_count> counters_;
};

/// What one worker counts for one category of one site.
struct alignas(cache_line) CategoryCounters {
    DecisionCounters set_cookies;
    DecisionCounters request_cookies;
    Counter deletions;
};

/// What one worker counts for one site. Only that worker's thread writes; any may read. Nothing
/// here locks or allocates after construction, and no other worker's numbers share its lines.
class alignas(cache_line) SiteCounters {
public:
    /// `category_ids` in the order of the registry.
    SiteCounters(std::string site, std::vector<std::string> category_ids);

    SiteCounters(const SiteCounters&) = delete;
    SiteCounters& operator=(const SiteCounters&) = delete;

    /// One Set-Cookie field of a response. An index past the categories, `no_category` too, counts
    /// as "in none".
    void set_cookie(consent::CategoryIndex category, Outcome outcome, consent::Reason reason) {
        at(category).set_cookies.add(outcome, reason);
    }
    /// One cookie of a request.
    void request_cookie(consent::CategoryIndex category, Outcome outcome, consent::Reason reason) {
        at(category).request_cookies.add(outcome, reason);
    }
    /// The default cookie was set.
    void default_policy() { default_policies_.add(); }
    /// The default cookie was held back because too many consent cookies could not be read.
    void suspended_replacement() { suspended_replacements_.add(); }
    /// One cookie was told to go; however many fields that took.
    void deletion(consent::CategoryIndex category) { at(category).deletions.add(); }
    /// One HTML document of a site with banner, guard or third parties.
    void document(DocumentOutcome outcome) { documents_[static_cast<std::size_t>(outcome)].add(); }
    /// One post of the proxy's own form.
    void form(FormOutcome outcome) { forms_[static_cast<std::size_t>(outcome)].add(); }
    /// One exchange ended with this status; one outside 100 to 599 counts with the nearest.
    void request(unsigned status);
    void upstream_error(UpstreamError error) {
        upstream_errors_[static_cast<std::size_t>(error)].add();
    }
    /// A request was sent once more, on a fresh connection.
    void upstream_retry() { upstream_retries_.add(); }
    /// The origin answered an exchange at this time.
    void upstream_answered(std::chrono::steady_clock::time_point time) {
        upstream_seen_.set(time.time_since_epoch().count());
    }
    /// The origin failed an exchange at this time.
    void upstream_failed(UpstreamError error, std::chrono::steady_clock::time_point time) {
        upstream_fault_.set(static_cast<std::int64_t>(error));
        upstream_seen_.set(-time.time_since_epoch().count());
    }

    /// Exchanges that wait for a connection to the origin.
    Gauge& upstream_waiting() { return upstream_waiting_; }
    /// The exchanges that did not end well, by their flag.
    FlagCounters& flags() { return flags_; }
    [[nodiscard]] const FlagCounters& flags() const { return flags_; }

    /// The unregistered cookies that were met, by the place of their name.
    UnregisteredTally& unregistered() { return unregistered_; }
    [[nodiscard]] const UnregisteredTally& unregistered() const { return unregistered_; }

    /// Connections to the origin that wait in the pool, and those that carry an exchange.
    Gauge& upstream_idle() { return upstream_idle_; }
    Gauge& upstream_active() { return upstream_active_; }

    [[nodiscard]] const std::string& site() const { return site_; }
    [[nodiscard]] const std::vector<std::string>& category_ids() const { return category_ids_; }
    /// One for each category, and a last one for cookies in none.
    [[nodiscard]] const std::vector<CategoryCounters>& categories() const { return categories_; }
    [[nodiscard]] std::uint64_t default_policies() const { return default_policies_.value(); }
    [[nodiscard]] std::uint64_t suspended_replacements() const {
        return suspended_replacements_.value();
    }
    /// `code_class` is 1 to 5.
    [[nodiscard]] std::uint64_t requests(unsigned code_class) const {
        return requests_[code_class - 1].value();
    }
    [[nodiscard]] std::uint64_t documents(DocumentOutcome outcome) const {
        return documents_[static_cast<std::size_t>(outcome)].value();
    }
    [[nodiscard]] std::uint64_t forms(FormOutcome outcome) const {
        return forms_[static_cast<std::size_t>(outcome)].value();
    }
    [[nodiscard]] std::uint64_t upstream_errors(UpstreamError error) const {
        return upstream_errors_[static_cast<std::size_t>(error)].value();
    }
    /// When the origin was last seen, in ticks of the steady clock: above zero it answered, below
    /// it failed, and at zero nobody has asked it yet.
    [[nodiscard]] std::int64_t upstream_last_seen() const { return upstream_seen_.value(); }
    /// Why it failed, where it did.
    [[nodiscard]] UpstreamError upstream_last_fault() const {
        return static_cast<UpstreamError>(upstream_fault_.value());
    }
    [[nodiscard]] std::uint64_t upstream_retries() const { return upstream_retries_.value(); }
    [[nodiscard]] std::int64_t waiting_exchanges() const { return upstream_waiting_.value(); }
    [[nodiscard]] std::int64_t idle_connections() const { return upstream_idle_.value(); }
    [[nodiscard]] std::int64_t active_connections() const { return upstream_active_.value(); }

private:
    CategoryCounters& at(consent::CategoryIndex category) {
        const std::size_t none = category_ids_.size();
        return categories_[category < none ? category : none];
    }

    std::string site_;
    std::vector<std::string> category_ids_;
    std::vector<CategoryCounters> categories_;
    std::array<Counter, 5> requests_;
    std::array<Counter, document_outcome_count> documents_;
    std::array<Counter, form_outcome_count> forms_;
    Counter default_policies_;
    Counter suspended_replacements_;
    std::array<Counter, upstream_error_count> upstream_errors_;
    Counter upstream_retries_;
    Gauge upstream_idle_;
    Gauge upstream_active_;
    Gauge upstream_waiting_;
    Gauge upstream_seen_;
    Gauge upstream_fault_;
    FlagCounters flags_;
    UnregisteredTally unregistered_;
};

}   // namespace observe
