#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

namespace survey {

/// The member of an object, or null where there is none (or where it is no object).
[[nodiscard]] inline const nlohmann::json* member(const nlohmann::json& object, const char* key) {
    if (!object.is_object()) {
        return nullptr;
    }
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

/// The text of a string member; empty for anything else. Lives as long as the object.
[[nodiscard]] inline std::string_view text_of(const nlohmann::json& object, const char* key) {
    const auto* value = member(object, key);
    return value != nullptr && value->is_string() ? value->get_ref<const std::string&>()
                                                  : std::string_view();
}

/// The items of a list member; none for anything else. Lives as long as the object.
[[nodiscard]] inline const nlohmann::json& list_of(const nlohmann::json& object, const char* key) {
    static const nlohmann::json none = nlohmann::json::array();
    const auto* value = member(object, key);
    return value != nullptr && value->is_array() ? *value : none;
}

}   // namespace survey
