//! A query cut into words and signs, with where each stands. Knows no plan and no meaning of a field.
//!
//! Signs count in their full-width forms too, because an input method makes them so.

use std::ops::Range;

use crate::text::half_width;

/// How a field is compared with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `:` or `=`.
    Is,
    Before,
    NotAfter,
    After,
    NotBefore,
}

/// One piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lexeme {
    Or,
    Term(Term),
}

/// A word, or a field with its value, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// The bytes of the query it takes, its signs among them.
    pub(super) span: Range<usize>,
    pub(super) negated: bool,
    pub(super) said: Said,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Word {
        text: String,
        exact: bool,
        start: bool,
        end: bool,
    },
    /// `values` are separated by commas; a quoted one is one value whatever it holds.
    Field {
        name: String,
        comparison: Comparison,
        values: Vec<String>,
        /// The bytes of the query that the last value takes.
        last: Range<usize>,
    },
}

/// Returns the ASCII sign that a character stands for, itself or in its full-width form.
pub(super) fn sign(c: char) -> char {
    match c {
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '…' => '^',
        '￥' | '¥' => '$',
        '《' => '<',
        '》' => '>',
        '、' => ',',
        other => half_width(other),
    }
}

/// Cuts `query` into its pieces.
pub(super) fn lex(query: &str) -> Vec<Lexeme> {
    let mut lexemes = Vec::new();
    let mut rest = Rest { chars: query.char_indices().collect(), at: 0, end: query.len() };
    while let Some(c) = rest.peek() {
        if c.is_whitespace() {
            rest.at += 1;
        } else if sign(c) == '|' {
            rest.at += 1;
            lexemes.push(Lexeme::Or);
        } else if let Some(term) = rest.term() {
            lexemes.push(Lexeme::Term(term));
        }
    }
    lexemes
}

struct Rest {
    chars: Vec<(usize, char)>,
    at: usize,
    end: usize,
}

impl Rest {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).map(|&(_, c)| c)
    }

    fn next_sign(&self) -> Option<char> {
        self.peek().map(sign)
    }

    fn byte(&self) -> usize {
        self.chars.get(self.at).map_or(self.end, |&(byte, _)| byte)
    }

    fn is(&self, wanted: char, at: usize) -> bool {
        self.chars.get(at).is_some_and(|&(_, c)| c == wanted)
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.next_sign() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    /// Takes everything up to white space, `|` or a character that `stops`, or what stands in quotes.
    fn run(&mut self, stops: impl Fn(char) -> bool) -> (String, bool) {
        let mut text = String::new();
        if self.take('"') {
            while let Some(c) = self.peek() {
                self.at += 1;
                if sign(c) == '"' {
                    break;
                }
                text.push(c);
            }
            return (text, true);
        }
        while let Some(c) = self.peek().filter(|&c| !c.is_whitespace() && sign(c) != '|' && !stops(sign(c))) {
            text.push(c);
            self.at += 1;
        }
        (text, false)
    }

    /// Takes one term; `None` where only signs stood, which ask for nothing yet.
    fn term(&mut self) -> Option<Term> {
        let from = self.byte();
        let negated = self.take('!');
        let exact = self.take('\'');
        let start = self.take('^');
        // The key of `^` on a Chinese keyboard gives two of them.
        let doubled =
            start && self.at.checked_sub(1).is_some_and(|at| self.is('…', at)) && self.is('…', self.at);
        self.at += usize::from(doubled);
        let before = self.at;
        let (name, quoted) = self.run(|c| matches!(c, ':' | '=' | '<' | '>'));
        if !quoted
            && !exact
            && !start
            && !name.is_empty()
            && name.chars().all(char::is_alphabetic)
            && !self.is_umlaut(&name)
            && let Some(comparison) = self.comparison()
        {
            let (values, last) = self.values();
            let said = Said::Field { name, comparison, values, last };
            return Some(Term { span: from..self.byte(), negated, said });
        }
        let (mut text, mut end) = (name, false);
        if !quoted {
            self.at = before;
            text = self.run(|_| false).0;
            if let Some((at, _)) = text.char_indices().last().filter(|&(at, c)| at > 0 && sign(c) == '$') {
                text.truncate(at);
                end = true;
            }
        }
        let said = Said::Word { text, exact: exact || quoted, start, end };
        let empty = matches!(&said, Said::Word { text, .. } if text.trim().is_empty());
        (!empty).then(|| Term { span: from..self.byte(), negated, said })
    }

    /// Tells whether a colon that comes now writes the vowel of 女 and 绿, as in `nu:` and `lu:`.
    fn is_umlaut(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.next_sign() == Some(':') && (name.ends_with("lu") || name.ends_with("nu"))
    }

    fn comparison(&mut self) -> Option<Comparison> {
        let comparison = match self.next_sign()? {
            ':' | '=' => Comparison::Is,
            '<' => Comparison::Before,
            '>' => Comparison::After,
            _ => return None,
        };
        self.at += 1;
        Some(match (comparison, matches!(comparison, Comparison::Before | Comparison::After)) {
            (Comparison::Before, true) if self.take('=') => Comparison::NotAfter,
            (Comparison::After, true) if self.take('=') => Comparison::NotBefore,
            (other, _) => other,
        })
    }

    fn values(&mut self) -> (Vec<String>, Range<usize>) {
        let mut values = Vec::new();
        loop {
            let from = self.byte();
            let (value, _) = self.run(|c| c == ',');
            let last = from..self.byte();
            values.push(value);
            if !self.take(',') {
                return (values, last);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(query: &str) -> (String, bool, bool, bool, bool) {
        match &lex(query)[..] {
            [Lexeme::Term(Term { negated, said: Said::Word { text, exact, start, end }, .. })] => {
                (text.clone(), *negated, *exact, *start, *end)
            }
            other => panic!("{query}: {other:?}"),
        }
    }

    fn field(query: &str) -> (String, Comparison, Vec<String>) {
        match &lex(query)[..] {
            [Lexeme::Term(Term { said: Said::Field { name, comparison, values, .. }, .. })] => {
                (name.clone(), *comparison, values.clone())
            }
            other => panic!("{query}: {other:?}"),
        }
    }

    #[test]
    fn signs_belong_to_the_word_they_stand_at() {
        assert_eq!(word("运河"), ("运河".into(), false, false, false, false));
        assert_eq!(word("!运河"), ("运河".into(), true, false, false, false));
        assert_eq!(word("'运河"), ("运河".into(), false, true, false, false));
        assert_eq!(word("^运河$"), ("运河".into(), false, false, true, true));
        assert_eq!(word("！‘运河"), ("运河".into(), true, true, false, false));
        assert_eq!(word("\"four ports\""), ("four ports".into(), false, true, false, false));
        assert_eq!(word("“两山"), ("两山".into(), false, true, false, false));
        assert_eq!(word("lu:dao"), ("lu:dao".into(), false, false, false, false));
        assert_eq!(word("5:30"), ("5:30".into(), false, false, false, false));
        assert_eq!(word("a$b"), ("a$b".into(), false, false, false, false));
    }

    #[test]
    fn a_field_is_compared_with_values() {
        let values = |values: &[&str]| values.iter().map(|&value| value.to_owned()).collect::<Vec<_>>();
        assert_eq!(field("status:revise"), ("status".into(), Comparison::Is, values(&["revise"])));
        assert_eq!(field("状态：需修改"), ("状态".into(), Comparison::Is, values(&["需修改"])));
        assert_eq!(field("due<=2025-06"), ("due".into(), Comparison::NotAfter, values(&["2025-06"])));
        assert_eq!(field("due《2025"), ("due".into(), Comparison::Before, values(&["2025"])));
        assert_eq!(field("due>2025"), ("due".into(), Comparison::After, values(&["2025"])));
        assert_eq!(field("due>=2025"), ("due".into(), Comparison::NotBefore, values(&["2025"])));
        assert_eq!(field("by:jia,yi"), ("by".into(), Comparison::Is, values(&["jia", "yi"])));
        assert_eq!(field("owner:\"交通 局\""), ("owner".into(), Comparison::Is, values(&["交通 局"])));
        assert_eq!(field("status:"), ("status".into(), Comparison::Is, values(&[""])));
    }

    #[test]
    fn signs_alone_ask_for_nothing() {
        for query in ["", " ", "　", "!", "'", "^", "!'", "\"\""] {
            assert_eq!(lex(query), [], "{query}");
        }
        assert_eq!(lex("a|b｜c").len(), 5);
        assert_eq!(lex("a||").len(), 3);
    }

    #[test]
    fn every_term_knows_its_bytes() {
        let query = "!运河  status:a,需 | x";
        let spans: Vec<&str> = lex(query)
            .iter()
            .filter_map(|lexeme| match lexeme {
                Lexeme::Term(term) => query.get(term.span.clone()),
                Lexeme::Or => None,
            })
            .collect();
        assert_eq!(spans, ["!运河", "status:a,需", "x"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_cut(query in "[a-z状：:|!'\"^$<>=, “”　‘]{0,24}") {
            let mut last = 0;
            for lexeme in lex(&query) {
                if let Lexeme::Term(term) = lexeme {
                    proptest::prop_assert!(term.span.start >= last && query.get(term.span.clone()).is_some());
                    last = term.span.end;
                }
            }
        }
    }
}
