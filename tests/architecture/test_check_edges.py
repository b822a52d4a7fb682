"""The check finds each of the faults that it is there for."""

import pathlib
import tempfile
import unittest

from check_edges import check, read_edges

EDGES = read_edges("consent: \nconfig: consent\napp: config consent\n")
GOOD = "#pragma once\n"


class Check(unittest.TestCase):
    def faults(self, path, text):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder)
            for room in ("consent", "config", "app", "stray"):
                (source / room).mkdir()
            file = source / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
            return check(source, EDGES)[0]

    def test_what_is_allowed(self):
        for path, text in (
                ("config/a.hpp", GOOD + '#include "consent/b.hpp"\n#include "config/c.hpp"\n'),
                ("config/a.cpp", '#include <boost/x.hpp>\n#include "consent/b.hpp"\n'),
                ("consent/deep/a.hpp", GOOD + '#include "consent/b.hpp"\n'),
                ("consent/a.hpp", GOOD + "// never `using namespace` here\n"),
                ("consent/a.cpp", "using namespace std;\n" * 400)):
            self.assertEqual(self.faults(path, text), [], path)

    def test_what_is_not(self):
        for path, text, said in (
                ("consent/a.hpp", GOOD + '#include "config/b.hpp"\n', "a.hpp:2: consent may not"),
                ("config/deep/a.cpp", '#  include "app/b.hpp"\n', "config may not use app"),
                ("consent/a.cpp", '#include "../config/b.hpp"\n', "by a relative path"),
                ("stray/a.cpp", '#include "consent/b.hpp"\n', "no room of the build"),
                ("consent/a.cpp", "\n" * 401, "more than 400 lines"),
                ("consent/a.hpp", "int a;\n", "no #pragma once"),
                ("consent/a.hpp", "// #pragma once\n", "no #pragma once"),
                ("consent/a.hpp", GOOD + "\n  using namespace std;\n", ":3: using namespace")):
            with self.subTest(path=path, said=said):
                faults = self.faults(path, text)
                self.assertEqual(len(faults), 1, faults)
                self.assertIn(said, faults[0])


if __name__ == "__main__":
    unittest.main()
