#include "pages/inert_tag.hpp"

#include "pages/character_references.hpp"
#include "pages/css_filter.hpp"
#include "pages/fetching_attribute.hpp"
#include "pages/html_character.hpp"

#include <algorithm>
#include <vector>

namespace pages {
namespace {

/// The tag as it is written anew: stretches of the old text and what comes between.
class Writer {
public:
    explicit Writer(std::string_view text) : text_(text) {}

    /// What stands there in place of these bytes, which are within the text.
    void replace(std::string_view old, std::string_view replacement) {
        copy_to(old.data());
        written_ += replacement;
        text_.remove_prefix(old.size());
        changed_ = true;
    }

    [[nodiscard]] bool changed() const { return changed_; }

    [[nodiscard]] std::string finish() {
        written_ += text_;
        return std::move(written_);
    }

private:
    void copy_to(const char* place) {
        const auto size = static_cast<std::size_t>(place - text_.data());
        written_ += text_.substr(0, size);
        text_.remove_prefix(size);
    }

    std::string_view text_;
    std::string written_;
    bool changed_ = false;
};

bool refuses_style(std::string_view style, Refusals& refusals) {
    // Without a function there is no URL.
    if (style.find('(') == style.npos) {
        return false;
    }
    CssFilter filter{Refusals(refusals)};
    std::string filtered;
    filter.put(style, filtered);
    filter.end(filtered);
    refusals = filter.refusals();
    return filtered != style;
}

bool is_refused(Fetching kind, std::string_view value, Refusals& refusals) {
    switch (kind) {
        case Fetching::url:
            return refusals.refuses(value);
        case Fetching::urls:
            return refusals.refuses_any(value);
        case Fetching::srcset:
            return refusals.refuses_srcset(value);
        case Fetching::style:
            return refuses_style(value, refusals);
        case Fetching::refresh:
            return refusals.refuses_refresh(value);
        case Fetching::no:
        case Fetching::document:
            break;
    }
    return false;
}

// Some attributes fetch in some tags of their element alone.
bool applies(const StartTag& start, Fetching kind) {
    if (kind == Fetching::refresh) {
        const auto equivalent = start.value_of("http-equiv");
        return equivalent && bytes::iequals(*equivalent, "refresh");
    }
    if (start.element.id == Html::link && kind == Fetching::url) {
        return link_fetches(start.value_of("rel").value_or(""));
    }
    return true;
}

// The value as it was decoded; where it has no reference, as it stands there.
std::string_view decoded(std::string_view value, std::string& memory) {
    if (value.find('&') == value.npos) {
        return value;
    }
    memory = decode_references(value);
    return memory;
}

// The whole value with its quotes.
std::string_view with_quotes(std::string_view text, std::string_view value) {
    const auto at = static_cast<std::size_t>(value.data() - text.data());
    const char before = text[at - 1];
    if (before != '"' && before != '\'') {
        return value;
    }
    return text.substr(at - 1, value.size() + (at + value.size() < text.size() ? 2 : 1));
}

// Is its end not there, in a tag that is too long?
bool is_cut(const StartTag& start, const HtmlAttribute& attribute) {
    return !start.complete &&
           attribute.value.data() + attribute.value.size() == start.text.data() + start.text.size();
}

struct SeenName {
    std::string_view name;
    bool renamed = false;
};

const SeenName* find_seen(const std::vector<SeenName>& seen, std::string_view name) {
    const auto found = std::ranges::find_if(
        seen, [name](const SeenName& one) { return bytes::iequals(one.name, name); });
    return found == seen.end() ? nullptr : &*found;
}

std::string inert_name(std::string_view name, bool xml) {
    if (xml && name.find(':') != name.npos) {
        name.remove_prefix(name.find(':') + 1);
    }
    return "data-consent-" + std::string(name);
}

}   // namespace

std::optional<std::string> StartTag::value_of(std::string_view name) const {
    for (std::size_t at = 0; at < tag.attributes(); ++at) {
        const HtmlAttribute attribute = tag.attribute(text, at);
        if (bytes::iequals(attribute.name, name)) {
            return decode_references(attribute.value);
        }
    }
    return std::nullopt;
}

std::optional<std::string> make_inert(const StartTag& start, Refusals& refusals,
                                      const RewriteDocument& rewrite_document) {
    Writer attributes(start.text);
    std::vector<SeenName> seen;
    std::string memory;
    for (std::size_t at = 0; at < start.tag.attributes(); ++at) {
        const HtmlAttribute attribute = start.tag.attribute(start.text, at);
        const Fetching kind = fetching_of(start.element, attribute.name);
        if (kind == Fetching::no) {
            continue;
        }
        // Of several of one name the first counts; without it the next one would.
        if (const SeenName* const first = find_seen(seen, attribute.name)) {
            if (first->renamed) {
                attributes.replace(attribute.name, inert_name(attribute.name, start.xml));
            }
            continue;
        }
        SeenName& name = seen.emplace_back(SeenName{.name = attribute.name});
        if (attribute.value.empty() || !applies(start, kind)) {
            continue;
        }
        const std::string_view value = decoded(attribute.value, memory);
        if (kind == Fetching::document) {
            const auto document = rewrite_document(value);
            if (document && !is_cut(start, attribute)) {
                attributes.replace(with_quotes(start.text, attribute.value),
                                   "\"" + encode_attribute(*document) + "\"");
            } else {
                name.renamed = document.has_value();
            }
        } else {
            name.renamed = is_refused(kind, value, refusals);
        }
        if (name.renamed) {
            attributes.replace(attribute.name, inert_name(attribute.name, start.xml));
        }
    }
    if (!attributes.changed()) {
        return std::nullopt;
    }
    if (!refusals.any()) {
        return attributes.finish();
    }
    // The first attribute of a name counts, so this one has to be the first.
    const std::size_t name_end =
        static_cast<std::size_t>(start.tag.name(start.text).data() - start.text.data()) +
        start.tag.name(start.text).size();
    std::string text = attributes.finish();
    text.insert(name_end, " data-consent-category=\"" + refusals.categories() + "\"");
    return text;
}

}   // namespace pages
