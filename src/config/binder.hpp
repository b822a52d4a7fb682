#pragma once

#include "config/values.hpp"

#include <fmt/format.h>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace config {

/// What a schema has to say of one key, too.
struct KeyShape {
    std::string_view name;
    bool required = false;
    std::vector<std::string_view> words;   ///< the valid ones of an enumeration, else none
};

/// One key of a mapping that becomes a T, and how its value is read.
template <class T>
struct Field {
    KeyShape shape;
    std::function<void(const Value&, T&, Report&)> read;
};

/// All keys of such a mapping. A key is known because a field reads it: none can be parsed and
/// ignored.
template <class T>
using Fields = std::vector<Field<T>>;

/// A key with a meaning in some other version of the format, and what to say of it.
struct RefusedKey {
    std::string_view name;
    std::string_view message;
};

/// A field for a member that `read(value, report)` gives, or leaves as it is.
template <class T, class M, class Read>
[[nodiscard]] Field<T> field(std::string_view name, M T::*member, Read read) {
    return {{name, false, {}}, [member, read](const Value& value, T& out, Report& report) {
                if (auto found = read(value, report)) {
                    out.*member = *std::move(found);
                }
            }};
}

/// A field for a member that is one of some words.
template <class T, class E>
[[nodiscard]] Field<T> word_field(std::string_view name, E T::*member,
                                  std::type_identity_t<Words<E>> words) {
    Field<T> made = field(name, member, [words](const Value& value, Report& report) {
        return read_word(value, report, words);
    });
    made.shape.words = texts(words);
    return made;
}

/// A field whose value is read by a function of its own.
template <class T>
[[nodiscard]] Field<T> custom_field(std::string_view name,
                                    std::function<void(const Value&, T&, Report&)> read) {
    return {{name, false, {}}, std::move(read)};
}

/// The same field, but it must be there.
template <class T>
[[nodiscard]] Field<T> required(Field<T> made) {
    made.shape.required = true;
    return made;
}

/// The shapes of all fields, as the test of the schemas wants them.
template <class T>
[[nodiscard]] std::vector<KeyShape> shapes_of(const Fields<T>& fields) {
    std::vector<KeyShape> shapes;
    for (const Field<T>& one : fields) {
        shapes.push_back(one.shape);
    }
    return shapes;
}

/// Checks that the value is a mapping with all required keys and no unknown one. `what` names it.
[[nodiscard]] bool check_keys(const Node& node, std::string_view what,
                              const std::vector<KeyShape>& shapes,
                              std::span<const RefusedKey> refused, Report& report);

/// The value under a key, or null. The node must be a mapping for there to be one.
[[nodiscard]] const Node* value_of(const Node& mapping, std::string_view key);

/// The place of the value under a key, or that of the mapping where the key is missing.
[[nodiscard]] Place place_of(const Node& mapping, std::string_view key);

/// Reads a mapping into `out`, field by field in the order of the file, and reports everything
/// that is wrong with it. False when it is no mapping at all.
template <class T>
bool read_mapping(const Node& node, std::string_view what, const Fields<T>& fields, T& out,
                  Report& report, std::span<const RefusedKey> refused = {}) {
    if (!check_keys(node, what, shapes_of(fields), refused, report)) {
        return false;
    }
    for (const Member& member : node.members) {
        for (const Field<T>& one : fields) {
            if (one.shape.name == member.key) {
                one.read({one.shape.name, member.value}, out, report);
            }
        }
    }
    return true;
}

}   // namespace config
