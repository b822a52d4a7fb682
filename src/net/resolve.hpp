#pragma once

#include "config/upstream.hpp"
#include "net/signal.hpp"
#include "net/stream.hpp"
#include "net/worker.hpp"

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <vector>

namespace net {

/// One look-up of a name, under way or done. Counted, so that it may be given up before the
/// system's resolver comes back on its own thread.
struct Lookup : boost::intrusive_ref_counter<Lookup, boost::thread_safe_counter> {
    Waker* waker = nullptr;   ///< raised once done; null: nobody waits any more
    bool done = false;
    std::vector<Endpoint> endpoints;   ///< empty when the name was not found
};
using LookupPtr = boost::intrusive_ptr<Lookup>;

/// Begins to look the host of an upstream up (A and AAAA). Raises the waker later, never at once.
[[nodiscard]] LookupPtr look_up(Worker& worker, const config::UpstreamSettings& upstream,
                                Waker& waker);

/// The endpoints of an upstream that is written as an address or a unix socket; empty for a name.
[[nodiscard]] std::vector<Endpoint> fixed_endpoints(const config::UpstreamSettings& upstream);

}   // namespace net
