#pragma once

#include "http/field.hpp"

#include <cstdint>
#include <initializer_list>

namespace http {

/// A set of kinds of fields.
class FieldSet {
public:
    constexpr FieldSet() = default;
    constexpr FieldSet(std::initializer_list<FieldId> ids) {
        for (const FieldId id : ids) {
            insert(id);
        }
    }

    constexpr void insert(FieldId id) { bits_ |= bit(id); }
    [[nodiscard]] constexpr bool contains(FieldId id) const { return (bits_ & bit(id)) != 0; }
    /// Is one of the other's in it?
    [[nodiscard]] constexpr bool meets(FieldSet other) const { return (bits_ & other.bits_) != 0; }

    friend constexpr FieldSet operator|(FieldSet a, FieldSet b) {
        a.bits_ |= b.bits_;
        return a;
    }

private:
    static constexpr std::uint64_t bit(FieldId id) {
        static_assert(field_id_count <= 64);
        return std::uint64_t{1} << static_cast<unsigned>(id);
    }

    std::uint64_t bits_ = 0;
};

}   // namespace http
