#pragma once

#include "http/head.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace http {

/// The value of a field that is a list: its lines are one (RFC 9110 section 5.3). A view of the
/// head where there is one line, as there mostly is, and of `storage` where there are more.
[[nodiscard]] inline std::optional<std::string_view> find_joined(const Fields& fields, FieldId id,
                                                                 std::string& storage) {
    if (!fields.contains(id)) {
        return std::nullopt;
    }
    std::optional<std::string_view> joined;
    for (const Field& field : fields) {
        if (field.id != id) {
            continue;
        }
        if (!joined) {
            joined = fields.value(field);
            continue;
        }
        if (storage.empty()) {
            storage = *joined;
        }
        storage.append(", ").append(fields.value(field));
        joined = storage;
    }
    return joined;
}

}   // namespace http
