#pragma once

#include "http/fault.hpp"

#include <boost/system/result.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace http {

/// What one step over a chunked body did with the bytes it was given.
struct ChunkStep {
    std::size_t consumed = 0;   ///< bytes read; the rest has to come again, with more behind it
    std::size_t produced = 0;   ///< bytes to pass on, now at the start of the input
};

/// Reads a chunked body (RFC 9112 section 7.1) as it arrives and squeezes what is passed on to the
/// front of the same memory: the chunks without their extensions, or their data alone. The last
/// chunk is never among it; whoever passes the body on writes its own once `done`, so that nobody
/// sees the end of a body whose trailers were not judged.
///
///     chunk      = 1*16HEXDIG [ ";" extension ] CRLF data CRLF
///     last-chunk = 1*"0" [ ";" extension ] CRLF *( field-line CRLF ) CRLF
///
/// No sign, prefix, blank, bare LF or bare CR; 4 KiB of extensions together and `max_trailer`
/// bytes and `max_trailer_fields` of trailers at most. A response may have blanks behind the size
/// (`tolerant`): old servers pad it.
class ChunkedReader {
public:
    enum class Keep : std::uint8_t { chunks, data };

    ChunkedReader(Keep keep, bool tolerant, std::size_t max_trailer,
                  std::size_t max_trailer_fields = 100)
        : keep_(keep),
          tolerant_(tolerant),
          max_trailer_(max_trailer),
          trailer_fields_left_(max_trailer_fields) {}

    /// Goes over the bytes. Consumes nothing past the end of the body.
    [[nodiscard]] boost::system::result<ChunkStep, Fault> step(std::span<char> bytes);

    /// The whole body, its trailer section too, was read.
    [[nodiscard]] bool done() const { return state_ == State::done; }

    /// The trailer section's field lines as they came, each with its CRLF; complete once `done`.
    [[nodiscard]] std::string_view trailers() const { return trailers_; }

    /// Data bytes so far, without the framing.
    [[nodiscard]] std::uint64_t data_bytes() const { return data_bytes_; }

private:
    enum class State : std::uint8_t { size, data, data_end, trailer, done };

    boost::system::result<bool, Fault> read_size(std::span<char> bytes, ChunkStep& step);
    boost::system::result<bool, Fault> read_data_end(std::span<char> bytes, ChunkStep& step);
    boost::system::result<bool, Fault> read_trailer(std::span<char> bytes, ChunkStep& step);
    bool read_data(std::span<char> bytes, ChunkStep& step);

    Keep keep_;
    bool tolerant_;
    State state_ = State::size;
    std::size_t max_trailer_;
    std::size_t trailer_fields_left_;
    std::size_t extension_bytes_ = 0;
    std::uint64_t left_ = 0;
    std::uint64_t data_bytes_ = 0;
    std::string trailers_;
};

}   // namespace http
