#pragma once

#include "config/snapshot.hpp"
#include "consent/choice_cache.hpp"
#include "net/upstream_pool.hpp"
#include "observe/origin_health.hpp"
#include "observe/recent_names.hpp"
#include "observe/site_counters.hpp"
#include "pages/page_set.hpp"
#include "proxy/mode_switch.hpp"
#include "proxy/tls_contexts.hpp"
#include "proxy/unusable_watch.hpp"

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <memory>
#include <string>
#include <vector>

namespace proxy {

/// One site as one worker serves it.
struct SiteView {
    const config::Site* site = nullptr;
    std::shared_ptr<net::UpstreamPool> pool;
    observe::SiteCounters* counters = nullptr;
    const observe::OriginHealth* health = nullptr;
    std::unique_ptr<observe::RecentNames> unregistered;   ///< of this worker
    UnusableWatch* unusable = nullptr;
    const ModeSwitch* mode_switch = nullptr;
    std::unique_ptr<consent::ChoiceCache> choices;   ///< of this worker, for this registry
    std::unique_ptr<pages::PageSet> pages;           ///< null: it shows none
    std::string authority;                           ///< of the upstream, for requests without Host
    std::string via;                                 ///< this site of this process, as Via has it

    [[nodiscard]] const consent::Registry& registry() const { return *site->registry; }

    /// What holds now: the operator's word, or else the registry's. An exchange asks once.
    [[nodiscard]] consent::Mode mode() const {
        return mode_switch->value().value_or(registry().enforcement().mode);
    }

    /// Says in the metrics how many connections rest in the pool now: all of them, also where
    /// other sites have the same pool.
    void count_idle() const {
        counters->upstream_idle().set(static_cast<std::int64_t>(pool->idle()));
    }
};

/// A snapshot as one worker serves it. Counted without atomics: an exchange holds the one that it
/// started with, and the last one lets go of it.
struct SnapshotView : boost::intrusive_ref_counter<SnapshotView, boost::thread_unsafe_counter> {
    std::shared_ptr<const config::Snapshot> snapshot;
    std::shared_ptr<const TlsContexts> tls;
    std::vector<SiteView> sites;   ///< in the order of the snapshot's

    [[nodiscard]] const config::Settings& settings() const { return snapshot->settings(); }

    /// The site that serves this host, or null.
    [[nodiscard]] const SiteView* find(std::string_view host) const {
        const config::Site* const site = snapshot->find_site(host);
        return site == nullptr ? nullptr
                               : &sites[static_cast<std::size_t>(site - settings().sites.data())];
    }
};
using SnapshotViewPtr = boost::intrusive_ptr<const SnapshotView>;

}   // namespace proxy
