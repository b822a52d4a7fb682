#pragma once

#include "consent/registry.hpp"
#include "survey/deletion_watch.hpp"
#include "survey/exchange.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace survey {

/// One name of recorded traffic, and how often it was met.
struct SeenCookie {
    const consent::CookieEntry* entry = nullptr;   ///< what the registry lists it as, or null
    bool consent_state = false;                    ///< the consent, decided or companion cookie
    std::uint64_t in_cookie = 0;                   ///< how often in a Cookie field
    std::uint64_t in_set_cookie = 0;               ///< how often in Set-Cookie, deletions left out
    bool session = false;                          ///< looked like a session once
    std::optional<Moment> first;
    std::optional<Moment> last;

    [[nodiscard]] bool listed() const { return entry != nullptr || consent_state; }
    /// Set by a response, or else only ever met in Cookie: a script wrote it.
    [[nodiscard]] bool from_header() const { return in_set_cookie > 0; }
};

/// Recorded traffic of one site, held against its registry: which cookies were met, by the name
/// that may be shown. Knows no values.
class Traffic {
public:
    using Cookies = std::map<std::string, SeenCookie, std::less<>>;

    /// Stands for unlisted names past `max_unlisted`, and in a log for those past the proxy's
    /// limit.
    static constexpr std::string_view other = "(other)";
    static constexpr std::size_t max_unlisted = 5000;

    /// `registry` must outlive this.
    explicit Traffic(const consent::Registry& registry) : registry_(&registry) {}

    void add(Exchange exchange);

    /// By name: a listed cookie's is its entry's, an unlisted one's is masked (consent::mask_name),
    /// so that it may hold `*`. `(other)` may be among them, nameless cookies never.
    [[nodiscard]] const Cookies& cookies() const { return cookies_; }

    [[nodiscard]] std::uint64_t exchanges() const { return exchanges_; }
    [[nodiscard]] std::uint64_t nameless() const { return nameless_; }
    [[nodiscard]] std::optional<Moment> first() const { return first_; }
    [[nodiscard]] std::optional<Moment> last() const { return last_; }
    [[nodiscard]] const DeletionWatch& deletions() const { return deletions_; }
    [[nodiscard]] const consent::Registry& registry() const { return *registry_; }

private:
    struct Named {
        std::string name;
        const consent::CookieEntry* entry = nullptr;
        bool consent_state = false;
    };

    [[nodiscard]] Named show(const std::string& name) const;
    void count(const Sighting& sighting, Named named, std::optional<Moment> time);

    const consent::Registry* registry_;
    Cookies cookies_;
    std::size_t unlisted_ = 0;
    std::uint64_t exchanges_ = 0;
    std::uint64_t nameless_ = 0;
    std::optional<Moment> first_;
    std::optional<Moment> last_;
    DeletionWatch deletions_;
};

}   // namespace survey
