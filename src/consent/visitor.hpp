#pragma once

#include "consent/format.hpp"
#include "consent/policy.hpp"
#include "consent/registry.hpp"

#include <optional>
#include <string_view>

namespace consent {

/// What the Cookie fields of one request say of its visitor.
struct Visitor {
    Policy policy;
    bool consent_cookie = false;   ///< a consent cookie was there, readable or not
    bool decided_cookie = false;   ///< a decided cookie was there, whatever its value

    /// A consent cookie was there and none could be read.
    [[nodiscard]] bool unusable() const { return consent_cookie && policy.first_visit; }
};

/// Reads the Cookie fields of one request, one after the other, then says what they mean.
/// Usable consent cookies that disagree grant only what all grant; unusable ones are ignored
/// while one is usable; with none usable the default policy holds.
class VisitorReader {
public:
    /// The registry must outlive the reader.
    explicit VisitorReader(const Registry& registry) : registry_(registry) {}

    /// One Cookie field's value; it need not outlive the call.
    void add(std::string_view cookie_field);

    [[nodiscard]] Visitor finish() const;

private:
    const Registry& registry_;
    std::optional<Choice> choice_;
    bool consent_cookie_ = false;
    bool decided_cookie_ = false;
};

}   // namespace consent
