#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace consent {

/// What a value of a consent cookie is. `bare`: in a notation without types, such as `a:yes,b:1`;
/// `other`: anything that is no exact word, such as null, a fraction, an object.
enum class ScalarKind : std::uint8_t { text, number, boolean, bare, other };

/// A value as a cookie carries it. Views what was read.
struct ScalarView {
    ScalarKind kind = ScalarKind::other;
    std::string_view text;
};

/// A word that a format expects: text, a whole number, `true` or `false`.
struct Scalar {
    ScalarKind kind = ScalarKind::text;
    std::string text;

    /// The same text, and of the same type unless the notation has none.
    [[nodiscard]] bool matches(ScalarView value) const {
        return (value.kind == kind || value.kind == ScalarKind::bare) && value.text == text;
    }

    friend bool operator==(const Scalar&, const Scalar&) = default;
};

}   // namespace consent
