#include "pages/gzip_encoder.hpp"

#include <new>

namespace pages {
namespace {

constexpr std::size_t piece = std::size_t{64} * 1024;
constexpr int gzip_window = 15 + 16;
constexpr int default_memory = 8;

}   // namespace

GzipEncoder::GzipEncoder() : output_(std::make_unique<char[]>(piece)) {
    if (deflateInit2(&stream_, Z_BEST_SPEED, Z_DEFLATED, gzip_window, default_memory,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::bad_alloc();
    }
    give();
}

GzipEncoder::~GzipEncoder() {
    deflateEnd(&stream_);
}

// What the buffer holds; the buffer is empty again.
std::string_view GzipEncoder::give() {
    const std::size_t size = piece - stream_.avail_out;
    stream_.next_out = reinterpret_cast<Bytef*>(output_.get());
    stream_.avail_out = piece;
    return {output_.get(), size};
}

void GzipEncoder::put(std::string_view input) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream_.avail_in = static_cast<uInt>(input.size());
    flushed_ = flushed_ && input.empty();
}

std::string_view GzipEncoder::run(int how) {
    deflate(&stream_, how);
    return stream_.avail_out == 0 ? give() : std::string_view();
}

std::string_view GzipEncoder::take() {
    return stream_.avail_in == 0 ? std::string_view() : run(Z_NO_FLUSH);
}

std::string_view GzipEncoder::flush() {
    if (flushed_) {
        return {};
    }
    const std::string_view full = run(Z_SYNC_FLUSH);
    if (!full.empty()) {
        return full;
    }
    flushed_ = true;
    return give();
}

std::string_view GzipEncoder::finish() {
    if (finished_) {
        return {};
    }
    const std::string_view full = run(Z_FINISH);
    if (!full.empty()) {
        return full;
    }
    finished_ = true;
    return give();
}

}   // namespace pages
