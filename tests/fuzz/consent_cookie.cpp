#include "consent/format.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

// No value of GOV.UK's format makes a category both granted and refused, and what is written is
// read back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const consent::Format format(
        {}, {{.id = "settings", .basis = consent::Basis::consent, .title = {}, .description = {}},
             {.id = "usage", .basis = consent::Basis::consent, .title = {}, .description = {}}});
    const auto choice = format.read({reinterpret_cast<const char*>(data), size});
    if (!choice) {
        return 0;
    }
    if (!(choice->granted & choice->refused).empty()) {
        std::abort();
    }
    const auto again = format.read(format.write(choice->granted, {}));
    if (!again || !(again->granted == choice->granted)) {
        std::abort();
    }
    return 0;
}
