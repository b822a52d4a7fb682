#include "consent/format.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

// No value makes a category both granted and refused, and what is written is read back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::vector<consent::Category> categories{
        {.id = "essential", .basis = consent::Basis::essential, .title = {}, .description = {}},
        {.id = "usage", .basis = consent::Basis::consent, .title = {}, .description = {}}};
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto choice = consent::read_govuk(text, categories);
    if (!choice) {
        return 0;
    }
    if (!(choice->granted & choice->refused).empty()) {
        std::abort();
    }
    const auto again =
        consent::read_govuk(consent::write_govuk(choice->granted, categories), categories);
    if (!again || !(again->granted == choice->granted)) {
        std::abort();
    }
    return 0;
}
