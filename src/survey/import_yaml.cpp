#include "survey/import.hpp"
#include "survey/page_words.hpp"

#include <fmt/format.h>
#include <yaml-cpp/emitter.h>

namespace survey {

namespace {

constexpr std::size_t widest = 100;

/// A scalar, quoted where it has to be.
std::string scalar(const std::string& text) {
    YAML::Emitter emitter;
    emitter << text;
    return emitter.c_str();
}

/// The words of a text in lines that end before `widest`, each behind `indent`.
std::string wrapped(std::string_view text, const std::string& indent) {
    std::string lines = indent;
    std::size_t width = indent.size();
    bool first = true;
    for (const auto word : words_of(text)) {
        if (!first && width + 1 + word.size() > widest) {
            lines += '\n' + indent;
            width = indent.size();
            first = true;
        }
        lines += first ? "" : " ";
        lines += word;
        width += word.size() + (first ? 0 : 1);
        first = false;
    }
    return lines + '\n';
}

std::string comment(std::string_view text, std::size_t indent) {
    return wrapped(one_line(text), std::string(indent, ' ') + "# ");
}

class Writer {
public:
    std::string write(const Draft& draft, std::string_view source) {
        text_ = "# yaml-language-server: $schema=../schema/registry.schema.json\n#\n";
        text_ +=
            comment(fmt::format("A draft of what \"{}\" says. Whoever knows the site should read "
                                "it, above all the entries with \"check\".",
                                source),
                    0);
        text_ += "\nregistry: 1\n";
        text_ += fmt::format("site: {}\n\n", scalar(one_line(draft.site)));
        write_consent(draft);
        text_ += "\ncategories:\n";
        const char* between = "";
        for (const auto& category : draft.categories) {
            text_ += between;
            write_category(category);
            between = "\n";
        }
        return std::move(text_);
    }

private:
    void write_consent(const Draft& draft) {
        text_ += "consent:\n";
        if (draft.guessed) {
            text_ += comment(
                "check: the page names no consent cookie that is known; this is GOV.UK's", 2);
        }
        write_key(2, "cookie", draft.consent);
        write_key(2, "format", draft.format);
        write_key(2, "decided", draft.decided);
        if (draft.decided.empty()) {
            text_ += comment(
                "check: the page does not say which cookie means \"has chosen\"; add it "
                "as decided",
                2);
        }
        text_ +=
            comment("check: add the address where visitors change the choice, as settings_url", 2);
    }

    void write_category(const DraftCategory& category) {
        text_ += fmt::format("  - id: {}\n", scalar(category.id));
        text_ += fmt::format("    basis: {}\n", category.is_essential() ? "essential" : "consent");
        write_key(4, "title", category.title);
        write_key(4, "description", category.description);
        if (category.cookies.empty()) {
            text_ += "    cookies: []   # the page lists none\n";
            return;
        }
        text_ += "    cookies:\n";
        for (const auto& cookie : category.cookies) {
            write_cookie(cookie);
        }
    }

    void write_cookie(const PageCookie& cookie) {
        for (const auto& doubt : cookie.doubts) {
            text_ += comment("check: " + doubt, 6);
        }
        text_ += fmt::format("      - name: {}\n", scalar(cookie.name));
        write_key(8, "label", cookie.label);
        write_key(8, "group", cookie.group.empty() ? cookie.provider : cookie.group);
        write_key(8, "purpose", cookie.purpose);
        write_key(8, "expires", cookie.expires);
        if (!cookie.group.empty() && !cookie.provider.empty()) {
            text_ += comment("provider: " + cookie.provider, 8);
        }
    }

    /// Nothing for an empty value; a long one is folded.
    void write_key(std::size_t indent, std::string_view key, const std::string& value) {
        const std::string line = one_line(value);
        if (line.empty()) {
            return;
        }
        const std::string begin = std::string(indent, ' ') + std::string(key) + ":";
        const std::string quoted = scalar(line);
        if (begin.size() + 1 + quoted.size() <= widest) {
            text_ += begin + ' ' + quoted + '\n';
        } else {
            text_ += begin + " >-\n" + wrapped(line, std::string(indent + 2, ' '));
        }
    }

    std::string text_;
};

}   // namespace

std::string to_yaml(const Draft& draft, std::string_view source) {
    return Writer().write(draft, source);
}

}   // namespace survey
