#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <zlib.h>

namespace pages {

/// Decodes gzip (RFC 1952), one member after the other, in pieces of at most 64 KiB.
class GzipDecoder {
public:
    GzipDecoder();
    GzipDecoder(const GzipDecoder&) = delete;
    GzipDecoder& operator=(const GzipDecoder&) = delete;
    ~GzipDecoder();

    /// More of the body. Views it until `take` gives nothing more.
    void put(std::string_view input);

    /// What was decoded; lives until the next call. Empty when more is needed.
    [[nodiscard]] std::string_view take();

    /// Was there anything that is no gzip?
    [[nodiscard]] bool failed() const { return failed_; }

    /// Is nothing, or all of a last member there?
    [[nodiscard]] bool complete() const { return !failed_ && between_members_; }

private:
    z_stream stream_{};
    std::unique_ptr<char[]> output_;
    bool between_members_ = true;
    bool has_more_ = false;   ///< the output was full, so that zlib may hold some back
    bool failed_ = false;
};

}   // namespace pages
