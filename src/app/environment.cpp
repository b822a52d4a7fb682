#include "app/environment.hpp"

#include <cstdlib>

namespace app {

Environment process_environment() {
    return [](const std::string& name) -> std::optional<std::string> {
        const char* value = std::getenv(name.c_str());
        if (value == nullptr) {
            return std::nullopt;
        }
        return value;
    };
}

std::string variable_of(std::string_view flag) {
    std::string name = "CONSENT_PROXY_";
    for (const char byte : flag.substr(flag.find_first_not_of('-'))) {
        const bool lower = byte >= 'a' && byte <= 'z';
        name += byte == '-' ? '_' : lower ? static_cast<char>(byte - 'a' + 'A') : byte;
    }
    return name;
}

}   // namespace app
