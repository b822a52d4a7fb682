#include "app/demo/files.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace app::demo {

std::string_view file_text(std::string_view name) {
    const auto file = std::ranges::find(files(), name, &File::name);
    if (file == files().end()) {
        throw std::logic_error("the demo has no file " + std::string(name));
    }
    return file->text;
}

}   // namespace app::demo
