#pragma once

#include "survey/exchange.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace survey {

/// Deletions of one cookie of one site that do nothing.
struct FailedDeletion {
    std::string site;
    std::string name;
    std::uint64_t visitors = 0;    ///< for how many of them
    std::uint64_t deletions = 0;   ///< asked for in vain, over all of them
};

/// Finds deletions that never succeed. The rule, for one visitor, site and name: the cookie came
/// back in a Cookie field after each deletion, at least three times, and since the first of
/// them there was no page without it. Then it lies on another path or domain than the deletion
/// names, or a script writes it anew on each page. Exchanges have to come in the order of time.
class DeletionWatch {
public:
    /// Memory is bounded: with so many (visitor, site, name) watched, new ones are left out.
    static constexpr std::size_t max_watched = 500'000;
    static constexpr unsigned min_returns = 3;

    explicit DeletionWatch(std::size_t most = max_watched) : most_(most) {}

    /// Does nothing where the visitor is not known.
    void add(const Exchange& exchange);

    /// By site and name.
    [[nodiscard]] std::vector<FailedDeletion> failed() const;

    /// Was a deletion left out because too many are watched?
    [[nodiscard]] bool capped() const { return capped_; }

private:
    struct Watched {
        const std::string* name = nullptr;   ///< in names_
        std::uint32_t deletions = 1;
        std::uint32_t returns = 0;   ///< after how many of them it came back
        bool pending = true;         ///< deleted, and not seen since
        bool gone = false;           ///< a deletion worked
    };
    struct Visitor {
        std::string site;
        std::vector<Watched> cookies;
    };

    void note_returns(Visitor& visitor, const Exchange& exchange);
    void note_deletion(Visitor& visitor, const std::string& name);
    [[nodiscard]] static bool in_vain(const Watched& watched);

    std::size_t most_;
    std::size_t watched_ = 0;
    bool capped_ = false;
    std::unordered_map<std::string, Visitor> visitors_;   ///< by site and client
    std::set<std::string> names_;
};

}   // namespace survey
