#pragma once

#include "http/chunked.hpp"
#include "http/framing.hpp"

#include <boost/system/result.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace proxy {

/// One body on its way: knows from its framing where it ends, and squeezes what goes on to the
/// front of the bytes that it is shown.
class Body {
public:
    /// `in` is how the body comes, `out` how it goes. Chunks go on as chunks or as their data;
    /// a body that ends with its connection may go on in chunks. `most` is how much data it may
    /// have.
    struct Plan {
        http::Framing in;
        http::BodyKind out = http::BodyKind::none;
        bool tolerant = false;
        bool trailers = false;   ///< what may go on of its trailer section does
        bool changes = false;    ///< its data is changed before it goes on: never chunk for chunk
        std::uint64_t most = UINT64_MAX;
    };

    explicit Body(const Plan& plan);

    /// Goes over the bytes; consumes nothing past the end of the body.
    [[nodiscard]] boost::system::result<http::ChunkStep, http::Fault> step(std::span<char> bytes);

    /// The connection it comes on has ended: may a body end so?
    [[nodiscard]] bool end();

    [[nodiscard]] bool done() const;

    /// The most bytes that may still come, so that nobody reads past the end.
    [[nodiscard]] std::uint64_t expected() const;

    /// How many bytes of it go on just as they come, all that is left of it or none.
    [[nodiscard]] std::uint64_t unchanged() const;
    /// The next `count` of them have gone by unseen.
    void pass(std::uint64_t count) { left_ -= count; }

    /// It leaves in chunks that are not those in which it comes.
    [[nodiscard]] bool encodes() const {
        return plan_.out == http::BodyKind::chunked &&
               (plan_.changes || plan_.in.kind == http::BodyKind::until_close);
    }
    /// It leaves in chunks, so that a last chunk is due when it is done.
    [[nodiscard]] bool leaves_chunked() const { return plan_.out == http::BodyKind::chunked; }

    /// What closes a body in chunks, once it is done: the last chunk, and trailers if they go on.
    [[nodiscard]] std::string ending() const;

private:
    Plan plan_;
    std::uint64_t left_ = 0;
    bool ended_ = false;
    std::optional<http::ChunkedReader> chunks_;
};

}   // namespace proxy
