#include "http/edits.hpp"

#include <catch2/catch.hpp>

namespace http {

TEST_CASE("changes are kept by index, whatever the order they are made in") {
    Edits edits;
    edits.replace(5, "five");
    edits.drop(1);
    edits.replace(3, "");
    edits.drop(9);
    REQUIRE(edits.changes().size() == 4);
    CHECK(edits.changes()[0].index == 1);
    CHECK_FALSE(edits.changes()[0].replaced);
    CHECK(edits.changes()[1].index == 3);
    CHECK(edits.changes()[1].replaced);
    CHECK(edits.value(edits.changes()[1]).empty());
    CHECK(edits.changes()[2].index == 5);
    CHECK(edits.value(edits.changes()[2]) == "five");
    CHECK(edits.changes()[3].index == 9);
}

TEST_CASE("added lines stand in the order they were added") {
    Edits edits;
    edits.add("A", "1");
    edits.add("B", "");
    CHECK(edits.added() == "A: 1\r\nB: \r\n");
    edits.drop(0);
    edits.reset();
    CHECK(edits.changes().empty());
    CHECK(edits.added().empty());
    edits.replace(0, "after");
    CHECK(edits.value(edits.changes()[0]) == "after");
}

}   // namespace http
