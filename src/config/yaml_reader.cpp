#include "config/yaml_reader.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <sstream>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace config {
namespace {

/// Ends a parse whose fault is reported already: an event cannot say no.
struct Abandoned {};

Place place_of(const YAML::Mark& mark) {
    return {static_cast<unsigned>(mark.line + 1), static_cast<unsigned>(mark.column + 1)};
}

/// yaml-cpp counts on where the end of the text cuts an escape off.
Place place_within(std::string_view text, const YAML::Mark& mark) {
    const auto lines = std::count(text.begin(), text.end(), '\n');
    const std::size_t line_begin = text.rfind('\n') + 1;   // npos + 1 is 0
    const Place end{static_cast<unsigned>(lines + 1),
                    static_cast<unsigned>(text.size() - line_begin + 1)};
    return std::min(place_of(mark), end);
}

class Handler : public YAML::EventHandler {
public:
    Handler(std::string_view text, TreeBuilder& builder, Report& report)
        : text_(text), builder_(builder), report_(report) {}

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (documents_++ != 0) {
            fail(mark, "more follows after the end of the document");
        }
    }
    void OnDocumentEnd() override {}
    void OnSequenceEnd() override { go_on(builder_.end()); }
    void OnMapEnd() override { go_on(builder_.end()); }

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        go_on(builder_.scalar({Kind::null, null_text(mark), place_of(mark), {}, {}}, anchor));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        go_on(builder_.alias(place_of(mark), anchor));
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        const Kind kind = tag == "?" || tag.empty() ? Kind::plain : Kind::string;
        check_tag(mark, tag, "tag:yaml.org,2002:str");
        go_on(builder_.scalar({kind, value, place_of(mark), {}, {}}, anchor));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        check_tag(mark, tag, "tag:yaml.org,2002:seq");
        go_on(builder_.begin(Kind::sequence, place_of(mark), anchor));
    }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        check_tag(mark, tag, "tag:yaml.org,2002:map");
        go_on(builder_.begin(Kind::mapping, place_of(mark), anchor));
    }

private:
    static void go_on(bool usable) {
        if (!usable) {
            throw Abandoned{};
        }
    }

    void fail(const YAML::Mark& mark, std::string message) {
        report_.error(place_of(mark), std::move(message));
        throw Abandoned{};
    }

    void check_tag(const YAML::Mark& mark, const std::string& tag, std::string_view own) {
        if (tag != "?" && tag != "!" && !tag.empty() && tag != own) {
            fail(mark, fmt::format("the tag \"{}\" is not supported", tag));
        }
    }

    /// A null that stands in the file; empty where a value is missing.
    [[nodiscard]] std::string null_text(const YAML::Mark& mark) const {
        const auto offset = static_cast<std::size_t>(mark.pos);
        for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
            if (offset <= text_.size() && text_.substr(offset).starts_with(word)) {
                return std::string(word);
            }
        }
        return {};
    }

    std::string_view text_;
    TreeBuilder& builder_;
    Report& report_;
    unsigned documents_ = 0;
};

/// yaml-cpp takes a quoted scalar that the end of the file cuts off for whole if a line feed comes
/// last.
std::string_view without_trailing_blanks(std::string_view text) {
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

}   // namespace

bool read_yaml(std::string_view text, TreeBuilder& builder, Report& report) {
    text = without_trailing_blanks(text);
    std::istringstream stream{std::string(text)};
    Handler handler(text, builder, report);
    try {
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(handler)) {
        }
        return true;
    } catch (const Abandoned&) {
        return false;
    } catch (const YAML::DeepRecursion& fault) {
        report.error(place_of(fault.mark),
                     fmt::format("nested more than {} deep", max_document_depth));
    } catch (const YAML::Exception& fault) {
        report.error(place_within(text, fault.mark), fmt::format("YAML syntax: {}", fault.msg));
    }
    return false;
}

}   // namespace config
