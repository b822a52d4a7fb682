#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace survey {

/// A moment of recorded traffic, UTC.
using Moment = std::chrono::sys_time<std::chrono::milliseconds>;

/// Which header field a cookie was met in.
enum class Field : std::uint8_t { cookie, set_cookie };

/// One cookie of one exchange. Names alone: no value gets this far.
struct Sighting {
    std::string name;   ///< as the source has it; empty: nameless
    Field field = Field::cookie;
    bool session = false;   ///< most likely a session (consent::looks_like_session)
};

/// One request and its response, as an access log or a HAR tells it.
struct Exchange {
    std::optional<Moment> time;
    std::string site;     ///< the proxy's name for it; in a HAR the host
    std::string client;   ///< tells visitors apart, and is never printed; empty: unknown
    bool page = false;   ///< a document that a whole Cookie field came with: what is not in it, the
                         ///< visitor has not got
    std::vector<Sighting> sightings;    ///< deletions are not among them
    std::vector<std::string> deleted;   ///< names that the response asked the browser to delete
};

}   // namespace survey
