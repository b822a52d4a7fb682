#include "pages/gzip_decoder.hpp"

#include <new>

namespace pages {
namespace {

constexpr std::size_t piece = std::size_t{64} * 1024;
constexpr int gzip_only = 15 + 16;   // window bits, and no other wrapper

}   // namespace

GzipDecoder::GzipDecoder() : output_(std::make_unique<char[]>(piece)) {
    if (inflateInit2(&stream_, gzip_only) != Z_OK) {
        throw std::bad_alloc();
    }
}

GzipDecoder::~GzipDecoder() {
    inflateEnd(&stream_);
}

void GzipDecoder::put(std::string_view input) {
    // zlib reads alone; its type says otherwise.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream_.avail_in = static_cast<uInt>(input.size());
}

std::string_view GzipDecoder::take() {
    while (!failed_ && (stream_.avail_in > 0 || has_more_)) {
        if (between_members_ && stream_.total_in > 0) {
            inflateReset(&stream_);
        }
        between_members_ = false;
        stream_.next_out = reinterpret_cast<Bytef*>(output_.get());
        stream_.avail_out = piece;
        const int result = inflate(&stream_, Z_NO_FLUSH);
        between_members_ = result == Z_STREAM_END;
        // Z_BUF_ERROR: there was nothing left to do.
        failed_ = result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR;
        has_more_ = stream_.avail_out == 0 && !between_members_;
        if (stream_.avail_out < piece && !failed_) {
            return {output_.get(), piece - stream_.avail_out};
        }
        if (result == Z_BUF_ERROR) {
            break;
        }
    }
    return {};
}

}   // namespace pages
