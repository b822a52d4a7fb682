#pragma once

#include <array>
#include <atomic>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <string_view>

namespace proxy {

/// Lets each client address prefix (IPv4 /24, IPv6 /48) of a site through at most once a minute,
/// so that one visitor alone cannot have replacing suspended. For one thread, of fixed size: who
/// shares a place with another is let through once more, and who shares it nobody can foretell.
class ClientGate {
public:
    /// `site` is anything that is the same for all visitors of one site.
    [[nodiscard]] bool pass(const void* site, std::string_view client, std::int64_t minute);

private:
    struct Place {
        std::uint64_t hash = 0;
        std::int64_t minute = -1;
    };
    static constexpr std::size_t place_count = 1024;

    [[nodiscard]] bool take(std::array<Place, place_count>& places, const void* site,
                            std::string_view key, std::int64_t minute);

    std::uint64_t secret_ = std::random_device{}();

    std::array<Place, place_count> addresses_{};   ///< spares most the reading of the address
    std::array<Place, place_count> prefixes_{};
};

/// Watches how many of a site's consent cookies cannot be read: a registry with the wrong format
/// must not erase a country's choices. Shared by all workers.
class UnusableWatch {
public:
    /// Replacing is suspended: more than 1 in 20 of the last 1,000 could not be read, from the
    /// 200th on. From any thread, for the price of a load.
    [[nodiscard]] bool suspended() const { return suspended_.load(std::memory_order_relaxed); }

    /// One consent cookie was seen, of this client in this minute; counted unless his prefix was in
    /// it already. True when replacing is suspended from now on. Takes a lock: for a client that
    /// the worker's own ClientGate has let through.
    [[nodiscard]] bool add(std::string_view client, std::int64_t minute, bool unusable);

private:
    static constexpr std::size_t window = 1'000;
    static constexpr std::size_t enough = 200;
    static constexpr std::size_t one_in = 20;

    [[nodiscard]] bool count(bool unusable);

    std::mutex mutex_;
    ClientGate gate_;
    std::bitset<window> last_;
    std::size_t next_ = 0;
    std::size_t seen_ = 0;
    std::size_t unusable_ = 0;
    std::atomic<bool> suspended_{false};
};

/// The watches of all sites; each lives as long as this object. A site whose consent cookie is
/// another one begins anew.
class UnusableWatches {
public:
    [[nodiscard]] UnusableWatch& of(std::string_view site, std::string_view cookie);

private:
    std::mutex mutex_;
    std::map<std::string, UnusableWatch, std::less<>> watches_;
};

}   // namespace proxy
