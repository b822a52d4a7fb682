#pragma once

#include "bytes/ascii.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace bytes {

/// Walks the parts of a field value between separators: trimmed, empty ones skipped; one inside a
/// quoted string does not separate (RFC 9110 sections 5.6.1, 5.6.4 and 5.6.6).
template <char separator>
class PartReader {
public:
    explicit PartReader(std::string_view value) : rest_(value) {}

    /// The next part, or nothing at the end. A view of the value.
    [[nodiscard]] std::optional<std::string_view> next() {
        while (!rest_.empty()) {
            const std::size_t end = part_end();
            const std::string_view part = trim(rest_.substr(0, end));
            rest_.remove_prefix(end == rest_.size() ? end : end + 1);
            if (!part.empty()) {
                return part;
            }
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] std::size_t part_end() const {
        bool quoted = false;
        for (std::size_t i = 0; i < rest_.size(); ++i) {
            if (rest_[i] == '\\' && quoted) {
                ++i;
            } else if (rest_[i] == '"') {
                quoted = !quoted;
            } else if (rest_[i] == separator && !quoted) {
                return i;
            }
        }
        return rest_.size();
    }

    std::string_view rest_;
};

}   // namespace bytes
