#include "proxy/body.hpp"

#include "http/trailers.hpp"

#include <algorithm>

namespace proxy {
namespace {

using http::BodyKind;
using http::ChunkedReader;

constexpr std::size_t max_trailer_bytes = 32 * 1024;

}   // namespace

Body::Body(const Plan& plan) : plan_(plan) {
    if (plan.in.kind == BodyKind::length) {
        left_ = plan.in.length;
    } else if (plan.in.kind == BodyKind::chunked) {
        const bool as_it_comes = plan.out == BodyKind::chunked && !plan.changes;
        const auto keep = as_it_comes ? ChunkedReader::Keep::chunks : ChunkedReader::Keep::data;
        chunks_.emplace(keep, plan.tolerant, max_trailer_bytes);
    }
}

boost::system::result<http::ChunkStep, http::Fault> Body::step(std::span<char> bytes) {
    if (chunks_) {
        const auto step = chunks_->step(bytes);
        if (step && chunks_->data_bytes() > plan_.most) {
            return http::Fault::body_too_large;
        }
        return step;
    }
    const std::uint64_t most = plan_.in.kind == BodyKind::until_close ? bytes.size() : left_;
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(most, bytes.size()));
    if (plan_.in.kind == BodyKind::length) {
        left_ -= count;
    }
    return http::ChunkStep{count, count};
}

bool Body::end() {
    ended_ = plan_.in.kind == BodyKind::until_close;
    return ended_;
}

bool Body::done() const {
    switch (plan_.in.kind) {
        case BodyKind::none:
            return true;
        case BodyKind::length:
            return left_ == 0;
        case BodyKind::chunked:
            return chunks_->done();
        case BodyKind::until_close:
            break;
    }
    return ended_;
}

std::string Body::ending() const {
    std::string ending = "0\r\n";
    if (plan_.trailers && chunks_) {
        http::append_trailers(chunks_->trailers(), ending);
    }
    return ending += "\r\n";
}

std::uint64_t Body::unchanged() const {
    const bool as_it_comes = plan_.out == BodyKind::length && !plan_.changes;
    return plan_.in.kind == BodyKind::length && as_it_comes ? left_ : 0;
}

std::uint64_t Body::expected() const {
    return plan_.in.kind == BodyKind::length ? left_ : UINT64_MAX;
}

}   // namespace proxy
