#include "proxy/unusable_watch.hpp"

#include "bytes/fnv.hpp"
#include "observe/client_text.hpp"

#include <algorithm>

namespace proxy {

bool UnusableWatch::add(std::string_view client, std::int64_t minute, bool unusable) {
    const std::lock_guard lock(mutex_);
    return gate_.pass(this, client, minute) && count(unusable);
}

bool UnusableWatch::count(bool unusable) {
    unusable_ -= last_[next_] ? 1 : 0;
    last_[next_] = unusable;
    unusable_ += unusable ? 1 : 0;
    next_ = (next_ + 1) % window;
    seen_ = std::min(seen_ + 1, window);
    const bool suspend = seen_ >= enough && unusable_ * one_in > seen_;
    return !suspended_.exchange(suspend, std::memory_order_relaxed) && suspend;
}

UnusableWatch& UnusableWatches::of(std::string_view site, std::string_view cookie) {
    const std::lock_guard lock(mutex_);
    return watches_[std::string(site).append(" ").append(cookie)];
}

bool ClientGate::take(std::array<Place, place_count>& places, const void* site,
                      std::string_view key, std::int64_t minute) {
    // FNV-1a, from a secret start.
    std::uint64_t hash = secret_ ^ reinterpret_cast<std::uintptr_t>(site);
    for (const char byte : key) {
        hash = bytes::fnv_add(hash, static_cast<unsigned char>(byte));
    }
    Place& place = places[(hash ^ (hash >> 32)) % place_count];
    if (place.hash == hash && place.minute == minute) {
        return false;
    }
    place = {hash, minute};
    return true;
}

bool ClientGate::pass(const void* site, std::string_view client, std::int64_t minute) {
    if (!take(addresses_, site, client, minute)) {
        return false;
    }
    const observe::ClientText prefix = observe::client_text(client, observe::ClientDetail::prefix);
    return take(prefixes_, site, prefix.view(), minute);
}

}   // namespace proxy
