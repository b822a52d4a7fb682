#pragma once

#include "bytes/ascii.hpp"

#include <optional>
#include <string_view>

namespace http {

/// Walks the elements of a comma-separated field value (RFC 9110 section 5.6.1): trimmed, empty
/// ones skipped; a comma inside a quoted string does not separate.
class ListReader {
public:
    explicit ListReader(std::string_view value) : rest_(value) {}

    /// The next element, or nothing at the end. A view of the value.
    [[nodiscard]] std::optional<std::string_view> next() {
        while (!rest_.empty()) {
            const std::size_t end = element_end();
            const std::string_view element = bytes::trim(rest_.substr(0, end));
            rest_.remove_prefix(end == rest_.size() ? end : end + 1);
            if (!element.empty()) {
                return element;
            }
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] std::size_t element_end() const {
        bool quoted = false;
        for (std::size_t i = 0; i < rest_.size(); ++i) {
            if (rest_[i] == '\\' && quoted) {
                ++i;
            } else if (rest_[i] == '"') {
                quoted = !quoted;
            } else if (rest_[i] == ',' && !quoted) {
                return i;
            }
        }
        return rest_.size();
    }

    std::string_view rest_;
};

}   // namespace http
