#include "pages/gzip.hpp"

#include "pages/gzip_decoder.hpp"
#include "pages/gzip_encoder.hpp"

#include <optional>
#include <utility>

namespace pages {
namespace {

class ThroughGzip : public Transform {
public:
    ThroughGzip(std::unique_ptr<Transform> inner, bool encodes) : inner_(std::move(inner)) {
        if (encodes) {
            encoder_.emplace();
        }
    }

    void put(std::string_view input) override {
        empty_ = empty_ && input.empty();
        decoder_.put(input);
    }

    void end() override { ends_ = true; }

    [[nodiscard]] std::string_view take() override {
        if (failed_ || empty_) {
            return {};
        }
        return encoder_ ? encoded() : changed();
    }

    [[nodiscard]] bool failed() const override { return failed_; }

private:
    // The inner one's next piece, once it was given what it needs for it.
    std::string_view changed() {
        while (true) {
            const std::string_view piece = inner_->take();
            if (!piece.empty()) {
                return piece;
            }
            const std::string_view plain = decoder_.take();
            if (!plain.empty()) {
                inner_->put(plain);
                continue;
            }
            failed_ = inner_->failed() || decoder_.failed() || (ends_ && !decoder_.complete());
            if (failed_ || !ends_ || std::exchange(inner_ended_, true)) {
                return {};
            }
            inner_->end();
        }
    }

    std::string_view encoded() {
        while (true) {
            const std::string_view full = encoder_->take();
            if (!full.empty()) {
                return full;
            }
            const std::string_view piece = changed();
            if (failed_) {
                return {};
            }
            if (piece.empty()) {
                return ends_ ? encoder_->finish() : encoder_->flush();
            }
            encoder_->put(piece);
        }
    }

    std::unique_ptr<Transform> inner_;
    GzipDecoder decoder_;
    std::optional<GzipEncoder> encoder_;
    bool empty_ = true;
    bool ends_ = false;
    bool inner_ended_ = false;
    bool failed_ = false;
};

}   // namespace

std::unique_ptr<Transform> through_gzip(std::unique_ptr<Transform> inner, bool encodes) {
    return std::make_unique<ThroughGzip>(std::move(inner), encodes);
}

}   // namespace pages
