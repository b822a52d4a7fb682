#include "net/origin_shares.hpp"

namespace net {
namespace {

template <class T, class... Arguments>
std::shared_ptr<T> find_or_make(boost::unordered_flat_map<std::string, std::weak_ptr<T>>& known,
                                const std::string& key, Arguments... arguments) {
    boost::unordered::erase_if(known, [](const auto& one) { return one.second.expired(); });
    std::weak_ptr<T>& place = known[key];
    std::shared_ptr<T> found = place.lock();
    if (!found) {
        found = std::make_shared<T>(arguments...);
        place = found;
    }
    return found;
}

}   // namespace

OriginShare OriginShares::of(const std::string& origin, const std::string& pool,
                             unsigned keepalive) {
    const std::lock_guard lock(mutex_);
    return {find_or_make(limits_, origin), find_or_make(idle_, pool, keepalive)};
}

}   // namespace net
