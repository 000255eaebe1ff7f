//! What people read is written on: as wide as the terminal, in colour only there.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use textwrap::{Options, WordSplitter};

/// As wide as a line is at most: longer ones are hard to read.
const WIDEST: usize = 100;

/// The width where there is no terminal.
const USUAL: usize = 80;

const TITLE: Style = Style::new().bold();
const HEADING: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
const ASIDE: Style = Style::new().dimmed();

/// Standard output, or whatever a page goes to.
pub(crate) struct Paper<W: Write> {
    out: W,
    width: usize,
    colour: bool,
    /// Whether anything has been written.
    is_begun: bool,
}

impl Paper<io::StdoutLock<'static>> {
    /// Standard output.
    pub(crate) fn stdout() -> Self {
        let stdout = io::stdout();
        let terminal = terminal_size::terminal_size().filter(|_| stdout.is_terminal());
        let width = terminal.map_or(USUAL, |(terminal_size::Width(width), _)| usize::from(width).clamp(40, WIDEST));
        let colour = usru_export::render::colour(&stdout);
        Self { out: stdout.lock(), width, colour, is_begun: false }
    }
}

impl<W: Write> Paper<W> {
    /// The head of a page.
    pub(crate) fn title(&mut self, text: &str) -> io::Result<()> {
        self.styled(TITLE, "", "", text)
    }

    /// The head of a part, after an empty line if there is anything before it.
    pub(crate) fn heading(&mut self, text: &str) -> io::Result<()> {
        if self.is_begun {
            writeln!(self.out)?;
        }
        self.styled(HEADING, "", "", text)
    }

    /// A line of lesser weight: a reference, a count.
    pub(crate) fn aside(&mut self, text: &str) -> io::Result<()> {
        self.styled(ASIDE, "", "", text)
    }

    /// A paragraph.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        self.styled(Style::new(), "", "", text)
    }

    /// An empty line.
    pub(crate) fn space(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// An item of a list, `depth` levels down.
    pub(crate) fn item(&mut self, depth: usize, text: &str) -> io::Result<()> {
        let first = format!("{}- ", "  ".repeat(depth + 1));
        self.styled(Style::new(), &first, &" ".repeat(first.len()), text)
    }

    /// A line of a table: what stands first in a column of that width, the rest beside it.
    pub(crate) fn row(&mut self, width: usize, first: impl Display, rest: &str) -> io::Result<()> {
        let first = first.to_string();
        let first = format!("  {first}{}  ", " ".repeat(width.saturating_sub(textwrap::core::display_width(&first))));
        self.styled(Style::new(), &first, &" ".repeat(width + 4), rest)
    }

    fn styled(&mut self, style: Style, first: &str, next: &str, text: &str) -> io::Result<()> {
        self.is_begun = true;
        let options = Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(next)
            .word_splitter(WordSplitter::NoHyphenation)
            .break_words(false);
        for line in textwrap::wrap(text, options) {
            if self.colour && style != Style::new() {
                writeln!(self.out, "{style}{line}{style:#}")?;
            } else {
                writeln!(self.out, "{line}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(colour: bool, write: impl FnOnce(&mut Paper<Vec<u8>>) -> io::Result<()>) -> String {
        let mut paper = Paper { out: Vec::new(), width: 24, colour, is_begun: false };
        write(&mut paper).unwrap();
        String::from_utf8(paper.out).unwrap()
    }

    #[test]
    fn lines_are_as_long_as_the_paper_is_wide_and_hang() {
        let text = written(false, |paper| paper.item(0, "Государь император принял посланника"));
        assert_eq!(text, "  - Государь император\n    принял посланника\n");
        let text = written(false, |paper| paper.row(6, "1867", "the treaty of cession"));
        assert_eq!(text, "  1867    the treaty of\n          cession\n");
    }

    #[test]
    fn colour_is_only_written_where_it_is_seen() {
        assert_eq!(written(false, |paper| paper.title("A")), "A\n");
        assert_eq!(written(true, |paper| paper.title("A")), "\u{1b}[1mA\u{1b}[0m\n");
    }
}
