#include "config/format_reader.hpp"
#include "consent/format.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using consent::Basis;
using consent::Category;
using consent::Choice;
using consent::Format;
using consent::FormatData;

const std::vector<Category>& categories() {
    static const std::vector<Category> four{
        {.id = "essential", .basis = Basis::essential, .title = {}, .description = {}},
        {.id = "settings", .basis = Basis::consent, .title = {}, .description = {}},
        {.id = "usage", .basis = Basis::exempt, .title = {}, .description = {}},
        {.id = "campaigns", .basis = Basis::consent, .title = {}, .description = {}}};
    return four;
}

/// One of each shape and encoding that no built-in has.
std::vector<FormatData> more_formats() {
    using consent::Encoding;
    using consent::ScalarKind;
    std::vector<FormatData> found(4);
    found[0].encoding = {Encoding::base64url, Encoding::form};
    found[0].path = {"a", "b"};
    found[1].encoding = {Encoding::quoted};
    found[1].shape = consent::Shape::array;
    found[2].encoding = {Encoding::raw};
    found[2].shape = consent::Shape::word;
    found[2].answers = {
        .yes = {ScalarKind::text, "allow"}, .no = {ScalarKind::text, "deny"}, .undecided = {}};
    found[3].shape = consent::Shape::array;   // in layers
    return found;
}

const std::vector<Format>& formats() {
    static const std::vector<Format> all = [] {
        std::vector<Format> found;
        for (const std::string_view name : config::format_names()) {
            found.emplace_back(*config::find_format(name), categories());
        }
        for (const FormatData& data : more_formats()) {
            found.emplace_back(data, categories());
        }
        return found;
    }();
    return all;
}

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

/// What is read is one thing, and the same each time.
void check_choice(const Format& format, std::string_view value, const Choice& choice) {
    consent::CategorySet all;
    for (consent::CategoryIndex index = 0; index < categories().size(); ++index) {
        all.insert(index);
    }
    require((choice.granted & choice.refused).empty());
    require(((choice.granted | choice.refused) - all).empty());
    require(format.read(value) == choice);
}

/// What is written of a choice is read back. A word for all categories says all or nothing.
void check_written(const Format& format, const Choice& choice) {
    const std::string value = format.write(choice.granted, {});
    const auto again = format.read(value);
    const consent::CategorySet always_on = consent::always_on(categories());
    require(again.has_value() && !again->undecided);
    require((again->granted - choice.granted - always_on).empty());
    require(format.data().shape == consent::Shape::word ||
            (choice.granted - again->granted).empty());
    const auto first = format.read(format.write_default({}, {}));
    require(first.has_value() && (first->granted - always_on).empty());
}

}   // namespace

// The first byte picks the format, the rest is the value.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const Format& format = formats()[data[0] % formats().size()];
    const std::string_view value(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (const auto choice = format.read(value)) {
        check_choice(format, value, *choice);
        if (format.writes()) {
            check_written(format, *choice);
        }
    }
    return 0;
}
