#include "consent/layers.hpp"

#include "consent/encoding.hpp"
#include "consent/json_text.hpp"

#include <algorithm>
#include <deque>
#include <utility>

namespace consent {
namespace {

constexpr int most_layers = 2;           // of each kind
constexpr std::size_t most_texts = 64;   // all orders of all layers need no more; junk would

/// How many were taken off.
struct Layers {
    int percent = 0;
    int dquotes = 0;   ///< that are no JSON strings
    int strings = 0;   ///< JSON strings that are read otherwise between plain DQUOTEs
    int either = 0;    ///< what is the same both ways counts as the one or the other

    /// Can they be counted so that no kind comes more often than it may?
    [[nodiscard]] bool is_usable() const {
        return percent <= most_layers && dquotes <= most_layers && strings <= most_layers &&
               dquotes + strings + either <= 2 * most_layers;
    }

    /// Does it leave room for all that the other does?
    [[nodiscard]] bool is_within(const Layers& other) const {
        return percent <= other.percent && dquotes <= other.dquotes && strings <= other.strings &&
               dquotes + strings + either <= other.dquotes + other.strings + other.either;
    }
};

/// A text that some layers were taken off.
struct Peeled {
    std::string text;
    Layers layers;
};

char first_byte(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? '\0' : text[first];
}

/// Is there an escape that means one thing in a JSON string and another between plain DQUOTEs?
bool has_json_escape(std::string_view text) {
    for (auto at = text.find('\\'); at < text.size() - 1; at = text.find('\\', at + 2)) {
        if (std::string_view("bfnrtu").find(text[at + 1]) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

/// Takes layers off breadth first, so that what needs the fewest of them is found first. More
/// than one kind may fit a text, and a `+` may or may not be a space.
class Peeler {
public:
    Peeler(const FormatData& format, const Vocabulary& vocabulary)
        : format_(format),
          vocabulary_(vocabulary),
          opening_(format.shape == Shape::array && format.path.empty() ? '[' : '{') {}

    std::optional<Choice> read(std::string_view value) {
        add({std::string(value), {}});
        for (std::size_t at = 0; at < texts_.size(); ++at) {
            const Peeled& peeled = texts_[at];   // a deque keeps its elements where they are
            const char first = first_byte(peeled.text);
            if (first == opening_) {
                const JsonText text = read_json_text(peeled.text, format_, vocabulary_);
                if (const auto* choice = std::get_if<Choice>(&text)) {
                    return *choice;
                }
            } else if (first == '"') {
                peel_quotes(peeled);
            }
            peel_percent(peeled, '%', Plus::itself);
            peel_percent(peeled, '+', Plus::space);
        }
        return std::nullopt;
    }

private:
    void add(Peeled peeled) {
        const bool has_nul = peeled.text.find('\0') != std::string::npos;
        if (!has_nul && peeled.layers.is_usable() && texts_.size() < most_texts &&
            !is_known(peeled)) {
            texts_.push_back(std::move(peeled));
        }
    }

    [[nodiscard]] bool is_known(const Peeled& peeled) const {
        return std::ranges::any_of(texts_, [&peeled](const Peeled& known) {
            return known.text == peeled.text && known.layers.is_within(peeled.layers);
        });
    }

    void peel_quotes(const Peeled& from) {
        Layers layers = from.layers;
        JsonText text = read_json_text(from.text, format_, vocabulary_);
        if (auto* string = std::get_if<std::string>(&text)) {
            ++(has_json_escape(from.text) ? layers.strings : layers.either);
            add({std::move(*string), layers});
        } else if (auto bare = unquote(from.text)) {
            ++layers.dquotes;
            add({std::move(*bare), layers});
        }
    }

    void peel_percent(const Peeled& from, char sign, Plus plus) {
        Layers layers = from.layers;
        ++layers.percent;
        if (!layers.is_usable() || from.text.find(sign) == std::string::npos) {
            return;
        }
        if (auto decoded = percent_decode(from.text, plus)) {
            add({std::move(*decoded), layers});
        }
    }

    const FormatData& format_;
    const Vocabulary& vocabulary_;
    const char opening_;
    std::deque<Peeled> texts_;
};

}   // namespace

std::optional<Choice> read_layers(std::string_view value, const FormatData& format,
                                  const Vocabulary& vocabulary) {
    return Peeler(format, vocabulary).read(value);
}

}   // namespace consent
