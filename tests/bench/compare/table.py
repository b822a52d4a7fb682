"""Figures in columns, for a terminal or as Markdown."""


class Table:
    def __init__(self, title, columns):
        self.title = title
        self.rows = [list(columns)]

    def add(self, *cells):
        self.rows.append([str(cell) for cell in cells])

    def text(self):
        widths = [max(map(len, column)) for column in zip(*self.rows)]
        lines = [self.title, ""]
        for row in self.rows:
            cells = [row[0].ljust(widths[0])]
            cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
            lines.append("  " + "  ".join(cells).rstrip())
        return "\n".join(lines) + "\n"

    def markdown(self):
        first, *rest = self.rows
        lines = [f"**{self.title}**", "", "| " + " | ".join(first) + " |",
                 "| --- |" + " ---: |" * (len(first) - 1)]
        lines += ["| " + " | ".join(row) + " |" for row in rest]
        return "\n".join(lines) + "\n"


def number(value):
    """With as many digits as mean something."""
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def spread(found):
    """A ratio with its quartiles."""
    return "{:.2f} ({:.2f} to {:.2f})".format(*found)
