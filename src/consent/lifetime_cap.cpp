#include "consent/lifetime_cap.hpp"

#include "bytes/ascii.hpp"
#include "consent/cookie_date.hpp"
#include "consent/set_cookie.hpp"
#include "consent/text.hpp"

#include <algorithm>

namespace consent {
namespace {

/// What becomes of one attribute: as it was, with another value, or left out.
struct Change {
    bool left_out = false;
    std::optional<std::string> value;
};

Change judge(std::string_view attribute, const Lifetime& most,
             std::chrono::system_clock::time_point now, std::string_view latest) {
    const std::string_view name = split_pair(attribute).name;
    const bool is_max_age = bytes::iequals(name, "max-age");
    const bool is_expires = bytes::iequals(name, "expires");
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
    // In whole seconds: finer time points would overflow after 292 years.
    const auto last = std::chrono::floor<std::chrono::seconds>(now) + most.duration;
    if (read.expires && *read.expires > last) {
        return {.left_out = false, .value = std::string(latest)};
    }
    return {};
}

/// The attribute with another value between the same blanks.
void append_with_value(std::string& field, std::string_view attribute, std::string_view value) {
    const std::string_view old = split_pair(attribute).value;
    const auto begin = static_cast<std::size_t>(old.data() - attribute.data());
    field.append(attribute.substr(0, begin)).append(value);
    field.append(attribute.substr(begin + old.size()));
}

}   // namespace

std::optional<std::string> cap_lifetime(std::string_view field_value, const Lifetime& most,
                                        std::chrono::system_clock::time_point now,
                                        std::string_view latest) {
    auto end = std::min(field_value.find(';'), field_value.size());
    std::string capped(field_value.substr(0, end));
    bool changed = false;
    while (end < field_value.size()) {
        const auto begin = end + 1;
        end = std::min(field_value.find(';', begin), field_value.size());
        const std::string_view attribute = field_value.substr(begin, end - begin);
        const Change change = judge(attribute, most, now, latest);
        changed = changed || change.left_out || change.value;
        if (change.left_out) {
            continue;
        }
        capped.append(";");
        if (change.value) {
            append_with_value(capped, attribute, *change.value);
        } else {
            capped.append(attribute);
        }
    }
    return changed ? std::optional{capped} : std::nullopt;
}

}   // namespace consent
