#include "consent/json_text.hpp"

#include "consent/tally.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

namespace consent {
namespace {

using nlohmann::json;

/// Takes the events of the JSON library, which calls the members by these names. False from any
/// of them ends the reading.
class Reader {
public:
    Reader(const FormatData& format, const Vocabulary& vocabulary)
        : format_(format), tally_(format, vocabulary) {}

    bool null() { return value({}); }
    bool boolean(bool yes) { return value({ScalarKind::boolean, yes ? "true" : "false"}); }
    bool number_integer(std::int64_t number) { return whole(number); }
    bool number_unsigned(std::uint64_t number) { return whole(number); }
    bool number_float(double, const std::string&) { return value({}); }
    bool binary(json::binary_t&) { return false; }

    bool string(std::string& text) {
        if (depth_ == 0) {
            string_ = std::move(text);
            return true;
        }
        return value({ScalarKind::text, text});
    }

    bool key(const std::string& id) {
        if (depth_ == on_path_) {
            key_ = id;
        }
        return true;
    }

    bool start_object(std::size_t) {
        const bool wanted = on_path_ < path_objects() && follows_path();
        return wanted ? enter() : start_other();
    }

    bool start_array(std::size_t) {
        const bool wanted =
            format_.shape == Shape::array && on_path_ == format_.path.size() && follows_path();
        if (wanted) {
            tally_.begin_granted();
        }
        return wanted ? enter() : start_other();
    }

    bool end_object() { return leave(); }

    bool end_array() {
        if (format_.shape == Shape::array && in_target()) {
            tally_.end_granted();
        }
        return leave();
    }

    bool parse_error(std::size_t, const std::string&, const json::exception&) { return false; }

    JsonText take() && {
        if (string_) {
            return *std::move(string_);
        }
        const auto choice = reached_ ? tally_.choice() : std::nullopt;
        return choice ? JsonText(*choice) : JsonText();
    }

private:
    /// How many of the containers on the path are objects.
    [[nodiscard]] std::size_t path_objects() const {
        return format_.path.size() + (format_.shape == Shape::object ? 1 : 0);
    }

    /// Is the container that begins the next one of the path? The outermost one always is.
    [[nodiscard]] bool follows_path() const {
        return depth_ == 0 || (depth_ == on_path_ && key_ == format_.path[on_path_ - 1]);
    }

    /// Directly in the object or array that holds the words?
    [[nodiscard]] bool in_target() const {
        return depth_ == on_path_ && on_path_ == format_.path.size() + 1;
    }

    bool enter() {
        ++depth_;
        ++on_path_;
        reached_ = reached_ || in_target();
        return true;
    }

    bool start_other() {
        const bool inside = value({});
        ++depth_;
        return inside;
    }

    bool leave() {
        on_path_ -= depth_ == on_path_ ? 1 : 0;
        --depth_;
        return true;
    }

    template <class Number>
    bool whole(Number number) {
        std::array<char, 24> digits;
        const auto end = std::to_chars(digits.begin(), digits.end(), number).ptr;
        return value({ScalarKind::number, std::string_view(digits.data(), end)});
    }

    /// False outside of any container: then the text is none of what is wanted.
    bool value(ScalarView found) {
        if (in_target() && format_.shape == Shape::object) {
            tally_.answer(key_, found);
        } else if (in_target() && found.kind == ScalarKind::text) {
            tally_.granted(found.text);
        }
        if (depth_ == 1 && on_path_ == 1) {
            tally_.field(key_, found);
        }
        return depth_ > 0;
    }

    const FormatData& format_;
    Tally tally_;
    std::optional<std::string> string_;
    std::string key_;
    std::size_t depth_ = 0;     ///< containers that are open
    std::size_t on_path_ = 0;   ///< the first of them that lie on the path
    bool reached_ = false;      ///< its end was there
};

}   // namespace

JsonText read_json_text(std::string_view text, const FormatData& format,
                        const Vocabulary& vocabulary) {
    Reader reader(format, vocabulary);
    if (!json::sax_parse(text.data(), text.data() + text.size(), &reader)) {
        return {};
    }
    return std::move(reader).take();
}

}   // namespace consent
