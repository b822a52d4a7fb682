#pragma once

#include "http/field.hpp"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace http {

/// What an exchange changes in the fields of a head: lines to leave out, values to replace, lines
/// to add at the end. Everything else is copied as it came. Keeps its memory over `reset`.
class Edits {
public:
    void reset() {
        changes_.clear();
        added_.clear();
        values_.clear();
    }

    /// Leaves the field at this index out.
    void drop(std::size_t index) { insert({static_cast<std::uint32_t>(index), false, 0, 0}); }

    /// Gives the field at this index another value.
    void replace(std::size_t index, std::string_view value) {
        insert({static_cast<std::uint32_t>(index), true, static_cast<std::uint32_t>(values_.size()),
                static_cast<std::uint32_t>(value.size())});
        values_.append(value);
    }

    /// Adds a line after all others.
    void add(std::string_view name, std::string_view value) {
        added_.append(name).append(": ").append(value).append("\r\n");
    }

    /// The added lines, each with its CRLF.
    [[nodiscard]] const std::string& added() const { return added_; }

    /// One change: another value, or the line is left out.
    struct Change {
        std::uint32_t index;
        bool replaced;
        std::uint32_t value_begin;
        std::uint32_t value_size;
    };
    /// By ascending index.
    [[nodiscard]] const std::vector<Change>& changes() const { return changes_; }
    [[nodiscard]] std::string_view value(const Change& change) const {
        return std::string_view(values_).substr(change.value_begin, change.value_size);
    }

private:
    void insert(Change change) {
        auto place = changes_.end();
        while (place != changes_.begin() && std::prev(place)->index > change.index) {
            --place;
        }
        changes_.insert(place, change);
    }

    std::vector<Change> changes_;
    std::string added_;
    std::string values_;
};

}   // namespace http
