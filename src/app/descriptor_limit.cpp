#include "app/descriptor_limit.hpp"

#include "net/pipe.hpp"

#include <algorithm>
#include <sys/resource.h>

namespace app {
namespace {

// Standard streams, logs, receipts, files of the configuration, the admin listener and who asks it.
constexpr std::size_t for_the_process = 64;
// Its event loop, and room to spare.
constexpr std::size_t for_a_worker = 8;
// Half of what a user's pipes may hold before the next ones are small, other processes' too
// (fs.pipe-user-pages-soft, 64 MiB).
constexpr std::size_t most_pipes = 128;

}   // namespace

std::size_t raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return RLIM_INFINITY;
    }
    if (limit.rlim_cur < limit.rlim_max) {
        const rlimit raised{limit.rlim_max, limit.rlim_max};
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) {
            limit = raised;
        }
    }
    return limit.rlim_cur;
}

std::size_t pipes_within(std::size_t descriptors, std::size_t workers) {
    constexpr std::size_t share = 16;
    constexpr std::size_t ends = 2;
    const std::size_t all = std::min(most_pipes, descriptors / share / ends);
    return std::min(net::PipePool::usual_most, all / workers);
}

std::size_t connections_within(std::size_t descriptors, const config::Settings& settings,
                               std::size_t workers) {
    std::size_t resting = 0;
    for (const config::Site& site : settings.sites) {
        resting += site.upstream.keepalive;
    }
    const std::size_t for_pipes = 2 * pipes_within(descriptors, workers);
    const std::size_t taken = for_the_process +
                              workers * (for_a_worker + settings.listeners.size() + for_pipes) +
                              std::min(resting, descriptors / 4);
    return descriptors > taken + 2 ? (descriptors - taken) / 2 : 1;
}

}   // namespace app
