#pragma once

#include "pages/inert_tag.hpp"
#include "pages/refusals.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace pages {

/// The link that takes the place of a frame with a video of YouTube, where that host is refused;
/// nothing for any other tag. `text` is the sentence of the link, `{title}` in it stands for the
/// frame's title, or the video's short address where it has none.
[[nodiscard]] std::optional<std::string> video_link(const StartTag& start, Refusals& refusals,
                                                    std::string_view text);

}   // namespace pages
