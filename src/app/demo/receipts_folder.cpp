#include "app/demo/receipts_folder.hpp"

#include <cstdlib>
#include <system_error>

namespace app::demo {

ReceiptsFolder::ReceiptsFolder() {
    std::error_code error;
    const auto temporary = std::filesystem::temp_directory_path(error);
    std::string name = (temporary / "consent-proxy-demo-XXXXXX").string();
    if (!error && ::mkdtemp(name.data()) != nullptr) {
        path_ = name;
    }
}

ReceiptsFolder::~ReceiptsFolder() {
    if (!path_.empty()) {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
}

std::string ReceiptsFolder::file() const {
    return path_.empty() ? "" : (path_ / "receipts.jsonl").string();
}

}   // namespace app::demo
