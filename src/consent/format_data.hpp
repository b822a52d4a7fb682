#pragma once

#include "consent/scalar.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace consent {

enum class SameSite : std::uint8_t { lax, strict, none };

/// How the bytes of a value are wrapped. `percent`, `uri` and `js_cookie` are read alike (every
/// `%XX` is decoded once) and differ in what they leave as it is when written.
enum class Encoding : std::uint8_t {
    layers,   ///< any, as GOV.UK's cookie is found (read_layers); the rest of a chain is written
    raw,
    percent,     ///< encodeURIComponent
    uri,         ///< encodeURI
    js_cookie,   ///< the npm package js-cookie
    form,        ///< percent, and `+` for a space
    base64,
    base64url,
    single_quotes,   ///< JSON with `'` for `"`
    quoted,          ///< in DQUOTEs with backslash and octal escapes (RFC 2109)
};

/// How a choice stands in the decoded text.
enum class Shape : std::uint8_t {
    object,    ///< JSON, a key for each word: `{"usage":true}`
    literal,   ///< an object as JavaScript writes it: `{usage:true,region:'gb'}`
    array,     ///< JSON, the words that are granted: `["usage"]`
    list,      ///< pairs: `usage:yes,campaigns:no`
    form,      ///< form-urlencoded, one field of which is such a list
    word,      ///< one word for all categories; or a cookie for each
    tcf,       ///< an IAB TC string
};

/// What the proxy may write. `choices` only: the mere presence of the cookie says that the visitor
/// has chosen, so a default would silence the site's own banner.
enum class Writes : std::uint8_t { defaults, choices, nothing };

/// What a named field beside the categories has to hold.
struct FieldRule {
    std::string field;
    std::optional<std::uint64_t> at_least;   ///< a whole number; else it is `equals`
    Scalar equals;

    [[nodiscard]] bool holds(ScalarView value) const;

    friend bool operator==(const FieldRule&, const FieldRule&) = default;
};

/// A field that says yes where anything is granted at all, and no where nothing is.
struct Overall {
    std::string field;
    Scalar yes;
    Scalar no;

    friend bool operator==(const Overall&, const Overall&) = default;
};

/// What stands for each answer. Anything else than `yes` and `undecided` refuses.
struct Answers {
    Scalar yes{ScalarKind::boolean, "true"};
    Scalar no{ScalarKind::boolean, "false"};
    std::optional<Scalar> undecided;

    friend bool operator==(const Answers&, const Answers&) = default;
};

/// Around the pairs of a list.
struct Separators {
    char item = ',';
    char pair = ':';
    bool leading = false;   ///< one before the first item too

    friend bool operator==(const Separators&, const Separators&) = default;
};

/// The site's words for one category, by its id. None: the cookie never names it.
struct CategoryWords {
    std::string category;
    std::vector<std::string> words;

    friend bool operator==(const CategoryWords&, const CategoryWords&) = default;
};

/// A consent format as data: what stands in config/formats/ and under `consent.format`. The
/// members carry GOV.UK's format.
struct FormatData {
    std::string name = "govuk";   ///< of the built-in, or of the one it is based on; else `custom`
    std::vector<Encoding> encoding{Encoding::layers};   ///< outermost first
    Shape shape = Shape::object;
    std::vector<std::string> path;   ///< the keys down to the object, array or list
    Separators separators;
    Answers answers;
    std::vector<CategoryWords> categories;   ///< in the order in which they are written
    bool closed = false;   ///< a category that `categories` leaves out has no word; else its id
    std::optional<FieldRule> version;   ///< or the cookie is unusable
    std::optional<FieldRule> acted;     ///< or the visitor has not chosen yet
    std::optional<Overall> overall;
    std::string time;   ///< the field that gets the time of writing; empty: none
    Writes writes = Writes::defaults;
    std::optional<SameSite> same_site;   ///< of the cookie, where the registry does not say

    friend bool operator==(const FormatData&, const FormatData&) = default;
};

/// The most different words that a format may have.
inline constexpr std::size_t max_words = 256;

/// Can a value of this shape be written at all? Objects, arrays and words can, and lists; those
/// two without fields of their own. An `acted` field must be a boolean: its opposite is written
/// where the visitor has not chosen.
[[nodiscard]] bool can_write(const FormatData& format);

}   // namespace consent
