#pragma once

#include <span>
#include <string_view>

namespace app::demo {

/// A file of the folder `files`, compiled in.
struct File {
    std::string_view name;   ///< `site.css`; `registry` without its ending
    std::string_view text;
};

[[nodiscard]] std::span<const File> files();

/// The text of the file of this name, which there is.
[[nodiscard]] std::string_view file_text(std::string_view name);

}   // namespace app::demo
