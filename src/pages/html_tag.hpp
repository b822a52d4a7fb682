#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pages {

/// One attribute of a tag as it was written. Views the tag.
struct HtmlAttribute {
    std::string_view name;
    std::string_view value;   ///< without its quotes, its references not decoded
};

/// Reads one tag as it arrives, from its `<` to its `>`, as browsers do (HTML sections 13.2.5.6 to
/// 13.2.5.40). Remembers places, no bytes: who calls keeps them together.
class HtmlTag {
public:
    /// A new tag; the memory of the last one is kept.
    void start();

    /// Goes on over the tag's text, of which there is more now. True once its `>` was found.
    [[nodiscard]] bool scan(std::string_view tag);

    /// From here on only the end is looked for: `scan` is given the text from this place on. Where
    /// an attribute had been begun, it ends here.
    void forget_rest();

    /// How many bytes were read; with the `>` once that was found.
    [[nodiscard]] std::size_t size() const { return at_; }

    /// `</x>`?
    [[nodiscard]] bool is_end(std::string_view tag) const { return tag[1] == '/'; }

    /// The name as it was written.
    [[nodiscard]] std::string_view name(std::string_view tag) const;

    /// Does it end in `/>`?
    [[nodiscard]] bool self_closing() const { return self_closing_; }

    [[nodiscard]] std::size_t attributes() const { return attributes_.size(); }
    [[nodiscard]] HtmlAttribute attribute(std::string_view tag, std::size_t index) const;

private:
    enum class State : std::uint8_t {
        start,
        name,
        before_attribute,
        attribute_name,
        after_attribute_name,
        before_value,
        double_quoted,
        single_quoted,
        unquoted,
        slash,
    };

    struct Place {
        std::uint32_t name;
        std::uint32_t name_end;
        std::uint32_t value;
        std::uint32_t value_end;
    };

    State outside_value(char c);
    State before_attribute(char c);
    State before_value(char c);
    void skip_quoted(std::string_view tag, char quote);
    void end_value() { attributes_.back().value_end = static_cast<std::uint32_t>(at_); }

    State state_ = State::start;
    bool self_closing_ = false;
    bool forgets_ = false;
    std::size_t at_ = 0;
    std::size_t name_end_ = 0;
    std::vector<Place> attributes_;
};

}   // namespace pages
