#pragma once

#include "consent/registry.hpp"
#include "pages/html_rewriter.hpp"

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pages::test {

/// Takes everything that can go on now.
inline std::string take_all(Transform& transform) {
    std::string taken;
    for (auto piece = transform.take(); !piece.empty(); piece = transform.take()) {
        taken += piece;
    }
    return taken;
}

/// What comes of a body given in these pieces, each in memory that is gone afterwards.
inline std::string run(Transform& transform, const std::vector<std::string_view>& pieces) {
    std::string result;
    for (const std::string_view piece : pieces) {
        std::vector<char> bytes(piece.begin(), piece.end());
        transform.put({bytes.data(), bytes.size()});
        result += take_all(transform);
        std::ranges::fill(bytes, '#');
    }
    transform.end();
    return result + take_all(transform);
}

inline std::vector<std::string_view> pieces_of(std::string_view text, std::size_t size) {
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0; at < text.size(); at += size) {
        pieces.push_back(text.substr(at, size));
    }
    return pieces;
}

/// All at once, in pieces of several sizes, and torn at random places.
inline std::vector<std::vector<std::string_view>> splits(std::string_view text) {
    std::vector<std::vector<std::string_view>> all{{text}};
    for (const std::size_t size : {1U, 2U, 3U, 7U}) {
        all.push_back(pieces_of(text, size));
    }
    std::mt19937 random(7);
    for (int round = 0; round < 10; ++round) {
        std::vector<std::string_view> pieces;
        for (std::string_view rest = text; !rest.empty();) {
            const std::size_t size =
                std::min<std::size_t>(std::uniform_int_distribution<>(0, 40)(random), rest.size());
            pieces.push_back(rest.substr(0, size));
            rest.remove_prefix(size);
        }
        all.push_back(std::move(pieces));
    }
    return all;
}

/// Those of the documents in the tests: tracker.example and everything below ads.example is usage,
/// YouTube campaigns; friend.ads.example is settings.
inline const consent::Registry& registry() {
    static const consent::Registry made = [] {
        consent::RegistryData data;
        data.site = "Test";
        data.consent.cookie = "cookies_policy";
        for (const char* const id : {"essential", "settings", "usage", "campaigns"}) {
            consent::Category category;
            category.id = id;
            data.categories.push_back(category);
        }
        data.third_parties = {{"tracker.example", 2},        {"*.ads.example", 2},
                              {"friend.ads.example", 1},     {"www.youtube.com", 3},
                              {"*.youtube-nocookie.com", 3}, {"127.0.0.1", 2},
                              {"[2001:db8::1]", 2}};
        return consent::Registry(std::move(data));
    }();
    return made;
}

/// With the category settings granted, and usage and campaigns refused.
inline RefusedHosts refused_hosts() {
    consent::CategorySet granted;
    granted.insert(0);
    granted.insert(1);
    return {registry(), granted};
}

}   // namespace pages::test
