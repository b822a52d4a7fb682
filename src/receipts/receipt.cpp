#include "receipts/receipt.hpp"

#include "receipts/receipt_id.hpp"

namespace receipts {

std::string_view to_string(How how) {
    switch (how) {
        case How::accepted:
            return "accepted";
        case How::rejected:
            return "rejected";
        case How::saved:
            break;
    }
    return "saved";
}

std::optional<How> parse_how(std::string_view text) {
    for (const How how : {How::accepted, How::rejected, How::saved}) {
        if (text == to_string(how)) {
            return how;
        }
    }
    return std::nullopt;
}

Receipt make_receipt(const consent::Registry& registry, consent::CategorySet granted, How how,
                     std::chrono::system_clock::time_point time) {
    Receipt receipt;
    receipt.time = std::chrono::floor<std::chrono::milliseconds>(time);
    receipt.id = make_receipt_id();
    receipt.site = registry.site();
    receipt.revision = registry.revision();
    if (!registry.fingerprint().empty()) {
        receipt.registry = "sha256:" + registry.fingerprint();
    }
    receipt.how = how;
    receipt.choices.reserve(registry.categories().size());
    consent::CategoryIndex index = 0;
    for (const consent::Category& category : registry.categories()) {
        receipt.choices.push_back({category.id, granted.contains(index++)});
    }
    return receipt;
}

}   // namespace receipts
