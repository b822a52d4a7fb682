#include "consent/lifetime_cap.hpp"

#include "consent/cookie_date.hpp"
#include "consent/set_cookie.hpp"
#include "consent/text.hpp"

namespace consent {
namespace {

/// What becomes of one attribute: as it was, with another value, or left out.
struct Change {
    bool left_out = false;
    std::optional<std::string> value;
};

Change judge(std::string_view attribute, const Lifetime& most,
             std::chrono::system_clock::time_point now, std::string_view latest) {
    const auto [name, value] = split_pair(attribute);
    const bool is_max_age = equals_ignoring_case(name, "max-age");
    const bool is_expires = equals_ignoring_case(name, "expires");
    if (!is_max_age && !is_expires) {
        return {};
    }
    if (most.session) {
        return {.left_out = true, .value = {}};
    }
    // One attribute alone, read by the rules of the whole field.
    const SetCookie read = read_set_cookie("=;" + std::string(attribute));
    if (read.max_age && *read.max_age > most.duration) {
        return {.left_out = false, .value = std::to_string(most.duration.count())};
    }
    if (read.expires && *read.expires > now + most.duration) {
        return {.left_out = false, .value = std::string(latest)};
    }
    return {};
}

}   // namespace

std::optional<std::string> cap_lifetime(std::string_view field_value, const Lifetime& most,
                                        std::chrono::system_clock::time_point now,
                                        std::string_view latest) {
    std::string_view rest = field_value;
    std::string capped(take_until(rest, ';'));
    bool changed = false;
    while (!rest.empty()) {
        const std::string_view attribute = take_until(rest, ';');
        const Change change = judge(attribute, most, now, latest);
        changed = changed || change.left_out || change.value;
        if (change.left_out) {
            continue;
        }
        capped.append(";");
        if (change.value) {
            capped.append(attribute.substr(0, attribute.find('=') + 1)).append(*change.value);
        } else {
            capped.append(attribute);
        }
    }
    return changed ? std::optional{capped} : std::nullopt;
}

}   // namespace consent
