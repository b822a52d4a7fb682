#include "survey/deletion_watch.hpp"

#include <algorithm>
#include <utility>

namespace survey {
namespace {

bool came_with(const Exchange& exchange, const std::string& name) {
    return std::ranges::any_of(exchange.sightings, [&name](const Sighting& sighting) {
        return sighting.field == Field::cookie && sighting.name == name;
    });
}

}   // namespace

void DeletionWatch::add(const Exchange& exchange) {
    if (exchange.client.empty()) {
        return;
    }
    const std::string key = exchange.site + '\n' + exchange.client;
    auto visitor = visitors_.find(key);
    if (visitor != visitors_.end()) {
        note_returns(visitor->second, exchange);
    }
    if (exchange.deleted.empty()) {
        return;
    }
    if (visitor == visitors_.end()) {
        if (watched_ >= most_) {
            capped_ = true;
            return;
        }
        visitor = visitors_.emplace(key, Visitor{exchange.site, {}}).first;
    }
    for (const std::string& name : exchange.deleted) {
        note_deletion(visitor->second, name);
    }
}

void DeletionWatch::note_returns(Visitor& visitor, const Exchange& exchange) {
    for (Watched& watched : visitor.cookies) {
        if (came_with(exchange, *watched.name)) {
            watched.returns += watched.pending ? 1 : 0;
            watched.pending = false;
        } else if (exchange.page) {
            watched.gone = true;
        }
    }
}

void DeletionWatch::note_deletion(Visitor& visitor, const std::string& name) {
    const auto known = std::ranges::find_if(
        visitor.cookies, [&name](const Watched& watched) { return *watched.name == name; });
    if (known != visitor.cookies.end()) {
        ++known->deletions;
        known->pending = true;
    } else if (watched_ < most_) {
        ++watched_;
        visitor.cookies.push_back({.name = &*names_.insert(name).first});
    } else {
        capped_ = true;
    }
}

bool DeletionWatch::in_vain(const Watched& watched) {
    const std::uint32_t answered = watched.deletions - (watched.pending ? 1 : 0);
    return !watched.gone && watched.returns >= min_returns && watched.returns == answered;
}

std::vector<FailedDeletion> DeletionWatch::failed() const {
    std::map<std::pair<std::string, std::string>, FailedDeletion> found;
    for (const auto& [key, visitor] : visitors_) {
        for (const Watched& watched : visitor.cookies) {
            if (in_vain(watched)) {
                auto& failed = found[{visitor.site, *watched.name}];
                failed.site = visitor.site;
                failed.name = *watched.name;
                ++failed.visitors;
                failed.deletions += watched.deletions;
            }
        }
    }
    std::vector<FailedDeletion> sorted;
    for (auto& [key, failed] : found) {
        sorted.push_back(std::move(failed));
    }
    return sorted;
}

}   // namespace survey
