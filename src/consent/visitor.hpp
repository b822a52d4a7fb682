#pragma once

#include "consent/choice_cache.hpp"
#include "consent/cookie.hpp"
#include "consent/policy.hpp"
#include "consent/registry.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace consent {

/// What the Cookie fields of one request, and its Sec-GPC, say of its visitor.
struct Visitor {
    Policy policy;
    unsigned consent_cookies = 0;   ///< consent cookies that were there, readable or not
    bool readable = false;          ///< at least one of them could be read
    bool outdated = false;          ///< no companion of the registry's revision was there
    bool decided_cookie = false;    ///< a decided cookie was there, whatever its value
    bool decided = false;           ///< and it says so: not empty, not `false`
    bool chosen = false;            ///< nobody has to ask the visitor: there is a choice that holds
    bool objects = false;           ///< the signal turned categories off, or would have

    /// A consent cookie was there and none could be read.
    [[nodiscard]] bool unusable() const { return consent_cookies > 0 && !readable; }
};

/// Reads the Cookie fields of one request, one after the other, then says what they mean.
/// Usable consent cookies that disagree grant only what all grant; unusable ones are ignored
/// while one is usable; with none usable, or with a companion that is missing or lower than the
/// registry's revision, the default policy holds.
class VisitorReader {
public:
    /// The registry must outlive the reader, and so must the cache, which must be this registry's
    /// own. Without one every value is parsed.
    explicit VisitorReader(const Registry& registry, ChoiceCache* cache = nullptr)
        : registry_(registry), cache_(cache) {}

    /// One Cookie field's value; it need not outlive the call.
    void add(std::string_view cookie_field);

    /// One crumb of it, for who has split the field already.
    void add(const Crumb& crumb) {
        if (registry_.begins_as_consent_state(crumb.name)) {
            add_state(crumb);
        }
    }

    /// `signal`: the request carries `Sec-GPC: 1`, which turns off what is not always on while the
    /// visitor has not decided (W3C Global Privacy Control; no decided cookie in the registry: on a
    /// first visit).
    [[nodiscard]] Visitor finish(bool signal = false) const;

private:
    void add_state(const Crumb& crumb);
    void add_choice(std::string_view value);
    void add_word(std::string_view word, std::string_view value);
    [[nodiscard]] std::optional<Choice> read_choice(std::string_view value);

    const Registry& registry_;
    ChoiceCache* cache_;
    std::optional<Choice> choice_;
    std::uint64_t revision_ = 0;
    bool companion_ = false;
    unsigned consent_cookies_ = 0;
    bool decided_cookie_ = false;
    bool decided_ = false;
};

}   // namespace consent
