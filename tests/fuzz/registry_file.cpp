#include "check.hpp"
#include "config/load.hpp"
#include "consent/visitor.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

using fuzz::require;

struct Loaded {
    std::shared_ptr<const consent::Registry> registry;
    std::vector<config::Fault> faults;
};

Loaded load(std::string_view text, const std::string& name) {
    Loaded loaded;
    loaded.registry = config::parse_registry(text, name, loaded.faults);
    return loaded;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (bool more = true; more;) {
        more = text.find('\n') != text.npos;
        lines.push_back(fuzz::take_part(text, '\n'));
    }
    return lines;
}

bool is_printable(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f;
    });
}

/// One line, in order, and at a place that an editor finds: the end of a line and of the text
/// count.
void check_faults(const std::vector<config::Fault>& faults,
                  const std::vector<std::string_view>& lines) {
    config::Place last;
    for (const config::Fault& fault : faults) {
        require(fault.place.line >= 1 && fault.place.line <= lines.size());
        const std::string_view line = lines[fault.place.line - 1];
        require(fault.place.column >= 1 && fault.place.column <= line.size() + 1);
        require(fault.place >= last);
        require(!fault.message.empty() && is_printable(fault.message));
        last = fault.place;
    }
}

/// What a registry was loaded for: it can be asked, and what it writes fits into a head.
std::string describe(const consent::Registry& registry) {
    std::string text = registry.site() + "\n" + registry.companion() + "\n";
    for (const consent::Category& category : registry.categories()) {
        text += category.id + "\n";
    }
    for (const consent::CookieEntry& entry : registry.cookies()) {
        text += entry.name + "=" + std::to_string(entry.category) + "\n";
    }
    if (registry.format().writes()) {
        const std::string cookie = registry.state_cookies().default_policy(true, false);
        require(is_printable(cookie));
        consent::VisitorReader reader(registry);
        reader.add(std::string_view(cookie).substr(0, cookie.find(';')));
        require(registry.has_cookie_each() || reader.finish().readable);
        text += cookie;
    }
    return text;
}

}   // namespace

// The first byte says JSON or YAML, the rest is the file. It is a registry or there is an error,
// each fault has a place in the text, and the same file is the same registry.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = fuzz::text_of(data, size);
    const std::string name = fuzz::take_byte(text) == 'j' ? "a.json" : "a.yaml";
    const Loaded loaded = load(text, name);
    require((loaded.registry == nullptr) == config::has_errors(loaded.faults));
    check_faults(loaded.faults, lines_of(text));
    const Loaded again = load(text, name);
    require((again.registry == nullptr) == (loaded.registry == nullptr));
    require(std::equal(loaded.faults.begin(), loaded.faults.end(), again.faults.begin(),
                       again.faults.end(), [](const config::Fault& a, const config::Fault& b) {
                           return a.place == b.place && a.message == b.message;
                       }));
    if (loaded.registry) {
        require(describe(*loaded.registry) == describe(*again.registry));
    }
    return 0;
}
